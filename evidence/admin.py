"""The administrator's pages of this floor."""

from evidence.admin_papers import RequirementAdmin
from evidence.admin_review import HolidayAdmin, ReviewChainAdmin

__all__ = ["HolidayAdmin", "RequirementAdmin", "ReviewChainAdmin"]

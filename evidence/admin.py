"""The administrator's pages of this floor."""

from evidence.papers.admin import RequirementAdmin
from evidence.review.admin import HolidayAdmin, ReviewChainAdmin

__all__ = ["HolidayAdmin", "RequirementAdmin", "ReviewChainAdmin"]

"""The administrator's pages of this floor."""

from evidence.admin_papers import RequirementAdmin

__all__ = ["RequirementAdmin"]

"""Lists of this floor from Excel and to it."""

from evidence.papers import resources as papers

__all__ = ["papers"]

"""Lists of this floor from Excel and to it."""

from tasks.resources import supervision, tasks

__all__ = ["supervision", "tasks"]

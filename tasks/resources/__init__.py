"""Lists of this floor from Excel and to it."""

from tasks.resources import funding, supervision, tasks

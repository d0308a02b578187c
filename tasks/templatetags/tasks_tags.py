"""How a task is shown: the colour of its state, the words of its lateness."""

from datetime import date

from django import template

from tasks.enums import STATE_TONES, TaskState
from tasks.models import Task

register = template.Library()


@register.filter
def state_tone(task: Task) -> str:
    """The colour of the task's state."""
    return STATE_TONES[TaskState(task.state)]


@register.filter
def overdue_words(task: Task, today: date) -> str:
    """`Quá hạn 14 ngày`; nothing when not overdue."""
    days = task.days_overdue(today)
    return f"Quá hạn {days} ngày" if days else ""

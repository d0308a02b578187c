"""How a task is shown: the colour of its state, the words of its lateness."""

from datetime import date

from django import template

from tasks import rules
from tasks.enums import STATE_TONES, TaskState
from tasks.models import Task

register = template.Library()


@register.filter
def state_tone(task: Task) -> str:
    """The colour of the task's state."""
    return STATE_TONES[TaskState(task.state)]


@register.simple_tag
def nobody_leads() -> str:
    """The words shown where nobody leads a task."""
    return rules.NOBODY_LEADS.capitalize()


@register.filter
def overdue_words(task: Task, today: date) -> str:
    """`Quá hạn 14 ngày`; nothing when not overdue."""
    return rules.lateness_of(task, today)


@register.filter
def is_pressing(task: Task, today: date) -> bool:
    """Overdue in a year that is not over."""
    return task.is_pressing(today)

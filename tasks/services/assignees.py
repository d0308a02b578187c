"""Replaces who leads and supports tasks; part of the services that record it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from tasks.models import Assignment, Task
from tasks.models.assignments import NOBODY_TWICE, repeated

Given = tuple[Task, Sequence[Assignment]]


def set_assignees(task: Task, assignees: Sequence[Assignment]) -> None:
    """Give one task these assignees, in their order, in the place of those before.

    Raises `ValidationError` where one breaks a rule of its model or is named twice.
    """
    for row in assignees:
        row.task = task
        row.full_clean()
    set_assignees_of([(task, assignees)])


def refuse_twice(tasks: Sequence[Given]) -> None:
    """`ValidationError` where somebody is named twice for a task."""
    if any(repeated(rows) for _, rows in tasks):
        raise ValidationError(NOBODY_TWICE)


def set_assignees_of(tasks: Sequence[Given]) -> None:
    """The same for many tasks, whose assignees keep the rules of their model, in two queries."""
    refuse_twice(tasks)
    made: list[Assignment] = []
    for task, rows in tasks:
        for order, row in enumerate(rows):
            row.pk, row.task, row.order = None, task, order
            made.append(row)
    Assignment.objects.filter(task__in=[task.pk for task, _ in tasks]).delete()
    Assignment.objects.bulk_create(made, batch_size=1_000)

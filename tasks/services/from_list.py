"""Creates and changes thousands of tasks from a list that has validated each of them."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ntm_project.common.refusals import Refused
from tasks import rules
from tasks.models import Assignment, Plan, Task
from tasks.services.assignees import Given, refuse_twice, set_assignees_of
from tasks.services.notices import assigned_people
from villages.access import Access
from villages.audit import is_trial
from villages.bulk import RowChange, change_rows, create_rows
from villages.enums import Ability, NoticeKind
from villages.services import notify

Edited = tuple[RowChange[Task], Sequence[Assignment] | None]


def _refuse(by: Access, tasks: Iterable[Task]) -> None:
    """The rule of one, for each unit once."""
    for unit in {task.unit_id: task.unit for task in tasks}.values():
        if reason := rules.deny_manage_tasks(by, unit):
            raise Refused(reason)


def give_many(*, by: Access, plan: Plan, tasks: Sequence[Given]) -> None:
    """Give the tasks, each with its event; whoever is given some gets one notice."""
    _refuse(by, (task for task, _ in tasks))
    words = {id(task): [row.in_words for row in rows] for task, rows in tasks}
    now = timezone.now()
    for task, _ in tasks:
        task.added_at = now
    with transaction.atomic():
        create_rows(
            by=by,
            rows=[task for task, _ in tasks],
            action="giao nhiệm vụ",
            ability=Ability.MANAGE_TASK,
            parts=lambda task: {"assignees": words[id(task)]},
        )
        _set_assignees(tasks)
        _notify(by, plan, [row for _, rows in tasks for row in rows])


def edit_many(*, by: Access, edits: Sequence[Edited]) -> None:
    """Change the tasks, each with its event; assignees of None stay."""
    _refuse(by, (change.row for change, _ in edits))
    with transaction.atomic():
        change_rows(
            by=by,
            changes=[change for change, _ in edits],
            action="sửa nhiệm vụ",
            ability=Ability.MANAGE_TASK,
        )
        _set_assignees([(change.row, rows) for change, rows in edits if rows is not None])


def _set_assignees(tasks: Sequence[Given]) -> None:
    """Of a trial only whether somebody is named twice: all else of an assignee was looked at as it
    was read, so the database could refuse none of these rows, and nobody reads them before they go.
    """
    refuse_twice(tasks) if is_trial() else set_assignees_of(tasks)


def _notify(by: Access, plan: Plan, rows: Sequence[Assignment]) -> None:
    notify(
        by=by,
        to=assigned_people(rows, by.on),
        kind=NoticeKind.NEW_TASK,
        unit=plan.unit,
        key=f"plan-{plan.pk}-list",
        text=f"Đồng chí được giao nhiệm vụ mới trong kế hoạch năm {plan.year}.",
        url=reverse("tasks:list"),
    )

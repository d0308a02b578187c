"""Creating, assigning, reporting and moving tasks."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ntm_project.common.refusals import Refused
from tasks import rules
from tasks.enums import TRANSITIONS, TaskState
from tasks.models import Assignment, Plan, Task, TaskReport
from tasks.services.assignees import set_assignees
from tasks.services.notices import assigned_people, notify_new_task
from villages.access import Access
from villages.acts import Act
from villages.edit import Edit, create_row, editing, set_fields
from villages.enums import Ability


def _set(task: Task, fields: Mapping[str, Any]) -> None:
    """Put what a person decided on a task; a criterion chosen by a person is not inferred."""
    before = task.criterion_id
    set_fields(task, fields)
    if task.criterion_id != before and "is_inferred" not in fields:
        task.is_inferred = False
    if errors := rules.task_errors(task):
        raise ValidationError(errors)


def create_task(
    *,
    by: Access,
    plan: Plan,
    fields: Mapping[str, Any],
    assignees: Sequence[Assignment] = (),
    parts: Mapping[str, str] | None = None,
) -> Task:
    """Give a piece of work to somebody; the unit must lie at or below the plan's.

    `parts` are words of where it comes from, recorded with it.
    """
    if reason := rules.deny_manage_tasks(by, fields["unit"]):
        raise Refused(reason)
    task = Task(plan=plan, added_at=timezone.now())
    _set(task, fields)
    with transaction.atomic():
        create_row(
            by=by,
            row=task,
            action="giao nhiệm vụ",
            ability=Ability.MANAGE_TASK,
            parts={"assignees": [row.in_words for row in assignees], **(parts or {})},
        )
        set_assignees(task, assignees)
        notify_new_task(by, task, assigned_people(assignees, by.on))
    return task


def _editing(
    by: Access, task_id: int, seen_version: int, **how: Any
) -> AbstractContextManager[Edit[Task]]:
    rows = Task.objects.select_related("unit", "plan__unit", "assessment__unit")
    return editing(by=by, rows=rows, pk=task_id, seen=seen_version, **how)


def edit_task(
    *,
    by: Access,
    task_id: int,
    fields: Mapping[str, Any],
    seen_version: int,
    act: Act | None = None,
) -> Task:
    """Change what a task states and until when."""
    with _editing(
        by,
        task_id,
        seen_version,
        deny=rules.deny_manage_task,
        action="sửa nhiệm vụ",
        ability=Ability.MANAGE_TASK,
    ) as edit:
        edit.act = act
        _set(edit.row, fields)
        if reason := rules.deny_manage_task(by, edit.row):
            raise Refused(reason)
    return edit.row


def assign(
    *,
    by: Access,
    task_id: int,
    assignees: Sequence[Assignment],
    seen_version: int,
    act: Act | None = None,
) -> Task:
    """Replace who leads and supports a task."""
    with _editing(
        by,
        task_id,
        seen_version,
        deny=rules.deny_manage_task,
        action="phân công nhiệm vụ",
        ability=Ability.MANAGE_TASK,
    ) as edit:
        edit.act = act
        present = edit.row.assignments.select_related("official", "body").order_by("order", "pk")
        old, knew = list(present), assigned_people(present, by.on)
        if edit.note_rows("assignees", old, assignees, lambda row: row.in_words, but=("order",)):
            set_assignees(edit.row, assignees)
        notify_new_task(by, edit.row, assigned_people(assignees, by.on) - knew)
    return edit.row


def report_task(*, by: Access, task_id: int, fields: Mapping[str, Any], seen_version: int) -> Task:
    """Report progress, obstacle and result; who reports progress has begun."""
    with _editing(
        by,
        task_id,
        seen_version,
        deny=rules.deny_report,
        action="báo cáo nhiệm vụ",
        ability=Ability.REPORT_TASK,
    ) as edit:
        _report(by, edit, rules.state_after_report(edit.row, fields), fields)
        if errors := rules.report_errors(edit.row):
            raise ValidationError(errors)
    return edit.row


def move_task(
    *,
    by: Access,
    task_id: int,
    transition_name: str,
    seen_version: int,
    reason: str = "",
    result: str = "",
    act: Act | None = None,
) -> Task:
    """Take a task along one allowed path; the path fixes what must be given."""
    transition = TRANSITIONS[transition_name]
    with _editing(
        by,
        task_id,
        seen_version,
        deny=lambda access, task: rules.deny_path(access, task, transition),
        action=transition.label.lower(),
        ability=transition.ability,
        reason=reason,
    ) as edit:
        edit.act, task = act, edit.row
        # Only now: who comes second must see what the first did, not that the path is closed.
        if refusal := rules.deny_transition(by, task, transition):
            raise Refused(refusal)
        fields = {"result": result or task.result}
        if errors := rules.transition_errors(transition, **fields, reason=reason):
            raise ValidationError(errors)
        _report(by, edit, transition.target, fields)
        if transition.target == TaskState.REPORTED:
            task.reported_by = by.official
        task.done_on = by.on if transition.target == TaskState.DONE else None
    return task


def _report(by: Access, edit: Edit[Task], state: str, fields: Mapping[str, Any]) -> None:
    """Put what was reported on the task, and keep it as one report beside those before."""
    task, from_state = edit.row, edit.row.state
    news = {name: value for name, value in fields.items() if value != getattr(task, name)}
    set_fields(task, {"state": state, **news})
    TaskReport.objects.create(
        task=task,
        by=by.official,
        from_state=from_state,
        to_state=state,
        reason=edit.reason,
        **news,
    )

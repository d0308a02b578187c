"""Creating, assigning, reporting and moving tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria.models import Assessment, Criterion, Indicator
from ntm_project.common.views import Refused
from tasks import rules
from tasks.enums import TRANSITIONS, AssignmentKind, TaskState
from tasks.models import Assignment, Plan, Task, TaskReport
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Body, Official, Unit

EDITED = ["unit", "assessment", "criterion", "indicator", "section", "order", "text", "note"]
REPORTED = ["state", "progress", "obstacle", "result", "done_on"]


class StaleTask(Exception):
    """Somebody saved first; `current` is the task as it now stands."""

    def __init__(self, current: Task) -> None:
        super().__init__(f"task {current.pk} is at version {current.version}")
        self.current = current


@dataclass(frozen=True)
class Assignee:
    """Exactly one of an official, a body, or words for a role still without a name."""

    kind: AssignmentKind
    official: Official | None = None
    body: Body | None = None
    role_words: str = ""
    words: str = ""


@dataclass(frozen=True)
class TaskDraft:
    """What a person decides of a task; the deadline is given in words."""

    unit: Unit
    text: str
    deadline_words: str = ""
    assessment: Assessment | None = None
    criterion: Criterion | None = None
    indicator: Indicator | None = None
    section: str = ""
    order: int = 0
    note: str = ""
    is_inferred: bool = False


def _fill(task: Task, draft: TaskDraft) -> None:
    for name in TaskDraft.__dataclass_fields__:
        setattr(task, name, getattr(draft, name))
    task.full_clean()
    if errors := rules.task_errors(task):
        raise ValidationError(errors)


def create_task(
    *, by: Access, plan: Plan, draft: TaskDraft, assignees: Sequence[Assignee] = ()
) -> Task:
    """Give a piece of work to somebody; the unit must lie at or below the plan's."""
    if reason := rules.deny_manage_tasks(by, draft.unit):
        raise Refused(reason)
    task = Task(plan=plan)
    _fill(task, draft)
    with transaction.atomic():
        task.save()
        _set_assignees(task, assignees)
        record(
            by,
            "giao nhiệm vụ",
            task,
            unit=task.unit,
            ability=Ability.MANAGE_TASK,
            new=snapshot(task, [*EDITED, "deadline_words"])
            | {"assignees": [a.name for a in task.assignments.all()]},
        )
    return task


def _locked(task_id: int, seen_version: int) -> Task:
    task = (
        Task.objects.select_for_update(of=("self",))
        .select_related("unit", "plan__unit")
        .get(pk=task_id)
    )
    if task.version != seen_version:
        raise StaleTask(task)
    return task


def edit_task(*, by: Access, task_id: int, draft: TaskDraft, seen_version: int) -> Task:
    """Change what a task says and until when."""
    with transaction.atomic():
        task = _locked(task_id, seen_version)
        if reason := rules.deny_manage_tasks(by, task.unit) or rules.deny_manage_tasks(
            by, draft.unit
        ):
            raise Refused(reason)
        old = snapshot(task, [*EDITED, "deadline_words"])
        _fill(task, draft)
        task.version += 1
        task.save(update_fields=[*EDITED, "deadline_words", "is_inferred", "version"])
        record(
            by,
            "sửa nhiệm vụ",
            task,
            unit=task.unit,
            ability=Ability.MANAGE_TASK,
            old=old,
            new=snapshot(task, [*EDITED, "deadline_words"]),
        )
    return task


def _set_assignees(task: Task, assignees: Sequence[Assignee]) -> None:
    task.assignments.all().delete()
    for order, assignee in enumerate(assignees):
        row = Assignment(
            task=task,
            kind=assignee.kind,
            order=order,
            official=assignee.official,
            body=assignee.body,
            role_words=assignee.role_words,
            words=assignee.words,
        )
        row.full_clean()
        row.save()


def assign(*, by: Access, task_id: int, assignees: Sequence[Assignee], seen_version: int) -> Task:
    """Replace who leads and supports a task."""
    with transaction.atomic():
        task = _locked(task_id, seen_version)
        if reason := rules.deny_manage_tasks(by, task.unit):
            raise Refused(reason)
        old = {"assignees": [str(a) for a in task.assignments.select_related("official", "body")]}
        _set_assignees(task, assignees)
        task.version += 1
        task.save(update_fields=["version"])
        new = {"assignees": [str(a) for a in task.assignments.select_related("official", "body")]}
        record(
            by,
            "phân công nhiệm vụ",
            task,
            unit=task.unit,
            ability=Ability.MANAGE_TASK,
            old=old,
            new=new,
        )
    return task


def report_task(
    *,
    by: Access,
    task_id: int,
    progress: str,
    obstacle: str,
    result: str,
    seen_version: int,
) -> Task:
    """Report progress, obstacle and result without changing the state."""
    with transaction.atomic():
        task = _locked(task_id, seen_version)
        if reason := rules.deny_report(by, task):
            raise Refused(reason)
        if errors := rules.report_errors(task, result=result):
            raise ValidationError(errors)
        said = {"progress": progress, "obstacle": obstacle, "result": result}
        return _write_report(by, task, task.state, said, action="báo cáo nhiệm vụ")


def move_task(
    *,
    by: Access,
    task_id: int,
    transition_name: str,
    seen_version: int,
    reason: str = "",
    result: str = "",
) -> Task:
    """Take a task along one allowed path; the path says what must be given."""
    transition = TRANSITIONS[transition_name]
    with transaction.atomic():
        task = _locked(task_id, seen_version)
        if refusal := rules.deny_transition(by, task, transition):
            raise Refused(refusal)
        said = {"result": result or task.result}
        if errors := rules.transition_errors(transition, result=said["result"], reason=reason):
            raise ValidationError(errors)
        if transition.target == TaskState.REPORTED:
            task.reported_by = by.official
        task.done_on = by.on if transition.target == TaskState.DONE else None
        return _write_report(
            by, task, transition.target, said, action=transition.label.lower(), reason=reason
        )


def _write_report(
    by: Access,
    task: Task,
    state: str,
    said: dict[str, str],
    *,
    action: str,
    reason: str = "",
) -> Task:
    old = snapshot(task, REPORTED)
    from_state = task.state
    task.state = state
    for name, value in said.items():
        setattr(task, name, value)
    task.version += 1
    task.save(update_fields=[*REPORTED, "reported_by", "version"])
    new: dict[str, Any] = snapshot(task, REPORTED)
    changed = {name: new[name] for name in said if new[name] != old[name]}
    TaskReport.objects.create(
        task=task, by=by.official, from_state=from_state, to_state=state, reason=reason, **changed
    )
    record(
        by,
        action,
        task,
        unit=task.unit,
        ability=Ability.REPORT_TASK,
        old=old,
        new=new,
        reason=reason,
    )
    return task

"""Settling the open work of a plan whose year is over."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from tasks import rules
from tasks.enums import TaskState, YearEnd
from tasks.models import Plan, Task
from tasks.queries.year_end import left_open, same_assessment, seen_of
from tasks.services.again import assignees_again, fields_again
from tasks.services.tasks import create_task, move_task
from villages.access import Access
from villages.edit import check_seen, editing
from villages.enums import Ability


def close_year(
    *,
    by: Access,
    plan_id: int,
    choices: Mapping[int, str],
    seen_version: int,
    to: Plan | None = None,
    reason: str = "",
    deadline_words: str = "",
) -> dict[str, int]:
    """Carry over, stop or leave each open task of the plan, all in one go; how many of each.

    `seen_version` is that of the open tasks together: when one of them has changed since, `Stale`
    is raised and nothing is done.
    """
    if errors := rules.year_end_errors(choices.values(), plan=to, reason=reason):
        raise ValidationError(errors)
    counts = dict.fromkeys(YearEnd.values, 0)
    with editing(
        by=by,
        rows=Plan.objects.select_related("unit"),
        pk=plan_id,
        deny=rules.deny_close_year,
        action="kết thúc năm kế hoạch",
        ability=Ability.EDIT_PLAN,
        reason=reason,
    ) as edit:
        edit.keeps_version = True
        for task in _held(edit.row, seen_version):
            choice = YearEnd(choices.get(task.pk, YearEnd.LEAVE))
            counts[choice] += 1
            if choice == YearEnd.CARRY and to is not None:
                _carry(by, task, to, deadline_words)
            elif choice == YearEnd.CLOSE:
                _stop(by, task, reason)
        edit.note(str(YearEnd.CARRY.label), 0, counts[YearEnd.CARRY])
        edit.note(str(YearEnd.CLOSE.label), 0, counts[YearEnd.CLOSE])
    return counts


def _held(plan: Plan, seen_version: int) -> list[Task]:
    """The open tasks of the plan, held; `Stale` when they are no longer those that were seen."""
    rows = left_open(plan).select_related("assessment", "criterion", "unit")
    tasks = list(rows.select_for_update(of=("self",), no_key=True))
    check_seen(plan, seen_version, version=seen_of(tasks))
    return tasks


def _stop(by: Access, task: Task, reason: str) -> None:
    move_task(
        by=by,
        task_id=task.pk,
        transition_name="cancel",
        seen_version=task.version,
        reason=reason,
    )


def _carry(by: Access, task: Task, plan: Plan, deadline_words: str) -> None:
    """The same work in the later plan, under the assessment of its year; the old one stops."""
    assessment = same_assessment(task, plan.year)
    is_begun = task.state != TaskState.NOT_STARTED
    fields = fields_again(task, assessment) | {
        "progress": task.progress,
        "obstacle": task.obstacle,
        "deadline_words": deadline_words,
        "state": TaskState.IN_PROGRESS if is_begun else TaskState.NOT_STARTED,
    }
    create_task(by=by, plan=plan, fields=fields, assignees=assignees_again(task))
    _stop(by, task, f"Chuyển sang {plan}.")

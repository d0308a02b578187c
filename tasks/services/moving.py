"""Open tasks of units that end go on in those that these become; closed ones stay as they are."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from ntm_project.common.deadlines import Deadline, parse_deadline
from tasks.enums import TaskState
from tasks.models import Assignment, Plan, Task, TaskReport
from tasks.models.assignments import once_each
from tasks.models.tasks import TaskQuerySet
from tasks.services.again import assignees_again, fields_again
from tasks.services.assignees import set_assignees
from villages.access import Access
from villages.changes.models import Change
from villages.edit import create_row, editing
from villages.enums import Ability
from villages.models import Unit
from villages.titles import renamed

KIND = "tasks"  # of the rows that move, in a change of units
CARRIED = "Nhiệm vụ chuyển tiếp từ các đơn vị trước khi sắp xếp"
_COURSE = ("state", "progress", "obstacle", "result", "reported_by", "deadline_words")


def tasks_that_move(change: Change) -> TaskQuerySet:
    """The open tasks that a unit which ends carries out or has planned."""
    olds = [unit.pk for unit in change.olds]
    return Task.objects.open().filter(Q(unit__in=olds) | Q(plan__unit__in=olds)).order_by("pk")


def move_tasks(by: Access, change: Change) -> int:
    """Moves the tasks of units that change, and returns how many. Below a plan that goes on, a task
    stays the same row; else it is carried, with all that was reported, into the new unit's plan of
    the year, and stops in the old one."""
    plans: dict[tuple[int, int, str], Plan] = {}
    rows = tasks_that_move(change).select_related("plan__unit", "unit", "assessment", "criterion")
    tasks = list(rows.select_for_update(of=("self",), no_key=True))
    for task in tasks:
        heir = change.heir_of(task.unit_id, KIND, task.pk)
        unit = heir.unit if heir and heir.unit else task.unit
        issuer = change.issuer_after(heir, task.plan.unit_id)
        if issuer is None:
            _give_to(by, change, task, unit)
        else:
            _carry(by, change, task, unit, _plan_of(by, change, issuer, task.plan, plans))
    return len(tasks)


def _assignees(change: Change, task: Task, unit: Unit, plan: Unit) -> list[Assignment]:
    """Whom it is given to; an organisation or a post of the old unit is that of the new one, which
    who comes to hold it there takes up."""
    rows = assignees_again(task)
    for row in rows:
        row.body = change.body_after(row.body, plan, unit)
        words = renamed(row.role_words, task.unit, unit)
        row.role_words = renamed(words, task.plan.unit, plan)
    return once_each(rows)


def _give_to(by: Access, change: Change, task: Task, unit: Unit) -> None:
    with editing(
        by=by,
        rows=Task.objects.select_related("unit", "plan__unit"),
        pk=task.pk,
        action="chuyển đơn vị thực hiện",
        ability=Ability.ADMINISTER,
        reason=change.act,
    ) as edit:
        before = task.assignments.select_related("official", "body").order_by("order", "pk")
        assignees = _assignees(change, task, unit, task.plan.unit)
        edit.note("assignees", [r.in_words for r in before], [r.in_words for r in assignees])
        edit.row.unit = unit
        set_assignees(edit.row, assignees)


def _plan_of(
    by: Access, change: Change, unit: Unit, old: Plan, known: dict[tuple[int, int, str], Plan]
) -> Plan:
    """The new unit's plan of the year and kind; where it has none yet, one that holds what comes
    over: what is left of earlier years, too, in the year of the change, before which the unit had
    no plan."""
    key = (unit.pk, old.year, old.kind)
    if key not in known:
        year = max(old.year, change.on.year)
        plans = Plan.objects.filter(unit=unit, year__in=[old.year, year], kind=old.kind)
        known[key] = plans.order_by("year").first() or create_row(
            by=by,
            row=Plan(
                unit=unit,
                year=year,
                kind=old.kind,
                symbol=old.symbol,
                title=CARRIED,
                issuer="\n".join(unit.agency_lines),
                place=unit.seat[:60],
                authority=old.authority,
            ),
            action="lập kế hoạch",
            ability=Ability.ADMINISTER,
            reason=change.act,
        )
    return known[key]


def _dated(words: str, of: int, to: int) -> str:
    """The words of a deadline of one year, to be read alike in a plan of another: `quý II/2024`."""
    meant = parse_deadline(words, year=of)
    named = f"{words} {of}" if words.endswith("năm") else f"{words}/{of}"
    for one in (words, named, f"{words} năm {of}"):
        if _days(parse_deadline(one, year=to)) == _days(meant):
            return one
    return meant.due_text()


def _days(read: Deadline) -> tuple[Any, ...]:
    return (read.starts_on, read.ends_on, read.rhythm, read.is_tentative)


def _carry(by: Access, change: Change, task: Task, unit: Unit, plan: Plan) -> None:
    course = {name: getattr(task, name) for name in _COURSE}
    course["deadline_words"] = _dated(task.deadline_words, task.plan.year, plan.year)
    made = Task(plan=plan, **{**fields_again(task, None), **course, "unit": unit})
    made.added_at = timezone.now()  # until then it was the old unit's, whose own row still shows it
    assignees = _assignees(change, task, unit, plan.unit)
    create_row(
        by=by,
        row=made,
        action="nhận nhiệm vụ chuyển tiếp",
        ability=Ability.ADMINISTER,
        reason=change.act,
        parts={"assignees": [row.in_words for row in assignees]},
    )
    set_assignees(made, assignees)
    reason = f"Chuyển sang {plan}, theo {change.act}."
    with editing(
        by=by,
        rows=Task.objects.select_related("unit", "plan__unit"),
        pk=task.pk,
        action="chuyển nhiệm vụ sang đơn vị mới",
        ability=Ability.ADMINISTER,
        reason=reason,
    ) as edit:
        TaskReport.objects.create(
            task=task,
            by=by.official,
            from_state=task.state,
            to_state=TaskState.CANCELLED,
            reason=reason,
        )
        edit.row.state = TaskState.CANCELLED

"""What the pages of tasks read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, QuerySet

from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_money
from ntm_project.common.text import uncapitalised
from tasks import rules
from tasks.enums import OPEN, OPEN_STATES, TaskState
from tasks.models import Funding, Task, TaskReport
from tasks.models.tasks import TaskQuerySet, open_tasks, overdue_tasks
from villages.access import Access

MOST_REPORTS = 50


def counts_of(tasks: TaskQuerySet, today: date, then: str) -> dict[str, int]:
    """Tasks per state, the open, the overdue and all, in one query; `THEN` as of a day."""
    state = f"state{then}"
    late = Count(state, filter=overdue_tasks(today, then=then))
    # Of states, not of keys: so the index by urgency answers alone.
    rows = tasks.order_by().values_list(state).annotate(every=Count(state), late=late)
    found = {value: (every, late) for value, every, late in rows}
    counts = {value: found.get(value, (0, 0))[0] for value in TaskState.values}
    every, overdue = sum(counts.values()), sum(late for _, late in found.values())
    is_open = sum(counts[value] for value in OPEN_STATES)
    return counts | {OPEN: is_open, "overdue": overdue, "every": every}


def left_of_ended_years(tasks: TaskQuerySet, today: date, then: str) -> list[tuple[int, int, int]]:
    """(year, its open tasks, a plan of it) for each plan year that is over; newest first."""
    rows = tasks.filter(open_tasks(then=then), plan__year__lt=today.year).order_by()
    found = (
        rows.values_list("plan__year")
        .annotate(left=Count("pk"), first=Min("plan"))
        .order_by("-plan__year")
    )
    return list(found)


def tasks_among(access: Access, keys: Iterable[int]) -> list[Task]:
    """The tasks of these keys that are in scope, with all that a page shows, in the order of their
    plan."""
    rows = Task.objects.visible_to(access).filter(pk__in=list(keys)).for_page()
    return list(rows.order_by("unit__path", "order", "pk"))


def tasks_to_remind(access: Access, keys: Iterable[int]) -> list[Task]:
    """The tasks of these keys that are in scope, with their assignees, the most urgent first."""
    rows = Task.objects.visible_to(access).filter(pk__in=list(keys)).select_related("unit")
    return list(rows.with_assignments().order_by("ends_on", "pk"))


def reports_of(task: Task, *earlier: Task) -> "QuerySet[TaskReport]":
    """The last reports on a task, and on what it was in an earlier plan, newest first."""
    rows = TaskReport.objects.filter(task__in=[task, *earlier])
    return rows.select_related("by").order_by("-pk")[:MOST_REPORTS]


@dataclass(frozen=True)
class FundingLine:
    """A sum that a task uses, in words; `gap` is "" when its parts add up."""

    text: str
    stage: str
    total: str
    gap: str


def fundings_of(task: Task) -> list[FundingLine]:
    """The sums that a task uses."""
    return [
        FundingLine(
            row.text,
            row.get_stage_display(),
            format_money(row.total) if row.total is not None else row.words,
            rules.funding_gap(row.total, (part.amount for part in row.parts.all())),
        )
        for row in Funding.objects.filter(task=task).with_parts().order_by("pk")
    ]


def reminder_text(tasks: Sequence[tuple[Task, str]], today: date) -> str:
    """What whoever reminds sends on (Zalo, e-mail): each task with who, until when, and its page.

    `tasks` are pairs of a task, with its assignments, and the address of its page.
    """
    lines = [f"Nhắc việc xây dựng nông thôn mới, ngày {format_day(today)}"]
    for number, (task, link) in enumerate(tasks, 1):
        due = f", hạn {task.deadline_words}" if task.deadline_words else ""
        late = f", {uncapitalised(words)}" if (words := rules.lateness_of(task, today)) else ""
        mark = f"{number}. " if len(tasks) > 1 else ""
        lines += ["", f"{mark}{task.text}", f"{task.led_by_words}{due}{late}", link]
    return "\n".join([*lines, "", "Đề nghị đồng chí báo cáo kết quả hoặc nêu vướng mắc."])

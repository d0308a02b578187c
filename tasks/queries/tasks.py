"""What the pages of tasks read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ntm_project.common.numbers import format_money
from tasks import rules
from tasks.enums import OPEN, TaskState
from tasks.models import Funding, Task, TaskReport
from tasks.models.tasks import TaskQuerySet, open_tasks, overdue_tasks

MOST_REPORTS = 50


def counts_of(tasks: TaskQuerySet, today: date, state: str = "state") -> dict[str, int]:
    """Tasks per state, the open, the overdue and all, in one query; `state_then` as of a day."""
    counts = {value: Count("pk", filter=Q(**{state: value})) for value in TaskState.values}
    counts |= {
        OPEN: Count("pk", filter=open_tasks(state=state)),
        "overdue": Count("pk", filter=overdue_tasks(today, state=state)),
    }
    return tasks.aggregate(**counts, every=Count("pk"))


def left_of_ended_years(tasks: TaskQuerySet, today: date) -> dict[int, int]:
    """Year → the open tasks of its plans, for each year that is over; newest first."""
    rows = tasks.open().filter(plan__year__lt=today.year).order_by().values_list("plan__year")
    return dict(rows.annotate(left=Count("pk")).order_by("-plan__year"))


def reports_of(task: Task) -> "QuerySet[TaskReport]":
    """The last reports on a task, newest first."""
    return task.reports.select_related("by").order_by("-pk")[:MOST_REPORTS]


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

"""What the pages of tasks read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ntm_project.common.numbers import format_money
from tasks import rules
from tasks.enums import TaskState
from tasks.models import Funding, Task, TaskReport
from tasks.models.tasks import TaskQuerySet, overdue_tasks

MOST_REPORTS = 50


def counts_of(tasks: TaskQuerySet, today: date) -> dict[str, int]:
    """Tasks per state, the overdue and all, in one query."""
    states = {state: Count("pk", filter=Q(state=state)) for state in TaskState.values}
    late = Count("pk", filter=overdue_tasks(today))
    return tasks.aggregate(**states, overdue=late, every=Count("pk"))


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

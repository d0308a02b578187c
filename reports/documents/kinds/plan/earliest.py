"""The day before which nobody can have signed a plan: it states what is as of a later one."""

from collections.abc import Iterator

from evidence.issued.rules import NotBefore
from ntm_project.common.dates import format_day
from reports.documents.kind import year_before
from reports.documents.kinds.plan.rows import PlanRows
from tasks.models import Plan


def plan_not_before(plan: Plan, rows: PlanRows) -> NotBefore | None:
    """The last day of what the plan starts from and cites; it is no older than the year before."""
    days = [day for day in (year_before(plan, rows), *_days_in(rows)) if day]
    return max(days, key=lambda one: one.day, default=None)


def _days_in(rows: PlanRows) -> Iterator[NotBefore]:
    for row in rows.assessments:
        if day := row.assessment.baseline_on:
            whose = row.assessment.unit.full_name
            yield NotBefore(day, f"Kế hoạch nêu hiện trạng của {whose} đến ngày {format_day(day)}")
    for citation in rows.citations:
        if day := citation.dated_on:
            words = citation.number or citation.title
            yield NotBefore(day, f"Văn bản viện dẫn “{words}” ban hành ngày {format_day(day)}")

"""Assessment by assessment: how many criteria have one leader, none, or several."""

from dataclasses import dataclass

from criteria.models import Assessment
from reports import links
from reports.record import Record
from tasks.queries.supervision import LeaderCounts, count_leaders


@dataclass(frozen=True)
class SupervisedRow:
    """An assessment with the counts of its leaders."""

    assessment: Assessment
    url: str
    leaders: LeaderCounts


def supervised_rows(record: Record) -> list[SupervisedRow]:
    """How far the criteria of each assessment are given to leaders."""
    return [
        SupervisedRow(
            assessment,
            links.supervision_url(assessment.pk),
            count_leaders(assessment.unit, [len(n) for n in record.leaders_of(assessment)]),
        )
        for assessment in record.assessments
    ]

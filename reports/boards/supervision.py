"""Assessment by assessment: how many criteria have one leader, none, or several."""

from dataclasses import dataclass

from criteria.models import Assessment
from reports import links
from reports.record import Record


@dataclass(frozen=True)
class Supervised:
    """An assessment with the count of its criteria, of those without a leader, and of those with
    two or more."""

    assessment: Assessment
    url: str
    criteria: int
    without: int
    doubled: int

    @property
    def named(self) -> int:
        return self.criteria - self.without


def supervised(record: Record) -> list[Supervised]:
    """How far the criteria of each assessment are given to leaders."""
    rows = []
    for assessment in record.assessments:
        standings = record.standings_of(assessment)
        counts = [len(record.leaders.get(standing.key, ())) for standing in standings]
        rows.append(
            Supervised(
                assessment,
                links.supervision(assessment.pk),
                criteria=len(counts),
                without=sum(count == 0 for count in counts),
                doubled=sum(count > 1 for count in counts),
            )
        )
    return rows

"""Standings of many assessments on any day, from one reading of their changes."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from criteria.enums import Claim, State
from criteria.models import Assessment
from criteria.scoring import Score, score
from ntm_project.common.sql import as_decimal, marks, rows
from reports.queries.record import Key, StandingRow


class Said(NamedTuple):
    """What one change says of a result."""

    result_id: int
    assessment_id: int
    criterion_id: int
    effective_on: date
    claim: str
    value: Decimal | None
    denominator: Decimal | None
    grade: str


# Of several words on one result for one day only the last counts, so only that one is read.
_CHANGES = """
    SELECT h.result_id, r.assessment_id, i.criterion_id, h.effective_on, h.claim, h.value,
        h.denominator, h.grade
    FROM (
        SELECT MAX(id) AS id FROM criteria_resultchange
        WHERE result_id IN (SELECT id FROM criteria_result WHERE assessment_id IN ({}))
        GROUP BY result_id, effective_on
    ) latest
    JOIN criteria_resultchange h ON h.id = latest.id
    JOIN criteria_result r ON r.id = h.result_id
    JOIN criteria_indicator i ON i.id = r.indicator_id
    ORDER BY h.id
"""
_PLACES = 4  # of the columns value and denominator


@dataclass
class History:
    """The last word on each result for each day, in the order in which they were written."""

    rows: list[Said]

    @classmethod
    def of(cls, assessments: Sequence[Assessment]) -> "History":
        """Read in one query, as plain rows: a year may hold thousands."""
        keys = [a.pk for a in assessments]
        if not keys:
            return cls([])
        return cls(
            [
                Said._make((*said, as_decimal(value, _PLACES), as_decimal(out_of, _PLACES), grade))
                for *said, value, out_of, grade in rows(_CHANGES.format(marks(keys)), keys)
            ]
        )

    def on(self, day: date) -> dict[int, Said]:
        """Result → the last word that speaks of the day or an earlier one (as `as_of` does)."""
        return {row.result_id: row for row in self.rows if row.effective_on <= day}

    def of_assessment(self, assessment: Assessment) -> "History":
        return History([r for r in self.rows if r.assessment_id == assessment.pk])

    def days(self) -> list[date]:
        return sorted({row.effective_on for row in self.rows})


def scores_on(standings: Sequence[StandingRow], history: History, day: date) -> dict[Key, Score]:
    """(assessment, criterion) → its score as of the day; equals `criteria.history.scores_as_of`.

    What nobody had said by then is not yet judged; later baselines do not count. Contradictions
    are not counted here.
    """
    said: dict[Key, list[str]] = {}
    for change in history.on(day).values():
        key = (change.assessment_id, change.criterion_id)
        said.setdefault(key, []).append(change.claim)
    scores = {}
    for standing in standings:
        key = (standing.assessment_id, standing.criterion_id)
        claims = said.get(key, [])
        is_stated = standing.baseline_state and (
            standing.baseline_as_of is None or standing.baseline_as_of <= day
        )
        scores[key] = score(
            claims + [Claim.NOT_YET] * (standing.total - len(claims)),
            rule=standing.criterion.rule,
            needed=standing.criterion.needed,
            baseline=standing.baseline_state if is_stated else None,
            baseline_is_inferred=bool(is_stated and standing.baseline_is_inferred),
        )
    return scores


def met_on(standings: Sequence[StandingRow], history: History, day: date) -> int:
    """How many of the criteria were met on the day."""
    return sum(s.state == State.MET for s in scores_on(standings, history, day).values())


def met_by_day(
    standings: Sequence[StandingRow], history: History, starts_on: date, ends_on: date
) -> list[tuple[date, int]]:
    """The count of met criteria on the first day, on each day that changed it, and on the last."""
    stated = {s.baseline_as_of for s in standings if s.baseline_state and s.baseline_as_of}
    days = sorted({*history.days(), *stated})
    between = days[bisect_right(days, starts_on) : bisect_right(days, ends_on)]
    points = [(starts_on, met_on(standings, history, starts_on))]
    for day in between:
        count = met_on(standings, history, day)
        if count != points[-1][1]:
            points.append((day, count))
    if points[-1][0] < ends_on:
        points.append((ends_on, points[-1][1]))
    return points

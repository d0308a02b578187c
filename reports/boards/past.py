"""How the criteria of many assessments stood on any day, from one reading of their steps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from criteria.enums import StandingSource, State
from criteria.models import Assessment, StandingStep
from criteria.scoring import SCORE_FIELDS
from criteria.states import total
from criteria.totals import totals_of
from reports.record import Key, Record, StandingRow


class PastStep(NamedTuple):
    """From which day on a criterion stood at what."""

    assessment_id: int
    criterion_id: int
    on: date
    state: str
    source: str
    is_inferred: bool
    met: int
    not_met: int
    not_yet: int
    not_applicable: int
    contradicting: int


def begins_later(first: date | None, day: date | None) -> date | None:
    """From when results are kept, where the day shown lies before that; else None. Of such a day
    no board knows what was met and what was not, and each states it."""
    return first if first and day and day < first else None


_STEPS = StandingStep.objects.values_list(*PastStep._fields)


@dataclass
class Past:
    """The steps of each criterion, in the order of their days."""

    steps: dict[Key, list[PastStep]]

    @classmethod
    def of(cls, assessments: Sequence[Assessment], until: date | None = None) -> "Past":
        """Read in one query, as values: a year may hold thousands of steps."""
        rows = _STEPS.filter(assessment__in=[a.pk for a in assessments])
        if until:
            rows = rows.filter(on__lte=until)
        found: dict[Key, list[PastStep]] = {}
        for row in sorted(rows):  # by its three first columns, which no other row has alike
            found.setdefault(row[:2], []).append(PastStep(*row))
        return cls(found)

    def row_on(self, standing: StandingRow, day: date) -> StandingRow:
        """The standing as it was on the day; before its first step nothing was known."""
        last = None
        for step in self.steps.get(standing.key, ()):
            if step.on > day:
                break
            last = step
        if last is None:
            return standing._replace(
                state=State.UNKNOWN.value, source=StandingSource.NONE.value, is_inferred=False,
                met=0, not_met=0, not_yet=total(standing), not_applicable=0, contradicting=0,
            )  # fmt: skip
        return standing._replace(**{name: getattr(last, name) for name in SCORE_FIELDS})

    def rows_on(self, standings: Sequence[StandingRow], day: date) -> list[StandingRow]:
        return [self.row_on(standing, day) for standing in standings]

    def counts_on(
        self, standings: Sequence[StandingRow], days: Sequence[date]
    ) -> tuple[list[tuple[date, int]], list[tuple[date, int]]]:
        """How many criteria and indicators were met on each of the days, which rise: step by step,
        so that a year of steps is walked once and not for each of its days."""
        steps = sorted(
            (step for s in standings for step in self.steps.get(s.key, ())),
            key=lambda step: step.on,
        )
        last: dict[Key, PastStep] = {}
        criteria, indicators, at = [], [], 0
        for day in days:
            while at < len(steps) and steps[at].on <= day:
                last[steps[at].assessment_id, steps[at].criterion_id] = steps[at]
                at += 1
            criteria.append((day, sum(step.state == State.MET for step in last.values())))
            indicators.append((day, sum(step.met for step in last.values())))
        return criteria, indicators

    def days(self, standings: Sequence[StandingRow]) -> list[date]:
        """The days on which any of the criteria took a step."""
        return sorted({step.on for s in standings for step in self.steps.get(s.key, ())})


def record_on(record: Record, past: Past, day: date) -> Record:
    """The record with its criteria as they stood on the day."""
    return replace(record, standings=past.rows_on(record.standings, day))


@dataclass(frozen=True)
class Curve:
    """Criteria and indicators met, day by day, and what they were to be by the plan."""

    criteria: list[tuple[date, int]]
    indicators: list[tuple[date, int]]
    total: int
    indicators_total: int
    planned: list[tuple[date, int]]
    planned_indicators: list[tuple[date, int]]
    starts_on: date
    ends_on: date
    window: tuple[date, date] | None

    @property
    def days(self) -> list[tuple[date, int, int]]:
        """(day, criteria, indicators) for each day on which either moved."""
        criteria, indicators = dict(self.criteria), dict(self.indicators)
        found, met, known = [], 0, 0
        for day in sorted(criteria | indicators):
            met, known = criteria.get(day, met), indicators.get(day, known)
            found.append((day, met, known))
        return found


def curve_of(
    record: Record, past: Past, assessment: Assessment, window: tuple[date, date] | None
) -> Curve | None:
    """The curve of one assessment from its baseline's day on; None while nothing ever moved."""
    standings = record.standings_of(assessment)
    starts_on = assessment.baseline_on or date(assessment.year, 1, 1)
    last = max(date(assessment.year, 12, 31), assessment.target_on or starts_on)
    until = min(record.today, last)
    days = past.days(standings)
    if until <= starts_on or not days:
        return None
    points = [starts_on, *(day for day in days if starts_on < day <= until)]
    criteria, indicators = past.counts_on(standings, points)
    totals, target = totals_of(assessment, standings), assessment.target_on
    return Curve(
        _steps(criteria, until),
        _steps(indicators, until),
        totals.criteria,
        totals.indicators,
        [criteria[0], (target, totals.criteria)] if target else [],
        [indicators[0], (target, totals.indicators)] if target else [],
        starts_on,
        last,
        window,
    )


def _steps(points: list[tuple[date, int]], until: date) -> list[tuple[date, int]]:
    """The first day, each day that changed the count, and the last day."""
    kept = [p for i, p in enumerate(points) if i == 0 or p[1] != points[i - 1][1]]
    return kept if kept[-1][0] >= until else [*kept, (until, kept[-1][1])]

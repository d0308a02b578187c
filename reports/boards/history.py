"""Standings of many assessments on any day, from one reading of their changes."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Max

from criteria.enums import Claim, State
from criteria.models import Assessment, Baseline, ResultChange
from criteria.scoring import Score, score
from reports.record import Key, StandingRow


class Word(NamedTuple):
    """What one change says of a result."""

    result_id: int
    assessment_id: int
    criterion_id: int
    effective_on: date
    claim: str
    value: Decimal | None
    denominator: Decimal | None
    grade: str
    edition: int
    part_of: int | None


class Stated(NamedTuple):
    """A baseline: how a criterion stood on a day, before any result was recorded."""

    state: str
    as_of: date | None
    is_inferred: bool


@dataclass
class History:
    """The last word on each result for each day, in the order in which they were written, and the
    baselines."""

    words: list[Word]
    baselines: dict[Key, Stated]

    @classmethod
    def of(cls, assessments: Sequence[Assessment]) -> "History":
        """Read in two queries, as values: a year may hold thousands of changes."""
        keys = [a.pk for a in assessments]
        # Of several words on one result for one day only the last counts, so only that one is read.
        changes = ResultChange.objects.filter(result__assessment__in=keys).order_by()
        latest = changes.values("result", "effective_on").annotate(last=Max("pk")).values("last")
        words = (
            ResultChange.objects.filter(pk__in=latest)
            .annotate(
                assessment_id=F("result__assessment"),
                criterion_id=F("result__indicator__criterion"),
                part_of=F("result__indicator__part_of"),
            )
            .order_by("pk")
            .values_list(*Word._fields)
        )
        baselines = Baseline.objects.filter(assessment__in=keys).values_list(
            "assessment", "criterion", *Stated._fields
        )
        return cls(
            [Word(*row) for row in words],
            {(assessment, criterion): Stated(*row) for assessment, criterion, *row in baselines},
        )

    def on(self, day: date) -> dict[int, Word]:
        """Result → the last word that speaks of the day or an earlier one (as `as_of` does)."""
        return {word.result_id: word for word in self.words if word.effective_on <= day}

    def of_assessment(self, assessment: Assessment) -> "History":
        words = [word for word in self.words if word.assessment_id == assessment.pk]
        return History(words, self.baselines)

    def days(self, standings: Sequence[StandingRow]) -> list[date]:
        """The days on which a word was written or a baseline of the standings stated."""
        stated = (self.baselines.get(s.key) for s in standings)
        return sorted(
            {word.effective_on for word in self.words} | {b.as_of for b in stated if b and b.as_of}
        )


def scores_on(standings: Sequence[StandingRow], history: History, day: date) -> dict[Key, Score]:
    """(assessment, criterion) → its score as of the day; equals `criteria.queries.scores_as_of`.

    What nobody had judged by then is not yet judged; later baselines do not count. Contradictions
    are not counted here.
    """
    claims: dict[Key, list[str]] = {}
    for word in history.on(day).values():
        if word.part_of is None:
            claims.setdefault((word.assessment_id, word.criterion_id), []).append(word.claim)
    scores = {}
    for standing in standings:
        own = claims.get(standing.key, [])
        stated = history.baselines.get(standing.key)
        if stated and stated.as_of and stated.as_of > day:
            stated = None
        scores[standing.key] = score(
            own + [Claim.NOT_YET] * (standing.total - len(own)),
            rule=standing.criterion.rule,
            needed=standing.criterion.needed,
            baseline=stated.state if stated else None,
            baseline_is_inferred=bool(stated and stated.is_inferred),
        )
    return scores


def met_on(standings: Sequence[StandingRow], history: History, day: date) -> int:
    """How many of the criteria were met on the day."""
    return sum(s.state == State.MET for s in scores_on(standings, history, day).values())


def met_by_day(
    standings: Sequence[StandingRow], history: History, starts_on: date, ends_on: date
) -> list[tuple[date, int]]:
    """The count of met criteria on the first day, on each day that changed it, and on the last."""
    days = history.days(standings)
    between = days[bisect_right(days, starts_on) : bisect_right(days, ends_on)]
    points = [(starts_on, met_on(standings, history, starts_on))]
    for day in between:
        count = met_on(standings, history, day)
        if count != points[-1][1]:
            points.append((day, count))
    if points[-1][0] < ends_on:
        points.append((ends_on, points[-1][1]))
    return points

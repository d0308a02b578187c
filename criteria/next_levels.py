"""The same values judged by the levels of another year: what would no longer be enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from criteria.comparison import compare, level_of
from criteria.enums import Claim, Comparison, State
from criteria.judging import IndicatorRow, row_of
from criteria.measures import level_words
from criteria.models import Assessment, Level, Result
from criteria.scoring import score


@dataclass(frozen=True)
class UnderYear:
    """One value compared with the level of another year."""

    row: IndicatorRow
    year: int
    level: Level | None
    comparison: Comparison

    @property
    def level_words(self) -> str:
        return level_words(self.level, self.row.indicator)

    @property
    def compared_words(self) -> str:
        return str(self.comparison.label)

    @property
    def is_other(self) -> bool:
        """Whether the level differs from the one by which it is judged now."""
        return self.level_words != self.row.level_words

    @property
    def falls(self) -> bool:
        """Enough now, or claimed to be met and nothing against it; not enough then."""
        holds = self.row.comparison == Comparison.MEETS or self.row.result.claim == Claim.MET
        return holds and not self.is_short_now and self.comparison == Comparison.SHORT

    @property
    def is_short_now(self) -> bool:
        return self.row.comparison == Comparison.SHORT

    @property
    def rises(self) -> bool:
        return self.is_short_now and self.comparison == Comparison.MEETS

    @property
    def is_unsure(self) -> bool:
        """Claimed to be met, against another level that nothing in the record can be held to."""
        is_open = self.comparison not in (Comparison.MEETS, Comparison.SHORT)
        return self.row.result.claim == Claim.MET and self.is_other and is_open


def under_year(row: IndicatorRow, year: int) -> UnderYear:
    level = level_of(row.assessment, row.indicator, year=year)
    return UnderYear(row, year, level, compare(row.indicator, row.measure, level))


@dataclass(frozen=True)
class CriterionThen:
    """What the levels of another year would change in one criterion."""

    number: int
    falls: int
    rises: int
    unsure: int
    others: int  # indicators whose level differs
    is_lost: bool  # met now, and no longer then


def criterion_then(
    assessment: Assessment, results: Iterable[Result], state: str, year: int
) -> CriterionThen:
    """The results of one criterion (`with_levels`) by the levels of the year; a condition that
    falls takes what it is a part of with it."""
    rows = [under_year(row_of(assessment, result), year) for result in results]
    fallen = {then.row.indicator.pk for then in rows if then.falls}
    fallen |= {then.row.indicator.part_of_id or 0 for then in rows if then.falls}
    claims = [
        Claim.NOT_MET if then.row.indicator.pk in fallen else then.row.result.claim
        for then in rows
        if then.row.indicator.part_of_id is None
    ]
    criterion = rows[0].row.indicator.criterion if rows else None
    scored = criterion and score(claims, rule=criterion.rule, needed=criterion.needed)
    return CriterionThen(
        criterion.number if criterion else 0,
        sum(then.falls for then in rows),
        sum(then.rises for then in rows),
        sum(then.is_unsure for then in rows),
        sum(then.is_other for then in rows),
        is_lost=bool(scored and fallen and state == State.MET and scored.state != State.MET),
    )


@dataclass(frozen=True)
class LevelsThen:
    """What the levels of another year would change in a whole assessment."""

    year: int
    criteria: list[CriterionThen]

    @cached_property
    def falls(self) -> int:
        return sum(one.falls for one in self.criteria)

    @property
    def rises(self) -> int:
        return sum(one.rises for one in self.criteria)

    @property
    def unsure(self) -> int:
        return sum(one.unsure for one in self.criteria)

    @property
    def others(self) -> int:
        return sum(one.others for one in self.criteria)

    @property
    def lost(self) -> list[int]:
        """The numbers of the criteria that are met now and would no longer be."""
        return [one.number for one in self.criteria if one.is_lost]

"""How a value stands against the required level: exact, computed, never mixed with claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil
from math import floor as floor_of
from typing import Any, Protocol

from criteria.enums import Claim, Comparator, Comparison, IndicatorKind
from criteria.models import Assessment, Indicator, Level, Result
from ntm_project.common.text import fold

_HOLDS = {
    Comparator.GTE: lambda value, level: value >= level,
    Comparator.GT: lambda value, level: value > level,
    Comparator.LTE: lambda value, level: value <= level,
    Comparator.LT: lambda value, level: value < level,
    Comparator.EQ: lambda value, level: value == level,
}


class Measured(Protocol):
    """A result, one of its changes, a frozen copy, a level, or a measure as typed."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...
    @property
    def grade(self) -> str: ...


@dataclass(frozen=True)
class Measure:
    """A value as entered: a number, a numerator with its denominator, or a grade."""

    value: Decimal | None = None
    denominator: Decimal | None = None
    grade: str = ""

    @classmethod
    def of(cls, row: Measured) -> "Measure":
        return cls(row.value, row.denominator, row.grade)

    def ratio(self, kind: str) -> Fraction | None:
        """The exact number in the unit of the indicator; 7/8 of a percent indicator is 87.5.

        A growth is that of this year's amount over the year before's, or the rate as typed.
        """
        if self.value is None:
            return None
        if kind == IndicatorKind.GROWTH and self.denominator:
            return (Fraction(self.value) / Fraction(self.denominator) - 1) * 100
        ratio = Fraction(self.value) / Fraction(self.denominator or Decimal(1))
        return ratio * 100 if self.denominator and kind == IndicatorKind.PERCENT else ratio


def level_for(
    levels: Iterable[Level],
    *,
    region: str,
    commune_group: int | None,
    year: int,
    edition: int | None = None,
) -> Level | None:
    """The most specific level for a unit's classification and a year; None when unknown.

    A level that names a region or group binds only there; one that names none binds everywhere.
    `edition` is that by which something was judged: what was added later does not count.
    """
    fitting = [
        level
        for level in levels
        if level.region in ("", region)
        and level.commune_group in (None, commune_group)
        and (level.year_from is None or level.year_from <= year)
        and (level.year_to is None or year <= level.year_to)
        and (edition is None or level.edition <= edition)
    ]
    return max(
        fitting,
        key=lambda x: (
            bool(x.region),
            x.commune_group is not None,
            x.year_from or 0,
            x.edition,
            x.pk or 0,
        ),
        default=None,
    )


def level_of(
    assessment: Assessment,
    indicator: Indicator,
    edition: int | None = None,
    year: int | None = None,
) -> Level | None:
    """The level that binds the assessment's unit in its year (or another), as of an edition of the
    set.

    Where the set has none, that of the indicator which this one refines, as last amended for the
    year: a province's set stands on the national one.
    """
    unit = assessment.unit
    of_unit: dict[str, Any] = {
        "region": unit.region,
        "commune_group": unit.commune_group,
        "year": year or assessment.year,
        "edition": edition,
    }
    own = level_for(indicator.known_levels.own, **of_unit)
    if own and own.is_stated:
        return own
    lent = [level_for(levels, **of_unit) for levels in indicator.known_levels.lent]
    stated = next((level for level in lent if level and level.is_stated), None)
    return stated or next(filter(None, lent), None) or own


def edition_of(indicator: Indicator) -> int:
    """The latest edition of the levels by which an indicator is judged."""
    known = indicator.known_levels
    return max((level.edition for level in [*known.own, *known.every_lent]), default=0)


def is_judged(result: Result) -> bool:
    """Whether somebody has claimed or measured anything of it."""
    return bool(result.claim != Claim.NOT_YET or result.value is not None or result.grade)


def _compare_grades(indicator: Indicator, grade: str, level: Level) -> Comparison:
    """Grades compare by their place on the indicator's scale; equal words need no scale."""
    if not grade:
        return Comparison.NO_VALUE
    scale = [fold(step) for step in indicator.grades]
    have, need = fold(grade), fold(level.grade)
    if have in scale and need in scale:
        return Comparison.MEETS if scale.index(have) >= scale.index(need) else Comparison.SHORT
    return Comparison.MEETS if have == need else Comparison.NOT_COMPARABLE


def compare(indicator: Indicator, measure: Measure, level: Level | None) -> Comparison:
    """The computed comparison; an unknown level is shown as unknown, never assumed."""
    if level is None or (level.value is None and not level.grade):
        return Comparison.NO_LEVEL
    if level.grade:
        return _compare_grades(indicator, measure.grade, level)
    value = measure.ratio(indicator.kind)
    if value is None:
        return Comparison.NO_VALUE
    required = Measure.of(level).ratio(indicator.kind)
    assert required is not None
    holds = _HOLDS[Comparator(level.comparator)](value, required)
    return Comparison.MEETS if holds else Comparison.SHORT


class Strictness(StrEnum):
    """How a level stands to the floor that it may not go below."""

    ENOUGH = "enough"
    LOOSER = "looser"
    UNCLEAR = "unclear"


# From where to where the values lie that meet a level, each end with whether it is met itself;
# None is without end.
_End = tuple[Fraction, bool] | None


def strictness(indicator: Indicator, own: Level, refined: Indicator, floor: Level) -> Strictness:
    """Whether all that meets a level also meets the floor of the indicator that is refined."""
    if own.grade and floor.grade:
        return _grade_strictness(refined.grades or indicator.grades, own, floor)
    if own.value is None and floor.value is None:
        same = fold(own.words) == fold(floor.words)
        return Strictness.ENOUGH if same or not floor.is_stated else Strictness.UNCLEAR
    is_measured_alike = indicator.kind == refined.kind and (
        indicator.kind == IndicatorKind.PERCENT
        or fold(indicator.unit_words) == fold(refined.unit_words)
    )
    if own.value is None or floor.value is None or not is_measured_alike:
        return Strictness.UNCLEAR
    (low, high), (least, most) = _span(own, indicator.kind), _span(floor, indicator.kind)
    is_within = _reaches(low, least, -1) and _reaches(high, most, 1)
    return Strictness.ENOUGH if is_within else Strictness.LOOSER


def _grade_strictness(grades: list[str], own: Level, floor: Level) -> Strictness:
    scale = [fold(step) for step in grades]
    have, need = fold(own.grade), fold(floor.grade)
    if have == need:
        return Strictness.ENOUGH
    if have not in scale or need not in scale:
        return Strictness.UNCLEAR
    return Strictness.ENOUGH if scale.index(have) > scale.index(need) else Strictness.LOOSER


def _span(level: Level, kind: str) -> tuple[_End, _End]:
    """The values that meet a level, as far as the kind allows: a share lies between 0 and 100, a
    number is none below 0, and of things counted more than 2 is 3 or more."""
    value = Measure.of(level).ratio(kind)
    assert value is not None
    lowest: _End = None if kind == IndicatorKind.GROWTH else (Fraction(0), True)
    highest: _End = (Fraction(100), True) if kind == IndicatorKind.PERCENT else None
    sign = Comparator(level.comparator)
    is_met = sign not in (Comparator.GT, Comparator.LT)
    if kind == IndicatorKind.COUNT and not is_met:
        value = Fraction(floor_of(value) + 1 if sign == Comparator.GT else ceil(value) - 1)
        is_met = True
    if sign == Comparator.EQ:
        return (value, True), (value, True)
    if sign in (Comparator.GTE, Comparator.GT):
        return (value, is_met), highest
    return lowest, (value, is_met)


def _reaches(end: _End, bound: _End, way: int) -> bool:
    """Whether an end does not go beyond a bound, upwards (1) or downwards (-1)."""
    if bound is None:
        return True
    if end is None:
        return False
    if end[0] == bound[0]:
        return bound[1] or not end[1]
    return (bound[0] - end[0]) * way > 0


def contradicts(claim: str, comparison: Comparison) -> bool:
    """Whether "đạt" is claimed against a value below the level."""
    return claim == Claim.MET and comparison == Comparison.SHORT


def lacks_value(claim: str, comparison: Comparison) -> bool:
    """Whether "đạt" is claimed of what a figure decides, and no figure is given."""
    return claim == Claim.MET and comparison == Comparison.NO_VALUE

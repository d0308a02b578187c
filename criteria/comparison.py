"""How a value stands against the required level: exact, computed, never mixed with claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

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


@dataclass(frozen=True)
class Measure:
    """A value as entered: a number, a numerator with its denominator, or a grade."""

    value: Decimal | None = None
    denominator: Decimal | None = None
    grade: str = ""

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
    assessment: Assessment, indicator: Indicator, edition: int | None = None
) -> Level | None:
    """The level that binds the assessment's unit in its year, as of an edition of the set.

    Where the set has none, that of the indicator which this one refines, as last amended for the
    year: a province's set stands on the national one.
    """
    unit = assessment.unit
    of_unit: dict[str, Any] = {
        "region": unit.region,
        "commune_group": unit.commune_group,
        "year": assessment.year,
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
    scale = [fold(step) for step in indicator.grade_scale.splitlines() if step.strip()]
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
    required = level.ratio
    assert required is not None
    if level.denominator and indicator.kind == IndicatorKind.PERCENT:
        required *= 100
    holds = _HOLDS[Comparator(level.comparator)](value, required)
    return Comparison.MEETS if holds else Comparison.SHORT


def contradicts(claim: str, comparison: Comparison) -> bool:
    """Whether "đạt" is claimed against a value below the level."""
    return claim == Claim.MET and comparison == Comparison.SHORT

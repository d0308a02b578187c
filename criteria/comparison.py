"""What a value says against the required level: exact, computed, never mixed with claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from criteria.enums import Claim, Comparator, Comparison, IndicatorKind
from criteria.models import Indicator, Level
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
        """The exact number in the unit of the indicator; 7/8 of a percent indicator is 87.5."""
        if self.value is None:
            return None
        ratio = Fraction(self.value) / Fraction(self.denominator or Decimal(1))
        return ratio * 100 if self.denominator and kind == IndicatorKind.PERCENT else ratio


def level_for(
    levels: Iterable[Level], *, region: str, commune_group: int | None, year: int
) -> Level | None:
    """The most specific level for a unit's classification and a year; None when unknown.

    A level that names a region or group binds only there; one that names none binds everywhere.
    """
    fitting = [
        level
        for level in levels
        if level.region in ("", region)
        and level.commune_group in (None, commune_group)
        and (level.year_from is None or level.year_from <= year)
        and (level.year_to is None or year <= level.year_to)
    ]
    return max(
        fitting,
        key=lambda x: (bool(x.region), x.commune_group is not None, x.year_from or 0, x.pk or 0),
        default=None,
    )


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
    """The computed comparison; an unknown level is said to be unknown, never assumed."""
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

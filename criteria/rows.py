"""What one indicator of an assessment says: level, value and claim beside each other, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from criteria.comparison import Measure, compare, contradicts, level_for
from criteria.enums import Claim, Comparator, Comparison, IndicatorKind, State
from criteria.models import Assessment, Indicator, Level, Result
from criteria.models.standings import Standing
from criteria.scoring import Score
from ntm_project.common.numbers import format_decimal

UNVERIFIED_SET = "Chưa đối chiếu văn bản gốc"
REVIEWER_SEES = "Vẫn lưu được; người duyệt sẽ thấy."


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator's result with its level and what the value says against it."""

    assessment: Assessment
    result: Result
    level: Level | None
    measure: Measure
    comparison: Comparison

    @property
    def indicator(self) -> Indicator:
        return self.result.indicator

    @property
    def contradicts(self) -> bool:
        return contradicts(self.result.claim, self.comparison)

    @property
    def level_words(self) -> str:
        """The level as the law words it; “chưa rõ mức” when nobody knows it."""
        return self.level.display if self.level else Comparison.NO_LEVEL.label

    @property
    def value_words(self) -> str:
        return measure_words(self.indicator, self.measure)

    @property
    def sentence(self) -> str:
        return weigh(self.indicator, self.result.claim, self.measure, self.level)


@dataclass(frozen=True)
class Totals:
    """How far an assessment is: criteria and indicators met, of how many."""

    criteria_met: int
    criteria: int
    indicators_met: int
    indicators: int
    contradicting: int


def level_of(
    assessment: Assessment, indicator: Indicator, levels: Iterable[Level] | None = None
) -> Level | None:
    """The level that binds the assessment's unit in its year, out of `levels` when already read."""
    unit = assessment.unit
    return level_for(
        indicator.levels.all() if levels is None else levels,
        region=unit.region,
        commune_group=unit.commune_group,
        year=assessment.year,
    )


def row_of(
    assessment: Assessment, result: Result, levels: Iterable[Level] | None = None
) -> IndicatorRow:
    """The row of a result; `levels` are its indicator's, else those should be prefetched."""
    level = level_of(assessment, result.indicator, levels)
    measure = Measure(result.value, result.denominator, result.grade)
    comparison = compare(result.indicator, measure, level)
    return IndicatorRow(assessment, result, level, measure, comparison)


class Counted(Protocol):
    """A standing, a score, or their fields alone."""

    @property
    def state(self) -> str: ...
    @property
    def met(self) -> int: ...
    @property
    def not_met(self) -> int: ...
    @property
    def not_yet(self) -> int: ...
    @property
    def contradicting(self) -> int: ...


def totals_of(assessment: Assessment, standings: Iterable[Counted]) -> Totals:
    """The totals of an assessment from the standings of its criteria.

    Counted against as many criteria as the decision has, when not all of them are known yet;
    indicators that do not apply do not count.
    """
    rows = list(standings)
    return Totals(
        criteria_met=sum(row.state == State.MET for row in rows),
        criteria=max(len(rows), assessment.criteria_set.criteria_known or 0),
        indicators_met=sum(row.met for row in rows),
        indicators=sum(row.met + row.not_met + row.not_yet for row in rows),
        contradicting=sum(row.contradicting for row in rows),
    )


def tile_state(standing: Standing | Score) -> str:
    """The shape of a criterion's tile: in work when some indicators, not yet enough, are met."""
    if standing.contradicting:
        return "contradicting"
    if standing.state == State.MET:
        return "met"
    if standing.met:
        return "partial"
    return "not_met" if standing.state == State.NOT_MET else "unknown"


def claim_state(claim: str, contradicts: bool) -> str:
    """The shape of an indicator's dot, by the same rule as the tile."""
    if contradicts:
        return "contradicting"
    return "unknown" if claim == Claim.NOT_YET else claim


def measure_words(indicator: Indicator, measure: Measure) -> str:
    """The value as entered: `41,2%`, `7/8 (87,5%)`, `1.635 hộ`, `Khá`; "" when there is none."""
    if measure.grade:
        return measure.grade
    if measure.value is None:
        return ""
    number = format_decimal(measure.value)
    if measure.denominator:
        number += f"/{format_decimal(measure.denominator)}"
        if indicator.kind != IndicatorKind.PERCENT:
            return _with_unit(number, indicator)
        ratio = measure.ratio(indicator.kind)
        assert ratio is not None
        return f"{number} ({_rounded(ratio)}%)"
    return _with_unit(number, indicator)


def _with_unit(number: str, indicator: Indicator) -> str:
    unit = indicator.unit_words
    if unit == "%" or (indicator.kind == IndicatorKind.PERCENT and not unit):
        return f"{number}%"
    return f"{number} {unit}".strip()


def _rounded(ratio: Fraction) -> str:
    """Two decimals, cut towards zero, so that 44,999 never reads as 45."""
    hundredths = ratio.numerator * 100 // ratio.denominator
    return f"{hundredths // 100},{hundredths % 100:02}".rstrip("0").rstrip(",")


def _level_number(indicator: Indicator, level: Level) -> str:
    return measure_words(indicator, Measure(level.value, level.denominator, level.grade))


def _shortfall(indicator: Indicator, measure: Measure, level: Level) -> str:
    """`41,2% thấp hơn mức 45%`: how the value misses the level."""
    value, need = measure_words(indicator, measure), _level_number(indicator, level)
    if level.grade:
        return f"{value} thấp hơn mức {need}"
    if level.comparator == Comparator.EQ:
        return f"{value} khác mức {need}"
    have, required = measure.ratio(indicator.kind), _required(indicator, level)
    if have == required:
        side = "trên" if level.comparator == Comparator.GT else "dưới"
        return f"{value} chỉ bằng mức, trong khi phải {side} {need}"
    side = "thấp" if level.comparator in (Comparator.GTE, Comparator.GT) else "cao"
    return f"{value} {side} hơn mức {need}"


def _required(indicator: Indicator, level: Level) -> Fraction | None:
    return Measure(level.value, level.denominator).ratio(indicator.kind)


def weigh(indicator: Indicator, claim: str, measure: Measure, level: Level | None) -> str:
    """One sentence on what the value says against the level beside the claim; "" when nothing."""
    comparison = compare(indicator, measure, level)
    if comparison == Comparison.SHORT and level is not None:
        shortfall = _shortfall(indicator, measure, level)
        if claim == Claim.MET:
            return f"Báo đạt nhưng {shortfall}."
        return f"{shortfall[:1].upper()}{shortfall[1:]}."
    if comparison == Comparison.MEETS and claim == Claim.NOT_MET:
        return f"Báo chưa đạt, trong khi {measure_words(indicator, measure)} đủ mức yêu cầu."
    if comparison == Comparison.NOT_COMPARABLE:
        return "Xếp loại này không nằm trong thang nên chỉ xét theo tự đánh giá."
    return ""

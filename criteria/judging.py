"""How an indicator or a criterion stands: the state of its tile, and value and level in words.

Every page, paper and reviewer takes these words and states from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from criteria.comparison import Measure, compare, contradicts, is_judged, level_of
from criteria.enums import (
    Claim,
    Comparator,
    Comparison,
    IndicatorKind,
    StandingSource,
    State,
)
from criteria.models import Assessment, Baseline, Criterion, Indicator, Level, Result
from criteria.models.assessments import MeasuredFields, measured_values
from criteria.scoring import Score, score
from ntm_project.common.draw.tiles import STATE_WORDS
from ntm_project.common.numbers import format_decimal
from villages.words import EMPTY, field_label, field_named
from villages.words import value_words as stored_words

CLAIM_TONES = {
    Claim.MET: "green",
    Claim.NOT_MET: "amber",
    Claim.NOT_APPLICABLE: "grey",
    Claim.NOT_YET: "grey",
}
STATE_TONES = {
    "met": "green",
    "by_plan": "green",
    "partial": "amber",
    "not_met": "amber",
    "contradicting": "red",
    "unknown": "grey",
}
_COMPARED = (Comparison.MEETS, Comparison.SHORT, Comparison.NO_LEVEL)

REVIEWER_SEES = "Vẫn lưu được; người duyệt sẽ thấy."


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator's result with its level and how the value stands against it."""

    assessment: Assessment
    result: Result
    level: Level | None
    measure: Measure
    comparison: Comparison
    newer: Level | None = None  # a level added since this was judged: it binds the next time
    is_in_work: bool = False  # a task of the indicator is under way
    deny_set: str = ""  # why the reader may not set it, where they may set others
    takes_reason: bool = False  # the reader may set it all the same, with a reason

    @property
    def indicator(self) -> Indicator:
        return self.result.indicator

    @property
    def noun(self) -> str:
        """What its set calls an indicator."""
        return self.assessment.criteria_set.noun

    @property
    def contradicts(self) -> bool:
        return contradicts(self.result.claim, self.comparison)

    @property
    def level_words(self) -> str:
        return level_words(self.level, self.indicator)

    @property
    def newer_words(self) -> str:
        """The level that the next judging will require; "" where it is the same."""
        return level_words(self.newer, self.indicator) if self.newer else ""

    @property
    def value_words(self) -> str:
        return measured_words(self.indicator, self.measure)

    @property
    def sentence(self) -> str:
        return weigh(self.indicator, self.result.claim, self.measure, self.level)

    @property
    def state(self) -> str:
        return indicator_state(
            self.result.claim, is_contradicting=self.contradicts, is_in_work=self.is_in_work
        )

    @property
    def tone(self) -> str:
        return "red" if self.contradicts else CLAIM_TONES[Claim(self.result.claim)]

    @property
    def compared_words(self) -> str:
        """How the value stands against the level, where a reader learns from it."""
        return str(self.comparison.label) if self.comparison in _COMPARED else ""


@dataclass(frozen=True)
class CriterionHead:
    """A criterion with its standing, as its tile, badges and counts show it."""

    criterion: Any  # or its key, number and name as values
    standing: Any  # a standing, a score, or their fields as values
    noun: str  # what its set calls an indicator
    is_in_work: bool = False  # a task of the criterion is under way

    @property
    def state(self) -> str:
        return tile_state(self.standing, is_in_work=self.is_in_work)

    @property
    def tone(self) -> str:
        return STATE_TONES[self.state]

    @property
    def state_words(self) -> str:
        """The words of the tile, so that the badge beside it shows the same."""
        return STATE_WORDS[self.state].capitalize()

    @property
    def counts_words(self) -> str:
        """`7/8 chỉ tiêu đạt`, and on what the standing rests when that is not the results."""
        standing = self.standing
        words = f"{standing.met}/{standing.total} {self.noun} đạt"
        if standing.not_applicable:
            words += f", {standing.not_applicable} không áp dụng"
        return words


class Counted(Protocol):
    """A standing, a score, or their fields alone."""

    @property
    def state(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def is_inferred(self) -> bool: ...
    @property
    def met(self) -> int: ...
    @property
    def not_met(self) -> int: ...
    @property
    def not_yet(self) -> int: ...
    @property
    def contradicting(self) -> int: ...


def tile_state(standing: Counted, *, is_in_work: bool = False) -> str:
    """The tile of a criterion; `is_in_work` is set while a task of it is under way.

    What contradicts its figures comes first, because it needs a person; what is met by the word of
    a plan alone, its indicators deciding nothing, is never a full tile; in work is also a criterion
    of which some indicators, not yet enough, are met.
    """
    if standing.contradicting:
        return "contradicting"
    if standing.state == State.MET:
        return "by_plan" if is_by_plan(standing) else "met"
    if standing.met or is_in_work:
        return "partial"
    return "not_met" if standing.state == State.NOT_MET else "unknown"


def is_by_plan(standing: Counted) -> bool:
    """Whether the criterion is met by what a plan or report states of it alone."""
    return standing.state == State.MET and standing.source == StandingSource.BASELINE


def origin_words(met: int, by_plan: int) -> str:
    """What a total of met criteria rests on; "" when on indicators alone."""
    return f"{by_plan} theo kế hoạch, {met - by_plan} theo chỉ tiêu" if by_plan else ""


def indicator_state(claim: str, *, is_contradicting: bool = False, is_in_work: bool = False) -> str:
    """The dot of an indicator by the same rule."""
    if is_contradicting:
        return "contradicting"
    if claim in (Claim.MET, Claim.NOT_APPLICABLE):
        return str(claim)
    if is_in_work:
        return "partial"
    return "not_met" if claim == Claim.NOT_MET else "unknown"


def level_words(level: Level | None, indicator: Indicator | None = None) -> str:
    """The level as the law words it, and whose it is where another set's; “chưa rõ mức” when
    nobody knows it."""
    if level is None:
        return str(Comparison.NO_LEVEL.label)
    is_known = bool(level.words or level.grade or level.value is not None)
    is_lent = is_known and indicator is not None and level.indicator_id != indicator.pk
    return f"{level.display} (theo bộ được cụ thể hóa)" if is_lent else level.display


class Measured(Protocol):
    """A result, one of its changes, a frozen copy, or a measure as typed."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...
    @property
    def grade(self) -> str: ...


def measure_of(row: Measured) -> Measure:
    return Measure(row.value, row.denominator, row.grade)


def row_of(assessment: Assessment, result: Result, **shown: Any) -> IndicatorRow:
    """The row of a result; of many, `with_levels` should have read the levels.

    What was judged keeps the level by which it was. `shown` is what only its page knows: whether
    it is in work, and why the reader may not set it.
    """
    now = level = level_of(assessment, result.indicator)
    if is_judged(result):
        level = level_of(assessment, result.indicator, result.edition)
    newer = now if now != level else None
    measure = measure_of(result)
    comparison = compare(result.indicator, measure, level)
    return IndicatorRow(assessment, result, level, measure, comparison, newer, **shown)


def is_contradicting(assessment: Assessment, result: Result) -> bool:
    """Whether a result claims "đạt" against a value below its level (`with_levels`, of many)."""
    return result.claim == Claim.MET and row_of(assessment, result).contradicts


def score_of(
    assessment: Assessment,
    criterion: Criterion,
    results: Iterable[Result],
    baseline: Baseline | None,
) -> Score:
    """The score of one criterion from its results (present ones, or as of a date).

    A condition counts within the indicator that it is a part of.
    """
    results = list(results)
    return score(
        [r.claim for r in results if r.indicator.part_of_id is None],
        rule=criterion.rule,
        needed=criterion.needed,
        contradicting=sum(is_contradicting(assessment, r) for r in results),
        baseline=baseline.state if baseline else None,
        baseline_is_inferred=bool(baseline and baseline.is_inferred),
    )


@dataclass(frozen=True)
class Totals:
    """How far an assessment is: criteria and indicators met, of how many."""

    criteria_met: int
    criteria: int
    by_plan: int
    tentative: int  # those that nobody has confirmed
    indicators_met: int
    indicators: int
    contradicting: int

    @property
    def origin(self) -> str:
        return origin_words(self.criteria_met, self.by_plan)


def totals_of(assessment: Assessment, standings: Iterable[Counted]) -> Totals:
    """The totals of an assessment from the standings of its criteria.

    Counted against as many criteria as the decision has, when not all of them are known yet;
    indicators that do not apply do not count.
    """
    rows = list(standings)
    return Totals(
        criteria_met=sum(row.state == State.MET for row in rows),
        criteria=max(len(rows), assessment.criteria_set.criteria_known or 0),
        by_plan=sum(is_by_plan(row) for row in rows),
        tentative=sum(row.is_inferred for row in rows),
        indicators_met=sum(row.met for row in rows),
        indicators=sum(row.met + row.not_met + row.not_yet for row in rows),
        contradicting=sum(row.contradicting for row in rows),
    )


def measured_words(indicator: Indicator, row: Measured) -> str:
    """The value as entered: `41,2%`, `7/8 (87,5%)`, `1.635 hộ`, `Khá`; "" when there is none."""
    measure = measure_of(row)
    if measure.grade:
        return measure.grade
    if measure.value is None:
        return ""
    if indicator.kind == IndicatorKind.GROWTH:
        return _growth_words(measure)
    number = format_decimal(measure.value)
    if measure.denominator:
        number += f"/{format_decimal(measure.denominator)}"
        if indicator.kind != IndicatorKind.PERCENT:
            return _with_unit(number, indicator)
        ratio = measure.ratio(indicator.kind)
        assert ratio is not None
        return f"{number} ({_rounded(ratio)}%)"
    return _with_unit(number, indicator)


def _growth_words(measure: Measure) -> str:
    """`63,2 so với 57,1 (tăng 10,68%)`, or the rate alone."""
    rate = measure.ratio(IndicatorKind.GROWTH)
    assert rate is not None
    assert measure.value is not None
    if not measure.denominator:
        return f"{format_decimal(measure.value)}%"
    way = "giảm" if rate < 0 else "tăng"
    amounts = f"{format_decimal(measure.value)} so với {format_decimal(measure.denominator)}"
    return f"{amounts} ({way} {_rounded(abs(rate))}%)"


def stated_words(indicator: Indicator, row: MeasuredFields) -> dict[str, str]:
    """Label → words of everything that a result or one of its changes states; empty is “trống”.

    Value, denominator and grade are one thing to whoever reads it: the result.
    """
    words = {}
    for name, value in measured_values(row).items():
        if name in ("denominator", "grade", "edition"):
            continue
        if name == "value":
            words["Kết quả"] = measured_words(indicator, row) or EMPTY
        else:
            words[field_label(type(row), name)] = stored_words(field_named(type(row), name), value)
    return words


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
    return measured_words(indicator, Measure(level.value, level.denominator, level.grade))


def _shortfall(indicator: Indicator, measure: Measure, level: Level) -> str:
    """`41,2% thấp hơn mức 45%`: how the value misses the level."""
    value, need = measured_words(indicator, measure), _level_number(indicator, level)
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
    """One sentence on how the value stands against the level beside the claim; "" when nothing."""
    comparison = compare(indicator, measure, level)
    if comparison == Comparison.SHORT and level is not None:
        shortfall = _shortfall(indicator, measure, level)
        if claim == Claim.MET:
            return f"Báo đạt nhưng {shortfall}."
        return f"{shortfall[:1].upper()}{shortfall[1:]}."
    if comparison == Comparison.MEETS and claim == Claim.NOT_MET:
        return f"Báo chưa đạt, trong khi {measured_words(indicator, measure)} đủ mức yêu cầu."
    if comparison == Comparison.NOT_COMPARABLE:
        return "Xếp loại này không nằm trong thang nên chỉ xét theo tự đánh giá."
    return ""

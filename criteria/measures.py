"""A measure and its level in words, and the one sentence on how they stand to each other."""

from fractions import Fraction

from django.utils.text import capfirst

from criteria.comparison import Measure, Measured, compare
from criteria.enums import Claim, Comparator, Comparison, IndicatorKind
from criteria.models import Indicator, Level
from criteria.models.assessments import MeasuredFields, measured_values
from ntm_project.common.blanks import EMPTY
from ntm_project.common.numbers import format_decimal
from villages.words import field_label, field_named, value_words

REVIEWER_SEES = "Vẫn lưu được; người duyệt sẽ thấy."


def measured_words(indicator: Indicator, row: Measured) -> str:
    """The value as entered: `41,2%`, `7/8 (87,5%)`, `1.635 hộ`, `Khá`; "" when there is none."""
    measure = Measure.of(row)
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


def _with_unit(number: str, indicator: Indicator) -> str:
    unit = indicator.unit_words
    if unit == "%" or (indicator.kind == IndicatorKind.PERCENT and not unit):
        return f"{number}%"
    return f"{number} {unit}".strip()


def _rounded(ratio: Fraction) -> str:
    """Two decimals, cut towards zero, so that 44,999 never reads as 45."""
    hundredths = ratio.numerator * 100 // ratio.denominator
    return f"{hundredths // 100},{hundredths % 100:02}".rstrip("0").rstrip(",")


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
            words[field_label(type(row), name)] = value_words(field_named(type(row), name), value)
    return words


def level_words(level: Level | None, indicator: Indicator | None = None) -> str:
    """The level as the law words it, and whose it is where another set's; “chưa rõ mức” when
    nobody knows it."""
    if level is None:
        return str(Comparison.NO_LEVEL.label)
    is_known = bool(level.words or level.grade or level.value is not None)
    is_lent = is_known and indicator is not None and level.indicator_id != indicator.pk
    return f"{level.display} (theo bộ được cụ thể hóa)" if is_lent else level.display


def weigh(indicator: Indicator, claim: str, row: Measured, level: Level | None) -> str:
    """One sentence on how the value stands against the level beside the claim; "" when nothing."""
    measure = Measure.of(row)
    comparison = compare(indicator, measure, level)
    if comparison == Comparison.SHORT and level is not None:
        shortfall = _shortfall(indicator, measure, level)
        if claim == Claim.MET:
            return f"Báo đạt nhưng {shortfall}."
        return f"{capfirst(shortfall)}."
    if comparison == Comparison.MEETS and claim == Claim.NOT_MET:
        return f"Báo chưa đạt, trong khi {measured_words(indicator, measure)} đủ mức yêu cầu."
    if comparison == Comparison.NOT_COMPARABLE:
        return "Xếp loại này không nằm trong thang nên chỉ xét theo tự đánh giá."
    return ""


def _shortfall(indicator: Indicator, measure: Measure, level: Level) -> str:
    """`41,2% thấp hơn mức 45%`: how the value misses the level."""
    value, need = measured_words(indicator, measure), measured_words(indicator, level)
    if level.grade:
        return f"{value} thấp hơn mức {need}"
    if level.comparator == Comparator.EQ:
        return f"{value} khác mức {need}"
    if measure.ratio(indicator.kind) == Measure.of(level).ratio(indicator.kind):
        side = "trên" if level.comparator == Comparator.GT else "dưới"
        return f"{value} chỉ bằng mức, trong khi phải {side} {need}"
    side = "thấp" if level.comparator in (Comparator.GTE, Comparator.GT) else "cao"
    return f"{value} {side} hơn mức {need}"

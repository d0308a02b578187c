"""Which values an indicator takes, and which are doubted."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from criteria.comparison import Measure
from criteria.enums import Claim, Comparator, IndicatorKind
from criteria.models import Level, Result
from criteria.models.assessments import REASON_MISSING
from criteria.models.levels import NEGATIVE, NO_RATE
from criteria.nouns import of_set
from ntm_project.common.numbers import format_decimal

TOO_LARGE = "Số quá lớn; hãy kiểm tra đơn vị tính."


def _value_errors(entry: Result) -> dict[str, str]:
    kind, value = entry.indicator.kind, entry.value
    if value is None:
        return {}
    is_ratio = entry.denominator is not None
    refusals = [
        (
            kind == IndicatorKind.GRADE,
            of_set("Chỉ tiêu này ghi xếp loại bằng chữ, không ghi số.", entry),
        ),
        (
            kind == IndicatorKind.BOOLEAN and not is_ratio,
            of_set("Chỉ tiêu này chỉ đánh giá đạt hoặc chưa đạt, không ghi số.", entry),
        ),
        (value < 0 and (is_ratio or kind != IndicatorKind.GROWTH), NEGATIVE),
        (
            kind == IndicatorKind.PERCENT and not is_ratio and value > 100,
            NO_RATE,
        ),
        (
            kind == IndicatorKind.COUNT and value != value.to_integral_value(),
            "Số lượng phải là số nguyên.",
        ),
        (abs(value) >= Decimal(10) ** 14, TOO_LARGE),
    ]
    first = next((sentence for refused, sentence in refusals if refused), "")
    return {"value": first} if first else {}


def _denominator_errors(entry: Result) -> dict[str, str]:
    if entry.denominator is None:
        return {}
    if entry.denominator <= 0:
        return {"value": "Mẫu số phải lớn hơn 0."}
    is_growth = entry.indicator.kind == IndicatorKind.GROWTH
    if is_growth and not entry.indicator.unit_words:
        return {"value": "Hãy ghi thẳng tốc độ tăng (%), không ghi số năm nay và năm trước."}
    if not is_growth and entry.value is not None and entry.value > entry.denominator:
        return {"value": "Tử số không được lớn hơn mẫu số."}
    return {}


def _grade_errors(entry: Result) -> dict[str, str]:
    if entry.grade and entry.indicator.kind != IndicatorKind.GRADE:
        return {"grade": of_set("Chỉ tiêu này không xếp loại bằng chữ.", entry)}
    return {}


# A dot read as a thousands group, or the wrong unit, is a thousand times off, a share typed as a
# fraction a hundred times; what is really measured hardly moves as far. Counts do: one house last
# year, sixty now.
OTHER_SIZE = 500
OTHER_MEASURE = 50
_CHECK = "Kiểm tra dấu chấm, dấu phẩy và đơn vị tính; nếu đúng, đánh dấu xác nhận rồi lưu."
FRACTION = 20  # of a share of 1 or less, which may be typed as 0,85 for 85%


def size_question(entry: Result, level: Level | None, stood: Decimal | None) -> str:
    """ "" or the question on a figure of another size than its level or than the last one; of one
    that the indicator does not take no answer would help."""
    value, is_share = entry.value, entry.indicator.kind == IndicatorKind.PERCENT
    is_kept = value == stood  # as it was confirmed
    if not value or is_kept or entry.denominator is not None or _value_errors(entry):
        return ""
    required = Measure.of(level).ratio(entry.indicator.kind) if level else None
    last = Fraction(stood) if stood else None
    for name, other, sign in (
        ("số lần trước", last, ""),
        ("mức yêu cầu", required, level.comparator if level else ""),
    ):
        if not other:
            continue
        times = abs(Fraction(value) / other)
        far = _too_far(entry.indicator.kind, value, is_met=_is_beyond(times, sign))
        if times >= far or times * far <= 1:
            how = "lớn" if times > 1 else "nhỏ"
            hint = f"Tỷ lệ 85% ghi là 85, không ghi 0,85. {_CHECK}" if is_share else _CHECK
            shown = format_decimal(Decimal(other.numerator) / other.denominator, 4)
            return f"{format_decimal(value)} {how} hơn hẳn {name} ({shown}). Số này đúng? {hint}"
    return ""


def _is_beyond(times: Fraction, sign: str) -> bool:
    """Whether the figure is off on the side on which it meets its level."""
    way = (Comparator.GTE, Comparator.GT) if times > 1 else (Comparator.LTE, Comparator.LT)
    return sign in way


def _too_far(kind: str, value: Decimal, *, is_met: bool) -> int:
    """From how many times on a figure is doubted: of a share that meets its level no sooner than
    of a count, since few poor homes are what is wanted."""
    if kind == IndicatorKind.COUNT or (kind == IndicatorKind.PERCENT and is_met):
        return OTHER_SIZE
    is_fraction = kind == IndicatorKind.PERCENT and abs(value) <= 1
    return FRACTION if is_fraction else OTHER_MEASURE


def entry_errors(entry: Result, *, today: date) -> dict[str, str]:
    """Field → sentence for what a result is about to state and its indicator does not take."""
    errors = {**_value_errors(entry), **_denominator_errors(entry), **_grade_errors(entry)}
    is_claimed = entry.claim != Claim.NOT_YET or entry.value is not None or entry.grade
    if is_claimed and entry.as_of is None:
        errors["as_of"] = "Hãy ghi số liệu tính đến ngày nào."
    if entry.as_of and entry.as_of > today:
        errors["as_of"] = "Ngày tính số liệu không được sau hôm nay."
    if entry.as_of and entry.as_of.year < 1990:
        errors["as_of"] = "Năm của ngày tính số liệu không hợp lý."
    if entry.claim == Claim.NOT_APPLICABLE and not entry.note:
        errors["note"] = REASON_MISSING
    return errors

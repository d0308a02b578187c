"""How the values of several units become one: chosen for each indicator, never by itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from criteria.comparison import is_judged
from criteria.enums import IndicatorKind
from criteria.models import Assessment, Indicator, Result
from criteria.models.assessments import measured_values
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal
from villages.access import Access
from villages.enums import Ability

KEEP, STAND, SUM, POOL, WEIGH = "", "giu-nguyen", "tong", "gop", "binh-quan"
LABELS = {
    KEEP: "Đánh giá mới (không lấy số cũ)",
    STAND: "Giữ nguyên kết quả cũ",
    SUM: "Cộng lại",
    POOL: "Cộng tử số và mẫu số",
    WEIGH: "Bình quân theo trọng số",
}
_A_YEAR = re.compile(r"/\s*(?:năm|tháng|quý|tuần|ngày)\b", re.I)
_MEAN = re.compile(r"\b(?:bình quân|trung bình|mật độ)\b", re.I)
_PLACES = Decimal("0.0001")
NO_WEIGHT = (
    "Bình quân theo trọng số thì mỗi đơn vị cần một trọng số (ví dụ số hộ) là số lớn hơn 0; còn "
    "thiếu hoặc không đọc được: {}."
)


@dataclass(frozen=True)
class EarlierStatement:
    """What one of the earlier units states of an indicator."""

    unit: str
    unit_id: int
    result: Result | None
    by: str = ""  # of which indicator of which set, where that is not the one of the line
    is_same_land: bool = False  # the unit has got another name or parent since, nothing more

    @property
    def words(self) -> str:
        """What it states: `Đạt · 51,5`, `Chưa đạt · 120/200`."""
        row = self.result
        if row is None:
            return ""
        value = row.grade if row.value is None else format_decimal(row.value)
        total = f"/{format_decimal(row.denominator)}" if row.denominator else ""
        return " · ".join(filter(None, [row.get_claim_display(), f"{value}{total}", self.by]))

    @property
    def share(self) -> Decimal | None:
        """The value of a share in percent, whether it was given as such or as two numbers."""
        row = self.result
        if row is None or row.value is None:
            return None
        return row.value * 100 / row.denominator if row.denominator else row.value


def ways_offered(indicator: Indicator, olds: Sequence[EarlierStatement]) -> list[str]:
    """The ways in which values of the indicator can become one; a judgement is never computed, it
    may be kept where people, land and set are the same."""
    if len(olds) == 1 and olds[0].is_same_land and not olds[0].by:
        return [KEEP, STAND] if _may_stand(indicator, olds[0].result) else [KEEP]
    kind = indicator.kind
    values = [old.result for old in olds if old.result and old.result.value is not None]
    if len(values) < len(olds):
        return [KEEP]  # unknown is not zero
    if kind == IndicatorKind.COUNT:
        return [KEEP, SUM]
    if kind == IndicatorKind.NUMBER:
        return [KEEP, WEIGH] if _is_a_mean(indicator) else [KEEP, SUM, WEIGH]
    if kind == IndicatorKind.PERCENT:
        return [KEEP, *([POOL] if all(row.denominator for row in values) else []), WEIGH]
    return [KEEP]


def _may_stand(indicator: Indicator, row: Result | None) -> bool:
    """Whether a result can be stated once more: of a day, and not what follows from its parts."""
    is_own = indicator.kind != IndicatorKind.PARTS
    return is_own and row is not None and row.as_of is not None and is_judged(row)


def _is_a_mean(indicator: Indicator) -> bool:
    """Whether its values are so much for each (`triệu đồng/người/năm`), which no sum is; so much a
    year (`tấn/năm`) can be added."""
    each = _A_YEAR.sub("", indicator.unit_words)
    return "/" in each or bool(_MEAN.search(f"{indicator.unit_words} {indicator.wording}"))


def deny_combine(access: Access, assessment: Assessment) -> str:
    return access.deny(Ability.SET_RESULT, assessment.unit)


def combined(
    rule: str, olds: Sequence[EarlierStatement], weights: Mapping[int, Decimal], weight_words: str
) -> dict[str, Any]:
    """Value, day, source and note of the new unit's result; the note shows how it came about.

    The claim is left to whoever judges, unless the old judgement is kept (`STAND`). Must follow
    `ways_offered`; a weight that is missing raises `ValueError` with the sentence.
    """
    if rule == STAND:
        return _standing(olds[0])
    if rule == SUM:
        fields, note = _added(olds)
    elif rule == POOL:
        fields, note = _pooled(olds)
    else:
        fields, note = _weighed(olds, weights, weight_words)
    rows = [old.result for old in olds if old.result]
    days = {row.as_of for row in rows if row.as_of}
    if len(days) > 1:
        note += ". Số liệu tính đến các ngày " + ", ".join(format_day(day) for day in sorted(days))
    source = f"Tính từ số liệu của {len(olds)} đơn vị cũ"
    stated = {"denominator": None, "as_of": _oldest(rows), "source": source}
    return stated | fields | {"note": f"{note}."}


def _added(olds: Sequence[EarlierStatement]) -> tuple[dict[str, Any], str]:
    values = _numbers(olds, "value")
    return {"value": sum(values)}, "Cộng từ: " + "; ".join(map(_words, olds, values))


def _pooled(olds: Sequence[EarlierStatement]) -> tuple[dict[str, Any], str]:
    values, wholes = _numbers(olds, "value"), _numbers(olds, "denominator")
    parts = [
        f"{_words(old, value)}/{format_decimal(whole)}"
        for old, value, whole in zip(olds, values, wholes, strict=True)
    ]
    fields = {"value": sum(values), "denominator": sum(wholes)}
    return fields, "Cộng tử số và mẫu số: " + "; ".join(parts)


def _weighed(
    olds: Sequence[EarlierStatement], weights: Mapping[int, Decimal], weight_words: str
) -> tuple[dict[str, Any], str]:
    each = [(old, weights.get(old.unit_id) or Decimal(0)) for old in olds]
    if lacking := [old.unit for old, weight in each if weight <= 0]:
        raise ValueError(NO_WEIGHT.format(", ".join(lacking)))
    total = sum((weight * (old.share or Decimal(0)) for old, weight in each), Decimal(0))
    whole = sum((weight for _, weight in each), Decimal(0))
    parts = [f"{_words(old, old.share)} ({format_decimal(weight)})" for old, weight in each]
    mean = (total / whole).quantize(_PLACES, ROUND_HALF_UP)
    return {"value": mean}, f"Bình quân theo {weight_words}: " + "; ".join(parts)


def _numbers(olds: Sequence[EarlierStatement], name: str) -> list[Decimal]:
    return [getattr(old.result, name) or Decimal(0) for old in olds if old.result]


def _standing(old: EarlierStatement) -> dict[str, Any]:
    row = old.result
    assert row is not None
    origin = f"Giữ nguyên kết quả của {old.unit} trong đánh giá năm {row.assessment.year}."
    note = "\n".join(filter(None, [row.note, origin]))
    return {**measured_values(row), "note": note}


def _oldest(rows: Sequence[Result]) -> date | None:
    """No later than the value that was taken first: it states nothing of a day after it."""
    return min((row.as_of for row in rows if row.as_of), default=None)


def _words(old: EarlierStatement, value: Decimal | None) -> str:
    shown = value.quantize(_PLACES, ROUND_HALF_UP).normalize() if value is not None else None
    unit = f"{old.unit} ({old.by})" if old.by else old.unit
    return f"{unit} {format_decimal(shown) if shown is not None else '–'}"

"""What the tables of provinces state of an indicator in one cell: `≥ 90%`, `100%`, `Đạt`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from criteria.enums import Comparator, IndicatorKind
from criteria.models import Level
from ntm_project.common.numbers import format_decimal, without_unit
from ntm_project.common.text import fold, spoken
from villages.imports.faults import CellError

SIGNS = {sign.label: sign for sign in Comparator}
SIGNS |= dict.fromkeys((">=", "=>", "⩾", "≧"), Comparator.GTE)
SIGNS |= dict.fromkeys(("<=", "=<", "⩽", "≦"), Comparator.LTE)
_SIGN = r"(?:[<>]\s?=|=\s?[<>]|[≥>≤<=⩾⩽≧≦])"
_BEFORE = {
    "từ": "", "đạt": "", "tối thiểu": "≥", "ít nhất": "≥", "không dưới": "≥", "không nhỏ hơn": "≥",
    "không thấp hơn": "≥", "lớn hơn hoặc bằng": "≥", "tối đa": "≤", "không quá": "≤",
    "không vượt quá": "≤", "không lớn hơn": "≤", "không cao hơn": "≤", "nhỏ hơn hoặc bằng": "≤",
    "trên": ">", "lớn hơn": ">", "dưới": "<", "nhỏ hơn": "<",
}  # fmt: skip
_AFTER = {"trở lên": "≥", "trở xuống": "≤"}
_HEAD = rf"(?:(?P<before>{'|'.join(_BEFORE)})\s+)?(?P<sign>{_SIGN})?\s*"
_TAIL = (
    rf"\s*(?P<unit>(?!{'|'.join(_AFTER)})[^\d\s]\D*?)?(?:\s*(?P<after>{'|'.join(_AFTER)})\s*\.?)?"
)
_LEVEL = re.compile(rf"{_HEAD}(?P<value>\d[\d.,]*){_TAIL}", re.IGNORECASE)
_PART = re.compile(rf"{_HEAD}(?P<value>\d+)\s*/\s*(?P<whole>\d+){_TAIL}", re.IGNORECASE)
# What begins as a figure, whatever conditions follow: `≥ 45% (…)`, `≥ 2/3 số hộ`, `100% (…)`.
_BEGINS = re.compile(rf"{_SIGN}\s*\d[\d.,]*(?P<share>\s*%|\s*/\s*\d)?|\d[\d.,]*(?P<bare>\s*%)")
_RATE = re.compile(r"t[ỷỉ] lệ\b", re.IGNORECASE)
_UNIT_OF_WORDING = re.compile(r"\((%|(?:triệu |nghìn |tỷ )?đồng\b[^()\d]*)\)\s*\.?$", re.IGNORECASE)
_CONDITION = re.compile(r";|\b(?:và|hoặc|trừ|nếu|nhưng|trong đó)\b", re.IGNORECASE)
_SQUARE = {"m2": "m²", "m3": "m³"}  # no figure of the level
_SQUARE_METRE = re.compile(r"\bm[23]\b", re.IGNORECASE)
_UNIT_IN_BRACKETS = re.compile(r"\(\s*(%|[^()]*(?:đồng|/)[^()]*?)\s*\)", re.IGNORECASE)
_NO_STEP = "là một bậc mà “Thang xếp loại” không có"
_WHY = [
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"\d\s*%?\s*(?:[–-]|đến)\s*\d", "là một khoảng, không rõ phải đạt số nào"),
        (r"mức|bậc", _NO_STEP),
        (rf"\d.*(?:\(|riêng|{_CONDITION.pattern})", "còn điều kiện ngoài con số"),
        (r"\d", "không rõ từ số ấy trở lên hay trở xuống (≥, ≤)"),
        (r"trở (?:lên|xuống)", _NO_STEP),
        (r"", "không nêu con số"),
    )
]
_FAR_ABOVE = 50  # per cent, beside which one of 1 is rather the whole of Excel's fractions
_WHOLE = "100"  # per cent, which no value exceeds: a level of 100 % is one of at least 100 %
MET = "Đạt"


def is_met_alone(cell: str) -> bool:
    """Whether the cell asks no more than to be met, which is the level of a yes or no."""
    return fold(cell) == fold(MET)


def spelled_out(cell: str, sign: str, unit_beside: str = "", scale: str = "") -> dict[str, str]:
    """Column → text of a cell for the level, where it is more than a number; {} where not. `sign`
    and `unit_beside` are those of columns of their own, `scale` the steps of a graded indicator.

    Words, and a number of which no sign states on which side of it one meets it, stay words.
    """
    if not cell or is_met_alone(cell):
        return {"value": ""} if cell else {}
    if grade := _grade_of(cell, scale):
        return {"value": "", "grade": grade} | (
            {} if fold(grade) == fold(cell) else {"words": cell}
        )
    if part := _part_of(cell, sign):
        return part
    found = _LEVEL.fullmatch(_SQUARE_METRE.sub(lambda one: _SQUARE[one[0].lower()], cell.strip()))
    signs = _signs(found) if found else set()
    if not found or len(signs) > 1 or _is_left_open(found):
        return {"value": "", "words": cell}
    value, unit = found["value"].rstrip(".,"), (found["unit"] or "").strip()
    unit = _UNIT_IN_BRACKETS.sub(r"\1", unit) if unit.startswith("(") else unit
    is_whole = (unit or unit_beside) == "%" and value == _WHOLE
    if sign := next(iter(signs), sign) or (Comparator.GTE.label if is_whole else ""):
        return {"comparator": sign, "value": value} | ({"unit_words": unit} if unit else {})
    return {"value": "", "words": cell} if unit else {}


def _grade_of(cell: str, scale: str) -> str:
    """The step of the scale that must at least be reached: `Khá`, `Khá trở lên`."""
    wanted = fold(cell.strip(" .")).removesuffix(f" {fold('trở lên')}")
    return next((step for step in scale.splitlines() if step and fold(step) == wanted), "")


def _part_of(cell: str, sign: str) -> dict[str, str]:
    """The level of a share of the whole, in the words of the cell (`≥ 2/3 số hộ`); {} where the
    cell holds no share."""
    found = _PART.fullmatch(cell.strip())
    signs = _signs(found) if found else set()
    if not found or len(signs) > 1 or _is_left_open(found):
        return {}
    part, whole = found["value"], found["whole"]
    sign = next(iter(signs), sign)
    is_share = bool(sign) and 0 < int(part) < int(whole)
    words = {"comparator": sign, "value": part, "denominator": whole, "words": cell}
    return words if is_share else {}


def check_sign(level: Mapping[str, Any]) -> None:
    """`CellError` for a number that does not state on which side of it one meets it."""
    if level["value"] is not None and not level["comparator"]:
        number = format_decimal(level["value"])
        raise CellError(
            "value",
            f"“{number}” không có dấu so sánh: không rõ từ số ấy trở lên hay trở xuống.",
            f"Ghi dấu trong ô, ví dụ ≥ {number}, hoặc ở cột “So sánh”.",
        )


def why_in_words(cell: str) -> str:
    """Why a level is no figure that a result can be held against, in one sentence."""
    why = next(words for pattern, words in _WHY if pattern.search(cell))
    return f"Mức bằng chữ, không tự so được với kết quả: “{cell}” {why}."


def _signs(found: re.Match[str]) -> set[str]:
    """The signs in the cell, in characters and in words, which may differ."""
    before, after = ((found[name] or "").lower() for name in ("before", "after"))
    sign = "".join((found["sign"] or "").split())
    named = {_BEFORE.get(before, ""), str(SIGNS[sign].label) if sign else "", _AFTER.get(after, "")}
    return named - {""}


def _is_left_open(found: re.Match[str]) -> bool:
    """Whether words stand in for the sign, but end nowhere (“từ 25%”), or more than a number is
    required: conditions are no part of the unit."""
    has_words = bool(found["before"] or found["after"])
    is_open = not found["sign"] and not found["after"] and (found["before"] or "").lower() == "từ"
    unit = found["unit"] or ""
    # Beside a bare figure brackets may hold its unit: `51 (triệu đồng/người)`.
    return is_open or bool(_CONDITION.search(unit)) or (has_words and "(" in unit)


def level_stated(cells: Mapping[str, str], stood: Level | None) -> dict[str, str]:
    """Column → text of what the cell of the level states, beside the level that stood.

    Words replace words and no number or grade: there the cell stays, to be refused. A number that
    replaces words takes their place.
    """
    cell = cells.get("value", "")
    scale = cells.get("grade_scale", stood.indicator.grade_scale if stood else "")
    unit = cells.get("unit_words", stood.indicator.unit_words if stood else "")
    found = spelled_out(cell, cells.get("comparator", ""), unit, scale)
    if stood is None or not found:
        return found
    is_number, is_figure = found.get("value"), found.get("value") or found.get("grade")
    if "words" in found and not is_figure:
        if stood.grade and fold(stood.grade) == fold(cell):
            return {"value": ""}
        return {} if stood.grade or stood.value is not None else found
    if not is_figure or (is_number and stood.value is not None and not stood.denominator):
        return found
    stale = {"words", "grade", "denominator"} - found.keys() - cells.keys()
    return found | dict.fromkeys(stale, "")


def is_share(unit: str) -> bool:
    """Whether the words are a way to write %: `Tỷ lệ %`, `phần trăm`."""
    return spoken(unit.replace("%", " phần trăm ")).removeprefix("ti le ") == "phan tram"


def unit_in_wording(wording: str) -> str:
    """`triệu đồng/người/năm` of “Thu nhập bình quân (triệu đồng/người/năm)”; "" for none."""
    found = _UNIT_OF_WORDING.search(wording.strip())
    return found[1].strip() if found else ""


def in_unit_of_column(value: str, unit: str, column: str) -> str:
    """The number of a level, whose cell names a unit, in the unit of the column of units;
    `CellError` where one of them is a share and the other is none."""
    amount = f"{value} {unit}"
    if (number := without_unit(amount, column)) != amount:
        return number
    if unit.startswith("%") != column.startswith("%"):
        raise CellError("value", f"Ô ghi “{amount}”, cột Đơn vị tính ghi “{column}”.",
                        "Sửa một trong hai ô.")  # fmt: skip
    return value


def indicator_kind_of(cells: Mapping[str, str]) -> IndicatorKind:
    """What is measured, as far as unit, level and wording show it."""
    unit, words = cells.get("unit_words", ""), cells.get("words", "").strip()
    if cells.get("grade"):
        return IndicatorKind.GRADE
    if unit.startswith("%") or words.endswith("%") or cells.get("denominator"):
        return IndicatorKind.PERCENT
    if cells.get("value"):
        is_rate = not unit and _RATE.match(cells.get("wording", "").strip())
        return IndicatorKind.PERCENT if is_rate else IndicatorKind.NUMBER
    if begins := _BEGINS.match(words):
        is_percent = begins["share"] or begins["bare"]
        return IndicatorKind.PERCENT if is_percent else IndicatorKind.NUMBER
    found = _LEVEL.fullmatch(words)
    is_amount = found is not None and not (found["before"] or found["after"])
    return IndicatorKind.NUMBER if is_amount else IndicatorKind.BOOLEAN


def fraction_doubt(
    kind: str, comparator: str, value: Decimal | None, general: Decimal | None = None
) -> str:
    """The sentence of doubt about a required share below 1 %, which may have been typed as a
    fraction, or about one of 1 % far below the `general` level beside it; "" where there is
    none."""
    is_least = comparator not in (Comparator.LTE.label, Comparator.LT.label)
    if kind != IndicatorKind.PERCENT.label or not is_least or not value or value > 1:
        return ""
    if value == 1 and (general is None or general < _FAR_ABOVE):
        return ""
    typed, meant = format_decimal(value), format_decimal(value * 100)
    return f"Đọc là {typed}%: nếu là {meant}% thì ghi {meant}, không ghi {typed}."


def is_kind_sure(values: Mapping[str, Any]) -> bool:
    """Whether unit and level leave one kind only: a number with its unit, or to be met. A rate by
    the year may be a growth."""
    unit, words = values.get("unit_words", ""), values.get("words", "")
    if values.get("grade"):
        return True
    if values.get("value") is None:
        return is_met_alone(words) and not unit
    return bool(unit) and not unit.startswith("%/") and not words

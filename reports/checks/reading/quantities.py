"""The quantities of a sentence, each with its unit and the words before it, whatever stands between
them: what the readers of one wording each (`rests`, `wholes`, `lists`, …) go by."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ntm_project.common.numbers import format_decimal
from reports.checks.reading.patterns import read_number

_SCALES = {
    "tỷ": 1_000_000_000, "tỉ": 1_000_000_000, "triệu": 1_000_000, "tr": 1_000_000,
    "nghìn": 1_000, "ngàn": 1_000, "đồng": 1,
}  # fmt: skip
_SAME = {"nhân": "người", "khẩu": "người", "nhân khẩu": "người", "m²": "m2"}
# A number that is none of a date, a code, a name (`thôn 3`), a paper or a grade.
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d/]|[.,-]\d)"
    r"\s*(?P<unit>%|tổ chức\b|ngày công\b|[^\W\d_]+(?:²|2)?)?",
)
_NAMES_A_NUMBER = re.compile(
    r"(?:ngày|tháng|quý|(?<!dân )(?<!tổng )(?<!trong )số|thôn|xóm|bản|ấp|khóm|buôn|làng|tổ|khu"
    r"|khối|đội|cụm|tuyến|lớp|điều|khoản|mục|mức độ|hạng|cấp độ|cấp|loại|nhóm|thứ|tiêu chí|chỉ tiêu"
    r"|nội dung|ql|tl|đt|giai đoạn|nhiệm kỳ|km|bước|đợt|tập|phần|phiên|khóa)\s*$",
    re.I,
)
_COUNTS = re.compile(r"\bmỗi\s+[^\W\d]+\s*$", re.I)  # `mỗi lớp 50 người` is of no lớp 50
_GIVES = re.compile(r"\bcấp\s*$", re.I)  # `cấp 520 thùng`, unlike `trường cấp 2`
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_UNIT = frozenset(
    (
        "và", "là", "có", "còn", "đã", "đạt", "chưa", "đang", "trong", "của", "cho", "ở", "tại",
        "được", "năm", "tháng", "ngày", "giờ", "sao", "đến", "với", "x",
    )
)  # fmt: skip
SENTENCE = re.compile(r"\.(?=\s|$)|\n")


Fault = tuple[str, str]  # words, what the other quantities make


class Quantity(NamedTuple):
    """An amount of a unit, where it stands, and the words between the one before and itself."""

    value: Decimal
    unit: str  # `đồng` of all sums
    start: int
    end: int
    before: str


def quantities_in(sentence: str) -> Iterator[Quantity]:
    """The quantities of a sentence, in their order."""
    last = 0
    for found in _NUMBER.finditer(sentence):
        before = sentence[last : found.start()]
        unit = (found["unit"] or "").lower()
        is_counted = unit in ("hộ", "người", "khẩu", "m", "ha")
        is_year = _A_YEAR.fullmatch(found["n"]) and not is_counted
        is_name = _NAMES_A_NUMBER.search(before) and not _COUNTS.search(before)
        is_name = is_name and "," not in found["n"]  # `lộ Mương Điều 2,9 km`
        is_name = is_name and not (_GIVES.search(before) and len(found["n"]) > 1)
        if not unit or unit in _NO_UNIT or is_year or is_name:
            continue
        end = found.end()
        scale = _SCALES.get(unit, 1)
        if unit in _SCALES:
            end += 5 if unit != "đồng" and sentence[end : end + 5] == " đồng" else 0
            unit = "đồng"
        value = read_number(found["n"]) * scale
        yield Quantity(value, _SAME.get(unit, unit), found.start(), end, before)
        last = end


def amount_words(value: Decimal, unit: str) -> str:
    """`24 triệu đồng`, `180 người`."""
    if unit == "đồng" and value >= 1_000_000:
        return f"{format_decimal(value / 1_000_000)} triệu đồng"
    return f"{format_decimal(value)} {unit}"


def words_of(sentence: str, *found: Quantity) -> str:
    """The words of a sentence from the first to the last of these quantities."""
    return " ".join(sentence[found[0].start : found[-1].end].split())

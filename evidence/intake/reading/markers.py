"""What a paragraph begins with: a bullet, a number, a letter, and what follows it."""

import re
from dataclasses import dataclass

from ntm_project.common.text import POINT_LETTERS

_ROMAN = re.compile(r"(?P<n>[IVX]{1,6})\s*(?:[./)\-]|\s–)\s*(?=\S)")
_PART = re.compile(
    r"(?:Phần|Mục|Chương|Chặng|Phụ lục)\s+(?:số\s+)?(?P<n>[IVX]+|\d{1,2}|thứ\s+\w+|\w+)\b[.:\s–-]*",
    re.IGNORECASE,
)
_PHASE = re.compile(
    r"(?:Giai đoạn|Đợt|Bước)\s+(?P<n>[IVX]+|\d{1,2})\s*(?=\([^()]*\d[^()]*\)\s*(?::|$))"
    r"|Điều\s+(?P<article>\d{1,2})\s*[.:]\s*(?=\S)",
    re.IGNORECASE,
)
# "A. Kết quả", "B- CHỈ TIÊU NĂM 2025"
_LARGE = re.compile(r"(?!Đ[/.]c\.? )(?P<n>[A-HĐK])(?:\s*[./)]\s*(?=\S)|\s*[-–]\s+(?=[A-ZĐÀ-Ỹ]{2}))")
_NUMBER = re.compile(
    r"(?:(?i:việc|nhiệm vụ|nội dung|công việc|hạng mục|tồn tại|vấn đề|giải pháp|nhóm)"
    r"\s+(?:số\s+)?)?"
    r"(?P<n>\d{1,2}(?:\.\d{1,2})*)(?:\s*[.)/:]\s*|(?:,|\s?[-–])\s+(?=[A-ZĐÀ-Ỹ]))"
    r"(?=[^\d\s]|\s\S)"
)
# "III.1. Giao thông": the first under the third part
_OF_PART = re.compile(r"(?:[IVX]{1,5}|[A-H])\.(?P<n>\d{1,2}(?:\.\d{1,2})*)\s*[.)/:]?\s+(?=\S)")
_DEEP = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2})+)\s+(?=\S)")
_COUNTED = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = re.compile(rf"Thứ (?P<n>{'|'.join(_COUNTED)})\s*[,:]\s*(?=\S)")
_ROUND = re.compile(r"\((?P<n>\d{1,2})\)\s*")
_SMALL = re.compile(r"\(?(?P<n>[a-zđ])(?:\s*[.)]\s*|[,/]\s+)(?=\S)")
_BULLET = re.compile(r"(?P<n>\*-|[-–—+*•●▪◦○■□►➢✓])\s*")
_DASH_BEHIND = re.compile(r"^[-–—]\s*(?=\S)")  # "1/- Tiêu chí 2"
_ROMANS = {"I": 1, "V": 5, "X": 10}
_DASHES = str.maketrans("–—", "--")


@dataclass(frozen=True)
class Marker:
    """The kind of mark, its number among those of its kind (0 for a bullet), and the level of the
    heading that carries it, where the text gives one."""

    style: str = ""
    number: int = 0
    written: str = ""
    level: int = 0

    @property
    def is_numbered(self) -> bool:
        return bool(self.number)


PLAIN = Marker()


def marked(text: str) -> tuple[Marker, str]:
    """The mark at the start of a text, and the text behind it."""
    for made in (_as_heading, _as_number, _as_bullet):
        if found := made(text):
            marker, rest = found
            return marker, _DASH_BEHIND.sub("", rest) if marker.is_numbered else rest
    return PLAIN, text


Made = tuple[Marker, str] | None


def _as_heading(text: str) -> Made:
    if (found := _PHASE.match(text)) and len(text) < 160:
        number = _order(found["n"] or found["article"])
        return Marker("part", number, found[0].strip(" .:-–")), text[found.end() :]
    if (found := _PART.match(text)) and len(text) < 120:
        return Marker("part", _order(found["n"]), found[0].strip(" .:-–")), text[found.end() :]
    if (found := _ROMAN.match(text)) and not re.match(r"[IVX]+\s*[.\-/]\s*\d", text):
        return Marker("roman", _roman(found["n"]), found["n"]), text[found.end() :]
    return None


def _as_number(text: str) -> Made:
    if found := _ORDINAL.match(text):
        return Marker("number1", _COUNTED.index(found["n"]) + 1, found["n"]), text[found.end() :]
    if found := _OF_PART.match(text) or _DEEP.match(text) or _NUMBER.match(text):
        parts = found["n"].split(".")
        return Marker(f"number{len(parts)}", int(parts[-1]), found["n"]), text[found.end() :]
    if found := _LARGE.match(text):
        return Marker("large", ord(found["n"]) - ord("A") + 1, found["n"]), text[found.end() :]
    return None


def _as_bullet(text: str) -> Made:
    if found := _ROUND.match(text):
        return Marker("round", int(found["n"]), found["n"]), text[found.end() :]
    if found := _SMALL.match(text):
        number = POINT_LETTERS.find(found["n"]) + 1
        return Marker("small", number or 1, found["n"]), text[found.end() :]
    if found := _BULLET.match(text):
        return Marker(found["n"].translate(_DASHES)), text[found.end() :]
    return None


def _order(words: str) -> int:
    names = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy")
    last = words.rsplit(maxsplit=1)[-1].lower()
    if last in names:
        return names.index(last) + 1
    return int(words) if words.isdigit() else _roman(words.upper())


def _roman(words: str) -> int:
    values = [_ROMANS.get(letter, 0) for letter in words]
    return sum(-v if v < max(values[at:], default=0) else v for at, v in enumerate(values))

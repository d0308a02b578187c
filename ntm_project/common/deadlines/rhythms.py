"""The recurring rhythms in deadline words: hàng tuần, mỗi quý 01 lần, 6 tháng/lần, thường xuyên."""

import re

from .model import Rhythm

BY_UNIT = {
    "ngay": Rhythm.DAILY,
    "tuan": Rhythm.WEEKLY,
    "thang": Rhythm.MONTHLY,
    "quy": Rhythm.QUARTERLY,
    "nam": Rhythm.YEARLY,
}
NUMBER_WORDS = {"mot": 1, "hai": 2, "ba": 3, "sau": 6}
EVERY_SO_MANY = {
    (3, "thang"): Rhythm.QUARTERLY,
    (6, "thang"): Rhythm.HALF_YEARLY,
    (12, "thang"): Rhythm.YEARLY,
    (2, "quy"): Rhythm.HALF_YEARLY,
}

_NOT_NAMED = r"(?!\s*(?:[0-9]|[ivx]+\b))"  # "quý 4/2024" is a time, "hàng quý" a rhythm
_UNIT = rf"(?:ngay|tuan|thang|quy|nam)\b{_NOT_NAMED}"
_LIST = re.compile(
    rf"\b(?:(?:dinh ky|hang|moi|tung)\s+)+(?P<units>{_UNIT}"
    rf"(?:\s*(?:[,;/]|va\b)\s*(?:(?:hang|moi|tung)\s+)?{_UNIT})*)"
)
_HALF = re.compile(
    r"\b(?:dinh ky\s+|hang\s+|moi\s+)+(?:6|sau|nua)\s+(?:thang|nam)\b(?!\s+(?:dau|cuoi))"
)
_COUNT = r"(?:[0-9]{1,2}|mot|hai|ba|bon)"
_TIMES = r"(?:lan|buoi|cuoc|ky)\b"
_EVERY = re.compile(
    rf"\b(?:(?:dinh ky|hang|moi|cu|tung)\s+)*(?:(?P<each>[0-9]{{1,2}}|mot|hai|ba|sau)\s+)?"
    rf"(?P<unit>ngay|tuan|thang|quy|nam)\s*(?:/\s*(?:{_COUNT}\s*)?|{_COUNT}\s*){_TIMES}"
    rf"|\b{_COUNT}\s*{_TIMES}\s*(?:/\s*|moi\s+|mot\s+|tren\s+)(?:(?P<per>[0-9]{{1,2}}|mot|hai|ba|sau)\s+)?"
    rf"(?P<per_unit>ngay|tuan|thang|quy|nam)\b{_NOT_NAMED}"
)
_REGULAR = re.compile(r"\bthuong xuyen\b(?:,? lien tuc\b)?|\blien tuc\b")
_PERIODIC = re.compile(r"\bdinh k[yi]\b(?:\s*\(?khong neu chu k[yi]\)?)?")
# Which day of the week is a detail of the rhythm: kept in the words, no rhythm of its own.
_DETAIL = re.compile(
    r"\b(?:vao\s+)?(?:cac\s+)?(?:ngay\s+)?"
    r"(?:thu\s*(?:[2-7]|hai|ba|tu|nam|sau|bay)\b|chu nhat\b(?:\s+xanh\b)?)"
)


def take_rhythms(folded: str) -> tuple[str, str]:
    """The rhythms of the folded words, and those words with each rhythm blanked by commas."""
    found: set[Rhythm] = set()
    rest = folded
    for pattern, read in (
        (_EVERY, _every),
        (_HALF, lambda _: {Rhythm.HALF_YEARLY}),
        (_LIST, _listed),
        (_REGULAR, lambda _: {Rhythm.REGULAR}),
        (_PERIODIC, lambda _: {Rhythm.PERIODIC}),
    ):
        for match in pattern.finditer(rest):
            found |= read(match)
        rest = pattern.sub(_blank, rest)
    if not found:
        return "", folded
    if found & set(BY_UNIT.values()) or Rhythm.HALF_YEARLY in found:
        found.discard(Rhythm.PERIODIC)  # "định kỳ hàng tháng" is monthly, nothing more
    return ",".join(rhythm.value for rhythm in Rhythm if rhythm in found), _DETAIL.sub(_blank, rest)


def _blank(match: re.Match[str]) -> str:
    return "," * len(match[0])


def _every(match: re.Match[str]) -> set[Rhythm]:
    count, unit = match["each"] or match["per"], match["unit"] or match["per_unit"]
    number = NUMBER_WORDS.get(count or "1") or int(count or 1)
    if number == 1:
        return {BY_UNIT[unit]}
    return {EVERY_SO_MANY.get((number, unit), Rhythm.PERIODIC)}


def _listed(match: re.Match[str]) -> set[Rhythm]:
    return {BY_UNIT[unit] for unit in re.findall(r"ngay|tuan|thang|quy|nam", match["units"])}

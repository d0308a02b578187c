"""The recurring rhythms in deadline words: hàng tuần, mỗi quý 01 lần, 6 tháng/lần, thường xuyên."""

import re
from collections.abc import Callable
from dataclasses import replace

from .marks import Mark, Token
from .model import Rhythm
from .periods import Kind, TimePoint
from .phrases import Phrase
from .spelling import Spelled, Words, with_marks, without_marks

_UNITS = {
    "ngày": Rhythm.DAILY,
    "đêm": Rhythm.DAILY,
    "tuần": Rhythm.WEEKLY,
    "tháng": Rhythm.MONTHLY,
    "quý": Rhythm.QUARTERLY,
    "quí": Rhythm.QUARTERLY,
    "năm": Rhythm.YEARLY,
}
BY_UNIT = {spell(unit): rhythm for spell in (with_marks, without_marks)
           for unit, rhythm in _UNITS.items()}  # fmt: skip
_SPOKEN = {"một": 1, "hai": 2, "ba": 3, "sáu": 6}
NUMBER_WORDS = {spell(word): number for spell in (with_marks, without_marks)
                for word, number in _SPOKEN.items()}  # fmt: skip
EVERY_SO_MANY = {
    (3, Rhythm.MONTHLY): Rhythm.QUARTERLY,
    (6, Rhythm.MONTHLY): Rhythm.HALF_YEARLY,
    (12, Rhythm.MONTHLY): Rhythm.YEARLY,
    (2, Rhythm.QUARTERLY): Rhythm.HALF_YEARLY,
}

_NOT_NAMED = r"(?!\s*(?:[0-9]|[ivx]+\b|học\b|nay\b|này\b|sau\b|tới\b))"  # "quý 4/2024" is a time
_NAME = r"(?:ngày|tuần|tháng|quý|quí|năm)\b"
_UNIT = rf"(?:(?:6|sáu)\s+tháng\b|đêm\b|(?:0?1\s+)?{_NAME}{_NOT_NAMED})"
_EACH = r"(?:hàng|hằng|mỗi|từng|theo(?:\s+từng)?)"
_CYCLE = r"(?:định\s+(?:kỳ|kì|ký|ky))"
_COUNT = r"(?:[0-9]{1,2}|một|hai|ba|bốn)"
_TIMES = r"(?:lần|buổi|cuộc|kỳ|đêm|tin|bài|lượt|chuyến|phiên)\b"
_HELD = r"(?:lần|buổi|cuộc|kỳ|đợt|lớp|lượt|phiên|số|bài|tin|ch(?:ương\s+trình|uyên\s+mục))\b"
_MANY = r"[0-9]{1,2}|một|hai|ba|sáu"

_LIST = Spelled(
    rf"\b(?:(?:{_CYCLE}|{_EACH}|báo\s+cáo)\s+)+(?P<units>{_UNIT}"
    rf"(?:\s*(?:[,;/]|và\b|hoặc\b)\s*(?:(?:{_CYCLE}|{_EACH}|cả)\s+)*{_UNIT})*)"
)
# "mỗi tháng 06 hộ": so much in each
_SO_MANY = Spelled(rf"\bmỗi\s+(?P<units>{_NAME})(?=\s+(?:ít\s+nhất\s+)?[0-9]{{1,3}}\s+[^\W\d_])")
_HALF = Spelled(
    rf"\b(?:(?:{_CYCLE}|{_EACH})\s+)+(?:6|sáu|nửa)\s+(?:tháng|năm)\b(?!\s+(?:đầu|cuối))"
)
_EVERY = Spelled(
    rf"\b(?:(?:{_CYCLE}|{_EACH}|cứ)\s+)*(?:(?P<each>{_MANY}|nửa)\s+)?"
    rf"(?P<unit>{_NAME})\s*(?:/\s*(?:{_COUNT}\s*)?|{_COUNT}\s*){_HELD}"
    rf"|\b{_COUNT}\s*{_TIMES}\s*(?:/\s*|mỗi\s+|một\s+|trên\s+|trong\s+)(?:(?P<per>{_MANY})\s+)?"
    rf"(?P<per_unit>{_NAME}){_NOT_NAMED}"
)
_REGULAR = Spelled(
    r"\bthường\s+(?:xuyên|kỳ)\b(?:,?\s+liên\s+tục\b)?|\bliên\s+tục\b|\bquanh\s+năm\b|^tx$"
)
_YEARLY = Spelled(r"\bthường\s+niên\b")
_PERIODIC = Spelled(rf"\b{_CYCLE}\b(?:\s*\(?không\s+nêu\s+chu\s+kỳ\)?)?")
_WHEN = r"(?:(?:vào|trước|từ)\s+)?"
# "ngày 15 tháng cuối quý", "tuần cuối của tháng": the round is named by where in it the work falls.
_NO_MONTH = r"(?!\s*(?:một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|giêng|chạp)\b)"
_IN_ROUND = Spelled(
    rf"\b{_WHEN}(?:(?:(?:ngày|tuần)\s+)?(?:[0-9]{{1,2}}\s+)?(?:của\s+)?tháng\s+(?:đầu|cuối)\s+"
    rf"(?:của\s+)?(?P<quarter>(?:quý|quí)\b{_NOT_NAMED})"
    r"|tuần\s+(?:đầu|cuối|thứ\s+(?:[0-9]|nhất|hai|ba|tư))(?:\s+(?:tiên|cùng))?\s+"
    rf"(?:của\s+)?tháng\b{_NOT_NAMED}{_NO_MONTH}"
    r"|(?:ngày\s+)?(?:chủ\s+nhật|thứ\s*(?:[2-7]|hai|ba|tư|năm|sáu|bảy))\s+(?:đầu|cuối)\s+"
    rf"(?:của\s+)?tháng\b{_NOT_NAMED}{_NO_MONTH})"
)
# Which day of the week or month is a detail of the rhythm: kept in the words, no rhythm of its own.
_DETAILS = (
    Spelled(
        rf"\b{_WHEN}(?:(?:cuối|đầu)\s+)?(?:(?:buổi\s+)?(?:sáng|trưa|chiều|tối|đêm)\s+)?"
        r"(?:[0-9]{1,2}\s*(?:h|giờ)\s*(?:[0-9]{2}\s*)?(?:,\s*)?)?(?:các\s+)?(?:ngày\s+)?"
        r"(?:thứ\s*(?:[2-7]|hai|ba|tư|năm|sáu|bảy)\b|chủ\s+nhật\b(?:\s+xanh\b)?)"
    ),
    Spelled(
        rf"(?<!đến )(?<!hết )\b{_WHEN}(?:(?:ngày|tuần)\s*)?(?:[0-9]{{1,2}}\s+)?(?:của\s+)?"
        r"(?:(?:ngày|tuần|tháng)\s+)?"
        r"(?:thứ\s+)?(?:[0-9]\s+)?(?:đầu|cuối|giữa|nhất|hai|ba)\b(?:\s+(?:tiên|cùng)\b)?(?:\s+của)?"
        r"\s*(?:(?:tháng|quý)(?!\s*[0-9ivx])|(?=,))"
    ),
    Spelled(r"\b(?:và\s+|hoặc\s+)?đột\s+xuất\b(?:\s+(?:khi|theo)\s+(?:có\s+)?(?:yêu\s+cầu|cần))?"
            r"(?:\s+của\s+(?:cấp\s+trên|huyện|xã|tỉnh))?"),
)  # fmt: skip


def take_rhythms(words: Words) -> tuple[str, Words]:
    """The rhythms of the words, and those words with each rhythm blanked by commas."""
    found: set[Rhythm] = set()
    rest = words
    readers: tuple[tuple[Spelled, Callable[[re.Match[str]], set[Rhythm]]], ...] = (
        (_EVERY, _every),
        (_LIST, _listed),
        (_SO_MANY, _listed),
        (_HALF, lambda _: {Rhythm.HALF_YEARLY}),
        (_REGULAR, lambda _: {Rhythm.REGULAR}),
        (_YEARLY, lambda _: {Rhythm.YEARLY}),
        (_PERIODIC, lambda _: {Rhythm.PERIODIC}),
    )
    for spelled, read in readers:
        for match in rest.pattern(spelled).finditer(rest.letters):
            found |= read(match)
        rest = rest.blanked(spelled, ",")
    if found <= {Rhythm.PERIODIC} and (within := rest.pattern(_IN_ROUND).search(rest.letters)):
        found.add(Rhythm.QUARTERLY if within["quarter"] else Rhythm.MONTHLY)
        rest = rest.blanked(_IN_ROUND, ",")
    if not found:
        return "", words
    if found & set(_UNITS.values()) or Rhythm.HALF_YEARLY in found:
        found.discard(Rhythm.PERIODIC)  # "định kỳ hàng tháng" is monthly, nothing more
    for spelled in _DETAILS:
        rest = rest.blanked(spelled, ",")
    return ",".join(rhythm.value for rhythm in Rhythm if rhythm in found), rest


_OF_A_REPORT = Spelled(r"(?:báo\s+cáo\s+)+")


def rhythm_spans(words: Words) -> list[tuple[int, int]]:
    """From where to where each rhythm of a text stands; a bare "định kỳ" may be the work's name,
    and "báo cáo năm" its kind."""
    spans: list[tuple[int, int]] = []
    for spelled in (_EVERY, _LIST, _SO_MANY, _HALF, _REGULAR, _YEARLY, _IN_ROUND):
        for match in words.pattern(spelled).finditer(words.letters):
            start, end = match.span()
            if report := words.match(_OF_A_REPORT, start):
                start = report.end()
                if not words.pattern(_LIST).match(words.letters, start, end):
                    continue
            if not any(first < end and start < last for first, last in spans):
                spans.append((start, end))
    return sorted(spans)


def _every(match: re.Match[str]) -> set[Rhythm]:
    count, unit = match["each"] or match["per"] or "1", match["unit"] or match["per_unit"]
    number = int(count) if count.isdigit() else NUMBER_WORDS.get(count, 0)
    if number == 1:
        return {BY_UNIT[unit]}
    return {EVERY_SO_MANY.get((number, BY_UNIT[unit]), Rhythm.PERIODIC)}


_ONE_UNIT = Spelled(rf"(?P<half>(?:6|sáu)\s+)?(?P<unit>đêm\b|{_NAME})")


def _listed(match: re.Match[str]) -> set[Rhythm]:
    found = set()
    pattern = _ONE_UNIT.bare if match["units"].isascii() else _ONE_UNIT.spelt
    for one in pattern.finditer(match["units"]):
        found.add(Rhythm.HALF_YEARLY if one["half"] else BY_UNIT[one["unit"]])
    return found


def details_dropped(
    rhythm: str, line: list[Token], phrases: list[Phrase]
) -> tuple[list[Token], list[Phrase]]:
    """Line and phrases without the times that only give when in its round the work is done.

    "trước ngày 25 hàng tháng" names a day of each month, "15/12 hàng năm" one of each year.
    """
    details = [phrase for phrase in phrases if _is_detail(rhythm, phrase.named)]
    dropped = {at for phrase in details for at in range(phrase.first, phrase.last)}
    kept = []
    for phrase in phrases:
        if phrase not in details:
            back = sum(at < phrase.first for at in dropped)
            kept.append(replace(phrase, first=phrase.first - back, last=phrase.last - back))
    return [token for at, token in enumerate(line) if at not in dropped], kept


def _is_detail(rhythm: str, points: tuple[TimePoint, ...]) -> bool:
    if any(point.year or point.shift is not None for point in points):
        return False
    if Rhythm.YEARLY in rhythm.split(","):
        return all(point.kind in {Kind.DAY, Kind.MONTH, Kind.QUARTER} for point in points)
    return all(
        point.kind == Kind.NUMBER or (point.kind == Kind.DAY and point.number is None)
        for point in points
    )


def is_only_a_rhythm(line: list[Token]) -> bool:
    """Whether nothing stands beside the rhythm but what is done in it; one odd word is nothing."""
    clauses = "".join(token.mark for token in line).split(Mark.AND)
    return Mark.UNKNOWN not in clauses and all(token.mark in _DONE for token in line)


_DONE = {Mark.UNKNOWN, Mark.OBJECT, Mark.NOUN, Mark.REPORT, Mark.FINISH, Mark.WORK, Mark.BEGIN,
         Mark.AND}  # fmt: skip

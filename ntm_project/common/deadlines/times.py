"""The spellings of a time: 15/8/2024, ngày 5 tháng 3, T8/25, quý III, 6 tháng cuối năm."""

import re
from collections.abc import Callable
from typing import Any

from .periods import Impossible, Kind, TimePoint, Unreadable
from .spelling import Spelled

MONTH_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}
QUARTER_WORDS = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
QUARTER_NAMES = ROMAN | QUARTER_WORDS | {"mot": 1, "nhat": 1, "tu": 4, "bon": 4}
WEEK_WORDS = {"đầu": 1, "dau": 1, "nhất": 1, "nhat": 1, "hai": 2, "ba": 3, "tư": 4, "tu": 4}
_LOOKS_LIKE_I = str.maketrans("l1|!", "iiii")  # what OCR makes of a Roman numeral

_D = r"[0-9]{1,2}"
_YYYY = r"[0-9]{4}(?![0-9])"
_YY = r"(?:2[0-9]|3[0-9])(?![0-9])"  # no month is as high, and no plan of ours lies elsewhere
_AHEAD = r"năm\s+(?:sau|tới|kế\s+tiếp|tiếp\s+theo)(?!\w)|sang\s+năm(?!\w|\s*[0-9]|\s+(?:sau|tới))"
_NOW = r"năm\s+(?:nay|này|kế\s+hoạch)(?!\w)"
_YEAR = (
    rf"(?:\s*[/.,\-]\s*(?:năm\s*)?(?P<y>{_YYYY})|\s+(?:của\s+)?năm\s*(?P<y2>{_YYYY})"
    rf"|\s+(?P<y3>{_YYYY})|\s*[/\-.]\s*(?P<yy>{_YY})(?!\s*[/.\-]\s*[0-9])|\s+năm\s*(?P<yy2>{_YY})"
    rf"|\s+(?:của\s+)?(?P<ahead>{_AHEAD})|\s+(?:của\s+)?(?P<now>{_NOW}))"
)
_MONTH_WORD = (
    r"mười\s+một|mười\s+hai|mười|một|hai|ba|tư|bốn|sáu|bảy|bẩy|tám|chín|năm(?=\s*/|\s+năm\b)"
)
_QUARTER = rf"{_D}(?![0-9a-z|!])|[ivxl1|!ⅰ-ⅳ]+(?![a-z0-9])|(?:thứ\s+)?(?:một|nhất|hai|ba|tư|bốn)\b"
_NO_MORE = r"(?![0-9])"
# What may be the code of an indicator: 13.2, 17.10; no day is written so surely.
CODE = r"(?:[1-9]|1[0-9])\.[1-9](?![0-9])|(?:3|17)\.1[0-2]"
_UNITS = r"(?:km|m[23]?|ha|kg|tấn|tạ|lít|tỷ|tỉ|triệu|nghìn|hộ|người)\b"
_WEEK = r"tuần\s+(?:lễ\s+)?(?:thứ\s+)?(?P<week>[1-5]|nhất|hai|ba|tư|đầu)(?:\s+tiên)?"

Maker = Callable[[re.Match[str], str], TimePoint]


def _number(text: str | None) -> int | None:
    return int(text) if text else None


_YEAR_NAMES = ("y", "y2", "y3", "y4")


def _year(match: re.Match[str]) -> dict[str, Any]:
    """The year that the pattern `_YEAR` found, in four digits, in two, or by the plan's."""
    found = match.groupdict()
    if full := next((found[name] for name in _YEAR_NAMES if found.get(name)), None):
        return {"year": int(full)}
    if short := found.get("yy") or found.get("yy2"):
        return {"year": 2000 + int(short)}
    return {"shift": 1 if found.get("ahead") else 0 if found.get("now") else None}


def _month(match: re.Match[str], written: str) -> TimePoint:
    name = match["m"]
    if name.isdigit():
        return TimePoint(Kind.MONTH, number=int(name), **_year(match))
    # Read with its diacritics: typed without, "thang sau" may be June or the next month.
    number = MONTH_WORDS.get(" ".join(written[slice(*match.span("m"))].lower().split()))
    if number is None:
        raise Unreadable("Chưa ghi rõ tháng nào. Ghi đủ, ví dụ “trong tháng 8/2024”.")
    return TimePoint(Kind.MONTH, number=number, **_year(match))


def _quarter(match: re.Match[str], written: str) -> TimePoint:
    name = match["q"]
    is_bare = match[0][0] != "q"
    if name.isdigit():
        return TimePoint(Kind.QUARTER, number=int(name), is_bare=is_bare, **_year(match))
    spoken = " ".join(written[slice(*match.span("q"))].lower().split()).removeprefix("thứ ")
    number = QUARTER_NAMES.get(spoken.removeprefix("thu ")) or ROMAN.get(
        name.translate(_LOOKS_LIKE_I)
    )
    if number is None:
        raise Impossible(f"Không có quý {name.upper()}. Quý ghi từ I đến IV.")
    return TimePoint(Kind.QUARTER, number=number, is_bare=is_bare, **_year(match))


def _span(match: re.Match[str], _: str) -> TimePoint:
    count = int(match["n"]) if match["n"].isdigit() else 6
    if count == 6:
        return _half(match, _)
    return TimePoint(Kind.SPAN, number=count if _is_first(match) else -count, **_year(match))


def _half(match: re.Match[str], _: str) -> TimePoint:
    return TimePoint(Kind.HALF, number=1 if _is_first(match) else 2, **_year(match))


def _is_first(match: re.Match[str]) -> bool:
    """Of the two halves of a year, or of the months at its ends."""
    return match["half"] in {"đầu", "đàu", "dau"}


def _day(match: re.Match[str], _: str) -> TimePoint:
    found = match.groupdict()
    month, day = _number(found.get("m")), int(match["d"])
    return TimePoint(Kind.DAY, number=month, day=day, **_year(match))


def _days(match: re.Match[str], _: str) -> TimePoint:
    """The days of a part of a month that has a certain end."""
    first, last = 1, int(match["d"] or 15)  # half a month
    if match["third"]:
        first, last = (1, 10) if match["third"].startswith("th") else (11, 20)
    month = int(match["m"])
    return TimePoint(Kind.DAYS, number=month, day=last, from_day=first, **_year(match))


def _week(match: re.Match[str], written: str) -> TimePoint:
    """The week of a month, counted in digits or in words."""
    name = " ".join(written[slice(*match.span("week"))].lower().split())
    count = int(name) if name.isdigit() else WEEK_WORDS.get(name)
    if count is None:
        raise Unreadable("Chưa ghi rõ tuần nào. Ghi đủ, ví dụ “tuần 2 tháng 8/2024”.")
    return TimePoint(Kind.WEEK, number=int(match["m"]), day=count, **_year(match))


def _fraction(match: re.Match[str], _: str) -> TimePoint:
    """Two bare numbers: a day and its month, or a month and a year that can be no month."""
    first, second = int(match["n"]), int(match["m"])
    share = (first, second)
    if re.fullmatch(_YY, match["m"]):
        return TimePoint(Kind.MONTH, 2000 + second, first, is_bare=True, share=share)
    return TimePoint(Kind.DAY, None, second, first, is_bare=True, share=share)


_OF_YEAR = rf"(?:\s+(?P<y>{_YYYY})|\s*/\s*(?P<y2>{_YYYY})|\s+(?:kế hoạch\b|này\b|nay\b))?"
# The order decides: the longest and surest reading of a place comes first.
_SPELLINGS: tuple[tuple[str, Maker], ...] = (
    (
        rf"(?:ngày\s*)?(?P<y>[0-9]{{4}})(?P<sep>[\-/])(?P<m>{_D})(?P=sep)(?P<d>{_D}){_NO_MORE}"
        r"(?:[\st]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?)?",
        _day,
    ),
    (
        rf"(?:ngày\s*)?(?P<d>{_D})\s*(?P<sep>[/.\-])\s*(?P<m>{_D})\s*(?P=sep)\s*"
        rf"(?:(?P<y>{_YYYY})|(?P<yy>{_YY})(?!\s*(?P=sep)\s*[0-9]))",
        _day,
    ),
    (
        rf"(?:ngày|mùng|mồng)\s*(?:mùng\s*|mồng\s*)?(?P<d>{_D})\s*(?:,?\s*tháng\s*|(?P<sep>[/.\-])\s*)"
        rf"(?P<m>{_D})(?:{_YEAR}|\s*,\s*năm\s*(?P<y4>{_YYYY})"
        rf"|{_NO_MORE}(?!\s*[/.\-]\s*(?:[0-9]|năm)))",
        _day,
    ),
    (
        rf"\b(?P<n>{_D}|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+(?:của\s+)?năm{_OF_YEAR}",
        _span,
    ),
    (rf"\bnửa\s+(?P<half>đầu|cuối)\s+(?:của\s+)?năm{_OF_YEAR}", _half),
    (
        rf"\b(?:(?P<d>{_D})\s+ngày\s+đầu(?:\s+tiên)?|(?P<third>thượng\s+tuần|trung\s+tuần)"
        r"|nửa\s+đầu)"
        rf"\s+(?:của\s+)?tháng\s*(?P<m>{_D}{_NO_MORE})(?:{_YEAR})?",
        _days,
    ),
    (
        rf"\b{_WEEK}\s+(?:của\s+)?(?:tháng|t)\s*(?P<m>{_D}{_NO_MORE})(?:{_YEAR})?",
        _week,
    ),
    (rf"\btháng\s*(?:\(\s*)?(?P<m>{_D}{_NO_MORE}|(?:{_MONTH_WORD})(?!\w))(?:{_YEAR})?", _month),
    (rf"\bth?\.?\s*(?P<m>{_D}){_YEAR}", _month),  # "T7" alone may be a Saturday
    (rf"\b(?:quý|quí)\s*(?P<q>{_QUARTER})(?:{_YEAR})?", _quarter),
    (rf"\bq\.?\s*(?P<q>{_QUARTER})(?:{_YEAR})?", _quarter),
    (rf"\b(?P<q>[ivx]+)(?:{_YEAR})", _quarter),
    (
        rf"(?P<n>{_D})(?:\s*[/.\-]\s*|\s+năm\s+)(?P<y>{_YYYY})",
        lambda match, _: TimePoint(Kind.MONTH, int(match["y"]), int(match["n"]), is_bare=True),
    ),
    (
        rf"(?P<d>{_D})\s*/\s*(?P<m>{_D})\s+(?:của\s+)?(?:năm\s*(?P<y>{_YYYY})|(?P<ahead>{_AHEAD})"
        rf"|(?P<now>{_NOW}))",
        _day,
    ),
    (rf"(?P<n>{_D})\s*/\s*(?P<m>{_D}){_NO_MORE}(?!\s*/)", _fraction),
    (
        r"(?:(?<=trước )|(?<=nhất )|(?<=hạn ))"
        rf"(?P<d>{_D})-(?P<m>{_D}){_NO_MORE}(?!\s*(?:[/\-%]|\.\s*\d|[^\W\d_]))",
        _day,
    ),
    (
        # "30.9", "trước 15.8": where no word leads to a day, only what can be no code
        r"(?:(?<=trước )|(?<=đến )|(?<=nhất )|(?<=hạn )|(?<=từ )|(?<=- )"
        rf"|(?:^|(?<=hết )|(?<=xong )|(?<=thành )|(?<=[,;:(] )|(?<=\())(?!{CODE}))(?P<n>{_D})"
        rf"\.(?P<m>0?[1-9]|1[0-2]){_NO_MORE}(?!\s*(?:%|\.\s*\d|,\d|{_UNITS}))",
        _fraction,
    ),
    (rf"(?P<d>{_D})\s+tháng\s*(?P<m>{_D}){_NO_MORE}(?:{_YEAR})?", _day),
    (
        rf"(?:{_AHEAD})",
        lambda _match, _: TimePoint(Kind.YEAR, shift=1),
    ),
    (rf"(?:{_NOW})", lambda _match, _: TimePoint(Kind.YEAR, shift=0)),
    (
        rf"(?P<word>\bnăm\s*)?(?P<y>{_YYYY})",
        lambda match, _: TimePoint(Kind.YEAR, int(match["y"]), is_bare=not match["word"]),
    ),
    (r"\bnăm\b(?!\s*[0-9])", lambda _match, _: TimePoint(Kind.YEAR)),
    (
        rf"\bngày\s*(?P<d>{_D}){_NO_MORE}",
        lambda match, _: TimePoint(Kind.DAY, day=int(match["d"])),
    ),
    (
        rf"{_D}{_NO_MORE}",
        lambda match, _: TimePoint(Kind.NUMBER, number=int(match[0]), is_bare=True),
    ),
    (
        r"(?:iv|i{1,3})\b",
        lambda match, _: TimePoint(Kind.NUMBER, number=ROMAN[match[0]], is_bare=True),
    ),
)
POINTS = tuple((Spelled(source), make) for source, make in _SPELLINGS)

_PART_OF_DAY = r"(?:sáng|trưa|chiều|tối|đêm)(?!\w)"
DAWN = Spelled(
    r"(?:lúc\s*)?0{1,2}\s*(?:giờ|[hg:](?![a-z]))\s*(?:00\s*(?:phút|')?)?"
    r"|(?:buổi\s+)?sáng(?!\w)|đầu\s+giờ(?:\s+sáng)?(?!\w)"
)
CLOCK = Spelled(
    r"(?:lúc\s*)?(?:[01]?[0-9]|2[0-4])\s*(?:giờ|[hg](?![a-z])|:(?=[0-5][0-9]))\s*"
    r"(?:[0-5][0-9](?![0-9/.\-])\s*(?:phút|')?)?(?:\s*" + _PART_OF_DAY + ")?"
    r"|(?:(?:cuối|đầu|hết|trong)\s+)?giờ\s+(?:làm\s+việc|hành\s+chính|" + _PART_OF_DAY + ")"
    r"|(?:buổi\s+)?" + _PART_OF_DAY
)
SHORT_YEAR = Spelled(
    rf"(?:(?:ngày\s*)?{_D}\s*(?P<sep>[/.\-])\s*{_D}\s*(?P=sep)|(?:tháng\s*{_D}|quý\s*(?:[iv]+|{_D}))\s*/)"
    rf"\s*(?!{_YY})[0-9]{{1,3}}(?![0-9])(?!\s*[/\-]\s*[0-9])"
)
WEEKDAY = Spelled(
    r"(?:ngày\s+)?(?:thứ\s*(?P<n>[2-7]|hai|ba|tư|năm|sáu|bảy)|(?P<sunday>chủ\s+nhật|cn))(?!\w)"
    r"|t(?P<t>[2-7])(?=[,\s]+(?:ngày\s*)?[0-9]{1,2}\s*[/.\-])"
)
WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "tu": 2, "năm": 3, "nam": 3, "sáu": 4, "sau": 4,
            "bảy": 5, "bay": 5}  # fmt: skip
SUNDAY = 6


def weekday_number(name: str, word: str = "") -> int | None:
    """`2` or `hai` → 0, for Monday; `word` is the name as it was written, with its diacritics."""
    return int(name) - 2 if name.isdigit() else WEEKDAYS.get(word or name)


# A part of a month or quarter: it ends when that does, at the latest.
PART = Spelled(
    r"(?:tuần\s+(?:lễ\s+)?(?:cuối|giữa)(?:\s+cùng)?"
    r"|hạ\s+tuần|nửa\s+cuối|nửa\s+đầu(?=\s+(?:của\s+)?quý)"
    # Of a month in digits they have an end of their own (`_days`, `_week`).
    rf"|(?:(?:thượng|trung)\s+tuần|[0-9]{{1,2}}\s+ngày\s+đầu|{_WEEK})"
    r"(?=\s+(?:của\s+)?(?:quý|tháng\s+[^0-9\s]))"
    r"|(?:những|mấy|các)\s+ngày\s+(?:đầu|giữa)"
    r"|[0-9]{1,2}\s+ngày\s+giữa)(?=\s+(?:của\s+)?(?:tháng|quý))"
)

"""Deadline words that count from the day they are spoken: “tuần sau”, “trong 10 ngày”.

A plan is read long after, so its reader leaves them unread; of a meeting the day is known.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ..dates import format_day
from ..text import clean_line, fold_letters
from .spelling import Spelled, Words
from .times import SUNDAY, weekday_number
from .written import QUARTERS

_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "nam": 5, "bay": 7, "muoi": 10}
_COUNT = r"(?P<n>0?[1-9][0-9]?|một|hai|ba|năm|bảy|mười)"
_WITHIN = r"(?:(?:chậm\s+nhất\s+)?(?:trong|sau)\s+(?:vòng\s+|thời\s+hạn\s+)?)?"
_UNTIL = r"(?:(?:hoàn\s+thành|xong|chậm\s+nhất|là|vào|trong|đến|hết)\s+)*"
_THIS_OR_NEXT = r"(?:này|(?P<next>sau|tới))"


@dataclass(frozen=True)
class Spoken:
    """The day on which words were spoken, and how the days after it are found."""

    day: date
    next_meeting: Callable[[], date | None] = lambda: None
    working_day: Callable[[date, int], date | None] = lambda day, count: None  # the n-th after it


def _until(day: date) -> str:
    return f"đến hết ngày {format_day(day)}"


def _before_or_until(match: re.Match[str], day: date) -> str:
    return f"trước ngày {format_day(day)}" if match["before"] else _until(day)


def _day(match: re.Match[str], spoken: Spoken) -> str:
    meant = spoken.day + timedelta(days=1 if match["next"] else 0)
    return f"trong ngày {format_day(meant)}"


def _at_once(match: re.Match[str], spoken: Spoken) -> str:
    return f"trong ngày {format_day(spoken.day)}"


def _next_meeting(match: re.Match[str], spoken: Spoken) -> str:
    day = spoken.next_meeting()
    return _before_or_until(match, day) if day else ""


def _count_of(match: re.Match[str]) -> int:
    return _COUNTS.get(fold_letters(match["n"])) or int(match["n"])


def _days(match: re.Match[str], spoken: Spoken) -> str:
    weeks = 7 if match["of"].startswith("t") else 1
    return _until(spoken.day + timedelta(days=_count_of(match) * weeks))


def _working_days(match: re.Match[str], spoken: Spoken) -> str:
    day = spoken.working_day(spoken.day, _count_of(match))
    return _until(day) if day else ""


def _weekday(match: re.Match[str], spoken: Spoken) -> str:
    number = weekday_number(match["n"]) if match["n"] else SUNDAY
    if number is None:
        return ""
    return _before_or_until(match, _monday(match, spoken.day) + timedelta(days=number))


def _week(match: re.Match[str], spoken: Spoken) -> str:
    return _until(_monday(match, spoken.day) + timedelta(days=SUNDAY))


def _monday(match: re.Match[str], day: date) -> date:
    return day - timedelta(days=day.weekday()) + timedelta(weeks=1 if match["next"] else 0)


def _in(match: re.Match[str]) -> str:
    """What is due this month has not begun before the day on which it was set."""
    return "trong" if match["next"] else "đến hết"


def _month(match: re.Match[str], spoken: Spoken) -> str:
    years, month = divmod(spoken.day.month - 1 + (1 if match["next"] else 0), 12)
    return f"{_in(match)} tháng {month + 1}/{spoken.day.year + years}"


def _quarter(match: re.Match[str], spoken: Spoken) -> str:
    years, quarter = divmod((spoken.day.month - 1) // 3 + (1 if match["next"] else 0), 4)
    return f"{_in(match)} quý {QUARTERS[quarter]}/{spoken.day.year + years}"


_SPELLINGS: tuple[tuple[Spelled, Callable[[re.Match[str], Spoken], str]], ...] = (
    (Spelled(rf"{_UNTIL}(?:ngày\s+)?(?:hôm\s+nay|(?P<next>mai))"), _day),
    (
        Spelled(
            r"ngay\s+sau\s+(?:khi\s+)?(?:kết\s+thúc\s+)?"
            r"(?:(?:cuộc\s+|buổi\s+|phiên\s+)?(?:họp|giao\s+ban)|hội\s+nghị)"
            r"(?:\s+(?:này|hôm\s+nay|kết\s+thúc))?"
        ),
        _at_once,
    ),
    (
        Spelled(
            rf"(?:(?P<before>trước)\s+|{_UNTIL}(?:tại\s+)?)"
            r"(?:(?:ngày|cuộc|buổi|phiên|kỳ|lần)\s+)*(?:họp|giao\s+ban)\s+"
            r"(?:(?:tuần|tháng|quý)\s+)?(?:tới|sau|kế\s+tiếp|tiếp\s+theo)"
        ),
        _next_meeting,
    ),
    (
        Spelled(rf"{_WITHIN}{_COUNT}\s+ngày\s+làm\s+việc(?:\s+(?:tới|nữa|sau))?"),
        _working_days,
    ),
    (Spelled(rf"{_WITHIN}{_COUNT}\s+(?P<of>ngày|tuần)(?:\s+(?:tới|nữa|sau))?"), _days),
    (
        Spelled(
            rf"(?:(?P<before>trước)\s+|{_UNTIL})(?:ngày\s+)?"
            r"(?:thứ\s+(?P<n>[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)"
            rf"\s+tuần\s+{_THIS_OR_NEXT}"
        ),
        _weekday,
    ),
    (Spelled(rf"{_UNTIL}(?:cuối\s+)?tuần\s+{_THIS_OR_NEXT}"), _week),
    (Spelled(rf"{_UNTIL}(?:cuối\s+tháng|(?:cuối\s+)?tháng\s+{_THIS_OR_NEXT})"), _month),
    (Spelled(rf"{_UNTIL}(?:cuối\s+)?quý\s+{_THIS_OR_NEXT}"), _quarter),
)


def counted_from(words: str, spoken: Spoken) -> str:
    """The words with the days that they mean where all of them count from the day on which they
    were spoken, else unchanged."""
    line = Words.of(clean_line(words))
    for spelled, made in _SPELLINGS:
        if match := line.pattern(spelled).fullmatch(line.letters):
            # Typed without diacritics "thang sau" may be June.
            is_unsure = made is _month and line.is_bare and match["next"] == "sau"
            return words if is_unsure else made(match, spoken) or words
    return words

"""Deadline words that count from the day they are spoken: “tuần sau”, “trong 10 ngày”.

A plan is read long after, so its reader leaves them unread; of a meeting the day is known.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from ..dates import format_day
from ..text import clean_line
from .spelling import Spelled, Words
from .times import WEEKDAYS
from .written import QUARTERS

SUNDAY = 6
_COUNTS = {"một": 1, "mot": 1, "hai": 2, "ba": 3}
_UNTIL = r"(?:(?:hoàn\s+thành|xong|chậm\s+nhất|là|vào|trong|đến|hết)\s+)*"
_THIS_OR_NEXT = r"(?:này|(?P<next>sau|tới))"


def _until(day: date) -> str:
    return f"đến hết ngày {format_day(day)}"


def _day(match: re.Match[str], day: date) -> str:
    return f"trong ngày {format_day(day + timedelta(days=1 if match['next'] else 0))}"


def _days(match: re.Match[str], day: date) -> str:
    count = _COUNTS.get(match["n"]) or int(match["n"])
    return _until(day + timedelta(days=count * (7 if match["of"].startswith("t") else 1)))


def _weekday(match: re.Match[str], day: date) -> str:
    name = match["n"] or ""
    number = int(name) - 2 if name.isdigit() else WEEKDAYS.get(name, SUNDAY)
    meant = _monday(match, day) + timedelta(days=number)
    return f"trước ngày {format_day(meant)}" if match["before"] else _until(meant)


def _week(match: re.Match[str], day: date) -> str:
    return _until(_monday(match, day) + timedelta(days=SUNDAY))


def _monday(match: re.Match[str], day: date) -> date:
    return day - timedelta(days=day.weekday()) + timedelta(weeks=1 if match["next"] else 0)


def _in(match: re.Match[str]) -> str:
    """What is due this month has not begun before the day on which it was set."""
    return "trong" if match["next"] else "đến hết"


def _month(match: re.Match[str], day: date) -> str:
    years, month = divmod(day.month - 1 + (1 if match["next"] else 0), 12)
    return f"{_in(match)} tháng {month + 1}/{day.year + years}"


def _quarter(match: re.Match[str], day: date) -> str:
    years, quarter = divmod((day.month - 1) // 3 + (1 if match["next"] else 0), 4)
    return f"{_in(match)} quý {QUARTERS[quarter]}/{day.year + years}"


_SPELLINGS: tuple[tuple[Spelled, Callable[[re.Match[str], date], str]], ...] = (
    (Spelled(rf"{_UNTIL}(?:ngày\s+)?(?:hôm\s+nay|(?P<next>mai))"), _day),
    (
        Spelled(
            r"(?:(?:chậm\s+nhất\s+)?(?:trong|sau)\s+(?:vòng\s+)?)?(?P<n>[1-9][0-9]?|một|hai|ba)"
            r"\s+(?P<of>ngày|tuần)(?:\s+(?:tới|nữa|sau))?"
        ),
        _days,
    ),
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


def counted_from(words: str, day: date) -> str:
    """The words with the days that they mean where all of them count from `day`, else unchanged."""
    spoken = Words.of(clean_line(words))
    for spelled, made in _SPELLINGS:
        if match := spoken.pattern(spelled).fullmatch(spoken.letters):
            # Typed without diacritics "thang sau" may be June.
            is_unsure = made is _month and spoken.is_bare and match["next"] == "sau"
            return words if is_unsure else made(match, day)
    return words

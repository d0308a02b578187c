"""Times of day as minutes of a meeting write them (`8 giờ 30 phút`), and when a day is over."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from .text import clean_line

_CLOCK = re.compile(r"(\d{1,2})(?:\s*(?:h|g|giờ|:|\.)\s*(?:(\d{1,2})\s*(?:'|p|phút)?)?)?", re.I)


def parse_clock(text: str) -> time:
    """The time typed as `8h30`, `8:30`, `8 giờ`; ValueError with a Vietnamese sentence."""
    match = _CLOCK.fullmatch(clean_line(text))
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if hour > 23 or minute > 59:
        raise ValueError("Chưa đọc được giờ. Ghi giờ và phút, ví dụ 8 giờ 30.")
    return time(hour, minute)


def format_clock(at: time) -> str:
    """`8 giờ 30`, `14 giờ 00`: as offices write a time."""
    return f"{at.hour} giờ {at.minute:02d}"


def formal_clock(at: time) -> str:
    """`08 giờ 30 phút`: as a paper writes a time."""
    return f"{at.hour:02d} giờ {at.minute:02d} phút"


def start_of(day: date) -> datetime:
    """The first moment of the day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The first moment that is no longer of the day."""
    return start_of(day + timedelta(days=1))

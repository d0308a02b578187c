"""The official days off of Vietnam and the Saturdays worked instead, from the `holidays` library.

It knows Tết, swapped days and new holidays as far as they were announced when it was released.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from evidence.review.workdays import Calendar


class OfficialDays(NamedTuple):
    """Day off → its Vietnamese name, and the calendar before any change of ours."""

    names: dict[date, str]
    calendar: Calendar


@lru_cache(maxsize=32)  # half a millisecond, on each page of the queue
def _official(first: int, last: int) -> OfficialDays:
    from holidays import country_holidays  # noqa: PLC0415 - 0.1 s, and few processes count days

    years = range(first, last + 1)
    found = country_holidays("VN", years=years, language="vi")
    worked = frozenset(day for day in found.weekend_workdays if day.year in years)
    return OfficialDays(dict(sorted(found.items())), Calendar(frozenset(found), worked))


def days_off(first: int, last: int) -> dict[date, str]:
    """Day → its Vietnamese name, of the years from the first to the last."""
    return _official(first, last).names


def official_calendar(first: int, last: int) -> Calendar:
    """The calendar of the years from the first to the last, before any change of ours."""
    return _official(first, last).calendar

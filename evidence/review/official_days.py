"""The official days off of Vietnam and the Saturdays worked instead, from the `holidays` library.

It knows Tết, swapped days and new holidays as far as they were announced when it was released.
"""

from datetime import date
from functools import lru_cache

from evidence.review.workdays import Calendar


@lru_cache(maxsize=32)
def days_off(first: int, last: int) -> dict[date, str]:
    """Day → its Vietnamese name, of the years from the first to the last."""
    # Late: the library takes a tenth of a second, and most processes count no working days.
    from holidays import country_holidays

    found = country_holidays("VN", years=range(first, last + 1), language="vi")
    return dict(sorted(found.items()))


@lru_cache(maxsize=32)
def official_calendar(first: int, last: int) -> Calendar:
    """The calendar of the years from the first to the last, before any change of ours."""
    from holidays import country_holidays

    found = country_holidays("VN", years=range(first, last + 1), language="vi")
    years = range(first, last + 1)
    worked = frozenset(day for day in found.weekend_workdays if day.year in years)
    return Calendar(frozenset(found), worked)

"""Working days: Saturdays, Sundays and announced holidays do not count; pure, no clock, no rows.

A term counts from the day after (Civil Code 2015, articles 147 and 148): sent on a Monday, one
working day later is Tuesday, and a term never ends on a day that is no working day.
"""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

WORKING_WEEKDAYS = 5  # Monday to Friday


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    return day.weekday() < WORKING_WEEKDAYS and day not in holidays


def due_after(start: date, days: int, holidays: AbstractSet[date]) -> date:
    """The `days`-th working day after `start`; `start` itself for 0."""
    day, left = start, days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, holidays)
    return day


def working_days_between(first: date, last: date, holidays: AbstractSet[date]) -> int:
    """Working days after `first` up to `last` included; negative when `last` comes first."""
    if last < first:
        return -working_days_between(last, first, holidays)
    weeks, rest = divmod((last - first).days, 7)
    days = weeks * WORKING_WEEKDAYS + sum(
        is_working_day(last - timedelta(days=back), frozenset()) for back in range(rest)
    )
    return days - sum(first < day <= last and day.weekday() < WORKING_WEEKDAYS for day in holidays)


def days_waiting(sent_on: date, today: date, holidays: AbstractSet[date]) -> int:
    """Working days that a round has waited; 0 on the day it was sent."""
    return max(0, working_days_between(sent_on, today, holidays))


def days_left(due_on: date, today: date, holidays: AbstractSet[date]) -> int:
    """Working days until the term ends: 0 on its last day, negative once it has passed."""
    return working_days_between(today, due_on, holidays)

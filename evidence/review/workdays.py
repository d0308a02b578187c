"""Working days: Saturdays, Sundays and official days off do not count, Saturdays worked instead do.

Pure: no clock, no rows. A term counts from the day after (Civil Code 2015, articles 147 and 148):
sent on a Monday, one working day later is Tuesday, and a term never ends on a day that is none.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ntm_project.common.dates import format_day

WORKING_WEEKDAYS = 5  # Monday to Friday


@dataclass(frozen=True)
class Calendar:
    """The exceptions to a week from Monday to Friday: days off, and weekend days that are
    worked."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def changed(self, *, off: set[date], worked: set[date]) -> "Calendar":
        """This calendar with days that somebody takes off or has worked, against it if need be."""
        return Calendar((self.off | off) - worked, (self.worked | worked) - off)


def _is_weekday(day: date) -> bool:
    return day.weekday() < WORKING_WEEKDAYS


def is_working_day(day: date, calendar: Calendar) -> bool:
    return day in calendar.worked or (_is_weekday(day) and day not in calendar.off)


def due_after(start: date, days: int, calendar: Calendar) -> date:
    """The `days`-th working day after `start`; `start` itself for 0."""
    day, left = start, days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, calendar)
    return day


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Working days after `first` up to `last` included; negative when `last` comes first."""
    if last < first:
        return -working_days_between(last, first, calendar)
    weeks, rest = divmod((last - first).days, 7)
    days = weeks * WORKING_WEEKDAYS + sum(
        _is_weekday(last - timedelta(days=back)) for back in range(rest)
    )
    days -= sum(first < day <= last and _is_weekday(day) for day in calendar.off - calendar.worked)
    return days + sum(first < day <= last and not _is_weekday(day) for day in calendar.worked)


def days_waiting(sent_on: date, today: date, calendar: Calendar) -> int:
    """Working days that a round has waited; 0 on the day it was sent."""
    return max(0, working_days_between(sent_on, today, calendar))


def is_late(due_on: date, today: date) -> bool:
    """Whether the term has ended: from the day after its last day, working day or not."""
    return due_on < today


def supplement_words(until: date | None, today: date | None = None) -> str:
    """The deadline for mending what came back: `bổ sung chậm nhất 30/9/2024`; "" without a day.

    With `today`, for a round that still waits for it, they add that the day has passed once it has.
    """
    if until is None:
        return ""
    is_over = today is not None and is_late(until, today)
    return f"{'quá hạn bổ sung' if is_over else 'bổ sung chậm nhất'} {format_day(until)}"


def reply_words(due_on: date, today: date) -> str:
    """The deadline for answering a round that waits: `hạn trả lời 12/7/2024`, or that it has
    passed."""
    return f"{'quá hạn trả lời' if is_late(due_on, today) else 'hạn trả lời'} {format_day(due_on)}"


def days_left(due_on: date, today: date, calendar: Calendar) -> int:
    """Working days until the term ends: 0 on its last day, less from the working day after it."""
    return working_days_between(today, due_on, calendar)

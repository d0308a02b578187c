"""Working days against a plain count, and the terms that the law's examples give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.review.workdays import (
    days_left,
    days_waiting,
    due_after,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
HOLIDAYS = st.frozensets(DAYS, max_size=30)
NATIONAL_DAY = frozenset({date(2024, 9, 2), date(2024, 9, 3)})


@pytest.mark.parametrize(
    ("start", "days", "holidays", "due"),
    [
        (date(2024, 8, 15), 1, frozenset(), date(2024, 8, 16)),
        (date(2024, 8, 16), 1, frozenset(), date(2024, 8, 19)),  # Friday to Monday
        (date(2024, 8, 17), 1, frozenset(), date(2024, 8, 19)),  # sent on a Saturday
        (date(2024, 8, 15), 15, frozenset(), date(2024, 9, 5)),
        (date(2024, 8, 15), 15, NATIONAL_DAY, date(2024, 9, 9)),
        (date(2024, 8, 17), 0, frozenset(), date(2024, 8, 17)),
    ],
)
def test_a_term_ends_on_a_working_day(start, days, holidays, due) -> None:
    assert due_after(start, days, holidays) == due


def plainly(first: date, last: date, holidays: frozenset[date]) -> int:
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=n), holidays) for n in range(1, days + 1))


@given(DAYS, st.integers(0, 900), HOLIDAYS)
def test_counting_by_weeks_says_what_counting_by_days_says(first, days, holidays) -> None:
    last = first + timedelta(days=days)
    assert working_days_between(first, last, holidays) == plainly(first, last, holidays)
    assert working_days_between(last, first, holidays) == -plainly(first, last, holidays)


@given(DAYS, st.integers(1, 60), HOLIDAYS)
def test_a_term_and_its_count_agree(start, days, holidays) -> None:
    due = due_after(start, days, holidays)
    assert is_working_day(due, holidays)
    assert working_days_between(start, due, holidays) == days
    assert days_left(due, start, holidays) == days
    assert days_left(due, due, holidays) == 0
    assert days_waiting(start, due, holidays) == days


def test_a_day_past_the_term_counts_below_zero() -> None:
    assert days_left(date(2024, 8, 15), date(2024, 8, 19), frozenset()) == -2
    assert days_waiting(date(2024, 8, 15), date(2024, 8, 14), frozenset()) == 0

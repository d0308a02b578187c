"""Working days against a plain count, and the terms that the law's examples give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.review.official_days import days_off, official_calendar
from evidence.review.workdays import (
    Calendar,
    days_left,
    days_waiting,
    due_after,
    is_working_day,
    supplement_words,
    working_days_between,
)

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
CALENDARS = st.builds(Calendar, st.frozensets(DAYS, max_size=12), st.frozensets(DAYS, max_size=5))
NATIONAL_DAY = Calendar(frozenset({date(2024, 9, 2), date(2024, 9, 3)}))
SWAPPED = Calendar(frozenset({date(2024, 4, 29)}), frozenset({date(2024, 5, 4)}))


@pytest.mark.parametrize(
    ("start", "days", "calendar", "due"),
    [
        (date(2024, 8, 15), 1, Calendar(), date(2024, 8, 16)),
        (date(2024, 8, 16), 1, Calendar(), date(2024, 8, 19)),  # Friday to Monday
        (date(2024, 8, 17), 1, Calendar(), date(2024, 8, 19)),  # sent on a Saturday
        (date(2024, 8, 15), 15, Calendar(), date(2024, 9, 5)),
        (date(2024, 8, 15), 15, NATIONAL_DAY, date(2024, 9, 9)),
        (date(2024, 8, 17), 0, Calendar(), date(2024, 8, 17)),
        (date(2024, 4, 26), 1, SWAPPED, date(2024, 4, 30)),
        (date(2024, 5, 3), 1, SWAPPED, date(2024, 5, 4)),
    ],
)
def test_a_term_ends_on_a_working_day(start, days, calendar, due) -> None:
    assert due_after(start, days, calendar) == due


def plainly(first: date, last: date, calendar: Calendar) -> int:
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=n), calendar) for n in range(1, days + 1))


@given(DAYS, st.integers(0, 900), CALENDARS)
def test_counting_by_weeks_says_what_counting_by_days_says(first, days, calendar) -> None:
    last = first + timedelta(days=days)
    assert working_days_between(first, last, calendar) == plainly(first, last, calendar)
    assert working_days_between(last, first, calendar) == -plainly(first, last, calendar)


@given(DAYS, st.integers(1, 60), CALENDARS)
def test_a_term_and_its_count_agree(start, days, calendar) -> None:
    due = due_after(start, days, calendar)
    assert is_working_day(due, calendar)
    assert working_days_between(start, due, calendar) == days
    assert days_left(due, start, calendar) == days
    assert days_left(due, due, calendar) == 0
    assert days_waiting(start, due, calendar) == days


def test_a_day_past_the_term_counts_below_zero() -> None:
    assert days_left(date(2024, 8, 15), date(2024, 8, 19), Calendar()) == -2
    assert days_waiting(date(2024, 8, 15), date(2024, 8, 14), Calendar()) == 0


@pytest.mark.parametrize(
    ("until", "today", "words"),
    [
        (None, None, ""),
        (None, date(2024, 10, 1), ""),
        (date(2024, 9, 30), None, "bổ sung chậm nhất 30/9/2024"),
        (date(2024, 9, 30), date(2024, 9, 30), "bổ sung chậm nhất 30/9/2024"),
        (date(2024, 9, 30), date(2024, 10, 1), "quá hạn bổ sung 30/9/2024"),
    ],
)
def test_until_when_what_came_back_is_mended_and_that_the_day_has_passed(until, today, words):
    assert supplement_words(until, today) == words


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 2, 10), "Tết"),
        (date(2024, 4, 29), "thay cho ngày 04/05/2024"),
        (date(2025, 4, 7), "Giỗ Tổ"),
        (date(2026, 11, 24), "Văn hóa"),
    ],
)
def test_official_days_off_have_vietnamese_names(day, name) -> None:
    assert name in days_off(day.year, day.year)[day]


def test_a_saturday_worked_instead_is_known_and_changes_go_on_top() -> None:
    official = official_calendar(2024, 2024)
    assert is_working_day(date(2024, 5, 4), official)
    assert not is_working_day(date(2024, 4, 29), official)
    changed = official.changed(off={date(2024, 5, 4)}, worked={date(2024, 4, 29), date(2024, 6, 1)})
    assert not is_working_day(date(2024, 5, 4), changed)
    assert is_working_day(date(2024, 4, 29), changed)
    assert is_working_day(date(2024, 6, 1), changed)

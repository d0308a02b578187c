"""The days of a report: the cut-off rule of decree 09/2019/NĐ-CP."""

from datetime import date

import pytest

from tasks.periods import last_period, next_period, period_error, period_words


@pytest.mark.parametrize(
    ("kind", "today", "first", "last", "words"),
    [
        ("month", "2024-08-15", "2024-07-15", "2024-08-14", "tháng 8/2024"),
        ("month", "2024-08-14", "2024-07-15", "2024-08-14", "tháng 8/2024"),
        ("month", "2024-08-13", "2024-06-15", "2024-07-14", "tháng 7/2024"),
        ("month", "2024-01-05", "2023-11-15", "2023-12-14", "tháng 12/2023"),
        ("month", "2024-01-14", "2023-12-15", "2024-01-14", "tháng 1/2024"),
        ("quarter", "2024-08-15", "2024-03-15", "2024-06-14", "quý II năm 2024"),
        ("quarter", "2024-03-14", "2023-12-15", "2024-03-14", "quý I năm 2024"),
        ("quarter", "2024-02-29", "2023-09-15", "2023-12-14", "quý IV năm 2023"),
        ("half", "2024-06-14", "2023-12-15", "2024-06-14", "6 tháng đầu năm 2024"),
        ("half", "2024-12-31", "2024-06-15", "2024-12-14", "6 tháng cuối năm 2024"),
        ("year", "2024-12-20", "2023-12-15", "2024-12-14", "năm 2024"),
        ("year", "2024-08-15", "2022-12-15", "2023-12-14", "năm 2023"),
        ("week", "2024-08-15", "2024-08-03", "2024-08-09", "tuần từ 03/8/2024 đến 09/8/2024"),
        ("week", "2024-08-16", "2024-08-10", "2024-08-16", "tuần từ 10/8/2024 đến 16/8/2024"),
    ],
)
def test_the_last_period_that_has_closed(kind, today, first, last, words) -> None:
    found = last_period(kind, date.fromisoformat(today))
    assert [str(day) for day in found] == [first, last]
    assert period_words(kind, *found) == words


@pytest.mark.parametrize("kind", ["week", "month", "quarter", "half", "year"])
def test_periods_follow_each_other_without_a_gap(kind) -> None:
    found = last_period(kind, date(2023, 3, 1))
    for _ in range(60):
        after = next_period(kind, found.last)
        assert last_period(kind, after.last) == after
        found = after


@pytest.mark.parametrize(
    ("kind", "last", "next_last"),
    [
        ("month", "2024-02-29", "2024-03-31"),
        ("quarter", "2024-06-30", "2024-09-30"),
        ("half", "2024-06-30", "2024-12-31"),
        ("year", "2023-12-31", "2024-12-31"),
    ],
)
def test_what_follows_a_period_of_whole_months_is_one_too(kind, last, next_last) -> None:
    assert next_period(kind, date.fromisoformat(last)).last == date.fromisoformat(next_last)


@pytest.mark.parametrize(
    ("kind", "first", "last", "is_one"),
    [
        ("week", "2024-08-10", "2024-08-16", True),
        ("week", "2024-08-01", "2024-08-16", False),
        ("month", "2024-06-15", "2024-07-31", True),
        ("month", "2024-06-15", "2030-07-14", False),
        ("month", "2024-04-20", "2024-04-14", False),
        ("year", "2023-12-15", "2024-12-31", True),
        ("year", "2022-12-15", "2024-12-14", False),
        ("week", "1900-01-01", "1900-01-07", False),
        ("year", "2009-12-15", "2010-12-14", True),
    ],
)
def test_a_period_may_lie_otherwise_but_neither_before_the_programme_nor_longer(
    kind, first, last, is_one
):
    assert (period_error(kind, date.fromisoformat(first), date.fromisoformat(last)) == "") == is_one

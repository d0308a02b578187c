"""Days: what may be typed, and the three ways that they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.dates import (
    day_read,
    format_date_line,
    format_day,
    parse_day,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("05/03/2024", "5/3/2024", "05-03-2024", "5.3.2024", " 5 / 3/2024 ", "05/03/20\u200b24"),
        *("05032024", "5 3 2024", "05 03 2024", "5/3/24", "5.3.24", "050324"),
        *("2024-03-05", "2024/3/5", "2024-03-05 00:00:00", "20240305"),
        *("05/03/2024 00:00", "5/3/2024 0:00:00", "5–3–2024", "ngày 05/3/2024"),
        *("ngày 05 tháng 3 năm 2024", "5 tháng 3 năm 2024", "Ngày 05 tháng 03 năm 2024"),
    ],
)
def test_day_before_month(typed):
    assert parse_day(typed) == date(2024, 3, 5)


@pytest.mark.parametrize("typed", ["5/3", "05/03", "5-3", "5.3"])
def test_a_day_without_its_year_takes_that_of_the_plan(typed):
    assert parse_day(typed, year=2024) == date(2024, 3, 5)
    with pytest.raises(ValueError, match="Chưa ghi năm"):
        parse_day(typed)
    assert parse_day("5/3/2025", year=2024) == date(2025, 3, 5)


def test_what_was_read_is_shown_back():
    assert day_read(parse_day("15082024")) == "Đọc là Thứ Năm, 15/8/2024"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa ghi ngày"),
        ("hôm nay", "05/3/2024"),
        ("5/3/224", "bốn hoặc hai chữ số"),
        ("5032024", "05/3/2024"),
        ("2024-13-05", "Không có tháng 13"),
        ("31022024", "không có ngày 31"),
        ("5/3-2024", "05/3/2024"),
        ("12/31/2024", "31/12/2024"),
        ("31/2/2024", "không có ngày 31"),
        ("0/3/2024", "không có ngày 0"),
        ("5/0/2024", "Không có tháng 0"),
        ("05/03/0224", "Năm 224"),
        ("٠٥/٠٣/٢٠٢٤", "05/3/2024"),
    ],
)
def test_refusal_names_the_remedy(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_day(typed)


@pytest.mark.parametrize(
    ("day", "written", "date_line"),
    [
        (date(2024, 3, 5), "05/3/2024", "ngày 05 tháng 3 năm 2024"),
        (date(2024, 2, 15), "15/02/2024", "ngày 15 tháng 02 năm 2024"),
        (date(2024, 10, 9), "09/10/2024", "ngày 09 tháng 10 năm 2024"),
        (date(2019, 6, 29), "29/6/2019", "ngày 29 tháng 6 năm 2019"),
    ],
)
def test_zero_rule_of_decree_30(day, written, date_line):
    assert format_day(day) == written
    assert format_date_line(day) == date_line


@given(day=days)
def test_what_is_written_can_be_typed(day):
    assert parse_day(format_day(day)) == day


@given(text=st.text())
def test_any_text_is_a_day_or_a_sentence(text):
    try:
        assert isinstance(parse_day(text), date)
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017 - both outcomes are right

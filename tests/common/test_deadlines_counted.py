"""Deadline words that count from the day of a meeting: Friday 28/6/2024."""

from datetime import date

import pytest

from ntm_project.common.deadlines import Spoken, counted_from, parse_deadline

FRIDAY = Spoken(date(2024, 6, 28))
DECEMBER = Spoken(date(2024, 12, 27))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("hôm nay", date(2024, 6, 28)),
        ("trong ngày mai", date(2024, 6, 29)),
        ("Trong tuần này", date(2024, 6, 30)),
        ("tuần sau", date(2024, 7, 7)),
        ("hết tuần tới", date(2024, 7, 7)),
        ("cuối tuần sau", date(2024, 7, 7)),
        ("thứ hai tuần sau", date(2024, 7, 1)),
        ("trước thứ sáu tuần sau", date(2024, 7, 4)),
        ("chậm nhất là thứ 4 tuần tới", date(2024, 7, 3)),
        ("chủ nhật tuần này", date(2024, 6, 30)),
        ("cuối tháng", date(2024, 6, 30)),
        ("đến cuối tháng này", date(2024, 6, 30)),
        ("trong tháng sau", date(2024, 7, 31)),
        ("quý này", date(2024, 6, 30)),
        ("trong quý sau", date(2024, 9, 30)),
        ("trong 10 ngày", date(2024, 7, 8)),
        ("sau một tuần", date(2024, 7, 5)),
        ("trong vòng 2 tuần tới", date(2024, 7, 12)),
        ("trong 05 ngày", date(2024, 7, 3)),
        ("trong mười ngày", date(2024, 7, 8)),
        ("ngay sau cuộc họp", date(2024, 6, 28)),
        ("Ngay sau khi kết thúc buổi giao ban", date(2024, 6, 28)),
        ("ngay sau hội nghị", date(2024, 6, 28)),
        ("tuan sau", date(2024, 7, 7)),
        ("thu sau tuan sau", date(2024, 7, 5)),
    ],
)
def test_the_day_that_they_mean(words: str, last: date) -> None:
    assert parse_deadline(words, year=2024).ends_on is None
    meant = parse_deadline(counted_from(words, FRIDAY), year=2024)
    assert (meant.is_read, meant.ends_on, meant.warning) == (True, last, "")
    assert meant.starts_on is None or meant.starts_on >= FRIDAY.day  # never before it was set


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("tháng sau", date(2025, 1, 31)),
        ("quý sau", date(2025, 3, 31)),
        ("tuần sau", date(2025, 1, 5)),
    ],
)
def test_over_the_end_of_the_year(words: str, last: date) -> None:
    assert parse_deadline(counted_from(words, DECEMBER), year=2024).ends_on == last


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("trước ngày họp tới", date(2024, 7, 25)),
        ("trước cuộc họp sau", date(2024, 7, 25)),
        ("trước giao ban tháng tới", date(2024, 7, 25)),
        ("báo cáo", None),
        ("chậm nhất là ngày họp tới", date(2024, 7, 26)),
        ("tại cuộc họp tiếp theo", date(2024, 7, 26)),
        ("trong 5 ngày làm việc", date(2024, 7, 6)),
        ("trong thời hạn 05 ngày làm việc", date(2024, 7, 6)),
        ("5 ngay lam viec", date(2024, 7, 6)),
    ],
)
def test_what_the_calendar_of_meetings_and_of_offices_knows(words: str, last: date | None) -> None:
    spoken = Spoken(
        FRIDAY.day,
        next_meeting=lambda: date(2024, 7, 26),
        working_day=lambda day, count: date(2024, 7, 1 + count),
    )
    assert parse_deadline(counted_from(words, spoken), year=2024).ends_on == last


@pytest.mark.parametrize(
    "words",
    [
        "",
        "trước ngày họp tới",  # none is called
        "trước ngày 15/7",
        "cuối tháng 8",
        "hàng tuần",
        "sau 10 ngày làm việc",  # no calendar
        "trong 3 tháng",
        "ngay sau khi có vốn",
        "thang sau",  # June, or the next month
        "tuần sau nếu có vốn",
    ],
)
def test_what_is_not_sure_stays_as_it_was(words: str) -> None:
    assert counted_from(words, FRIDAY) == words

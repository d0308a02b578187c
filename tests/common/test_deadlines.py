"""Deadline words: what they mean in days, and that nothing uncertain is guessed."""

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from ntm_project.common.deadlines import Precision, Relation, in_a_column, parse_deadline

from .deadline_facts import DEADLINES, RHYTHMS


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("thời gian xong trước tháng 04/ 2024", "trước tháng 4/2024"),
        ("thời gian hoàn thành: quý 4/2024", "quý IV/2024"),
        ("xong trong quý 4 năm 2024", "xong trong quý IV năm 2024"),
        ("trước ngày 5/06/2024", "trước ngày 05/6/2024"),
        ("quý 1, 2 năm 2024", "quý 1, 2 năm 2024"),
        ("trước 30/6", "trước 30/6"),
        ("trước ngày 31/6/2024", "trước ngày 31/6/2024"),
        ("thời gian xong", "thời gian xong"),
        ("hàng tuần (thứ 7, chủ nhật)", "hàng tuần (thứ 7, chủ nhật)"),
    ],
)
def test_a_column_has_its_times_written_in_one_way(typed, shown):
    assert in_a_column(typed) == shown


@pytest.mark.parametrize("words", [row[0] for row in DEADLINES])
def test_what_stands_in_a_column_means_the_same(words):
    typed, shown = parse_deadline(words), parse_deadline(in_a_column(words))
    assert (shown.starts_on, shown.ends_on) == (typed.starts_on, typed.ends_on)
    assert (shown.precision, shown.relation) == (typed.precision, typed.relation)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("words", "precision", "relation", "starts_on", "ends_on"), DEADLINES)
def test_every_deadline_of_the_two_plans(form, words, precision, relation, starts_on, ends_on):
    typed = unicodedata.normalize(form, words)
    read = parse_deadline(typed)
    assert read.words == typed
    assert (read.precision, read.relation) == (precision, relation)
    assert (read.starts_on, read.ends_on) == (day(starts_on), day(ends_on))
    assert read.is_tentative == words.startswith("dự kiến")
    assert (read.is_read, read.warning, read.rhythm) == (True, "", "")


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        *RHYTHMS,
        ("hằng tuần", "weekly"),
        ("hàng ngày", "daily"),
        ("Hàng tháng, quý", "monthly,quarterly"),
        ("Định kỳ hàng tháng, quý", "monthly,quarterly"),
        ("định kỳ hàng tháng, hàng quý", "monthly,quarterly"),
        ("Định ký hàng tháng", "monthly"),
        ("hàng tuần, hàng tháng, quý", "weekly,monthly,quarterly"),
        ("hàng tuần, tháng, quý và năm", "weekly,monthly,quarterly,yearly"),
        ("báo cáo hàng tháng/quý", "monthly,quarterly"),
        ("hàng qúy", "quarterly"),
        ("từng quý", "quarterly"),
        ("02 lần/tuần", "weekly"),
        ("mỗi tháng một lần", "monthly"),
        ("tháng 2 lần", "monthly"),
        ("3 tháng/lần", "quarterly"),
        ("định kỳ 6 tháng một lần", "half_yearly"),
        ("6 tháng/lần", "half_yearly"),
        ("hàng 6 tháng", "half_yearly"),
        ("10 ngày một lần", "periodic"),
        ("thường xuyên, liên tục", "regular"),
        ("thường xuyên, hàng tuần", "weekly,regular"),
        ("định kỳ", "periodic"),
    ],
)
def test_rhythm_has_no_single_day(words, rhythm):
    read = parse_deadline(words)
    assert read.rhythm == rhythm
    assert (read.precision, read.ends_on) == (Precision.NONE, None)
    assert (read.is_read, read.warning) == (True, "")


@pytest.mark.parametrize(
    ("words", "precision", "relation", "starts_on", "ends_on"),
    [
        # days
        ("ngày 30/12/2023", "day", "in", "2023-12-30", "2023-12-30"),
        ("30.12.2023", "day", "in", "2023-12-30", "2023-12-30"),
        ("30-12-2023", "day", "in", "2023-12-30", "2023-12-30"),
        ("ngày 05 tháng 3 năm 2024", "day", "in", "2024-03-05", "2024-03-05"),
        ("Ngày 05, tháng 3 năm 2024", "day", "in", "2024-03-05", "2024-03-05"),
        ("trước ngày 15/8/2024", "day", "before", "", "2024-08-14"),
        ("xong trước 01/03/2024", "day", "before", "", "2024-02-29"),
        ("đến ngày 30/9/2024", "day", "by", "", "2024-09-30"),
        ("hết ngày 30/9/2024", "day", "by", "", "2024-09-30"),
        ("chậm nhất ngày 30/6/2024", "day", "by", "", "2024-06-30"),
        ("chậm nhất trước ngày 30/6/2024", "day", "before", "", "2024-06-29"),
        # before an hour of a day is still that day
        ("trước 17 giờ 00 phút ngày 15/8/2024", "day", "by", "", "2024-08-15"),
        ("trước 17h00, ngày 15/8/2024", "day", "by", "", "2024-08-15"),
        # months
        ("hết tháng 2/2024", "month", "by", "", "2024-02-29"),
        ("đến hết tháng 10/2024.", "month", "by", "", "2024-10-31"),
        ("cuối tháng 8/2024", "month", "by", "", "2024-08-31"),
        ("xong trước tháng 1/2024", "month", "before", "", "2023-12-31"),
        ("trước và trong tháng 8/2024", "month", "by", "", "2024-08-31"),
        ("T8/2024", "month", "in", "2024-08-01", "2024-08-31"),
        ("11.2024", "month", "in", "2024-11-01", "2024-11-30"),
        ("tháng sáu năm 2024", "month", "in", "2024-06-01", "2024-06-30"),
        ("tháng Năm năm 2024", "month", "in", "2024-05-01", "2024-05-31"),
        ("tháng mười hai/2024", "month", "in", "2024-12-01", "2024-12-31"),
        ("thang 8 nam 2024", "month", "in", "2024-08-01", "2024-08-31"),
        ("trong tháng\u00a08/\u200b2024", "month", "in", "2024-08-01", "2024-08-31"),
        ("tháng 8, 9/2024", "month", "in", "2024-08-01", "2024-09-30"),
        # quarters
        ("Quý IV-2024", "quarter", "in", "2024-10-01", "2024-12-31"),
        ("quý III năm 2024", "quarter", "in", "2024-07-01", "2024-09-30"),
        ("qúy 4 /2024", "quarter", "in", "2024-10-01", "2024-12-31"),
        ("QUÝ II/2024", "quarter", "in", "2024-04-01", "2024-06-30"),
        ("trước quý II/2024", "quarter", "before", "", "2024-03-31"),
        ("cuối quý III/2024", "quarter", "by", "", "2024-09-30"),
        ("quý III, IV/2024", "quarter", "in", "2024-07-01", "2024-12-31"),
        ("quý I - III/2024", "quarter", "in", "2024-01-01", "2024-09-30"),
        # halves and years
        ("6 tháng đầu năm 2024", "half_year", "in", "2024-01-01", "2024-06-30"),
        ("sáu tháng cuối năm 2024", "half_year", "in", "2024-07-01", "2024-12-31"),
        ("hết 6 tháng đầu năm 2024", "half_year", "by", "", "2024-06-30"),
        ("nửa cuối năm 2024", "half_year", "in", "2024-07-01", "2024-12-31"),
        ("9 tháng đầu năm 2024", "month", "in", "2024-01-01", "2024-09-30"),
        ("cuối năm 2024", "year", "by", "", "2024-12-31"),
        ("hết năm 2025", "year", "by", "", "2025-12-31"),
        ("trước năm 2025", "year", "before", "", "2024-12-31"),
        # ranges
        ("từ 01/3/2024 đến 31/10/2024", "day", "by", "2024-03-01", "2024-10-31"),
        ("01/3 - 31/10/2024", "day", "in", "2024-03-01", "2024-10-31"),
        ("từ ngày 01 đến hết ngày 15/8/2024", "day", "by", "2024-08-01", "2024-08-15"),
        ("từ tháng 3 đến tháng 10 năm 2024", "month", "by", "2024-03-01", "2024-10-31"),
        ("từ đầu năm 2024 đến hết tháng 10/2024", "month", "by", "2024-01-01", "2024-10-31"),
        ("từ tháng 3/2024, xong trước 30/10/2024", "day", "before", "2024-03-01", "2024-10-29"),
        ("giai đoạn 2021–2025", "year", "in", "2021-01-01", "2025-12-31"),
    ],
)
def test_words_become_days(words, precision, relation, starts_on, ends_on):
    read = parse_deadline(words)
    assert (read.precision, read.relation) == (precision, relation)
    assert (read.starts_on, read.ends_on) == (day(starts_on), day(ends_on))
    assert (read.is_read, read.warning) == (True, "")


@pytest.mark.parametrize(
    ("words", "starts_on", "ends_on"),
    [
        ("trong tháng 8", "2024-08-01", "2024-08-31"),
        ("quý III", "2024-07-01", "2024-09-30"),
        ("hết quý 3", "", "2024-09-30"),
        ("cuối năm", "", "2024-12-31"),
        ("trong năm", "2024-01-01", "2024-12-31"),
        ("6 tháng cuối năm", "2024-07-01", "2024-12-31"),
        ("trước ngày 15/8", "", "2024-08-14"),
        ("ngày 5 tháng 3", "2024-03-05", "2024-03-05"),
        ("từ tháng 3 đến hết tháng 10", "2024-03-01", "2024-10-31"),
    ],
)
def test_year_comes_from_the_plan_alone(words, starts_on, ends_on):
    read = parse_deadline(words, year=2024)
    assert (read.starts_on, read.ends_on, read.warning) == (day(starts_on), day(ends_on), "")
    alone = parse_deadline(words)
    assert (alone.precision, alone.ends_on, alone.is_read) == (Precision.NONE, None, False)
    assert "năm" in alone.warning


def test_named_year_wins_over_the_plan():
    assert parse_deadline("trong tháng 8/2025", year=2024).ends_on == date(2025, 8, 31)
    assert parse_deadline("từ tháng 3 đến tháng 10/2025", year=2024).starts_on == date(2025, 3, 1)


@pytest.mark.parametrize("year", [None, 2024])
@pytest.mark.parametrize(
    "words",
    [
        "31/2/2024",
        "ngày 30 tháng 2 năm 2024",
        "tháng 13/2024",
        "tháng 0/2024",
        "quý V/2024",
        "quý 5/2024",
        "quý 0/2024",
        "tháng 8/0224",
        "tháng 8/20244",
        "tháng 8/224",
        "15/8/224",
        "tháng 8/12",
        "12 tháng đầu năm 2024",
    ],
)
def test_impossible_dates_stay_words(words, year):
    assert_unread(parse_deadline(words, year=year), words)


@pytest.mark.parametrize("year", [None, 2024])
@pytest.mark.parametrize(
    "words",
    [
        "sớm nhất có thể",
        "không nêu",
        "theo quy định",
        "sau tháng 8/2024",
        "sau khi có quyết định",
        "tháng sau",
        "tháng này",
        "trong vòng 30 ngày",
        "tháng 8 âm lịch",
        "T7",
        "tháng năm 2024",
        "ngày … tháng 8 năm 2024",
        "tháng …/2024",
        "trước hết tháng 8/2024",
        "từ tháng 3/2024",
        "từ tháng 3/2024 trở đi",
        "tháng 8/2024 hoặc tháng 9/2024",
        "tháng 8/2024, tháng 10/2024",
        "kế hoạch 5 năm 2021-2025",
        "năm học 2024-2025",
        "05/3-2024",
        "5.3",
        "12",
        "11/19",
        "89,427 tỷ đồng",
        "Số 164/KH-UBND ngày 29/7/2022",
        "trước 17 giờ tháng 8/2024",
        "xong",
        "<script>8/2024</script>",
        "tháng 8/2024 " * 100,
    ],
)
def test_uncertain_words_are_never_guessed(words, year):
    assert_unread(parse_deadline(words, year=year), words)


def assert_unread(read, words):
    assert read.words == words
    assert (read.precision, read.relation) == (Precision.NONE, "")
    assert (read.starts_on, read.ends_on, read.is_read) == (None, None, False)
    assert read.warning.endswith(".")
    assert read.due_text() == ""


@pytest.mark.parametrize(
    "words",
    ["từ tháng 10/2024 đến tháng 3/2024", "31/10/2024 - 01/3/2024", "giai đoạn 2025 - 2021"],
)
def test_end_before_start_is_refused(words):
    read = parse_deadline(words)
    assert_unread(read, words)
    assert read.warning.startswith("Hạn kết thúc trước ngày bắt đầu")


@pytest.mark.parametrize("words", ["", "   ", "\u200b", "\u00a0"])
def test_nothing_written_is_refused(words):
    read = parse_deadline(words)
    assert (read.words, read.precision, read.is_read) == (words, Precision.NONE, True)
    assert read.warning


def test_until_a_month_is_read_with_a_caution():
    read = parse_deadline("đến tháng 10/2024")
    assert (read.relation, read.ends_on) == (Relation.BY, date(2024, 10, 31))
    assert "31/10/2024" in read.warning


def test_warning_names_the_words_that_stopped_the_reading():
    assert "“nếu có vốn”" in parse_deadline("trong tháng 8/2024 (nếu có vốn)").warning


def test_rhythm_and_last_day_together():
    read = parse_deadline("thường xuyên, xong trước ngày 30/12/2024")
    assert (read.rhythm, read.ends_on) == ("regular", date(2024, 12, 29))
    window = parse_deadline("hàng tuần, từ tháng 3 đến hết tháng 10/2024")
    assert (window.rhythm, window.starts_on) == ("weekly", date(2024, 3, 1))


def test_a_rhythm_with_words_not_understood_is_kept_and_unread():
    half = parse_deadline("hàng tuần, đến lúc gặt xong")
    assert (half.rhythm, half.ends_on, half.is_read) == ("weekly", None, False)
    assert "“đến lúc gặt xong”" in half.warning
    impossible = parse_deadline("hàng tuần, xong trước 31/2/2024")
    assert (impossible.rhythm, impossible.is_read) == ("weekly", False)
    assert "31" in impossible.warning


def test_a_rhythm_may_begin_on_a_day():
    read = parse_deadline("hàng tháng từ tháng 3/2025")
    assert (read.rhythm, read.starts_on, read.ends_on) == ("monthly", date(2025, 3, 1), None)
    assert read.due_text() == "từ 01/3/2025; hàng tháng"


def corpus():
    """Phrases of our own making, each with the outcome that its words allow, kind by kind."""
    with (Path(__file__).parent / "deadline_words.csv").open(encoding="utf-8") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines, delimiter="|")]


@pytest.mark.parametrize(("kind", "words", "year", "outcome", "ends_on", "rhythm"), corpus())
def test_every_kind_of_phrase(kind, words, year, outcome, ends_on, rhythm):
    read = parse_deadline(words, year=int(year) if year else None)
    outcome_read = "unread" if not read.is_read else "caution" if read.warning else "sure"
    assert (outcome_read, read.ends_on, read.rhythm) == (outcome, day(ends_on), rhythm), kind


@pytest.mark.parametrize("words", ["dự kiến xong trong tháng 8/2024", "khoảng tháng 8/2024"])
def test_tentative(words):
    assert parse_deadline(words).is_tentative
    assert not parse_deadline("xong trong tháng 8/2024").is_tentative


@pytest.mark.parametrize(
    ("words", "echo"),
    [
        ("trước tháng 8/ 2024", "đến hết 31/7/2024"),
        ("trong quý I/2024", "từ 01/01/2024 đến hết 31/3/2024"),
        ("ngày 30/12/2023", "trong ngày 30/12/2023"),
        ("dự kiến xong trước tháng 8/2024", "đến hết 31/7/2024 (dự kiến)"),
        ("hàng tháng; hàng quý", "hàng tháng, hàng quý"),
        ("thường xuyên, hết năm 2024", "đến hết 31/12/2024; thường xuyên"),
        ("", ""),
    ],
)
def test_echo_for_who_typed(words, echo):
    assert parse_deadline(words).due_text() == echo

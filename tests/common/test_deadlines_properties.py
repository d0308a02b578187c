"""Deadline words by the thousand: any text is safe, every spelling of a time gives its days."""

import unicodedata
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.deadlines import Precision, Relation, Rhythm, parse_deadline

years = st.integers(2000, 2099)
blanks = st.sampled_from(["", " ", "  ", "\u00a0"])
fillers = st.sampled_from(
    ["", "xong ", "thời gian xong ", "hoàn thành ", "Dự kiến xong ", "đảm bảo "]
)
forms = st.sampled_from(["NFC", "NFD"])
casings = st.sampled_from([str, str.upper, str.lower])
PIECES = (
    *("ngày", "tháng", "quý", "năm", "tuần", "hàng", "mỗi", "lần", "định kỳ", "dự kiến", "17h"),
    *("từ", "đến", "hết", "trước", "trong", "cuối", "đầu", "và", "/", "-", ".", ",", ";", "("),
    *("6", "15", "2024", "IV", "V", "8/2024", "31/2/2024"),
)
pieces = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)

LEADS = {
    "": Relation.IN,
    "trong ": Relation.IN,
    "vào ": Relation.IN,
    "trước ": Relation.BEFORE,
    "hết ": Relation.BY,
    "đến hết ": Relation.BY,
    "cuối ": Relation.BY,
    "đến cuối ": Relation.BY,
    "chậm nhất ": Relation.BY,
}


@st.composite
def year_tails(draw, year):
    separator = draw(st.sampled_from(["/", "-", ".", " năm ", ", năm ", "/năm ", " của năm "]))
    return f"{draw(blanks)}{separator}{draw(blanks)}{year}"


@st.composite
def months(draw):
    year, month = draw(years), draw(st.integers(1, 12))
    number = draw(st.sampled_from([f"{month}", f"{month:02}"]))
    name = f"tháng{draw(blanks)} {number}{draw(year_tails(year))}"
    last = date(year, month, monthrange(year, month)[1])
    return Precision.MONTH, name, date(year, month, 1), last


@st.composite
def quarters(draw):
    year, quarter = draw(years), draw(st.integers(1, 4))
    number = draw(st.sampled_from([f"{quarter}", ("I", "II", "III", "IV")[quarter - 1]]))
    word = draw(st.sampled_from(["quý", "qúy", "Quý"]))
    name = f"{word}{draw(blanks)} {number}{draw(year_tails(year))}"
    last = 3 * quarter
    return (
        Precision.QUARTER,
        name,
        date(year, last - 2, 1),
        date(year, last, monthrange(year, last)[1]),
    )


@st.composite
def single_days(draw):
    day = draw(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
    name = draw(
        st.sampled_from(
            [
                f"{day:%d/%m/%Y}",
                f"{day.day}/{day.month}/{day.year}",
                f"ngày {day.day}-{day.month}-{day.year}",
                f"ngày {day:%d.%m.%Y}",
                f"ngày {day.day} / {day.month}/ {day.year}",
                f"ngày {day:%d} tháng {day.month} năm {day.year}",
            ]
        )
    )
    return Precision.DAY, name, day, day


@given(
    time=months() | quarters() | single_days(),
    lead=st.sampled_from(sorted(LEADS)),
    filler=fillers,
    form=forms,
    casing=casings,
)
def test_every_spelling_gives_the_days(time, lead, filler, form, casing):
    precision, name, first, last = time
    words = unicodedata.normalize(form, casing(f"{filler}{lead}{name}"))
    read = parse_deadline(words)
    assert (read.words, read.is_read, read.warning) == (words, True, "")
    assert (read.precision, read.relation) == (precision, LEADS[lead])
    if read.relation == Relation.BEFORE:
        assert (read.starts_on, read.ends_on) == (None, first - timedelta(days=1))
    elif read.relation == Relation.BY:
        assert (read.starts_on, read.ends_on) == (None, last)
    else:
        assert (read.starts_on, read.ends_on) == (first, last)
    assert read.is_tentative == filler.startswith("Dự kiến")


@given(start=months() | single_days(), end=months() | single_days())
def test_range_covers_both_or_is_refused(start, end):
    words = f"từ {start[1]} đến hết {end[1]}"
    read = parse_deadline(words)
    if end[3] < start[2]:
        assert (read.is_read, read.precision) == (False, Precision.NONE)
    else:
        assert (read.starts_on, read.ends_on, read.relation) == (start[2], end[3], Relation.BY)


@given(words=st.text() | pieces, year=st.none() | st.integers(2000, 2099))
def test_any_text_is_kept_and_consistent(words, year):
    read = parse_deadline(words, year=year)
    assert read.words == words
    has_days = read.precision != Precision.NONE
    assert has_days == (read.ends_on is not None) == bool(read.relation)
    assert has_days or read.starts_on is None or read.rhythm
    if read.starts_on and read.ends_on:
        assert read.starts_on <= read.ends_on
    assert read.is_read or read.warning
    assert has_days or read.rhythm or read.warning
    assert set(filter(None, read.rhythm.split(","))) <= set(Rhythm.values)
    read.due_text()


@pytest.mark.parametrize("unit", ["tháng 8/2024, ", "1 ", "\u0301", "quý ", "hàng tuần ", " "])
def test_paste_of_a_million_letters_is_refused(unit):
    words = unit * (1_000_000 // len(unit))
    read = parse_deadline(words)
    assert read.precision == Precision.NONE
    assert read.warning

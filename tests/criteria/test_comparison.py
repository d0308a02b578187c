"""How a value stands against a level: exact, strict where the law is, unknown where unknown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.comparison import Measure, compare, contradicts, level_for
from criteria.enums import Claim, Comparator, Comparison, IndicatorKind
from criteria.models import Indicator, Level

PERCENT = Indicator(code="18.1", kind=IndicatorKind.PERCENT, unit_words="%")


def level(comparator: str = Comparator.GTE, value: str | None = "45", **fields: object) -> Level:
    number = None if value is None else Decimal(value)
    return Level(indicator=PERCENT, comparator=comparator, value=number, **fields)


@pytest.mark.parametrize(
    ("comparator", "below", "equal", "above"),
    [
        (Comparator.GTE, False, True, True),
        (Comparator.GT, False, False, True),
        (Comparator.LTE, True, True, False),
        (Comparator.LT, True, False, False),
        (Comparator.EQ, False, True, False),
    ],
)
def test_each_sign_means_itself(comparator: str, below: bool, equal: bool, above: bool) -> None:
    for value, holds in (("3.9999", below), ("4", equal), ("4.0001", above)):
        got = compare(PERCENT, Measure(Decimal(value)), level(comparator, "4"))
        assert got == (Comparison.MEETS if holds else Comparison.SHORT)


def test_two_thirds_is_compared_as_a_fraction() -> None:
    two_thirds = level(value="2", denominator=Decimal(3))
    exact = Measure(Decimal(120), Decimal(180))
    just_below = Measure(Decimal("66.6666"))
    assert compare(PERCENT, exact, two_thirds) == Comparison.MEETS
    assert compare(PERCENT, just_below, two_thirds) == Comparison.SHORT
    assert compare(PERCENT, Measure(Decimal("66.6667")), two_thirds) == Comparison.MEETS


def test_a_ratio_of_a_percent_indicator_is_read_as_percent() -> None:
    assert compare(PERCENT, Measure(Decimal(7), Decimal(8)), level(value="87.5")) == "meets"
    assert compare(PERCENT, Measure(Decimal(7), Decimal(8)), level(value="87.6")) == "short"


@pytest.mark.parametrize("unknown", [None, level(value=None), level(Comparator.GTE, None)])
def test_an_unknown_level_stays_unknown(unknown: Level | None) -> None:
    assert compare(PERCENT, Measure(Decimal(99)), unknown) == Comparison.NO_LEVEL


def test_no_value_is_not_zero() -> None:
    at_most = level(Comparator.LTE, "4")
    assert compare(PERCENT, Measure(), at_most) == Comparison.NO_VALUE
    assert compare(PERCENT, Measure(Decimal(0)), at_most) == Comparison.MEETS


def test_grades_compare_by_their_scale_and_never_by_guess() -> None:
    graded = Indicator(kind=IndicatorKind.GRADE, grade_scale="Trung bình\nKhá\nTốt")
    bare = Indicator(kind=IndicatorKind.GRADE)
    fair = Level(indicator=graded, grade="Khá")
    assert compare(graded, Measure(grade="tốt"), fair) == Comparison.MEETS
    assert compare(graded, Measure(grade="Trung bình"), fair) == Comparison.SHORT
    assert compare(graded, Measure(), fair) == Comparison.NO_VALUE
    assert compare(bare, Measure(grade="Khá"), fair) == Comparison.MEETS
    assert compare(bare, Measure(grade="Giỏi"), fair) == Comparison.NOT_COMPARABLE


def test_only_a_claim_of_met_against_a_lower_value_contradicts() -> None:
    found = {(c, k) for c in Claim for k in Comparison if contradicts(c, k)}
    assert found == {(Claim.MET, Comparison.SHORT)}


def test_the_most_specific_level_binds() -> None:
    everywhere = level(value="40")
    midland = level(value="45", region="TDMNPB")
    midland_2025 = level(value="50", region="TDMNPB", year_from=2025)
    delta = level(value="60", region="DBSH")
    levels = [everywhere, midland_2025, delta, midland]

    def value(region: str, year: int) -> Decimal | None:
        chosen = level_for(levels, region=region, commune_group=None, year=year)
        return chosen.value if chosen else None

    assert value("TDMNPB", 2024) == 45
    assert value("TDMNPB", 2025) == 50
    assert value("DBSH", 2025) == 60
    assert value("TN", 2024) == 40
    assert level_for([delta], region="TN", commune_group=None, year=2024) is None


def test_a_level_keeps_the_words_of_the_law() -> None:
    assert level(Comparator.GT, "95", words="trên 95%").display == "trên 95%"
    assert level(Comparator.GTE, "45").display == "≥ 45%"
    assert level(value="2", denominator=Decimal(3)).display == "≥ 2/3%"
    assert level(value=None).display == "chưa rõ mức"


@given(
    numerator=st.integers(0, 10_000),
    denominator=st.integers(1, 10_000),
    required=st.integers(0, 100),
)
def test_fractions_compare_exactly(numerator: int, denominator: int, required: int) -> None:
    measure = Measure(Decimal(numerator), Decimal(denominator))
    got = compare(PERCENT, measure, level(value=str(required)))
    assert (got == Comparison.MEETS) == (numerator * 100 >= required * denominator)

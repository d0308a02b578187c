"""Numbers: comma and dot the Vietnamese way round, fractions, counts and money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.numbers import (
    MONEY_UNITS,
    Money,
    format_count,
    format_decimal,
    format_money,
    parse_decimal,
    parse_money,
    parse_ratio,
    whole_number,
    with_counts,
    without_unit,
)

numbers = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=4
)
dong = st.integers(min_value=0, max_value=10**17)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.635", "1635"),
        ("2,32", "2.32"),
        ("1.234,5", "1234.5"),
        ("89,427", "89.427"),
        ("2.298", "2298"),
        ("1 635", "1635"),
        ("1\u00a0635,5", "1635.5"),
        ("\ufeff 88,9 % ", "88.9"),
        ("05", "5"),
        ("-2,5", "-2.5"),
        ("−2,5", "-2.5"),
        ("0", "0"),
        ("88.9", "88.9"),
        ("1.23", "1.23"),
        ("-3.5%", "-3.5"),
        ("0.500", "0.5"),
        ("1234.567", "1234.567"),
        ("1.2345", "1.2345"),
    ],
)
def test_comma_is_the_decimal(typed, value):
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("1,234.5", "1.234,5"),
        ("1,234,567", "1.234.567"),
        ("-1,234.5%", "-1.234,5"),
    ],
)
def test_american_number_is_refused_with_what_to_type(typed, better):
    with pytest.raises(ValueError) as refusal:
        parse_decimal(typed)
    assert f"ghi {better} thay cho" in str(refusal.value)
    assert parse_decimal(better) is not None


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "%", "-", "51 triệu", "1.2345,6", "1,2,3", "1..2", "1 5", "٣", "²", "9" * 41],
)
def test_no_number_is_refused(typed):
    with pytest.raises(ValueError):
        parse_decimal(typed)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("1E+6"), "1.000.000"),
        (Decimal("0.00000001"), "0,00000001"),
        (Decimal("-0.0"), "0"),
        (Decimal("-1234567.8"), "-1.234.567,8"),
        (1635, "1.635"),
    ],
)
def test_number_shown_without_loss(value, shown):
    assert format_decimal(value) == shown


def test_rounding_is_half_up_and_requested():
    assert format_decimal(Decimal(1100) / 19, 1) == "57,9"
    assert format_decimal(Decimal("2.345"), 2) == "2,35"
    assert format_decimal(Decimal("-0.04"), 1) == "0"


def test_infinity_is_no_number():
    with pytest.raises(ValueError):
        format_decimal(Decimal("NaN"))


@given(value=numbers)
def test_number_round_trip(value):
    assert parse_decimal(format_decimal(value)) == value


@given(text=st.text() | st.text(alphabet="0123456789.,- %/"))
def test_any_text_is_read_or_refused(text):
    for read in (parse_decimal, parse_money):
        try:
            read(text)
        except ValueError as error:
            assert str(error).endswith(".")  # noqa: PT017 - both outcomes are right
    parse_ratio(text)


@pytest.mark.parametrize(
    ("typed", "ratio"),
    [
        ("7/8", (7, 8)),
        ("2/3 số hộ", (2, 3)),
        ("7/8 xóm (87,5%)", (7, 8)),
        ("ít nhất 2 / 3 số hộ", (2, 3)),
        ("1.635/2.000 hộ", (1635, 2000)),
        ("7/8.", (7, 8)),
        ("1.5/2", (Decimal("1.5"), 2)),
    ],
)
def test_ratio(typed, ratio):
    assert parse_ratio(typed) == ratio


@pytest.mark.parametrize(
    "typed", ["", "87,5%", "7/8/2024", "16/2023/QĐ-UBND", "1/0", "một/hai", "741/QĐ-UBND"]
)
def test_no_ratio(typed):
    assert parse_ratio(typed) is None


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2,32 tỷ đồng", 2_320_000_000),
        ("3 tỉ", 3_000_000_000),
        ("850 triệu", 850_000_000),
        ("850 tr.đ", 850_000_000),
        ("20 nghìn đồng", 20_000),
        ("51.000.000", 51_000_000),
        ("51.000.000 ₫", 51_000_000),
        ("51000000đ", 51_000_000),
        ("1 tỷ 500 triệu đồng", 1_500_000_000),
        ("2,32 ty\u0309 đồng", 2_320_000_000),
        ("0 đồng", 0),
    ],
)
def test_money_is_whole_dong(typed, amount):
    assert parse_money(typed) == amount


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa ghi"),
        ("1 tỷ 500", "1 tỷ 500"),
        ("500 triệu 1 tỷ", "Chưa đọc được"),
        ("1 tỷ 2 tỷ", "Chưa đọc được"),
        ("2.32 tỷ", "2,32"),
        ("51,5", "51,5 triệu đồng"),
        ("-5 triệu", "nhỏ hơn 0"),
        ("tỷ", "Chưa đọc được"),
        ("51 triệu đồng/người/năm", "Chưa đọc được"),
        ("9.999.999.999 tỷ", "quá lớn"),
        ("1" * 90, "quá dài"),
    ],
)
def test_money_refused(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_money(typed)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (2_320_000_000, "2,32 tỷ đồng"),
        (89_427_000_000, "89,427 tỷ đồng"),
        (850_000_000, "850 triệu đồng"),
        (51_500_000, "51,5 triệu đồng"),
        (1_234_567_890, "1.234.567.890 đồng"),
        (950_000, "950.000 đồng"),
        (0, "0 đồng"),
        (-18_000_000, "-18 triệu đồng"),
    ],
)
def test_money_in_the_unit_that_shows_it_exactly(amount, shown):
    assert format_money(amount) == shown


@given(amount=dong, unit=st.sampled_from([None, *MONEY_UNITS]))
def test_money_round_trip(amount, unit):
    assert parse_money(format_money(amount, unit)) == amount


def test_counts_below_ten_carry_a_zero():
    assert [format_count(number) for number in (0, 1, 9, 10, 1635)] == [
        "0",
        "01",
        "09",
        "10",
        "1.635",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1", "01"),
        ("0", "0"),
        ("12", "12"),
        ("tăng 1, giảm 2; 3 chưa đánh giá", "tăng 01, giảm 02; 03 chưa đánh giá"),
        *((text, text) for text in ("9/19", "1,5", "1.635", "5%", "5 %", "05/3/2024", "H1")),
        *((text, text) for text in ("8 tỷ đồng", "2 triệu", "7 đồng")),
    ],
)
def test_counts_within_a_text_carry_a_zero(text: str, wanted: str) -> None:
    assert with_counts(text) == wanted


@pytest.mark.parametrize("unit", ["9", "1.", "1/", "7/8 ", " ", "đạt "])
def test_paste_of_a_million_letters_is_refused(unit):
    text = unit * (1_000_000 // len(unit))
    for read in (parse_decimal, parse_money):
        with pytest.raises(ValueError):
            read(text)
    assert parse_ratio(text) in {None, (7, 8)}


@pytest.mark.parametrize(
    ("typed", "amount", "words"),
    [
        ("2,32 tỷ đồng", 2_320_000_000, "2,32 tỷ đồng"),
        (" 850  triệu ", 850_000_000, "850 triệu"),
        ("51.000.000", 51_000_000, ""),
        ("51.000.000 (xã)", 51_000_000, "51.000.000 đồng (xã)"),
        ("0,85 tỷ đồng (cấp trên hỗ trợ)", 850_000_000, "0,85 tỷ đồng (cấp trên hỗ trợ)"),
        ("0", 0, ""),
    ],
)
def test_money_keeps_the_words_that_name_a_unit(typed, amount, words):
    assert Money.read(typed) == Money(amount, words)


@pytest.mark.parametrize("typed", ["2,32", "2.32 tỷ", "hai tỷ", "(xã)", "-5 tỷ", "1 tỷ 500", ""])
def test_money_that_cannot_be_read_is_refused(typed):
    with pytest.raises(ValueError):
        Money.read(typed)


@given(dong, st.sampled_from(["", "2,32 tỷ đồng", "hai tỷ (xã)", "(xã)", "5.000 (một", "x"]))
def test_money_as_shown_is_read_as_the_same_amount(amount, words):
    shown = str(Money(amount, words))
    assert Money.read(shown).amount == amount
    assert words in shown or Money.read(words).amount == amount


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("51 triệu", "triệu đồng/người/năm", "51"),
        ("51 triệu đồng", "triệu đồng/người/năm", "51"),
        ("1.051,5 Triệu đồng/người/năm", "triệu đồng/người/năm", "1.051,5"),
        ("51tr", "triệu đồng/người/năm", "51"),
        ("2 sản phẩm", "sản phẩm", "2"),
        ("4,5 m²", "m2", "4,5"),
        ("4,5 m2", "m2", "4,5"),
        ("51.000 nghìn đồng", "triệu đồng/người/năm", "51"),
        ("1,5 tỷ", "triệu đồng", "1.500"),
        ("0,055 tỷ đồng/người", "triệu đồng/người/năm", "55"),
        ("1 tỷ 500 triệu", "triệu đồng", "1.500"),
        ("51.000.000 đồng", "triệu đồng", "51"),
        ("850 triệu", "tỷ đồng", "0,85"),
        ("1,5 tỷ/hộ", "triệu đồng/người", "1,5 tỷ/hộ"),
        ("1,5 tỷ", "km", "1,5 tỷ"),
        ("7/8", "hộ", "7/8"),
        ("51 triệu", "", "51 triệu"),
        ("51", "triệu đồng", "51"),
    ],
)
def test_the_unit_of_what_is_counted_may_stand_behind(text: str, unit: str, number: str) -> None:
    assert without_unit(text, unit) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("012", 12), ("999", 999), ("1000", None), ("", None), ("-1", None), ("1.0", None),
     (" 1", None), ("²", None), ("١", None), ("1a", None)],
)  # fmt: skip
def test_a_whole_number_is_plain_digits_and_not_too_many(text: str, number: int | None) -> None:
    assert whole_number(text, 3) == number

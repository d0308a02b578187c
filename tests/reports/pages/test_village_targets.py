"""What the appendix of targets states of the whole commune: a sum where there is one to state."""

import io
from dataclasses import replace
from decimal import Decimal

import pdfplumber
import pytest

from criteria.enums import IndicatorKind
from criteria.models import Indicator
from reports.documents.blocks import Table, TableColumn, as_cell
from reports.documents.kinds import kind_of
from reports.documents.kinds.plan.goals import target_words
from reports.documents.number_room import (
    LANDSCAPE_WIDTH,
    fitted_widths,
    widths,
    words_fit,
)
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.models import Target
from tests import factories as make
from tests.conftest import require
from tests.reports.printing import render_pdf

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def whole(world, *given, **target) -> str:
    """What stands for the commune, where each village is given the next of the values."""
    assessment = world.village_assessment
    other = make.make_village(world.commune, "Mai Hạ")
    judged = (assessment, make.make_assessment(other, assessment.criteria_set))
    criterion = assessment.criteria_set.criteria.first()
    for order, (one, values) in enumerate(zip(judged, given, strict=True), start=1):
        fields = {"assessment": one, "criterion": criterion, "order": order} | target | values
        world.plan.targets.create(**fields)
    (appendix,) = drawn(kind_of("village_targets"), world.plan).document.appendices
    (table,) = appendix.blocks
    (row,) = table.rows
    return as_cell(row.cells[-1]).text


@pytest.mark.parametrize(
    ("text", "unit_words", "total"),
    [
        ("Thu nhập", "triệu đồng/người/năm", "–"),
        ("Đất cây xanh sử dụng công cộng", "m2/người", "–"),
        ("Thu nhập bình quân đầu người", "triệu đồng", "–"),
        ("Trường chuẩn quốc gia", "mức độ", "–"),
        ("Hộ nghèo giảm", "hộ/năm", "9"),
        ("Camera an ninh", "bộ", "9"),
    ],
)
def test_amounts_alone_are_added(world, text, unit_words, total) -> None:
    given = [{"value": Decimal(value)} for value in (4, 5)]
    assert whole(world, *given, text=text, unit_words=unit_words) == total


@pytest.mark.once
def test_no_figure_parts_in_its_cell_however_many_villages_there_are(world) -> None:
    criteria_set = world.village_assessment.criteria_set
    criterion = criteria_set.criteria.first()
    for number in range(12):
        village = make.make_village(world.commune, f"Thôn số {number}")
        assessment = make.make_assessment(village, criteria_set)
        for at in range(5):
            world.plan.targets.create(
                assessment=assessment, criterion=criterion, order=at, text=f"Chỉ tiêu {at}",
                value=Decimal("1234567.89"), unit_words="đồng",
            )  # fmt: skip
    document = drawn(kind_of("village_targets"), world.plan).document
    require(not pdf_available(), pdf_available())
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as pdf:
        words = [word["text"] for page in pdf.pages for word in page.extract_words()]
    assert words.count("1.234.567,89") == 12 * 5
    (appendix,) = document.appendices
    assert all(words_fit(table, LANDSCAPE_WIDTH) for table in appendix.blocks)


def test_a_column_takes_for_its_figures_what_others_can_spare() -> None:
    columns = (TableColumn(5), TableColumn(1, "center"), TableColumn(1, "center"))
    table = Table(columns, (("Nội dung", "Số", "Cộng"),), (("Đường", "1.234.567,89", "1"),))
    wide, number, total = fitted_widths(table, 100)
    assert wide + number + total == 100
    assert {type(width) for width in (wide, number, total)} == {int}  # all that HTML knows
    assert number > 20
    assert fitted_widths(replace(table, rows=(("Đường", "1", "1"),)), 100) == (71, 15, 14)


def test_no_column_gives_more_than_it_can_spare() -> None:
    head = ("TT", "Chỉ tiêu", "ĐVT", *(f"Thôn Nguyễn {at}" for at in range(12)), "Toàn xã")
    columns = tuple(TableColumn(share) for share in (1, 6.5, 1.8, *(1.7,) * 12, 1.8))
    row = ("10", "Tỷ lệ hộ dân tham gia", "triệu đồng", *("≥ 95",) * 12, "≥ 1.140")
    given = widths(columns)
    for room in (LANDSCAPE_WIDTH, 400.0, 600.0):
        fitted = fitted_widths(Table(columns, (head,), (row,)), room)
        assert sum(fitted) == 100
        assert all(now >= 0.6 * was for now, was in zip(fitted, given, strict=True))


def test_both_ends_of_what_is_given_are_added(world) -> None:
    given = {"value": 4, "value_max": 5}, {"value": 3}
    assert whole(world, *given, text="Giảm hộ nghèo", unit_words="hộ") == "7–8"


def test_the_sum_bears_the_sign_of_what_each_is_given(world) -> None:
    given = [{"value": 3, "comparator": "gte"}, {"value": 4, "comparator": "gte"}]
    assert whole(world, *given, text="Camera an ninh", unit_words="bộ") == "≥ 7"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"comparator": "gte"}, {"comparator": "lte"}, "dấu khác nhau"),
        ({"comparator": "gte"}, {}, "dấu khác nhau"),
        ({"unit_words": "km"}, {"unit_words": "m"}, "đơn vị tính khác nhau (km, m)"),
        ({"value_max": 6, "text": "5/6 tổ"}, {}, "số này trên số kia"),
        ({}, {"value": None}, "chỉ một số nơi có số"),
        ({"comparator": "eq"}, {}, ""),
    ],
)
def test_what_is_not_of_one_kind_is_left_blank_with_the_reason(
    world, first, second, reason
) -> None:
    indicator = world.village_assessment.criteria_set.criteria.first().indicators.first()
    Indicator.objects.filter(pk=indicator.pk).update(kind=IndicatorKind.COUNT, unit_words="")
    given = [{"value": 5} | first, {"value": 5} | second]
    total = whole(world, *given, text="Tổ tự quản", indicator=indicator)
    assert total == ("–" if reason else "10")
    doubts = " ".join(drawn(kind_of("village_targets"), world.plan).doubts)
    assert reason in doubts
    assert ("Dấu – ở cột toàn xã: “" in doubts) is bool(reason)


def test_so_many_out_of_so_many_are_added_as_such(world) -> None:
    given = [
        {"value": 5, "value_max": 6, "text": "5/6 tổ tự quản"},
        {"value": 3, "value_max": 4, "text": "3/4 tổ tự quản"},
    ]
    target = Target(value=Decimal(7), value_max=Decimal(8), text="7/8 xóm là làng văn hóa")
    assert target_words(target) == "7/8"
    target.text = "Giảm từ 7 đến 8 hộ"
    assert target_words(target) == "7–8"
    criterion = world.village_assessment.criteria_set.criteria.first()
    indicator = criterion.indicators.first()
    Indicator.objects.filter(pk=indicator.pk).update(kind=IndicatorKind.COUNT, unit_words="tổ")
    assert whole(world, *given, indicator=indicator) == "8/10"

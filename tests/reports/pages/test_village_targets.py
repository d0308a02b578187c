"""What the appendix of targets states of the whole commune: a sum where there is one to state."""

from decimal import Decimal

import pytest

from criteria.enums import IndicatorKind
from criteria.models import Indicator
from reports.documents.blocks import as_cell
from reports.documents.kinds import kind_of
from reports.documents.kinds.plan.goals import target_words
from reports.drawn import drawn
from tasks.models import Target
from tests import factories as make

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


def test_both_ends_of_what_is_given_are_added(world) -> None:
    given = {"value": 4, "value_max": 5}, {"value": 3}
    assert whole(world, *given, text="Giảm hộ nghèo", unit_words="hộ") == "7–8"


def test_the_sum_bears_the_sign_of_what_each_is_given(world) -> None:
    given = [{"value": 3, "comparator": "gte"}, {"value": 4, "comparator": "gte"}]
    assert whole(world, *given, text="Camera an ninh", unit_words="bộ") == "≥ 7"


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

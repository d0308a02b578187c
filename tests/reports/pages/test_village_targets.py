"""What the appendix of targets states of the whole commune: a sum where there is one to state."""

from decimal import Decimal

import pytest

from reports.documents.blocks import as_cell
from reports.documents.kinds import kind_of
from reports.drawn import drawn
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

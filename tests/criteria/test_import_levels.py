"""The levels of a set from Excel, as provinces write them: units, percent, regions, years."""

from typing import Any

import pytest

from criteria.models import Indicator
from tests.common.tables.corpus import xlsx
from tests.criteria.test_resources import tried, written
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, open_world


@pytest.fixture
def world(db: Any) -> World:
    return open_world("keeper", "empty_set")


@pytest.mark.parametrize(
    ("wording", "unit", "cell", "kind", "display"),
    [
        ("Thu nhập (triệu đồng/người/năm)", "", "≥ 58", "number", "≥ 58 triệu đồng/người/năm"),
        ("Tỷ lệ hộ nghèo (%)", "", "≤ 1,5", "percent", "≤ 1,5%"),
        ("Tỷ lệ hộ nghèo", "", "≤ 1,5", "percent", "≤ 1,5"),
        ("Thu nhập", "triệu đồng/người", "≥ 58.000.000 đồng", "number", "≥ 58 triệu đồng/người"),
        ("Thu nhập", "triệu đồng/người", "≥ 58tr.đ/người", "number", "≥ 58 triệu đồng/người"),
    ],
)
def test_wording_and_unit_help_to_read_a_level(
    world: World, wording: str, unit: str, cell: str, kind: str, display: str
) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    row = f"10;Thu nhập;10.1;{wording};{cell}"
    run = written(world, f"{row};{unit}" if unit else row, head=f"{head};ĐVT" if unit else head)
    made = Indicator.objects.get()
    assert (run.state, made.kind, made.levels.get().display) == ("done", kind, display)


def test_a_share_in_another_unit_than_its_column_is_refused(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn;ĐVT"
    run = tried(world, "10;Thu nhập;10.1;Thu nhập;≥ 95%;triệu đồng/người", head=head)
    ((column, reason, _),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "95 %" in reason) == ("Mức", True)


def test_a_percent_of_excel_is_a_level_in_percent(world: World) -> None:
    """100% typed into a cell is the number 1 that shows as percent."""
    head = ["Tiêu chí số", "Tên tiêu chí", "Mã", "Nội dung chỉ tiêu", "Mức đạt chuẩn", "So sánh"]
    rows = [
        [1, "Quy hoạch", "1.1", "Công khai", "=1|1|0%", ""],
        [1, "Quy hoạch", "1.2", "Tỷ lệ hộ nghèo", "=1|0.015|0.0%", "≤"],
    ]
    file = xlsx([head, *rows])
    confirm(world.client("keeper"), upload(world.client("keeper"), "bo-tieu-chi",
            world.empty_set, file, "bo.xlsx"))  # fmt: skip
    assert [(one.kind, one.levels.get().display) for one in Indicator.objects.order_by("pk")] == [
        ("percent", "≥ 100%"), ("percent", "≤ 1,5%"),
    ]  # fmt: skip

"""The row that names the columns: found where no name is known, and chosen by hand."""

import pytest

from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of

HEAD = "Mã số CT;KQ 2025;Đ/G của xã;Lấy ngày\n"
ROWS = "1.1;62;Chưa đạt;2/8/2024\n1.2;70;Đạt;2/8/2024\n"


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_a_row_of_figures_under_words_is_no_head(world: World) -> None:
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, HEAD + ROWS)
    assert (run.state, len(run.columns)) == ("matching", 4)
    assert "is_not_met" not in run.columns


def test_years_name_columns_below_words(world: World) -> None:
    text = "Biểu;Tên;Năm;Năm\nChỉ tiêu;Kết quả;2023;2024\n1.1;62;60;62\n"
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, text)
    assert run.columns[:2] == ["indicator", "value"]

"""The row that names the columns: found where no name is known, and chosen by hand."""

import pytest
from django.urls import reverse

from tests.common.tables.corpus import xlsx
from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of, opened

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once

HEAD = "Mã số CT;KQ 2025;Đ/G của xã;Lấy ngày\n"
ROWS = "1.1;62;Chưa đạt;2/8/2024\n1.2;70;Đạt;2/8/2024\n"


world = opened()


def test_a_row_of_figures_under_words_is_no_head(world: World) -> None:
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, HEAD + ROWS)
    assert (run.state, len(run.columns)) == ("matching", 4)
    assert "is_not_met" not in run.columns


def test_years_name_columns_below_words(world: World) -> None:
    text = "Biểu;Tên;Năm;Năm\nChỉ tiêu;Kết quả;2023;2024\n1.1;62;60;62\n"
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, text)
    assert run.columns[:2] == ["indicator", "value"]


def test_the_row_of_the_head_is_chosen_by_hand(world: World) -> None:
    """Two rows of words, of which the second is known in part."""
    client = client_of(world.official("lan"))
    text = f"Biểu mẫu;số 5;của tỉnh;ban hành\n{HEAD}{ROWS}"
    run = upload(client, "ket-qua", world.assessment, text)
    assert run.state == "matching"
    url = reverse("villages:import_run", args=[run.pk])
    page = client.get(url).content.decode()
    assert "Mã số CT · KQ 2025" in page
    client.post(url, {"viec": "trang", "sheet": run.sheet, "head_row": "2"})
    assert '<label for="id_cot-1">KQ 2025</label>' in client.get(url).content.decode()
    fields = {"cot-0": "indicator", "cot-1": "value", "cot-2": "claim", "cot-3": "as_of"}
    client.post(url, {"viec": "ghep", **fields})
    run.refresh_from_db()
    assert (run.state, run.head_row) == ("checked", 2)
    assert run.outcome["span"] == [3, 4]
    client.post(url, {"viec": "trang", "sheet": run.sheet})
    run.refresh_from_db()
    assert (run.state, run.head_row) == ("matching", 2)


def test_a_row_that_names_nothing_is_refused(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, HEAD + ROWS)
    url = reverse("villages:import_run", args=[run.pk])
    answer = client.post(url, {"viec": "trang", "sheet": run.sheet, "head_row": "30"})
    assert answer.status_code == 403
    run.refresh_from_db()
    assert run.head_row == 0


def test_a_head_of_two_rows_is_named_by_both(world: World) -> None:
    rows = [["Mã số CT", "KQ 2025", ""], ["", "Tỉnh giao", "Xã làm"], ["1.1", "62", "70"]]
    merges = [(0, 0, 1, 0, "Mã số CT"), (0, 1, 0, 2, "KQ 2025")]
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, xlsx(rows, merges=merges), "ds.xlsx")
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "dòng tên cột 1–2," in page

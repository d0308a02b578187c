"""Indicators that the cells of a file name by their code, with or without the wording."""

import pytest

from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of, opened

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened()


def test_the_wording_may_follow_the_code_of_an_indicator(world: World) -> None:
    """As the tables of communes have it, in one cell."""
    client = client_of(world.official("lan"))
    rows = ["1.1. Có quy hoạch, quy chế;Đạt", "Chỉ tiêu 1.2: Tỷ lệ công khai;Chưa đạt"]
    text = "Chỉ tiêu;Tự đánh giá\n" + "\n".join(rows) + "\n9.9 Không có;Đạt\n"
    run = upload(client, "ket-qua", world.assessment, text)
    assert [row[0] for row in run.outcome["rows"]["refused"]] == [4]
    confirm(client, run, bo_qua="1")
    first, second, *_ = world.results()
    assert (first.claim, second.claim) == ("met", "not_met")
    plan = "Nội dung;Tiêu chí;Chỉ tiêu\nRà soát quy hoạch;1;1.1 Có quy hoạch\n"
    run = upload(client, "nhiem-vu", world.plan, plan)
    assert run.outcome["counts"]["new"] == 1, run.outcome

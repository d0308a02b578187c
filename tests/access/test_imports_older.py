"""A file of any kind of list that lay around takes nothing back, and does nothing twice."""

import pytest
from django.urls import reverse

from tasks.queries.supervision import criterion_leaders
from tests.access.matrix import Matrix
from tests.access.test_imports import CASES, Case, sent
from tests.shared import undone
from tests.villages.imports.files import code_of_first, edited
from tests.villages.imports.test_units_and_people import confirm
from villages.enums import Role
from villages.models import Body, Posting

# By the versions of rows; PostgreSQL takes rows of every kind of list in `test_imports.py`.
pytestmark = pytest.mark.once

# What somebody writes into a row, and what somebody else writes later.
_NOTES = [{"Ghi chú": "Ghi lần đầu"}, {"Ghi chú": "Ghi lần sau"}]
WRITTEN = {
    "can-bo": [{"Điện thoại": "0912345678"}, {"Điện thoại": "0987654321"}],
    "kinh-phi": [{"Tổng số": "5000000"}, {"Tổng số": "7000000"}],
    "bo-tieu-chi": [{"Hướng dẫn": "Ghi lần đầu"}, {"Hướng dẫn": "Ghi lần sau"}],
    "bang-chuyen": [{"Thay đổi": "Bỏ", **_NOTES[0]}, _NOTES[1]],
}


def _written(case: Case, world: Matrix) -> list[dict[str, str]]:
    if case.slug != "phan-cong":
        return WRITTEN.get(case.slug, _NOTES)
    leaders = criterion_leaders(world.rows["assessment"])[0].leaders
    roles = [Role.CHAIR, Role.VICE_CHAIR]
    held = Posting.objects.filter(unit=world.rows["commune"], role__in=roles)
    names = [str(one.official) for one in held.select_related("official")]
    free = [name for name in names if name not in map(str, leaders)]
    return [{"Lãnh đạo phụ trách": free[0]}, {"Lãnh đạo phụ trách": "; ".join(names)}]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_older_file_takes_back_nothing(world: Matrix, case: Case) -> None:
    client, url = world.clients[case.keeper], case.import_url(world)
    export = reverse("villages:export_list", args=[case.slug, world.rows[case.place].pk])
    first, second = _written(case, world)
    with undone():
        Body.objects.create(unit=world.rows["commune"], name="Hội Làm vườn")
        files = []
        for cells in (first, second):
            content = client.get(export).content
            code = code_of_first(content)
            files += [edited(content), edited(content, code, cells)]
            run = confirm(client, sent(client, url, "a.csv", files[-1].encode()))
            assert run.outcome["counts"]["changed"] == 1, run.outcome
            again = sent(client, url, "a.csv", files[-1].encode()).outcome["counts"]
            assert again.keys() == {"same", "cells"}
        untouched, _, *older = files
        for text in (untouched, older[0]):
            run = sent(client, url, "a.csv", text.encode())
            assert not run.outcome["counts"].keys() & {"new", "changed"}, run.outcome
        assert run.outcome["counts"]["refused"] == 1, run.outcome
        assert run.outcome["rows"]["refused"][0][3][0][2].startswith("Xuất lại tệp")

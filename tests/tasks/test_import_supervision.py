"""Leaders of criteria from Excel: one criterion a row, named as the form offers them."""

from typing import Any

import pytest
from django.urls import reverse

from tasks.resources.supervision import several_criteria
from tests import factories as make
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of
from villages.enums import Role
from villages.models import AuditEvent

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once

FILE = """PHÂN CÔNG THÀNH VIÊN BAN CHỈ ĐẠO\t\t
STT\tTiêu chí\tNgười phụ trách
1\t1\tđồng chí {tam}
2\tTiêu chí 2\t{tam}; {lan}
"""


@pytest.fixture
def world(db: Any) -> World:
    world = World()
    made = world.assessment, world.official("lan"), world.official("tam"), world.official("hien")
    assert all(made)
    return world


def _file(world: World) -> str:
    return FILE.format(tam=world.official("tam"), lan=world.official("lan"))


def _leaders(world: World) -> list[tuple[int, str]]:
    rows = world.assessment.supervisions.select_related("criterion", "official")
    return [(r.criterion.number, str(r.official)) for r in rows.order_by("criterion", "official")]


def test_leaders_are_named_criterion_by_criterion(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "phan-cong", world.assessment, _file(world))
    assert run.outcome["counts"] == {"changed": 2, "warned": 1, "cells": 2}, run.outcome
    assert _leaders(world) == []
    assert confirm(client, run).state == "done"
    lan, tam = str(world.official("lan")), str(world.official("tam"))
    assert sorted(_leaders(world)) == sorted([(1, tam), (2, lan), (2, tam)])
    assert AuditEvent.objects.filter(action="phân công phụ trách tiêu chí").count() == 2


def test_what_was_exported_comes_back_and_an_empty_cell_names_nobody(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "phan-cong", world.assessment, _file(world)))
    url = reverse("villages:export_list", args=["phan-cong", world.assessment.pk])
    run = upload(client, "phan-cong", world.assessment, client.get(url).content, "pc.xlsx")
    assert run.outcome["counts"] == {"same": 2, "cells": 0}, run.outcome
    run = upload(client, "phan-cong", world.assessment, "Tiêu chí;Lãnh đạo phụ trách\n2;\n")
    confirm(client, run)
    assert _leaders(world) == [(1, str(world.official("tam")))]


def test_a_row_is_refused_as_the_form_refuses_it(world: World) -> None:
    client = client_of(world.official("lan"))
    twin = make.make_official(world.commune, Role.CHAIR, world.official("tam").full_name)
    rows = [
        "Tiêu chí\tLãnh đạo phụ trách",
        f"1\t{world.official('hien').full_name}",
        f"2\t{twin.full_name}",
        f"9\t{world.official('lan')}",
        f"TC 1\t{world.official('lan')}",
    ]
    run = upload(client, "phan-cong", world.assessment, "\n".join(rows))
    refused = {row[0]: row[3][0] for row in run.outcome["rows"]["refused"]}
    assert "không có trong danh sách lãnh đạo" in refused[2][1]
    assert refused[3][0] == "Lãnh đạo phụ trách"
    assert "không có tiêu chí “9”" in refused[4][1]
    assert "Trùng với dòng 2" in refused[5][1]


def test_every_name_that_nobody_has_is_named(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Tiêu chí\tLãnh đạo phụ trách\n1\tÔng Lạ; Bà Quen\n"
    run = upload(client, "phan-cong", world.assessment, text)
    reasons = [reason for _, reason, _ in run.outcome["rows"]["refused"][0][3]]
    assert ["“Ông Lạ”" in reasons[0], "“Bà Quen”" in reasons[1]] == [True, True]


def test_a_list_by_person_is_read_as_one_by_criterion(world: World) -> None:
    client = client_of(world.official("lan"))
    lan, tam = str(world.official("lan")), str(world.official("tam"))
    text = f"STT\tHọ và tên\tPhụ trách tiêu chí\n1\t{tam}\t1, 2\n2\t{lan}\t2\n"
    run = upload(client, "phan-cong", world.assessment, text)
    assert run.outcome["counts"]["changed"] == 2, run.outcome
    assert confirm(client, run).state == "done"
    assert sorted(_leaders(world)) == sorted([(1, tam), (2, lan), (2, tam)])


def test_several_criteria_that_the_set_has_not_are_refused_one_by_one(world: World) -> None:
    client = client_of(world.official("lan"))
    text = f"Tiêu chí\tLãnh đạo phụ trách\n1 và 47\t{world.official('tam')}\n"
    run = upload(client, "phan-cong", world.assessment, text)
    ((_, reason, _),) = run.outcome["rows"]["refused"][0][3]
    assert (run.outcome["counts"]["refused"], "47" in reason) == (1, True)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("1, 2, 13", ["1", "2", "13"]),
        ("Tiêu chí số 4 và số 5", ["4", "5"]),
        ("6;7.", ["6", "7"]),
        (1.2, []),
        ("6", []),
        ("Văn hóa, giáo dục", []),
        ("1.1, 1.2", []),
    ],
)
def test_a_cell_names_several_criteria_by_their_numbers(cell: object, numbers: list[str]) -> None:
    assert several_criteria(cell) == numbers


def test_whoever_may_not_name_leaders_does_not_by_a_file(world: World) -> None:
    url = reverse("villages:import_list", args=["phan-cong", world.assessment.pk])
    for role in (Role.OFFICIAL, Role.VICE_CHAIR, Role.ADMINISTRATOR):
        assert client_of(make.make_official(world.commune, role)).get(url).status_code == 403
    page = reverse("tasks:supervision", args=[world.assessment.pk])
    assert url in client_of(world.official("lan")).get(page).content.decode()
    assert url not in client_of(world.official("hien")).get(page).content.decode()

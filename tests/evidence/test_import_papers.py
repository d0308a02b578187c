"""The data of papers from Excel: by the form's rules and services, links with them."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from evidence.models import Evidence
from tests import factories as make
from tests.evidence import factories as ev
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of
from villages.enums import Role
from villages.models import AuditEvent

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


@pytest.fixture
def world(db: Any) -> World:
    world = World()
    first, second = world.results()[:2]
    ev.paper(world.commune, first, second, title="Biên bản nghiệm thu đường", kind="minutes")
    ev.paper(world.commune, title="Ảnh nhà văn hóa", note="=1+1")
    ev.paper(world.village, title="Ảnh sân thể thao")
    return world


FILE = """SỔ MINH CHỨNG\t\t\t\t
STT\tSố ký hiệu\tNgày ban hành\tTrích yếu\tHiệu lực đến\tChỉ tiêu
1\t45/BB-UBND\t05/3/2024\tBiên bản nghiệm thu đường\t31/12/2026\t1.1; 2.1
2\t\t\tẢnh chưa gửi bao giờ\t\t
"""


def test_data_and_links_of_a_paper_come_from_a_file(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "minh-chung", world.commune, FILE)
    assert run.outcome["counts"] == {"changed": 1, "refused": 1, "cells": 4}, run.outcome
    (refused,) = run.outcome["rows"]["refused"]
    assert "mỗi minh chứng cần tệp" in refused[3][0][1]
    assert confirm(client, run, bo_qua="1").state == "done"
    paper = Evidence.objects.get(title="Biên bản nghiệm thu đường")
    assert (paper.number, paper.dated_on, paper.expires_on, paper.kind) == (
        "45/BB-UBND", date(2024, 3, 5), date(2026, 12, 31), "minutes",
    )  # fmt: skip
    codes = paper.proofs.values_list("result__indicator__code", flat=True)
    assert sorted(codes) == ["1.1", "2.1"]
    actions = set(AuditEvent.objects.about(paper).values_list("action", flat=True))
    assert {
        "sửa minh chứng", "gắn minh chứng với chỉ tiêu 2.1", "gỡ minh chứng khỏi chỉ tiêu 1.2",
    } < actions  # fmt: skip


def test_what_was_exported_comes_back_until_somebody_else_saved(world: World) -> None:
    client = client_of(world.official("lan"))
    url = reverse("villages:export_list", args=["minh-chung", world.commune.pk])
    content = client.get(url).content
    run = upload(client, "minh-chung", world.commune, content, "mc.xlsx")
    assert run.outcome["counts"] == {"same": 3, "cells": 0}, run.outcome
    confirm(client, upload(client, "minh-chung", world.commune, FILE), bo_qua="1")
    run = upload(client, "minh-chung", world.commune, content, "mc.xlsx")
    assert run.outcome["counts"] == {"same": 2, "refused": 1, "cells": 0}
    assert "đã có người sửa" in run.outcome["rows"]["refused"][0][3][0][1]


def test_the_export_keeps_to_the_filters_and_the_unit(world: World) -> None:
    from ntm_project.common.tables.read import read_book

    client = client_of(world.official("lan"))

    def titles(unit: Any, query: str = "") -> str:
        url = reverse("villages:export_list", args=["minh-chung", unit.pk])
        (sheet,) = read_book(client.get(f"{url}?{query}").content).sheets
        return str(sheet.rows)

    assert "sân thể thao" in titles(world.commune)
    assert "sân thể thao" not in titles(world.commune, "q=nghi%E1%BB%87m")
    assert "nghiệm thu" not in titles(world.village)


def test_a_row_is_refused_as_the_form_refuses_it(world: World) -> None:
    client = client_of(world.official("lan"))
    ev.paper(world.commune, title="Ảnh trùng", dated_on=date(2024, 1, 1))
    ev.paper(world.commune, title="Ảnh trùng", dated_on=date(2024, 2, 1))
    rows = [
        "Trích yếu\tNgày văn bản\tChứng minh chỉ tiêu\tHết hiệu lực ngày",
        "Ảnh nhà văn hóa\t01/8/2024\t9.9\t",
        "Ảnh sân thể thao\t01/8/2024\t\t01/7/2024",
        "Ảnh trùng\t\t\t",
        "Ảnh trùng\t01/2/2024\t1.1\t",
    ]
    run = upload(client, "minh-chung", world.commune, "\n".join(rows))
    refused = {row[0]: row[3][0][0] for row in run.outcome["rows"]["refused"]}
    assert refused == {2: "Chứng minh chỉ tiêu", 3: "Hết hiệu lực ngày", 4: "Trích yếu"}
    assert run.outcome["counts"]["changed"] == 1


def test_whoever_adds_no_papers_imports_none(world: World) -> None:
    url = reverse("villages:import_list", args=["minh-chung", world.commune.pk])
    for role in (Role.COMMITTEE, Role.CHAIR, Role.ADMINISTRATOR):
        client = client_of(make.make_official(world.commune, role))
        assert client.get(url).status_code == 403
        assert url not in client.get(reverse("evidence:library")).content.decode()
    assert url in client_of(world.official("lan")).get(reverse("evidence:library")).content.decode()
    paper = Evidence.objects.get(title="Ảnh nhà văn hóa")
    Evidence.objects.filter(pk=paper.pk).update(withdrawn_at="2024-08-01T00:00:00Z")
    text = "Trích yếu;Số tờ\nẢnh nhà văn hóa;3\n"
    run = upload(client_of(world.official("lan")), "minh-chung", world.commune, text)
    assert "đã thôi dùng" in run.outcome["rows"]["refused"][0][3][0][1]

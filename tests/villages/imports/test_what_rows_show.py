"""What the trial shows of a row: what it would erase."""

import pytest
from django.urls import reverse

from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of, open_world
from villages.models import Body


@pytest.fixture
def world(db: None) -> World:
    return open_world()


def test_what_an_empty_cell_erases_is_counted_and_needs_a_careful_look(world: World) -> None:
    client = world.member("administrator")
    heads = "Tên tổ chức;Tên viết tắt;Ghi chú;Trực thuộc UBND\n"
    confirm(client, upload(client, "to-chuc", world.commune, f"{heads}Trạm Y tế;TYT;gần chợ;x\n"))
    run = upload(client, "to-chuc", world.commune, f"{heads}Trạm Y tế;;;x\nHội Nông dân xã;;;\n")
    counts = {"changed": 1, "new": 1, "warned": 1, "cells": 2, "erased": 2}
    assert run.outcome["counts"] == counts, run.outcome
    (row,) = run.outcome["rows"]["warned"]
    assert "Tên gọi khác, Ghi chú" in row[4]
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "xóa 2 ô" in page
    confirm(client, run)
    body = Body.objects.get(name="Trạm Y tế")
    assert (body.short_names, body.note, body.is_subordinate) == ("", "", True)


def test_a_claim_taken_back_by_an_empty_cell_is_erased_too(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Chỉ tiêu;Tự đánh giá;Kết quả\n1.1;{};51\n"
    confirm(client, upload(client, "ket-qua", world.assessment, text.format("Đạt")))
    run = upload(client, "ket-qua", world.assessment, text.format(""))
    assert run.outcome["counts"] == {"changed": 1, "warned": 1, "cells": 1, "erased": 1}

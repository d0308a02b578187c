"""Two columns for one field: the better one is read, the other is named, both can be matched."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of, opened
from villages.enums import Role
from villages.models import ImportRun

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once

AGAIN = 'name="viec" value="trang"'


world = opened()


def results(world: World, text: str) -> ImportRun:
    return upload(client_of(world.official("lan")), "ket-qua", world.assessment, text)


def test_of_two_columns_of_figures_one_is_read_and_the_other_named(world: World) -> None:
    text = "Chỉ tiêu;Hiện trạng;Thực hiện;Ngày số liệu\n1.1;60;83;01/8/2024\n"
    run = results(world, text)
    assert run.columns == ["indicator", "", "value", "as_of"]
    assert run.outcome["left_out"] == ["Hiện trạng"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Số liệu;Kết quả", "83;Đạt"),
        ("Kết quả;Số liệu", "Đạt;83"),
        ("Hiện trạng;Kết quả", "83;Đạt"),
    ],
)
def test_the_column_of_figures_is_the_figure_and_that_of_claims_the_claim(
    world: World, head: str, row: str
) -> None:
    run = results(world, f"Chỉ tiêu;{head}\n1.1;{row}\n")
    assert set(run.columns[1:]) == {"value", "claim"}
    assert run.columns[1:].index("value") == row.split(";").index("83")
    assert run.outcome["counts"]["changed"] == 1
    assert run.outcome["left_out"] == []


def test_an_empty_column_gives_way_to_a_filled_one(world: World) -> None:
    run = results(world, "Chỉ tiêu;Kết quả;Thực hiện\n1.1;;83\n")
    assert run.columns == ["indicator", "", "value"]


def test_a_remark_in_brackets_makes_a_heading_less_exact(world: World) -> None:
    run = results(world, "Chỉ tiêu;Kết quả (năm trước);Kết quả\n1.1;60;83\n")
    assert run.columns == ["indicator", "", "value"]
    assert run.outcome["left_out"] == ["Kết quả (năm trước)"]


def test_columns_are_matched_again_from_a_trial_with_refusals_alone(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, "Chỉ tiêu;Kết quả;Thực hiện\n1.1;a;b\n")
    assert run.outcome["counts"] == {"refused": 1, "cells": 0}
    url = reverse("villages:import_run", args=[run.pk])
    assert AGAIN in client.get(url).content.decode()
    client.post(url, {"viec": "trang", "sheet": run.sheet})
    run.refresh_from_db()
    assert run.state == "matching"


def test_of_two_columns_with_one_heading_the_chosen_one_is_remembered(world: World) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    text = "Tên tổ chức;Ghi chú;Ghi chú\nHội Nông dân xã;cũ;mới\n"
    run = upload(client, "to-chuc", world.commune, text)
    assert run.columns == ["name", "note", ""]
    url = reverse("villages:import_run", args=[run.pk])
    client.post(url, {"viec": "trang", "sheet": run.sheet})
    chosen = {"cot-0": "name", "cot-1": "", "cot-2": "note"}
    client.post(url, {"viec": "ghep", "sheet": run.sheet, **chosen})
    assert upload(client, "to-chuc", world.commune, text).columns == ["name", "", "note"]
    # Left out, the second stays so although the first is not what it was known for.
    client.post(url, {"viec": "trang", "sheet": run.sheet})
    chosen |= {"cot-1": "short_names", "cot-2": ""}
    client.post(url, {"viec": "ghep", "sheet": run.sheet, **chosen})
    assert upload(client, "to-chuc", world.commune, text).columns == ["name", "short_names", ""]


def test_a_task_is_led_by_who_is_named_to_lead(world: World) -> None:
    head = "Nội dung;Người thực hiện;Đơn vị chủ trì;Thời gian thực hiện;Thời hạn hoàn thành"
    row = "Sửa đường;Đặng Thị Hiền;Hội Nông dân xã;Quý IV/2024;trước 15/12/2024"
    client = client_of(world.official("lan"))
    run = upload(client, "nhiem-vu", world.plan, f"{head}\n{row}\n")
    assert run.columns == ["text", "", "leads", "", "deadline_words"]
    assert run.outcome["left_out"] == ["Người thực hiện", "Thời gian thực hiện"]

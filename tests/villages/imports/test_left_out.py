"""A column of the file that goes nowhere is named before anything is written."""

import pytest
from django.urls import reverse

from tests.common.tables.corpus import xlsx
from tests.shared import text_of
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, opened
from villages.models import ImportRun

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once

HEAD = "STT;Tên tổ chức;Người đứng đầu;Cột trống;Mã dòng\r\n"
ROWS = "1;Hội Nông dân xã;Lê Văn Tám;;\r\n2;Công an xã;;;\r\n"


world = opened()


def test_what_holds_something_and_is_no_field_is_named(world: World) -> None:
    client = world.member("administrator")
    run = upload(client, "to-chuc", world.commune, HEAD + ROWS)
    assert (run.state, run.outcome["counts"]["new"]) == ("checked", 2)
    assert run.outcome["left_out"] == ["Người đứng đầu"]
    url = reverse("villages:import_run", args=[run.pk])
    page = client.get(url).content.decode()
    assert "Người đứng đầu" in page
    client.post(url, {"viec": "trang", "sheet": run.sheet})
    run.refresh_from_db()
    assert run.state == "matching"
    assert run.columns[1] == "name"


def test_what_an_export_adds_and_counts_is_not_left_out(world: World) -> None:
    client = world.member("administrator")
    run = upload(client, "to-chuc", world.commune, "STT;Tên tổ chức\r\n1;Hội Nông dân xã\r\n")
    assert run.outcome["left_out"] == []


def test_a_column_that_excel_hides_and_that_is_read_is_named(world: World) -> None:
    client = world.member("administrator")
    cells = [["STT", "Tên tổ chức", "Tên gọi khác", "Bỏ"], [1, "Hội Nông dân xã", "HND", "x"]]
    file = xlsx(cells, hidden=["C:D"])
    run = upload(client, "to-chuc", world.commune, file, "to-chuc.xlsx")
    assert run.outcome["read_hidden"] == ["Tên gọi khác"]
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "Cột ẩn" in page
    shown = upload(client, "to-chuc", world.commune, xlsx(cells), "to-chuc.xlsx")
    assert shown.outcome["read_hidden"] == []


def test_rows_that_head_others_are_counted_apart_and_named(world: World) -> None:
    client = world.member("administrator")
    text = "Họ và tên;Chức vụ;Ghi chú\nI. Khối Đảng;;\nTrần Văn Bình;Bí thư Đảng ủy;\n"
    text += "Khối chính quyền;;\nLê Thị Cúc;Văn thư;\n"
    run = upload(client, "can-bo", world.commune, text)
    assert run.outcome["counts"] == {"new": 2, "warned": 2, "cells": 0}
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "2 dòng tên mục (2 “I. Khối Đảng”, 4 “Khối chính quyền”)" in page


def test_what_stands_behind_the_last_heading_is_named_at_its_row(world: World) -> None:
    client = world.member("administrator")
    text = "Tên tổ chức;Tên gọi khác\nHội Nông dân xã;HND;giải thể; từ 2025\nCông an xã;CA\n"
    run = upload(client, "to-chuc", world.commune, text)
    doubt = "Có chữ ở cột không có tên, không nhập (C: giải thể; D: từ 2025)."
    assert [row[4] for row in run.outcome["rows"]["new"]] == [doubt, ""]
    confirm(client, run)
    again = upload(client, "to-chuc", world.commune, text)
    assert again.outcome["counts"] == {"same": 2, "warned": 1, "cells": 0}
    assert [row[4] for row in again.outcome["rows"]["warned"]] == [doubt]


def test_another_sheet_with_such_a_table_is_named(world: World) -> None:
    client = world.member("administrator")
    more = [["Tên tổ chức"], ["Hội Cựu chiến binh xã"]]
    sheets = [("Bìa", [["Danh sách"], ["năm 2024"]]), ("Biểu 07", more)]
    names = [["STT", "Tên tổ chức", "Tên viết tắt"], [1, "Hội Nông dân xã", "HND"]]
    run = upload(client, "to-chuc", world.commune, xlsx(names, sheets=sheets), "ds.xlsx")
    assert (run.state, run.sheet) == ("checked", "Biểu 06")
    url = reverse("villages:import_run", args=[run.pk])
    assert "lần này không nhập: “Biểu 07”." in text_of(client.get(url))
    client.post(url, {"viec": "trang", "sheet": "Biểu 07"})
    client.post(url, {"viec": "ghep", "cot-0": "name"})
    assert confirm(client, run).state == "done"
    assert world.commune.bodies.get().name == "Hội Cựu chiến binh xã"
    assert "lần này không nhập: “Biểu 06”." in text_of(client.get(url))
    answer = client.post(url, {"viec": "trang-khac", "sheet": "Biểu 06"})
    other = ImportRun.objects.latest("pk")
    assert answer["Location"] == reverse("villages:import_run", args=[other.pk])
    assert (other.pk > run.pk, other.sheet, other.state) == (True, "Biểu 06", "checked")
    assert confirm(client, other).state == "done"
    assert world.commune.bodies.count() == 2

"""What the trial shows of a row: what it would erase, and everything that is wrong with it."""

import pytest
from django.urls import reverse

from ntm_project.common.tables.read import read_book
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of, opened
from villages.imports import out
from villages.imports.kinds import kinds
from villages.imports.queries import reading_of
from villages.models import Body, ImportRun

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened()


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
    # The row and its warning are one cell: on a phone they stand below each other.
    shown = page[page.index('<td data-label="Dòng">') :]
    assert shown[: shown.index("</td>")].split(">", 1)[1].strip().startswith("<div>")
    confirm(client, run)
    body = Body.objects.get(name="Trạm Y tế")
    assert (body.short_names, body.note, body.is_subordinate) == ("", "", True)


def test_a_claim_taken_back_by_an_empty_cell_is_erased_too(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Chỉ tiêu;Tự đánh giá;Kết quả\n1.1;{};51\n"
    confirm(client, upload(client, "ket-qua", world.assessment, text.format("Đạt")))
    run = upload(client, "ket-qua", world.assessment, text.format(""))
    assert run.outcome["counts"] == {"changed": 1, "warned": 1, "cells": 1, "erased": 1}


def _faults(run: ImportRun) -> list[set[str]]:
    """The columns of the faults of each refused row, each with a reason and a remedy."""
    rows = run.outcome["rows"]["refused"]
    assert all(reason and remedy for row in rows for _, reason, remedy in row[3])
    return [{column for column, _, _ in row[3]} for row in rows]


@pytest.mark.parametrize(
    ("slug", "place", "text", "columns"),
    [
        (
            "nhiem-vu",
            "plan",
            "Nội dung;Đơn vị;Chủ trì;Thời hạn;Mục\n"
            f";thôn Lạ;{'a' * 201};từ tháng 5/2024 đến tháng 3/2024;{'1' * 99}\n",
            {"Nội dung nhiệm vụ", "Đơn vị thực hiện", "Chủ trì", "Thời hạn", "Mục"},
        ),
        (
            "kinh-phi",
            "plan",
            "Công trình;Giai đoạn;Đơn vị;Tổng số;Ngân sách xã;Tính đến ngày;Nhiệm vụ\n"
            ";Đã trả;thôn Lạ;khoảng một tỷ;51;30/02/2024;Việc không có\n",
            {
                "Công trình, nội dung", "Giai đoạn", "Đơn vị", "Tổng số", "Ngân sách xã",
                "Tính đến ngày", "Nhiệm vụ dùng khoản này",
            },
        ),
        (
            "to-chuc",
            "commune",
            f"Tên tổ chức;Đơn vị;Trực thuộc UBND;Thứ tự\n{'a' * 300};thôn Lạ;có lẽ;mười\n",
            {"Tên tổ chức", "Đơn vị", "Trực thuộc UBND", "Thứ tự"},
        ),
        (
            "can-bo",
            "commune",
            "Họ và tên;Chức vụ;Đơn vị;Vai trò;Từ ngày;Thư điện tử\n"
            "Lê Văn Tám;Chủ tịch;thôn Lạ;Vua;30/02/2024;không phải thư\n",
            {"Đơn vị", "Vai trò", "Từ ngày", "Thư điện tử"},
        ),
        (
            "don-vi",
            "commune",
            "Tên đơn vị;Thuộc đơn vị;Cấp;Vùng;Có từ ngày\nĐông;xã Lạ;lãng;trên trời;30/02/2024\n",
            {"Đơn vị cấp trên", "Cấp", "Vùng", "Có từ ngày"},
        ),
        (
            "ket-qua",
            "assessment",
            "Chỉ tiêu;Kết quả;Tự đánh giá;Đến ngày\n1.1;nhiều;Có lẽ;30/02/2024\n",
            {"Kết quả", "Tự đánh giá", "Đến ngày"},
        ),
    ],
)  # fmt: skip
def test_every_fault_of_a_row_is_named(
    world: World, slug: str, place: str, text: str, columns: set[str]
) -> None:
    assert world.village
    of_unit = place == "commune"
    client = world.member("administrator") if of_unit else client_of(world.official("lan"))
    run = upload(client, slug, getattr(world, place), text)
    assert _faults(run) == [columns], run.outcome["rows"]["refused"]
    table = reading_of(run, kinds()[slug]).table
    (sheet,) = read_book(out.marked_file(run, table)).sheets
    last = [str(cell) for row in sheet.rows for cell in row[-2:]]
    assert all(any(f"{name}: " in cell for cell in last) for name in columns)

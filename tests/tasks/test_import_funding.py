"""The money of a plan from Excel: sums with a column for each source, round trip, what is kept."""

from typing import Any

import pytest
from django.urls import reverse

from ntm_project.common.numbers import Money
from tasks.models import Funding
from tasks.services import add_funding
from tests import factories as make
from tests.common.tables.corpus import xlsx
from tests.common.tables.corpus_money import source_rows
from tests.villages.imports.files import edited
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of
from villages.enums import Role
from villages.models import AuditEvent

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


@pytest.fixture
def world(db: Any) -> World:
    world = World()
    made = world.plan, world.assessment, world.village
    assert all(made)
    return world


FILE = """BIỂU NGUỒN LỰC;;;;;;
STT;Tên công trình;Thôn;Trạng thái;Tổng vốn (triệu đồng);NS xã (triệu đồng);Dân góp;Tiêu chí
1;Đổ bê tông đường trục;thôn Thắng Lợi;Dự kiến;850;500;350 triệu đồng;
2;Sửa nhà văn hóa;;Đã huy động;1.635,5;;;1
;Tổng cộng;;;2.485,5;500;;
"""


def test_sums_come_with_their_sources(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "kinh-phi", world.plan, FILE)
    assert run.outcome["counts"] == {"new": 2, "cells": 0}, run.outcome
    assert ["Tổng số", "", "1.635.500.000 đồng"] in run.outcome["rows"]["new"][1][2]
    assert confirm(client, run).state == "done"
    first, second = Funding.objects.with_parts().order_by("pk")
    assert (first.unit, first.total, first.words) == (world.village, 850_000_000, "850 triệu đồng")
    assert [(part.source, part.amount) for part in first.parts.all()] == [
        ("commune", 500_000_000),
        ("people", 350_000_000),
    ]
    assert (second.total, second.stage, second.criterion.number) == (1_635_500_000, "mobilised", 1)
    assert second.assessment == world.assessment
    assert AuditEvent.objects.filter(action="ghi kinh phí").count() == 2


@pytest.mark.parametrize(
    ("above", "heading", "total"),
    [
        ("Đơn vị tính: Triệu đồng", "Tổng vốn", 850_000_000),
        ("ĐVT: 1.000 đồng", "Tổng vốn", 850_000),
        ("(Đơn vị tính: tỷ đồng)", "Tổng vốn (triệu đồng)", 850_000_000),
        ("Đơn vị tính:;triệu đồng", "Tổng vốn", 850_000_000),
        ("Đơn vị: xã Mai Đình", "Tổng vốn (triệu đồng)", 850_000_000),
        ("Đơn vị tính: triệu", "Tổng vốn", 850_000_000),
        ("Đơn vị tính: triệu", "Tổng vốn (tỷ)", 850_000_000_000),
        ("(triệu đồng)", "Tổng vốn", 850_000_000),
    ],
)
def test_a_line_above_the_table_gives_the_measure(
    world: World, above: str, heading: str, total: int
) -> None:
    client = client_of(world.official("lan"))
    text = f"BIỂU NGUỒN LỰC;;\n;{above}\nCông trình;Trạng thái;{heading}\nKênh mương;Dự kiến;850\n"
    assert confirm(client, upload(client, "kinh-phi", world.plan, text)).state == "done"
    assert Funding.objects.get().total == total


def test_a_measure_in_one_heading_holds_for_that_column(world: World) -> None:
    client = client_of(world.official("lan"))
    heads = "Tổng vốn (đồng);Ngân sách xã;Dân góp (tỷ);Vốn doanh nghiệp (nghìn đồng)"
    text = f"ĐVT: triệu;;\nCông trình;Giai đoạn;{heads}\na;Dự kiến;2.600.000.000;850;1,5;2 tỷ\n"
    run = upload(client, "kinh-phi", world.plan, text)
    assert run.outcome["measures"] == [
        ["Ngân sách xã", "triệu đồng"],
        ["Dân góp (tỷ)", "tỷ đồng"],
        ["Vốn doanh nghiệp (nghìn đồng)", "nghìn đồng"],
    ]
    changes = {name: (old, new) for name, old, new in run.outcome["rows"]["new"][0][2]}
    assert changes["Tổng số"] == ("", "2.600.000.000 đồng")
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "“Dân góp (tỷ)” đọc bằng tỷ đồng" in page
    assert confirm(client, run).state == "done"
    row = Funding.objects.get()
    assert row.total == 2_600_000_000
    assert {(part.source, part.amount) for part in row.parts.all()} == {
        ("commune", 850_000_000),
        ("people", 1_500_000_000),
        ("enterprise", 2_000_000_000),
    }


def test_the_measure_above_a_merged_head_is_none_of_it(world: World) -> None:
    client = client_of(world.official("lan"))
    rows = [
        ["BIỂU NGUỒN LỰC NĂM 2024"],
        ["", "", "", "", "Đơn vị tính: triệu"],
        ["TT", "Danh mục công trình", "Giai đoạn", "Tổng vốn", "Nguồn vốn", ""],
        ["", "", "", "", "NS huyện", "NS xã (tỷ)"],
        [1, "Đường trục thôn", "Dự kiến", 1500, 500, 1],
    ]
    content = xlsx(rows, merges=[(2, 4, 2, 5, "Nguồn vốn")])
    run = upload(client, "kinh-phi", world.plan, content, "kp.xlsx")
    assert confirm(client, run).state == "done", run.outcome
    row = Funding.objects.get()
    assert row.total == 1_500_000_000
    assert [part.amount for part in row.parts.order_by("pk")] == [500_000_000, 1_000_000_000]


def test_a_title_right_above_a_merged_head_is_none_of_it(world: World) -> None:
    client = client_of(world.official("lan"))
    rows = [
        ["KẾ HOẠCH VỐN 2024 (ĐVT: triệu đồng)"],
        ["STT", "Tên công trình", "Giai đoạn", "Tổng vốn", "Trong đó", ""],
        ["", "", "", "", "NSTW", "NS tỉnh"],
        [1, "Trường mầm non", "Đã giải ngân", 12500.5, 10000, 2500.5],
    ]
    content = xlsx(rows, merges=[(1, 4, 1, 5, "Trong đó")])
    run = upload(client, "kinh-phi", world.plan, content, "kp.xlsx")
    assert [name for name, _ in run.outcome["measures"]] == [
        "Tổng vốn",
        "Trong đó – NSTW",
        "Trong đó – NS tỉnh",
    ]
    assert confirm(client, run).state == "done", run.outcome
    assert Funding.objects.get().total == 12_500_500_000


def test_the_same_sum_twice_in_a_file_needs_a_careful_look(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Công trình;Giai đoạn;Tổng số\na;Dự kiến;10 triệu\na;Còn nợ;9 triệu\nA;Dự kiến;8 triệu\n"
    run = upload(client, "kinh-phi", world.plan, text)
    assert run.outcome["counts"] == {"new": 3, "warned": 1, "cells": 0}
    assert "dòng 2" in run.outcome["rows"]["warned"][0][4]


def test_a_heading_in_dong_stands_against_the_line_above(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "ĐVT: triệu đồng;;\nCông trình;Trạng thái;Tổng vốn (đồng)\na;Dự kiến;51.000.000\n"
    assert confirm(client, upload(client, "kinh-phi", world.plan, text)).state == "done"
    assert Funding.objects.get().total == 51_000_000


def _sum(world: World, **fields: Any) -> Funding:
    data = {"text": "Kênh mương", "unit": world.commune, "stage": "planned",
            "total": 2_320_000_000, "words": "2,32 tỷ đồng"} | fields  # fmt: skip
    parts = [
        ("central", Money(1_000_000_000, "01 tỷ đồng")),
        ("people", Money(20_000_000)),
        ("people", Money(30_000_000)),
        ("other", Money(0)),
    ]
    return add_funding(by=make.system(), plan=world.plan, fields=data, parts=parts)


def _parts(row: Funding) -> list[tuple[str, int, str]]:
    return list(row.parts.order_by("pk").values_list("source", "amount", "words"))


def test_what_was_exported_comes_back_and_sources_without_a_column_stay(world: World) -> None:
    client = client_of(world.official("lan"))
    row = _sum(world)
    before = _parts(row)
    url = reverse("villages:export_list", args=["kinh-phi", world.plan.pk])
    content = client.get(url).content
    run = upload(client, "kinh-phi", world.plan, content, "kp.xlsx")
    assert run.outcome["counts"] == {"same": 1, "cells": 0}, run.outcome
    text = "Công trình;Giai đoạn;Nhân dân đóng góp\nkênh mương;Dự kiến;60 triệu\n"
    confirm(client, upload(client, "kinh-phi", world.plan, text))
    row.refresh_from_db()
    assert (row.text, row.total, row.words) == ("Kênh mương", 2_320_000_000, "2,32 tỷ đồng")
    assert _parts(row) == [before[0], before[3], ("people", 60_000_000, "60 triệu")]
    again = upload(client, "kinh-phi", world.plan, content, "kp.xlsx")
    assert again.outcome["counts"] == {"refused": 1, "cells": 0}
    assert "đã có người sửa" in again.outcome["rows"]["refused"][0][3][0][1]


def test_an_edited_file_imported_twice_changes_nothing_the_second_time(world: World) -> None:
    client = client_of(world.official("lan"))
    row = _sum(world)
    url = reverse("villages:export_list", args=["kinh-phi", world.plan.pk])
    content = edited(
        client.get(url).content, "Kênh mương", {"Công trình, nội dung": "Kênh mương nội đồng"}
    )
    first = upload(client, "kinh-phi", world.plan, content)
    assert first.outcome["counts"]["changed"] == 1, first.outcome
    confirm(client, first)
    again = upload(client, "kinh-phi", world.plan, content)
    assert again.outcome["counts"] == {"same": 1, "cells": 0}, again.outcome
    row.refresh_from_db()
    assert (row.text, row.version) == ("Kênh mương nội đồng", 1)


def test_a_row_is_refused_as_the_form_refuses_it(world: World) -> None:
    client = client_of(world.official("lan"))
    rows = [
        "Công trình;Giai đoạn;Đơn vị;Tổng số;Nhiệm vụ;Tiêu chí",
        "a;;;;;",
        "b;Dự kiến;thôn Không Có;;;",
        "c;Dự kiến;;khoảng một tỷ;;",
        "d;Dự kiến;;51;;",
        "e;Dự kiến;;;Việc không có;",
        "g;Dự kiến;;;;99",
        "h;Đã trả;;;;",
    ]
    run = upload(client, "kinh-phi", world.plan, "\n".join(rows))
    refused = {row[0]: row[3][0] for row in run.outcome["rows"]["refused"]}
    assert {number: column for number, (column, _, _) in refused.items()} == {
        2: "Giai đoạn",
        3: "Đơn vị",
        4: "Tổng số",
        5: "Tổng số",
        6: "Nhiệm vụ dùng khoản này",
        7: "Tiêu chí",
        8: "Giai đoạn",
    }
    assert "triệu đồng" in refused[5][1]


def test_a_sum_whose_sources_do_not_add_up_is_taken_with_a_word(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Công trình;Giai đoạn;Tổng số;Ngân sách xã\na;Dự kiến;10 triệu;4 triệu\n"
    run = upload(client, "kinh-phi", world.plan, text)
    assert "Chênh lệch 6 triệu đồng" in run.outcome["rows"]["warned"][0][4]


def test_whoever_may_not_edit_the_plan_imports_no_money(world: World) -> None:
    url = reverse("villages:import_list", args=["kinh-phi", world.plan.pk])
    page = reverse("tasks:plan", args=[world.plan.pk])
    for role in (Role.OFFICIAL, Role.VICE_CHAIR, Role.ADMINISTRATOR):
        client = client_of(make.make_official(world.commune, role))
        assert client.get(url).status_code == 403
        assert url not in client.get(page).content.decode()
    assert url in client_of(world.official("lan")).get(page).content.decode()


def test_a_dash_is_no_sum_and_nothing_is_no_zero(world: World) -> None:
    client = client_of(world.official("lan"))
    text = (
        "Nội dung;Thôn;Giai đoạn;Tổng số;NS xã;NS tỉnh;Tính đến ngày\n"
        "Đường;–;Dự kiến;850 triệu đồng;-; – ;-\n"
        "Cầu;;Dự kiến;0 đ;không;x;\n"
    )
    run = upload(client, "kinh-phi", world.plan, text)
    read = {(heading, words): count for heading, words, count in run.outcome["read_empty"]}
    assert read == {
        ("Đơn vị", "–"): 1, ("Ngân sách xã", "-"): 1, ("Ngân sách tỉnh", "–"): 1,
        ("Tính đến ngày", "-"): 1,
    }  # fmt: skip
    ((number, *_, errors, _, _),) = run.outcome["rows"]["refused"]
    assert (number, [column for column, _, _ in errors]) == (3, ["Ngân sách xã", "Ngân sách tỉnh"])
    confirm(client, run, bo_qua="1")
    (only,) = Funding.objects.with_parts()
    assert (only.total, list(only.parts.all())) == (850_000_000, [])


def test_zero_dong_is_a_sum(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Nội dung;Giai đoạn;Tổng số;NS xã\nCầu;Dự kiến;0 đ;0\n"
    confirm(client, upload(client, "kinh-phi", world.plan, text))
    (only,) = Funding.objects.with_parts()
    assert only.total == 0


def _amounts(world: World) -> list[tuple[str, str, list[tuple[str, int]]]]:
    return [
        (row.text, row.stage, [(part.source, part.amount) for part in row.parts.all()])
        for row in Funding.objects.filter(plan=world.plan).with_parts().order_by("pk")
    ]


def test_rows_of_one_work_with_a_source_each_are_one_sum(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "kinh-phi", world.plan, source_rows(), "von.xlsx")
    assert run.outcome["counts"] == {"new": 4, "refused": 1, "cells": 0}, run.outcome
    ((_, _, _, errors, _, _),) = run.outcome["rows"]["refused"]
    assert [error[0] for error in errors] == ["Số tiền, giai đoạn dự kiến"]
    assert run.outcome["read_above"] == [["Đơn vị", 2]]
    assert confirm(client, run, bo_qua="1").state == "done"
    expected = [
        ("Đường trục thôn", "planned",
         [("province", 1_500_000_000), ("commune", 350_500_000), ("people", 150_000_000)]),
        ("Sửa nhà văn hóa", "planned", [("other", 51_000_000)]),
    ]  # fmt: skip
    assert _amounts(world) == expected
    first = Funding.objects.order_by("pk")[0]
    assert (first.unit, first.total) == (world.village, None)
    again = upload(client, "kinh-phi", world.plan, source_rows(), "von.xlsx")
    assert again.outcome["counts"] == {"same": 4, "refused": 1, "cells": 0}, again.outcome


def test_a_stage_that_no_heading_names_is_chosen_once_for_the_file(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Công trình;Nguồn vốn;Số tiền (triệu đồng)\nKênh;NS tỉnh;500\nKênh;Dân góp;20\n"
    run = upload(client, "kinh-phi", world.plan, text)
    assert (run.state, Funding.objects.count()) == ("matching", 0)
    url = reverse("villages:import_run", args=[run.pk])
    page = client.get(url).content.decode()
    assert "Chưa rõ cột của: Giai đoạn hoặc Số tiền, giai đoạn dự kiến hoặc" in page
    sent = {"viec": "ghep", "cot-0": "text", "cot-1": "source", "cot-2": "total"}
    assert "Chưa có cột nào ghép vào: Giai đoạn" in client.post(url, sent).content.decode()
    client.post(url, sent | {"cot-2": "sum_owed"})
    run.refresh_from_db()
    assert confirm(client, run).state == "done", run.outcome
    assert _amounts(world) == [
        ("Kênh", "owed", [("province", 500_000_000), ("people", 20_000_000)])
    ]


HEADS = "Công trình;Giai đoạn;Nguồn vốn;Tổng số;Kinh phí dự kiến;Đã giải ngân;Ngân sách xã\n"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Dự kiến;;;10 triệu;5 triệu;", "Số tiền, giai đoạn đã giải ngân"),
        ("Dự kiến;;20 triệu;10 triệu;;", "Số tiền, giai đoạn dự kiến"),
        (";;20 triệu;;;", "Tổng số"),
        ("Còn nợ;;;10 triệu;;", "Giai đoạn"),
        (";Vay ngân hàng;;10 triệu;;", "Nguồn vốn"),
        (";NS tỉnh + NS xã;;10 triệu;;", "Nguồn vốn"),
        (";NS xã;;10 triệu;;5 triệu", "Nguồn vốn"),
        (";NS xã;;51;;", "Số tiền, giai đoạn dự kiến"),
        (";;;;;", "Số tiền, giai đoạn dự kiến"),
    ],
)
def test_a_row_whose_stage_or_source_is_unclear_is_refused(
    world: World, row: str, column: str
) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "kinh-phi", world.plan, f"{HEADS}Kênh;{row}\n")
    (refused,) = run.outcome["rows"]["refused"]
    assert [error[0] for error in refused[3]] == [column], refused


def test_rows_of_one_source_each_change_only_their_source(world: World) -> None:
    client = client_of(world.official("lan"))
    row = _sum(world)
    text = (
        "Công trình;Nguồn vốn;Kinh phí dự kiến\nKênh mương;NSTW;1,5 tỷ\nKênh mương;NS xã;5 triệu\n"
    )
    run = upload(client, "kinh-phi", world.plan, text)
    assert run.outcome["counts"] == {"changed": 2, "warned": 1, "cells": 2}, run.outcome
    ((number, _, _, _, warning, _),) = run.outcome["rows"]["warned"]
    assert (number, "Chênh lệch 765 triệu đồng" in warning) == (3, True)
    assert confirm(client, run).state == "done"
    row.refresh_from_db()
    assert (row.total, row.words) == (2_320_000_000, "2,32 tỷ đồng")
    assert sorted((source, amount) for source, amount, _ in _parts(row)) == [
        ("central", 1_500_000_000),
        ("commune", 5_000_000),
        ("other", 0),
        ("people", 20_000_000),
        ("people", 30_000_000),
    ]


def test_rows_that_do_not_follow_each_other_are_sums_of_their_own(world: World) -> None:
    client = client_of(world.official("lan"))
    rows = ["a;NS tỉnh;10 triệu;", "b;NS tỉnh;20 triệu;", "a;NS xã;30 triệu;", "a;NS xã;5 triệu;"]
    text = "Công trình;Nguồn vốn;Đã huy động;Tiêu chí\n" + "\n".join(rows)
    run = upload(client, "kinh-phi", world.plan, text)
    assert run.outcome["counts"] == {"new": 4, "warned": 2, "cells": 0}, run.outcome
    assert "Trùng nội dung với dòng 2" in run.outcome["rows"]["warned"][0][4]
    confirm(client, run)
    assert [len(parts) for _, _, parts in _amounts(world)] == [1, 1, 1, 1]


def test_a_row_with_the_total_heads_those_of_its_sources(world: World) -> None:
    client = client_of(world.official("lan"))
    rows = ["Kênh;;850 triệu", "Kênh;NS tỉnh;500 triệu", ";Nhân dân;300 triệu"]
    text = "Công trình;Nguồn vốn;Vốn đã giải ngân\n" + "\n".join(rows)
    run = upload(client, "kinh-phi", world.plan, text)
    assert run.outcome["read_above"] == [["Công trình, nội dung", 1]]
    assert "Chênh lệch 50 triệu đồng" in run.outcome["rows"]["warned"][0][4]
    confirm(client, run)
    assert _amounts(world) == [
        ("Kênh", "paid", [("province", 500_000_000), ("people", 300_000_000)])
    ]
    assert Funding.objects.get().total == 850_000_000

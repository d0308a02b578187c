"""The levels of a set from Excel, as provinces write them: units, percent, regions, years."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from criteria.models import Indicator, Level
from criteria.resources.scoped_levels import LevelScope
from ntm_project.common.tables.read import read_book
from tests import factories as make
from tests.common.tables.corpus import xlsx
from tests.criteria.test_resources import tried, written
from tests.villages.imports.files import edited
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, opened
from villages.models import AuditEvent, ImportRun

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened("keeper", "empty_set")


# Wording, unit and level of a row, and what they make together.
AS_WRITTEN = [
    ("Thu nhập (triệu đồng/người/năm)", "", "≥ 58", "number", "≥ 58 triệu đồng/người/năm"),
    ("Tỷ lệ hộ nghèo (%)", "", "≤ 1,5", "percent", "≤ 1,5%"),
    ("Tỷ lệ hộ nghèo", "", "≤ 1,5", "percent", "≤ 1,5"),
    ("Thu nhập", "triệu đồng/người", "≥ 58.000.000 đồng", "number", "≥ 58 triệu đồng/người"),
    ("Thu nhập", "triệu đồng/người", "≥ 58tr.đ/người", "number", "≥ 58 triệu đồng/người"),
    ("Thu nhập", "", "≥ 58 (triệu đồng/người)", "number", "≥ 58 triệu đồng/người"),
    ("Sân chơi", "", "≥ 30 m2", "number", "≥ 30 m²"),
    ("Sân chơi", "", "≥ 3 (cả sân cũ)", "number", "≥ 3 (cả sân cũ)"),
    # A condition is no part of the unit: what a figure alone would not show stays words.
    ("Đường", "", "≥ 90% và có biển báo", "percent", "≥ 90% và có biển báo"),
    ("Đường", "", "≥ 90% hoặc đang thi công", "percent", "≥ 90% hoặc đang thi công"),
    ("Đường", "", "≥ 2 tuyến; có cây xanh", "number", "≥ 2 tuyến; có cây xanh"),
    ("Đường", "", "≥ 90% (trừ xã đảo)", "percent", "≥ 90% (trừ xã đảo)"),
    ("Đường", "", "100% (≥50% cứng hóa)", "percent", "100% (≥50% cứng hóa)"),
]


@pytest.mark.parametrize("with_units", [True, False])
def test_wording_and_unit_help_to_read_a_level(world: World, with_units: bool) -> None:
    """In a file with a column of units, and in one without."""
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn;ĐVT"
    cases = [case for case in AS_WRITTEN if bool(case[1]) is with_units]
    rows = [
        f'10;Thu nhập;10.{number};{wording};"{cell}";{unit}'
        for number, (wording, unit, cell, _, _) in enumerate(cases, 1)
    ]
    if not with_units:
        head, rows = head.removesuffix(";ĐVT"), [row.removesuffix(";") for row in rows]
    assert written(world, *rows, head=head).state == "done"
    made = Indicator.objects.order_by("pk").prefetch_related("levels")
    read = [(one.kind, one.levels.get().display) for one in made]
    assert [(*case[:3], *one) for case, one in zip(cases, read, strict=True)] == cases


def test_a_level_with_a_condition_is_not_judged_by_its_figure_alone(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    cells = ["≥ 90% và có biển báo", "≥ 90% (trừ xã đảo)", "≥ 2 lần; có sổ"]
    rows = (f'2;Giao thông;2.{n};Đường {n};"{cell}"' for n, cell in enumerate(cells, 1))
    written(world, *rows, head=head)
    levels = Level.objects.order_by("indicator")
    assert [(one.value, one.words) for one in levels] == [(None, cell) for cell in cells]


def test_a_share_in_another_unit_than_its_column_is_refused(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn;ĐVT"
    run = tried(world, "10;Thu nhập;10.1;Thu nhập;≥ 95%;triệu đồng/người", head=head)
    ((column, reason, _),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "95 %" in reason) == ("Mức", True)


def test_a_percent_of_excel_is_a_level_in_percent(world: World) -> None:
    """100% typed into a cell is the number 1 that shows as percent."""
    head = ["Tiêu chí số", "Tên tiêu chí", "Mã", "Nội dung chỉ tiêu", "Mức đạt chuẩn", "So sánh"]
    rows = [
        [1, "Quy hoạch", "1.1", "Công khai", "=1|1|0%", ""],
        [1, "Quy hoạch", "1.2", "Tỷ lệ hộ nghèo", "=1|0.015|0.0%", "≤"],
    ]
    file = xlsx([head, *rows])
    confirm(world.client("keeper"), upload(world.client("keeper"), "bo-tieu-chi",
            world.empty_set, file, "bo.xlsx"))  # fmt: skip
    assert [(one.kind, one.levels.get().display) for one in Indicator.objects.order_by("pk")] == [
        ("percent", "≥ 100%"), ("percent", "≤ 1,5%"),
    ]  # fmt: skip


HEAD = ["Tiêu chí số", "Tên tiêu chí", "Mã", "Nội dung chỉ tiêu", "ĐVT"]
INCOME = [10, "Thu nhập", "10.1", "Thu nhập bình quân", "triệu đồng/người/năm"]


def _levels() -> dict[str, str]:
    return {level.scope_words: level.display for level in Level.objects.order_by("pk")}


def _sent(world: World, *rows: list[Any], merges: Any = ()) -> ImportRun:
    client = world.client("keeper")
    return upload(client, "bo-tieu-chi", world.empty_set, xlsx([*rows], merges=merges), "bo.xlsx")


def test_levels_by_region_and_year_come_in_columns_of_their_own(world: World) -> None:
    unit = INCOME[-1]
    more = ["Mức", "Mức – Trung du miền núi phía Bắc", "Mức năm 2026", "ĐBSH 2027"]
    rows = [[*HEAD, *more], [*INCOME, "≥ 58", "≥ 45 triệu đồng", ">= 62", "> 70"]]
    rows.append([11, "Nghèo", "11.1", "Tỷ lệ hộ nghèo", "%", "≤ 1,5", "-", "", "=1|0.01|0%"])
    run = _sent(world, *rows)
    assert run.outcome["counts"] == {"new": 2, "cells": 0}, run.outcome
    assert ["Mức năm 2026", "", f"≥ 62 {unit}"] in run.outcome["rows"]["new"][0][2]
    confirm(world.client("keeper"), run)
    income, poverty = Indicator.objects.order_by("pk")
    assert {level.scope_words: level.display for level in income.levels.all()} == {
        "": f"≥ 58 {unit}",
        "Trung du miền núi phía Bắc": f"≥ 45 {unit}",
        "từ năm 2026, đến năm 2026": f"≥ 62 {unit}",
        "Đồng bằng sông Hồng, từ năm 2027, đến năm 2027": f"> 70 {unit}",
    }
    assert [level.display for level in poverty.levels.order_by("pk")] == ["≤ 1,5%", "≤ 1%"]


@pytest.mark.parametrize("cell", ["58", "≥ abc 58", "≥ 45%"])
def test_a_level_of_a_year_that_is_none_is_refused_at_its_column(world: World, cell: str) -> None:
    run = _sent(world, [*HEAD, "Mức năm 2026"], [*INCOME, cell])
    if cell == "≥ abc 58":
        assert run.outcome["counts"]["new"] == 1
        return
    assert [column for column, _, _ in run.outcome["rows"]["refused"][0][3]] == ["Mức năm 2026"]


def test_what_goes_out_by_region_and_year_comes_back_and_is_edited(world: World) -> None:
    client, own = world.client("keeper"), world.empty_set
    criterion = own.criteria.create(number=10, name="Thu nhập")
    indicator = make.make_indicator(criterion, "10.1", level="58")
    scopes: list[dict[str, Any]] = [
        {"region": "TDMNPB"},
        {"region": "BTB", "year_from": 2026, "year_to": 2026},
        {"commune_group": 2},
        {"year_from": 2027},
        {"year_from": 2026, "year_to": 2028, "words": "theo UBND tỉnh"},
        {"year_to": 2025, "comparator": "gte", "value": None},
    ]
    for value, scope in enumerate(scopes, 40):
        fields = {"comparator": "gte", "value": value, "legal_source": "QĐ 1"} | scope
        indicator.levels.create(confidence="verified", **fields)
    before = _levels()
    url = reverse("villages:export_list", args=["bo-tieu-chi", own.pk])
    file = client.get(url).content
    run = upload(client, "bo-tieu-chi", own, file, "bo.xlsx")
    assert (run.state, run.outcome["counts"]) == ("checked", {"same": 1, "cells": 0}), run.outcome
    cells = {
        "Mức – Trung du miền núi phía Bắc": "≥ 48,5%",
        "Mức – nhóm 2": "",
        "Mức – Bắc Trung Bộ – năm 2026": "Đạt",
    }
    text = edited(file, "10.1", cells)
    run = confirm(client, upload(client, "bo-tieu-chi", own, text))
    assert run.outcome["counts"] == {"changed": 1, "cells": 3, "erased": 1, "warned": 1}
    changed = {
        "Trung du miền núi phía Bắc": "≥ 48,5%",
        "Bắc Trung Bộ, từ năm 2026, đến năm 2026": "Đạt",
    }
    assert _levels() == {k: v for k, v in before.items() if k != "nhóm 2"} | changed
    first = Level.objects.get(region="TDMNPB")
    assert (first.legal_source, first.version) == ("QĐ 1", 1)
    event = AuditEvent.objects.about(indicator)[0]
    assert "Trung du miền núi phía Bắc" in str(event.changes["mức"])
    again = upload(client, "bo-tieu-chi", own, file, "bo.xlsx")
    assert again.outcome["counts"] == {"refused": 1, "cells": 0}


def test_a_head_in_two_rows_parts_the_level_by_region(world: World) -> None:
    rows = [
        [*HEAD, "Mức đạt chuẩn", "", ""],
        ["", "", "", "", "", "Mức chung", "Bắc Trung Bộ", "Năm 2026"],
        [*INCOME, "", "≥ 45", "≥ 62"],
    ]
    merges = [(0, c, 1, c, word) for c, word in enumerate(HEAD)]
    run = _sent(world, *rows, merges=[*merges, (0, 5, 0, 7, "Mức đạt chuẩn")])
    assert run.outcome["counts"]["new"] == 1, run.outcome
    confirm(world.client("keeper"), run)
    unit = INCOME[-1]
    assert _levels() == {
        "Bắc Trung Bộ": f"≥ 45 {unit}",
        "từ năm 2026, đến năm 2026": f"≥ 62 {unit}",
    }
    assert Indicator.objects.get().kind == "number"


def test_the_template_shows_a_region_and_a_year(world: World) -> None:
    url = reverse("villages:export_list", args=["bo-tieu-chi", world.empty_set.pk])
    book = read_book(world.client("keeper").get(f"{url}?mau=1").content)
    year = world.empty_set.year_from
    for sheet in book.sheets[:2]:
        cells = [cell for row in sheet.rows for cell in row]
        assert {"Mức – Trung du miền núi phía Bắc", f"Mức năm {year}"} <= {*map(str, cells)}
    assert any("≥ 35%" in row for row in book.sheets[1].rows)


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("Mức – Tây Nguyên", ("TN", None, None, None)),
        ("Vùng Trung du và miền núi phía Bắc", ("TDMNPB", None, None, None)),
        ("Duyên hải Nam Trung Bộ", ("DHNTB", None, None, None)),
        ("Mức yêu cầu đối với xã nhóm 1", ("", 1, None, None)),
        ("Mức từ năm 2026", ("", None, 2026, None)),
        ("Mức giai đoạn 2026–2030", ("", None, 2026, 2030)),
        ("Mức từ năm 2026 đến năm 2028", ("", None, 2026, 2028)),
        ("Tây Nguyên – Năm 2026", ("TN", None, 2026, 2026)),
        ("Kết quả năm 2026", None),
        ("Mức", None),
        ("Nguồn", None),
    ],
)
def test_a_heading_names_region_group_and_year(heading: str, scope: Any) -> None:
    found = LevelScope.of_heading(heading)
    assert found == scope
    assert (
        not found
        or LevelScope.of_heading(found.heading) == LevelScope.named(found.column_name) == found
    )


def test_a_level_that_may_be_a_fraction_is_to_be_looked_at(world: World) -> None:
    rows = [
        [6, "Cơ sở vật chất", f"6.{number}", f"Tỷ lệ hộ {number}", "%", cell]
        for number, cell in ((1, ">= 0,85"), (2, "≤ 0,5"))
    ]
    run = _sent(world, [*HEAD, "Mức"], *rows)
    assert [(row[0], "85%" in row[4]) for row in run.outcome["rows"]["warned"]] == [(2, True)]


def test_a_fraction_in_a_column_of_a_region_is_to_be_looked_at_too(world: World) -> None:
    """Beside a general level far above it a bare 1 is one as well: 100 % in Excel's fractions."""
    rows = [
        [6, "Cơ sở vật chất", "6.1", "Tỷ lệ hộ 1", "%", "≥ 95", 0.97, ""],
        [6, "Cơ sở vật chất", "6.2", "Tỷ lệ hộ 2", "%", "100%", "", 1],
        [6, "Cơ sở vật chất", "6.3", "Tỷ lệ hộ 3", "%", "≥ 2", "", 1],
    ]
    run = _sent(world, [*HEAD, "Mức", "Mức năm 2028", "Mức – Bắc Trung Bộ"], *rows)
    doubts = {row[0]: row[4] for row in run.outcome["rows"]["warned"]}
    assert {line: "97%" in words or "100%" in words for line, words in doubts.items()} == {
        2: True,
        3: True,
    }


def test_the_levels_of_regions_show_the_kind_where_the_general_one_is_left_to_them(
    world: World,
) -> None:
    """As national sets have it: the province sets the general level, each region has a figure."""
    heads = ["Số tiêu chí", "Tên tiêu chí", "Mã", "Nội dung chỉ tiêu"]
    heads += ["Chỉ tiêu chung", "Chỉ tiêu theo vùng – ĐBSH", "Chỉ tiêu theo vùng – Tây Nguyên"]
    rows = [
        [2, "Giao thông", "2.1", "Đường xã cứng hóa", "UBND tỉnh quy định", "Theo vùng", "≥ 80%"],
        [2, "Giao thông", "2.2", "Có biển báo", "UBND tỉnh quy định", "Đạt", "Đạt"],
        [2, "Giao thông", "2.3", "Có cây xanh", "Đạt", "≥ 80%", "≥ 80%"],
    ]
    run = _sent(world, heads, *rows)
    confirm(world.client("keeper"), run)
    made = {one.code: (one.kind, one.unit_words) for one in Indicator.objects.all()}
    assert made == {"2.1": ("percent", "%"), "2.2": ("boolean", ""), "2.3": ("boolean", "")}


def test_a_criterion_that_stands_once_holds_for_the_rows_below_it(world: World) -> None:
    """In a merged cell or in the first row alone; never for the code of another."""
    head = ["Tiêu chí số", "Tên tiêu chí", "Nhóm", "Mã", "Nội dung chỉ tiêu", "Mức"]
    rows = [
        [1, "Quy hoạch", "Hạ tầng", "1.1", "Có quy hoạch", "Đạt"],
        ["", "", "", "1.2", "Có quy chế", "Đạt"],
        [2, "Giao thông", "", "2.1", "Đường xã", "≥ 80%"],
        [2, "", "", "2.2", "Đường thôn", "≥ 60%"],
        ["", "", "", "a", "Đường đồng", "≥ 50%"],
        ["", "", "", "4.1", "Điện", "≥ 98%"],
    ]
    client = world.client("keeper")
    run = _sent(world, head, *rows, merges=[(3, 0, 4, 0, 2)])
    assert [row[0] for row in run.outcome["rows"]["refused"]] == [7]
    assert ["Tên tiêu chí", "", "Quy hoạch"] in run.outcome["rows"]["new"][1][2]
    counted = {"Tên tiêu chí": 3, "Số tiêu chí": 2, "Nhóm": 1}
    assert dict(run.outcome["read_above"]) == counted
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "lấy theo dòng trên" in page
    confirm(client, run, bo_qua="1")
    found = Indicator.objects.order_by("pk")
    assert [(one.criterion.number, one.criterion.group, one.code) for one in found] == [
        (1, "Hạ tầng", "1.1"), (1, "Hạ tầng", "1.2"), (2, "", "2.1"), (2, "", "2.2"), (2, "", "a"),
    ]  # fmt: skip
    again = _sent(world, head, *rows[:-1])
    assert again.outcome["counts"] == {"same": 5, "cells": 0}, again.outcome


def test_a_code_that_excel_made_a_day_is_refused_and_a_share_in_words_is_one(world: World) -> None:
    rows = [[1, "Quy hoạch", date(2026, 2, 1), "Có quy hoạch", ""]]
    rows.append([2, "Giao thông", "2.1.24", "Đường", "Tỷ lệ %", "≥ 2,32"])
    run = _sent(world, [*HEAD, "Mức"], *rows)
    ((number, _, _, errors, _, _),) = run.outcome["rows"]["refused"]
    assert (number, errors[0][0]) == (2, "Mã chỉ tiêu")
    confirm(world.client("keeper"), run, bo_qua="1")
    made = Indicator.objects.get()
    assert (made.kind, made.unit_words, made.levels.get().display) == ("percent", "%", "≥ 2,32%")

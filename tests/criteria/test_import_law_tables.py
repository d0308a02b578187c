"""A set from Excel as the law lays it out: “Nội dung tiêu chí” worded, “Chỉ tiêu” its level."""

import pytest
from django.urls import reverse

from criteria.models import Criterion, Indicator
from tests.criteria.test_resources import tried, written
from tests.world import World, opened

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once

ROADS = "Tỷ lệ đường xã được cứng hóa"
LANES = "Tỷ lệ đường thôn được cứng hóa"
AS_WRITTEN = [
    (1, "Quy hoạch", "1.1", "Có quy hoạch chung", "Đạt"),
    (2, "Giao thông", "2.1", ROADS, "≥ 100%"),
    (2, "Giao thông", "2.2", LANES, "≥ 90%"),
]


world = opened("keeper", "empty_set")


def made() -> list[tuple[int, str, str, str, str]]:
    rows = Indicator.objects.select_related("criterion").order_by("pk")
    return [
        (one.criterion.number, one.criterion.name, one.code, one.wording,
         one.levels.get().display)
        for one in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "before", "lines"),
    [
        ("TT;Tên tiêu chí;Mã chỉ tiêu;Nội dung tiêu chí;Chỉ tiêu", "{};", "{}"),
        ("TT;Tiêu chí;Mã chỉ tiêu;Nội dung tiêu chí;Chỉ tiêu", "{};", "{}"),
        ("TT;Tên tiêu chí;Mã chỉ tiêu;Nội dung;Chỉ tiêu chung", "{};", "{}"),
        ("TT;Tên tiêu chí;Chỉ tiêu;Nội dung;Mức", "{};", "{}"),
        ("TT;Tên tiêu chí;Nội dung tiêu chí;Chỉ tiêu", "", "{}. {}"),
        ("TT;Tên tiêu chí;Nội dung tiêu chí;Chỉ tiêu", "", "Chỉ tiêu {}: {}"),
    ],
)
def test_a_table_of_the_law_is_read(world: World, head: str, before: str, lines: str) -> None:
    rows = []
    for at, (number, name, code, wording, _) in enumerate(AS_WRITTEN):
        level = ("Đạt", "100%", "≥ 90%")[at]
        first = f"{number};{name};" if code.endswith(".1") else ";;"
        words = lines.format(code, wording) if not before else wording
        rows.append(f"{first}{before.format(code)}{words};{level}")
    run = written(world, *rows, head=head)
    assert (run.state, run.outcome["left_out"]) == ("done", [])
    assert made() == AS_WRITTEN


def test_beside_a_column_of_levels_the_indicator_is_the_wording(world: World) -> None:
    written(world, f"2;Giao thông;2.1;{ROADS};≥ 90%", head="TT;Nội dung tiêu chí;Mã;Chỉ tiêu;Mức")
    assert made() == [(2, "Giao thông", "2.1", ROADS, "≥ 90%")]


def test_a_number_under_the_heading_of_the_criterion_is_its_number(world: World) -> None:
    written(world, f"TC 2;Giao thông;2.1;{ROADS}", head="Tiêu chí;Tên tiêu chí;Mã;Chỉ tiêu")
    assert Criterion.objects.get().number == 2


def test_codes_before_the_wording_are_enough_when_columns_are_matched_by_hand(world: World) -> None:
    run = tried(world, f"1;Giao thông;2.1. {ROADS};Đạt", head="TT;Việc lớn;Việc nhỏ;Cần có")
    assert run.state == "matching"
    url = reverse("villages:import_run", args=[run.pk])
    fields = {"cot-0": "", "cot-1": "name", "cot-2": "wording", "cot-3": "value"}
    answer = world.client("keeper").post(url, {"viec": "ghep", **fields})
    assert answer.status_code == 303
    run.refresh_from_db()
    assert run.outcome["counts"] == {"new": 1, "cells": 0}
    shown = {name: words for name, _, words in run.outcome["rows"]["new"][0][2]}
    assert (shown["Mã chỉ tiêu"], shown["Nội dung"]) == ("2.1", ROADS)


def test_a_row_without_a_code_is_refused_for_it(world: World) -> None:
    rows = [f"2;Giao thông;2.1. {ROADS};Đạt", f"3;Thủy lợi;{LANES};Đạt"]
    run = tried(world, *rows, head="TT;Tên tiêu chí;Nội dung tiêu chí;Chỉ tiêu")
    assert run.outcome["counts"]["new"] == 1
    assert "mã" in run.outcome["rows"]["refused"][0][3][0][1]


def test_a_table_without_any_code_waits_for_its_column(world: World) -> None:
    run = tried(world, f"3;Thủy lợi;{LANES};Đạt", head="TT;Tên tiêu chí;Nội dung tiêu chí;Chỉ tiêu")
    assert run.state == "matching"


def test_a_figure_before_the_wording_is_no_code(world: World) -> None:
    head = "TT;Tên tiêu chí;Mã;Nội dung tiêu chí;Chỉ tiêu"
    written(world, "2;Giao thông;2.1;2.5% số hộ;Đạt", head=head)
    assert made()[0][3] == "2.5% số hộ"

"""A set's indicators from Excel: criteria and levels with them, all rows or none, round trip."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from criteria.models import CriteriaSet, Criterion, Indicator, Level
from tests import factories as make
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of, opened
from villages.enums import Role
from villages.models import AuditEvent, ImportRun

pytestmark = pytest.mark.once  # as `test_import_levels.py`
HEAD = (
    "Số tiêu chí,Tên tiêu chí,Mã chỉ tiêu,Nội dung,Kiểu,Độ tin cậy,So sánh,Mức,Mẫu số,Đơn vị tính"
)
ROW = '1,Quy hoạch,1.1,Tỷ lệ hộ,Tỷ lệ (%),Đã đối chiếu văn bản gốc,≥,"41,5",,%'


world = opened("keeper", "empty_set")


def tried(world: World, *rows: str, head: str = HEAD) -> ImportRun:
    text = "\r\n".join([head, *rows])
    return upload(world.client("keeper"), "bo-tieu-chi", world.empty_set, text)


def written(world: World, *rows: str, head: str = HEAD) -> ImportRun:
    return confirm(world.client("keeper"), tried(world, *rows, head=head))


def test_a_file_of_excel_becomes_indicators_with_levels(world: World) -> None:
    run = written(world, ROW, "1,Quy hoạch,1.2,Có quy chế,Có/không,verified,,,,")
    assert (run.state, run.outcome["counts"]) == ("done", {"new": 2, "cells": 0})
    first, second = Indicator.objects.order_by("pk")
    assert (first.code, first.kind, first.criterion.name, first.order, second.order) == (
        "1.1", "percent", "Quy hoạch", 1, 2,
    )  # fmt: skip
    assert first.levels.get().display == "≥ 41,5%"
    assert not second.levels.exists()
    assert AuditEvent.objects.about(first).get().changes["mức"] == [None, ["≥ 41,5%"]]
    assert AuditEvent.objects.filter(action="thêm chỉ tiêu").count() == 2


def test_the_table_of_an_office_is_read_too(world: World) -> None:
    head = "Phụ lục\nTT;TC;Tên tiêu chí;Số chỉ tiêu;Nội dung chỉ tiêu;Loại chỉ tiêu;Độ tin cậy"
    run = tried(world, "1;1;Quy hoạch;1.2;Có quy chế;Có/không;verified", ";;;;;;", head=head)
    assert run.outcome["counts"] == {"new": 1, "cells": 0}, run.outcome
    assert Criterion.objects.count() == Indicator.objects.count() == 0


# As a province writes a level: its kind and how it is shown.
AS_WRITTEN = [
    ("≥ 90%", "percent", "≥ 90%"),
    (">=41,5 triệu đồng/người", "number", "≥ 41,5 triệu đồng/người"),
    ("100%", "percent", "≥ 100%"),
    ("90%", "percent", "90%"),
    ("Đạt", "boolean", "Đạt"),
    ("UBND tỉnh quy định", "boolean", "UBND tỉnh quy định"),
    ("Từ 25% trở lên", "percent", "≥ 25%"),
    ("≥ 70% trở lên", "percent", "≥ 70%"),
    ("từ 3 nhà trở xuống", "number", "≤ 3 nhà"),
    ("Không quá 2,5%", "percent", "≤ 2,5%"),
    ("TRÊN 50%", "percent", "> 50%"),
    ("dưới 1", "number", "< 1"),
    ("Tối thiểu 02 mô hình", "number", "≥ 2 mô hình"),
    ("ít nhất 1 sản phẩm", "number", "≥ 1 sản phẩm"),
    ("tối đa 4%", "percent", "≤ 4%"),
    ("từ 25%", "percent", "từ 25%"),
    ("từ 3 đến 5 nhà", "boolean", "từ 3 đến 5 nhà"),
    ("trên 25% trở xuống", "boolean", "trên 25% trở xuống"),
    ("tối thiểu 2 nhà và có sân", "boolean", "tối thiểu 2 nhà và có sân"),
    ("≥ 58 triệu đồng/người/năm", "number", "≥ 58 triệu đồng/người/năm"),
    ("> = 58", "number", "≥ 58"),
    ("⩾58", "number", "≥ 58"),
    ("Lớn hơn hoặc bằng 58", "number", "≥ 58"),
    ("Đạt 100%", "percent", "≥ 100%"),
    ("58 triệu đồng/người/năm", "number", "58 triệu đồng/người/năm"),
    ("≥ 58, riêng thôn khó khăn ≥ 45", "number", "≥ 58, riêng thôn khó khăn ≥ 45"),
    ("≥ 45% (≥ 20% tập trung)", "percent", "≥ 45% (≥ 20% tập trung)"),
    ("≥ 2/3 số hộ", "percent", "≥ 2/3 số hộ"),
    ("", "boolean", ""),
]


def test_the_table_of_a_province_needs_no_columns_of_ours(world: World) -> None:
    head = "TT;Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Yêu cầu đạt chuẩn"
    rows = [f"{n};1;Quy hoạch;1.{n};Nội dung {n};{row[0]}" for n, row in enumerate(AS_WRITTEN, 1)]
    assert written(world, *rows, head=head).outcome["counts"]["new"] == len(AS_WRITTEN)
    made = Indicator.objects.order_by("pk").prefetch_related("levels")
    assert {one.confidence for one in made} == {"known"}
    read = [(one.kind, "; ".join(level.display for level in one.levels.all())) for one in made]
    assert [(row[0], *one) for row, one in zip(AS_WRITTEN, read, strict=True)] == AS_WRITTEN


def test_a_guessed_kind_is_to_be_looked_at_where_it_is_not_sure(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    sure, unsure = ["≥ 90%", "≥ 2 mô hình", "Đạt"], ["", "≥ 2", "Mức độ 3", "90%", "≥ 10%/năm"]
    cells = dict(enumerate([*sure, *unsure], 2))  # by the row of the file
    rows = [f"1;Quy hoạch;1.{n};Nội dung {n};{cell}" for n, cell in cells.items()]
    warned = tried(world, *rows, head=head).outcome["rows"]["warned"]
    assert [cells[row[0]] for row in warned if "suy ra" in row[4]] == unsure
    assert [row for row in warned if "suy ra" not in row[4]] == []


# A level as it is written, as it is read, and why it stays words.
ODD: list[tuple[str, tuple[Any, ...], str]] = [
    ("≥ 2/3 số hộ", ("gte", 2, 3, ""), ""),
    ("≥80% số hộ", ("gte", 80, None, ""), ""),
    ("Tối thiểu 5", ("gte", 5, None, ""), ""),
    ("5 trở lên", ("gte", 5, None, ""), ""),
    ("100", ("gte", 100, None, ""), ""),  # beside “%” it is the whole
    ("Khá", ("", None, None, "Khá"), ""),
    ("Khá trở lên", ("", None, None, "Khá"), ""),
    ("Giỏi trở lên", ("", None, None, ""), "bậc"),
    ("80–90%", ("", None, None, ""), "khoảng"),
    ("2/3 số hộ", ("", None, None, ""), "trở lên hay trở xuống"),
    ("90%", ("", None, None, ""), "trở lên hay trở xuống"),
    ("≥ 90% và có biển báo", ("", None, None, ""), "điều kiện"),
    ("UBND tỉnh quy định", ("", None, None, ""), "không nêu con số"),
]


def test_an_odd_level_is_read_whole_or_stays_words_that_state_why(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn;ĐVT;Thang xếp loại"
    rows = []
    for number, (cell, _, _) in enumerate(ODD, 1):
        scale = ';"Yếu\nKhá\nTốt"' if cell.startswith(("Khá", "Giỏi")) else "%;"
        rows.append(f"1;Quy hoạch;1.{number};Nội dung {number};{cell};{scale}")
    run = tried(world, *rows, head=head)
    warned = {row[0]: row[4] for row in run.outcome["rows"]["warned"] if "Mức bằng chữ" in row[4]}
    reasons = {number: why for number, (_, _, why) in enumerate(ODD, 2) if why}
    assert warned.keys() == reasons.keys()
    assert {number: why for number, why in reasons.items() if why not in warned[number]} == {}
    assert confirm(world.client("keeper"), run).outcome["counts"]["new"] == len(ODD), run.outcome
    made = Level.objects.order_by("indicator")
    read = [(one.comparator, one.value, one.denominator, one.grade) for one in made]
    assert dict(zip([odd[0] for odd in ODD], read, strict=True)) == {odd[0]: odd[1] for odd in ODD}
    again = tried(world, *rows, head=head)
    assert again.outcome["counts"] == {"same": len(ODD), "cells": 0}, again.outcome


def test_a_number_takes_the_place_of_a_part(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    written(world, "1;Quy hoạch;1.1;Có quy hoạch;≥ 2/3 số hộ", head=head)
    written(world, "1;Quy hoạch;1.1;Có quy hoạch;≥ 70", head=head)
    made = Level.objects.get()
    assert (made.value, made.denominator, made.words) == (70, None, "")


def test_a_bare_number_is_refused_at_its_column(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    run = tried(world, "1;Quy hoạch;1.1;Có quy hoạch;58", head=head)
    ((column, reason, remedy),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "“58” không có dấu" in reason, "≥ 58" in remedy) == ("Mức", True, True)


def test_a_number_in_place_of_words_cautions_about_the_kind(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    written(world, "1;Quy hoạch;1.1;Có quy hoạch;Không", head=head)
    run = tried(world, "1;Quy hoạch;1.1;Có quy hoạch;≥ 70%", head=head)
    [row] = run.outcome["rows"]["warned"]
    assert "Kiểu vẫn là “Có/không”" in row[4]


def test_the_words_of_a_level_do_not_replace_its_number(world: World) -> None:
    written(world, ROW)
    run = tried(world, ROW.replace('"41,5"', "theo quy định"))
    assert run.outcome["counts"] == {"refused": 1, "cells": 0}


def test_the_file_of_a_province_comes_twice_without_a_change(world: World) -> None:
    head = "TT;Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    levels = ["Không", "Mức độ 3", "≥ 45% (≥ 20% từ hệ thống tập trung)", "90%", "≥ 70%", "Đạt", ""]
    rows = [f"{n};1;Quy hoạch;1.{n};Nội dung {n};{cell}" for n, cell in enumerate(levels, 1)]
    assert written(world, *rows, head=head).outcome["counts"]["new"] == len(levels)
    run = tried(world, *rows, head=head)
    assert run.outcome["counts"] == {"same": len(levels), "cells": 0}, run.outcome


@pytest.mark.parametrize(("kind", "display"), [("Có/không", "Đạt"), ("Tỷ lệ (%)", "")])
def test_to_be_met_is_the_level_of_a_yes_or_no(world: World, kind: str, display: str) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn;Kiểu"
    written(world, f"1;Quy hoạch;1.1;Có quy hoạch;ĐẠT;{kind}", head=head)
    assert "; ".join(level.display for level in Level.objects.all()) == display
    assert all(level.is_stated for level in Level.objects.all())


def test_to_be_met_is_added_where_no_level_stood(world: World) -> None:
    head = "Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    written(world, "1;Quy hoạch;1.1;Có quy hoạch;", head=head)
    run = written(world, "1;Quy hoạch;1.1;Có quy hoạch;Đạt", head=head)
    assert run.outcome["counts"] == {"changed": 1, "cells": 1}
    assert Level.objects.get().display == "Đạt"


@pytest.mark.parametrize("order", ["", "TT;"], ids=["without-order", "with-order"])
def test_sums_and_signatures_of_the_file_are_skipped(world: World, order: str) -> None:
    head = f"{order}Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    row = "1;Quy hoạch;1.1;Có quy hoạch;Đạt"
    run = tried(
        world,
        f"1;{row}" if order else row,
        f"Tổng;{order and ';'};;25 chỉ tiêu;",
        f"{order and ';'}Tổng số chỉ tiêu;;;25;",
        f"{order and ';'};;;TM. ỦY BAN NHÂN DÂN;",
        f"{order and ';'}NGƯỜI LẬP;;;KT. CHỦ TỊCH;",
        f"{order and ';'};;;(Ký, ghi rõ họ tên);",
        head=head,
    )
    assert run.outcome["counts"]["new"] == 1
    assert "refused" not in run.outcome["counts"], run.outcome
    assert run.outcome["skipped"] == {"sum": 2, "foot": 3}


def test_words_of_a_level_give_way_to_other_words_and_to_a_number(world: World) -> None:
    head = "TT;Tiêu chí số;Tên tiêu chí;Mã;Nội dung chỉ tiêu;Mức đạt chuẩn"
    for cell, display in (("Không", "Không"), ("Mức 3", "Mức 3"), ("≥ 70 hộ", "≥ 70 hộ")):
        written(world, f"1;1;Quy hoạch;1.1;Có quy hoạch;{cell}", head=head)
        assert Level.objects.get().display == display


def test_a_second_file_changes_what_is_there(world: World) -> None:
    written(world, ROW)
    level = Level.objects.get()
    regional = Level.objects.create(
        indicator=level.indicator, comparator="gte", value=30, region="TDMNPB",
        confidence="verified",
    )  # fmt: skip
    written(world, ROW.replace("Tỷ lệ hộ", "Tỷ lệ hộ nghèo").replace("41,5", "50"))
    indicator = Indicator.objects.get()
    assert indicator.wording == "Tỷ lệ hộ nghèo"
    level.refresh_from_db()
    assert (level.value, Level.objects.count()) == (50, 2)
    assert AuditEvent.objects.about(indicator)[0].changes["mức"] == [["≥ 41,5%"], ["≥ 50%"]]
    written(world, ROW.replace("≥", "").replace('"41,5"', ""))
    assert list(Level.objects.all()) == [regional]


def test_what_was_exported_comes_back_without_a_change(world: World) -> None:
    made = make.make_set(2, 2)
    Indicator.objects.filter(criterion__criteria_set=made, code="1.1").update(
        kind="grade", grade_scale="Yếu\nKhá\nTốt", unit_words="", guidance="=Xem Điều 5"
    )
    url = reverse("villages:export_list", args=["bo-tieu-chi", made.pk])
    run = upload(
        world.client("keeper"),
        "bo-tieu-chi",
        made,
        world.client("keeper").get(url).content,
        "bo.xlsx",
    )
    assert run.outcome["counts"] == {"same": 4, "cells": 0}, run.outcome


def test_a_provinces_set_is_linked_by_its_file_and_then_held_against_the_floor(
    world: World,
) -> None:
    national, own = make.make_set(0, 0), world.empty_set
    for code, sign, value in (("3.1", "gte", "80"), ("6.3", "eq", "100"), ("6.4", "gte", "50")):
        criterion, _ = national.criteria.get_or_create(number=int(code[0]), name="Tiêu chí")
        make.make_indicator(criterion, code, level=value, comparator=sign)
    CriteriaSet.objects.filter(pk=own.pk).update(refines=national, place="Bắc Giang")
    own.refresh_from_db()
    head = "Tên tiêu chí,Mã chỉ tiêu,Nội dung,Đơn vị tính,Mức,Chỉ tiêu cụ thể hóa"
    file = ["Tiêu chí,3.1,Tưới tiêu,%,≥ 70%,", "Tiêu chí,6.3,Nhà văn hóa,%,≥ 95%,"]
    written(world, *file, "Tiêu chí,6.9,Tỉnh thêm,%,≥ 5%,", head=head)
    keeper, page = world.client("keeper"), reverse("criteria:set", args=[own.pk])
    shown = keeper.get(page)
    assert "3 chỉ tiêu chưa nối" in shown.content.decode()
    assert "Không mức nào" not in shown.content.decode()
    publish = reverse("criteria:publish_set", args=[own.pk])
    assert "3.1, 6.3, 6.9" in keeper.get(publish).content.decode()
    run = tried(world, f"{file[0]}7.7", head=head)
    assert run.outcome["counts"]["refused"] == 1
    written(world, *(f"{row}{code}" for row, code in zip(file, ("3.1", "6.3"), strict=True)),
            head=head)  # fmt: skip
    shown = keeper.get(page)
    assert [row.indicator.code for row in shown.context["floors"] if row.is_looser] == [
        "3.1", "6.3",
    ]  # fmt: skip
    assert "1 chỉ tiêu chưa nối" in shown.content.decode()
    file_out = keeper.get(reverse("villages:export_list", args=["bo-tieu-chi", own.pk])).content
    again = upload(keeper, "bo-tieu-chi", own, file_out, "bo.xlsx")
    assert again.outcome["counts"] == {"same": 3, "cells": 0}, again.outcome


def test_a_file_without_the_column_is_offered_the_likeliest_links(world: World) -> None:
    """Sure ones are taken with the file, each once; others are named; what is given is kept."""
    national, own = make.make_set(0, 0), world.empty_set
    criterion = national.criteria.create(number=3, name="Thủy lợi")
    words = "Tỷ lệ diện tích đất nông nghiệp được tưới và tiêu nước chủ động"
    above = make.make_indicator(criterion, "3.1")
    above.wording = words
    above.save()
    make.make_indicator(criterion, "3.2")
    CriteriaSet.objects.filter(pk=own.pk).update(refines=national, place="Bắc Giang")
    head = "Tên tiêu chí,Mã chỉ tiêu,Nội dung,Đơn vị tính,Mức"
    file = [f"Thủy lợi,3.1,{words},%,≥ 90%", "Thủy lợi,3.9,Số trạm bơm có người trực đêm,trạm,≥ 5"]
    file.append(f"Thủy lợi,3.8,{words},%,≥ 95%")
    run = tried(world, *file, head=head)
    assert any("3.1" in str(row) for row in run.outcome["rows"]["warned"])
    written(world, *file, head=head)
    made = Indicator.objects.filter(criterion__criteria_set=own)
    assert dict(made.values_list("code", "parent")) == {
        "3.1": above.pk, "3.8": None, "3.9": None,
    }  # fmt: skip
    made.update(parent=None)
    assert tried(world, *file, head=head).outcome["counts"]["same"] == 3


def test_a_set_that_refines_none_is_linked_to_none(world: World) -> None:
    run = tried(world, f"{ROW},1.1", head=f"{HEAD},Chỉ tiêu cụ thể hóa")
    assert run.outcome["counts"]["refused"] == 1


# What is wrong in a row, by its column, with words of the reason.
BAD = [
    (("Tỷ lệ (%)", "Phần trăm"), "Kiểu", "không có trong danh sách"),
    (("41,5", "41.5.2"), "Mức", "41.5.2"),
    (("≥", "lớn hơn"), "So sánh", "không đọc được"),
    (("≥", ""), "Mức", "không có dấu so sánh"),
    (("1,Quy hoạch", "một,Quy hoạch"), "Số tiêu chí", "không phải số tiêu chí"),
    (("Quy hoạch", "Giao thông"), "Tên tiêu chí", "không phải “Giao thông”"),
    (("Tỷ lệ hộ", ""), "Nội dung", ""),
    (("1.1", "1.1.1.1.1.1.1"), "Mã chỉ tiêu", "10"),
    (("1.1", "1.99"), "", "Trùng với dòng 2"),
]


def test_a_bad_row_is_refused_where_it_is_wrong(world: World) -> None:
    rows = [
        ROW.replace(*change).replace("1.1,", f"1.{number},")
        for number, (change, _, _) in enumerate(BAD, 10)
    ]
    run = tried(world, ROW.replace("1.1", "1.99"), *rows)
    refused = {row[0]: row[3] for row in run.outcome["rows"]["refused"]}
    assert list(refused) == list(range(3, 3 + len(BAD)))
    for errors, (change, column, what) in zip(refused.values(), BAD, strict=True):
        ((where, reason, remedy),) = errors
        assert (where, what in reason, bool(remedy)) == (column, True, True), (change, reason)
    assert Criterion.objects.count() == Indicator.objects.count() == Level.objects.count() == 0


def test_a_published_set_and_other_roles_are_refused(world: World) -> None:
    url = reverse("villages:import_list", args=["bo-tieu-chi", world.empty_set.pk])
    page = reverse("criteria:set", args=[world.empty_set.pk])
    clerk = client_of(make.make_official(world.province, Role.CLERK))
    assert clerk.get(url).status_code == 403
    assert url not in clerk.get(page).content.decode()
    assert url in world.client("keeper").get(page).content.decode()
    run = tried(world, ROW)
    world.empty_set.published_at = timezone.now()
    world.empty_set.save()
    answer = world.client("keeper").get(url)
    assert answer.status_code == 403
    assert "đã công bố" in answer.content.decode()
    confirm(world.client("keeper"), run)
    assert not Indicator.objects.exists()


def test_the_code_of_an_indicator_may_stand_behind_its_name(world: World) -> None:
    written(world, *(ROW.replace("1.1", f"1.{number}") for number in (1, 2, 3, 4)))
    words = ["Chỉ tiêu 1.1", "CT 1,2", "chỉ tiêu số 1.3", "Mã chỉ tiêu: 1.4"]
    rows = [f"1;Quy hoạch;{word};Tỷ lệ đồ án {word[-1]}" for word in words]
    known = tried(world, *rows, head="TC;Tên tiêu chí;Mã;Nội dung")
    assert known.outcome["counts"] == {"changed": 4, "cells": 4}, known.outcome


def test_the_code_gives_the_number_of_a_criterion_that_has_no_column(world: World) -> None:
    head = "TT;Tên tiêu chí;Mã chỉ tiêu;Nội dung"
    written(world, "1;Quy hoạch;1.1;Có quy hoạch", "2;Giao thông;2.3;Đường thôn", head=head)
    assert list(Indicator.objects.order_by("pk").values_list("criterion__number", "code")) == [
        (1, "1.1"), (2, "2.3"),
    ]  # fmt: skip


def test_a_code_in_another_case_is_the_same_code(world: World) -> None:
    written(world, ROW.replace("1.1", "1.a"))
    run = tried(world, ROW.replace("1.1", "1.A"), ROW.replace("1.1", "1.b"))
    assert run.outcome["counts"] == {"same": 1, "new": 1, "cells": 0}, run.outcome
    run = tried(world, ROW.replace("1.1", "2.a"), ROW.replace("1.1", "2.A"))
    assert run.outcome["counts"]["refused"] >= 1, run.outcome
    first = Indicator.objects.get()
    with pytest.raises(IntegrityError):
        first.criterion.indicators.create(code="1.A", order=2, wording="Khác", kind=first.kind)

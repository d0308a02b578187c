"""Results from Excel: as the form of one indicator reads them, by whoever may set it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from criteria.enums import IndicatorKind
from criteria.models import Indicator, Result, ResultChange
from tests import factories as make
from tests.common.tables.corpus import xlsx
from tests.villages.imports.files import edited
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of, opened
from villages.enums import Role
from villages.models import AuditEvent

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened()


FILE = """Biểu 06;;;;
STT;Chỉ tiêu;Kết quả thực hiện (%);Tự đánh giá;Tính đến ngày
1;1.1;51,2;Đạt;01/8/2024
2;1.2;7/8;;01/8/2024
3;2.1;40;Đạt;01/8/2024
4;2.2;1.635;Đạt;01/8/2024
5;9.9;1;Đạt;01/8/2024
"""


def test_results_are_read_as_their_forms_read_them(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, FILE)
    assert run.outcome["counts"] == {"changed": 3, "refused": 2, "warned": 1, "cells": 8}
    refused = {row[0]: row[3][0][0] for row in run.outcome["rows"]["refused"]}
    assert refused == {6: "Kết quả", 7: "Mã chỉ tiêu"}
    url = reverse("villages:import_run", args=[run.pk])
    assert client.post(url, {"viec": "ghi"}).status_code == 422
    assert client.get(f"{url}?danh-dau=1").status_code == 200
    assert confirm(client, run, bo_qua="1").state == "done"
    first, second, third, last = world.results()
    assert (first.value, first.claim, first.as_of) == (Decimal("51.2"), "met", date(2024, 8, 1))
    assert (second.value, second.denominator, second.claim) == (7, 8, "not_yet")
    assert last.value is None
    assert ResultChange.objects.filter(result=third).count() == 1
    assert AuditEvent.objects.filter(action="cập nhật kết quả").count() == 3


def test_a_figure_older_than_that_of_the_record_is_to_be_looked_at(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "ket-qua", world.assessment, FILE), bo_qua="1")
    head, day = "Chỉ tiêu;Kết quả thực hiện (%);Tính đến ngày\n", "1.1;52;{}/2024\n"
    old, new = (
        upload(client, "ket-qua", world.assessment, head + day.format(one)).outcome
        for one in ("31/7", "02/8")
    )
    assert (old["counts"].get("warned"), new["counts"].get("warned")) == (1, None)
    assert "cũ hơn số liệu sổ đang ghi, ngày 01/8/2024" in old["rows"]["changed"][0][4]


def test_a_share_is_read_and_a_day_in_its_place_is_named(world: World) -> None:
    """Excel makes a day of `5/9`, and many digits of `=5/95` in a cell that shows percent."""
    client = client_of(world.official("lan"))
    rows = [
        ["Chỉ tiêu", "Kết quả"],
        ["1.1", "=50/95|0.526315789473684|0%"],
        ["1.2", date(2026, 9, 5)],
        ["2.1", date(1995, 5, 1)],
        ["2.2", "50/95"],
    ]
    run = upload(client, "ket-qua", world.assessment, xlsx(rows), "kq.xlsx")
    refused = {row[0]: row[3][0] for row in run.outcome["rows"]["refused"]}
    assert set(refused) == {3, 4}
    assert all("là một ngày" in sentence for _, sentence, _ in refused.values())
    confirm(client, run, bo_qua="1")
    first, *_, last = world.results()
    assert (first.value, last.value, last.denominator) == (Decimal("52.6316"), 50, 95)


def test_marks_stand_for_a_claim(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Chỉ tiêu;Đạt;Chưa đạt\n1.1;x;\n1.2;;x\n2.1;x;x\n"
    run = upload(client, "ket-qua", world.assessment, text)
    assert run.outcome["counts"] == {"changed": 2, "refused": 1, "cells": 2}
    confirm(client, run, bo_qua="1")
    assert [one.claim for one in world.results()[:2]] == ["met", "not_met"]


def test_what_was_exported_comes_back_without_a_change(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "ket-qua", world.assessment, FILE), bo_qua="1")
    url = reverse("villages:export_list", args=["ket-qua", world.assessment.pk])
    run = upload(client, "ket-qua", world.assessment, client.get(url).content, "kq.xlsx")
    assert run.outcome["counts"] == {"same": 4, "cells": 0}, run.outcome


def _exported(client: Client, world: World) -> bytes:
    url = reverse("villages:export_list", args=["ket-qua", world.assessment.pk])
    return bytes(client.get(url).content)


def test_a_row_that_nobody_may_set_comes_back_without_a_change(world: World) -> None:
    """An indicator of several conditions is judged by them, its row stands in the list all the
    same; so does that of which somebody else is in charge."""
    whole, part, third, _ = world.results()
    Indicator.objects.filter(pk=whole.indicator_id).update(kind=IndicatorKind.PARTS)
    Indicator.objects.filter(pk=part.indicator_id).update(part_of=whole.indicator_id)
    Result.objects.filter(pk=third.pk).update(in_charge=world.official("lan"), value="51.5")
    client = client_of(make.make_official(world.commune, Role.OFFICIAL))
    content = _exported(client, world)
    run = upload(client, "ket-qua", world.assessment, content, "kq.xlsx")
    assert run.outcome["counts"] == {"same": 4, "cells": 0}, run.outcome
    for code, cells in (("1.1", {"Tự đánh giá": "Đạt"}), ("2.1", {"Kết quả": ""})):
        changed = upload(client, "ket-qua", world.assessment, edited(content, code, cells))
        assert changed.outcome["counts"] == {"same": 3, "refused": 1, "cells": 0}, code
        (row,) = changed.outcome["rows"]["refused"]
        assert row[1].startswith(code)
    own = "Chỉ tiêu;Kết quả;Tự đánh giá\n1.1;;\n1.2;51;Đạt\n"
    assert upload(client, "ket-qua", world.assessment, own).outcome["counts"]["same"] == 1


def test_a_file_of_long_ago_takes_back_nothing_recorded_since(world: World) -> None:
    client = client_of(world.official("lan"))
    content = _exported(client, world)  # nothing is recorded yet: its cells are empty
    confirm(client, upload(client, "ket-qua", world.assessment, FILE), bo_qua="1")
    kept = [(one.value, one.claim, one.as_of, one.version) for one in world.results()]
    left = upload(client, "ket-qua", world.assessment, edited(content))
    assert left.outcome["counts"] == {"same": 4, "cells": 0}, left.outcome
    run = upload(client, "ket-qua", world.assessment, edited(content, "1.1", {"Kết quả": "48"}))
    assert run.outcome["counts"] == {"same": 3, "refused": 1, "cells": 0}, run.outcome
    ((column, reason, remedy),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "nay ghi “51,2”" in reason) == ("Kết quả", True)
    assert remedy.startswith("Xuất lại tệp")
    assert [(one.value, one.claim, one.as_of, one.version) for one in world.results()] == kept


def test_a_value_that_stood_at_the_export_is_emptied_on_purpose_alone(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "ket-qua", world.assessment, FILE), bo_qua="1")
    text = edited(_exported(client, world), "1.1", {"Kết quả": ""})
    emptied = upload(client, "ket-qua", world.assessment, text)
    counts = {"changed": 1, "same": 3, "warned": 1, "cells": 1, "erased": 1}
    assert emptied.outcome["counts"] == counts
    first = world.results()[0]
    Result.objects.filter(pk=first.pk).update(value=Decimal(60))
    older = upload(client, "ket-qua", world.assessment, text)
    assert older.outcome["counts"] == {"refused": 1, "same": 3, "cells": 0}


def test_a_file_imported_twice_changes_nothing_the_second_time(world: World) -> None:
    client = client_of(world.official("lan"))
    text = edited(_exported(client, world), "1.1", {"Kết quả": "48", "Đến ngày": "01/8/2024"})
    first = upload(client, "ket-qua", world.assessment, text)
    assert confirm(client, first).outcome["counts"] == {"changed": 1, "same": 3, "cells": 2}
    again = upload(client, "ket-qua", world.assessment, text)
    assert again.outcome["counts"] == {"same": 4, "cells": 0}


def test_the_code_of_another_row_is_refused(world: World) -> None:
    client = client_of(world.official("lan"))
    text = edited(_exported(client, world), "1.1", {"Mã chỉ tiêu": "1.2"})
    run = upload(client, "ket-qua", world.assessment, text)
    assert {row[3][0][0] for row in run.outcome["rows"]["refused"]} == {"Mã dòng", ""}


def test_the_communes_own_table_means_what_it_says(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "ket-qua", world.assessment, FILE), bo_qua="1")
    run = upload(client, "ket-qua", world.assessment, "Chỉ tiêu;Kết quả\n1.1;\n")
    confirm(client, run)
    assert world.results()[0].value is None


def test_an_official_sets_only_what_the_form_lets_them_set(world: World) -> None:
    official = make.make_official(world.commune, Role.OFFICIAL)
    result = world.results()[0]
    result.in_charge = world.official("lan")
    result.save()
    run = upload(client_of(official), "ket-qua", world.assessment, FILE)
    refused = {row[0]: row[3][0][1] for row in run.outcome["rows"]["refused"]}
    assert "phụ trách" in refused[3]
    assert 4 not in refused


def test_an_amount_may_name_the_unit_in_which_its_indicator_is_counted(world: World) -> None:
    first, second, *_ = world.results()
    for result in (first, second):
        result.indicator.kind = IndicatorKind.NUMBER
        result.indicator.unit_words = "triệu đồng/người/năm"
        result.indicator.save()
    file = "Chỉ tiêu;Kết quả\n1.1;51 triệu\n1.2;51 nghìn đồng\n"
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, file)
    assert [row[0] for row in run.outcome["rows"]["refused"]] == [3]
    assert run.outcome["counts"]["changed"] == 1


def test_an_amount_in_another_scale_is_brought_to_the_indicators_and_shown(world: World) -> None:
    first = world.results()[0].indicator
    first.kind, first.unit_words = IndicatorKind.NUMBER, "triệu đồng/năm"
    first.save()
    client = client_of(world.official("lan"))
    text = "Chỉ tiêu;Kết quả\n1.1;0,060 tỷ\n1.2;1,5 tỷ\n"
    run = upload(client, "ket-qua", world.assessment, text)
    assert run.outcome["counts"] == {"changed": 1, "refused": 1, "warned": 1, "cells": 1}
    number, _, changes, _, warning, _ = run.outcome["rows"]["warned"][0]
    assert (number, changes) == (2, [["Kết quả", "", "60"]])
    assert "“0,060 tỷ”: Đọc là 60 triệu đồng/năm." in warning
    assert confirm(client, run, bo_qua="1").state == "done"
    assert world.results()[0].value == 60


def test_a_claim_in_the_words_of_offices(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Chỉ tiêu;Tự đánh giá\n1.1;Đạt chuẩn\n1.2;không đạt\n2.1;Chưa đạt chuẩn\n"
    confirm(client, upload(client, "ket-qua", world.assessment, text))
    assert [one.claim for one in world.results()[:3]] == ["met", "not_met", "not_met"]


def test_a_claim_against_its_mark_is_refused(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, "Chỉ tiêu;Tự đánh giá;Chưa đạt\n1.1;Đạt;x\n")
    assert run.outcome["counts"] == {"refused": 1, "cells": 0}


def test_a_heading_that_states_a_measure_holds_for_its_figures(world: World) -> None:
    first = world.results()[0].indicator
    first.kind, first.unit_words = IndicatorKind.NUMBER, "triệu đồng/năm"
    first.save()
    client = client_of(world.official("lan"))
    run = upload(client, "ket-qua", world.assessment, "Chỉ tiêu;Kết quả (nghìn đồng)\n1.1;54.500\n")
    confirm(client, run)
    assert str(world.results()[0].value.normalize()) == "54.5"


def _in_money(result: Result) -> None:
    result.indicator.kind, result.indicator.unit_words = IndicatorKind.NUMBER, "triệu đồng/năm"
    result.indicator.save()


@pytest.mark.parametrize("line", ["Đơn vị tính: nghìn đồng", "(ĐVT: nghìn đồng)"])
def test_a_line_above_holds_for_what_is_counted_in_money_alone(world: World, line: str) -> None:
    first, second, *_ = world.results()
    _in_money(first)
    _in_money(second)
    client = client_of(world.official("lan"))
    rows = "1.1;54.500\n1.2;51 triệu\n2.1;40\n2.2;60"
    run = upload(client, "ket-qua", world.assessment, f";{line}\nChỉ tiêu;Kết quả\n{rows}\n")
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "nghìn đồng" in page
    assert run.outcome["above"] == ["nghìn đồng", 1]
    confirm(client, run, bo_qua="1")
    values = [result.value for result in world.results()]
    assert values == [Decimal("54.5"), 51, 40, 60]


def test_a_line_above_that_no_figure_can_mean_is_named(world: World) -> None:
    text = "ĐVT: triệu đồng;\nChỉ tiêu;Kết quả\n1.1;54\n"
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, text)
    assert run.outcome["above"] == ["triệu đồng", 0]
    assert run.outcome["counts"]["changed"] == 1


def test_dong_in_the_heading_holds_against_the_line_above(world: World) -> None:
    _in_money(world.results()[0])
    client = client_of(world.official("lan"))
    text = "ĐVT: triệu đồng;\nChỉ tiêu;Kết quả (đồng)\n1.1;54.500.000\n"
    confirm(client, upload(client, "ket-qua", world.assessment, text))
    assert world.results()[0].value == Decimal("54.5")


def test_a_figure_of_another_size_is_confirmed_in_its_row_alone(world: World) -> None:
    first, second, *_ = world.results()
    for result in (first, second):
        _in_money(result)
        Result.objects.filter(pk=result.pk).update(value=Decimal(5))
    client = client_of(world.official("lan"))
    rows = "1.1;5.000;x\n1.2;5.000;"
    run = upload(client, "ket-qua", world.assessment, f"Chỉ tiêu;Kết quả;Xác nhận\n{rows}\n")
    ((number, _, _, errors, _, _),) = run.outcome["rows"]["refused"]
    assert (number, errors[0][0]) == (3, "Kết quả")
    assert "Xác nhận" in errors[0][2]
    assert run.outcome["counts"]["warned"] == 1
    confirm(client, run, bo_qua="1")
    assert [one.value for one in world.results()[:2]] == [5000, 5]
    assert ResultChange.objects.filter(result=first).count() == 1
    again = client.get(reverse("villages:export_list", args=["ket-qua", world.assessment.pk]))
    kept = upload(client, "ket-qua", world.assessment, again.content, "kq.xlsx")
    assert kept.outcome["counts"] == {"same": 4, "cells": 0}


def test_a_figure_of_another_size_is_confirmed_in_the_preview(world: World) -> None:
    """The tick answers one question on one row: not that on another figure, nor another fault."""
    first, second, third, _ = world.results()
    for result in (first, second, third):
        _in_money(result)
        Result.objects.filter(pk=result.pk).update(value=Decimal(5))
    client = client_of(world.official("lan"))
    rows = "1.1;5.000;01/8/2024\n1.2;5.000;01/8/2024\n2.1;5.000;không rõ"
    run = upload(client, "ket-qua", world.assessment, f"Chỉ tiêu;Kết quả;Đến ngày\n{rows}\n")
    assert list(run.outcome["questions"]) == ["2", "3"]
    url = reverse("villages:import_run", args=[run.pk])
    page = client.get(url).content.decode()
    assert [f'name="dong" value="{row}"' in page for row in (2, 3, 4)] == [True, True, False]
    client.post(url, {"viec": "xac-nhan", "dong": ["2", "4", "99"]})
    run.refresh_from_db()
    counts = {"changed": 1, "refused": 2, "warned": 1, "cells": 2}
    assert (run.state, run.outcome["counts"]) == ("checked", counts)
    Result.objects.filter(pk=first.pk).update(value=Decimal(4))
    assert confirm(client, run, bo_qua="1").outcome["counts"]["refused"] == 3
    client.post(url, {"viec": "xac-nhan", "dong": ["2", "3"]})
    run.refresh_from_db()
    confirm(client, run, bo_qua="1")
    assert [one.value for one in world.results()[:3]] == [5000, 5000, 5]
    event = AuditEvent.objects.filter(object_name=str(run)).last()
    assert event is not None
    assert "dòng đã xác nhận số" in str(event.changes)


def test_no_answer_is_taken_on_a_figure_that_cannot_be(world: World) -> None:
    Result.objects.filter(pk=world.result.pk).update(value=Decimal("90.7"))
    text = "Chỉ tiêu;Kết quả\n1.1;90.700\n"
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, text)
    ((_, _, _, errors, _, _),) = run.outcome["rows"]["refused"]
    assert ("100%" in errors[0][1], run.outcome["questions"]) == (True, {})


def test_where_offices_write_nothing_nothing_is_read(world: World) -> None:
    client = client_of(world.official("lan"))
    written = ["-", "–", " - ", "—", "chưa có", "…"]
    for words in written:
        run = upload(client, "ket-qua", world.assessment, f"Chỉ tiêu;Kết quả\n1.1;{words}\n1.2;0\n")
        counts = run.outcome["counts"]
        assert (counts["same"], counts["changed"], counts["cells"]) == (1, 1, 1), words
        assert run.outcome["read_empty"] == [["Kết quả", words.strip(), 1]]
    confirm(client, run)
    assert [one.value for one in world.results()[:2]] == [None, 0]


def test_words_that_may_be_zero_or_nothing_are_not_guessed(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Chỉ tiêu;Kết quả\n1.1;không\n1.2;x\n2.1;Không có\n"
    run = upload(client, "ket-qua", world.assessment, text)
    refused = [row[3] for row in run.outcome["rows"]["refused"]]
    for words, ((column, reason, remedy),) in zip(["không", "x", "Không có"], refused, strict=True):
        assert (column, "ghi 0" in remedy, words in reason) == ("Kết quả", True, True), words


def _codes(world: World, *codes: str) -> list[Result]:
    results = world.results()
    for result, code in zip(results, codes, strict=False):
        result.indicator.code = code
        result.indicator.save()
    return results


def test_a_code_that_excel_cut_is_taken_for_no_other(world: World) -> None:
    _codes(world, "1.1", "1.9", "1.10")
    client = client_of(world.official("lan"))
    rows = [["Chỉ tiêu", "Kết quả"], [1.1, 50], [1.9, 60], [1.1, 70]]
    run = upload(client, "ket-qua", world.assessment, xlsx(rows), "kq.xlsx")
    ((number, *_, errors, _, _),) = run.outcome["rows"]["refused"]
    assert number == 4
    assert any("1.10" in remedy for _, _, remedy in errors)
    alone = upload(client, "ket-qua", world.assessment, xlsx([rows[0], rows[1]]), "kq.xlsx")
    assert "1.10" in alone.outcome["rows"]["warned"][0][4]
    text = upload(client, "ket-qua", world.assessment, "Chỉ tiêu;Kết quả\n1.9;60\n1.10;70\n")
    assert text.outcome["counts"]["changed"] == 2


def test_a_tick_of_any_font_is_one(world: World) -> None:
    client = client_of(world.official("lan"))
    for first, *more in (["☑", "✓", "P", "ü"], ["þ"]):
        marks = zip(("1.1", "1.2", "2.1", "2.2"), (first, *more), strict=False)
        text = xlsx([["Chỉ tiêu", "Đạt"], *map(list, marks)])
        run = upload(client, "ket-qua", world.assessment, text, "kq.xlsx")
        assert run.outcome["counts"]["changed"] == 1 + len(more)


def test_the_row_of_a_criterion_is_named_as_one_without_code(world: World) -> None:
    text = "TT;Tên;Chỉ tiêu;Đánh giá\n1;Quy hoạch;;Đạt\n;Có quy hoạch;1.1;Đạt\n"
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, text)
    ((column, _, remedy),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "bỏ qua" in remedy) == ("Mã chỉ tiêu", True)


def test_of_a_code_that_is_none_the_codes_of_its_criterion_are_named(world: World) -> None:
    text = "Mã chỉ tiêu;Đánh giá\n1.99;Đạt\n"
    run = upload(client_of(world.official("lan")), "ket-qua", world.assessment, text)
    assert "1.1" in run.outcome["rows"]["refused"][0][3][0][2]

"""Tasks from Excel: by the rights of the form, with assignees and deadlines, round trip."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ntm_project.common.tables.read import read_book
from tasks.models import Task
from tests import factories as make
from tests.villages.imports.files import edited
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of
from villages.enums import Role
from villages.imports import progress, services, working
from villages.imports.tasks import leave_line
from villages.models import AuditEvent, Body, Lineage, Notice, Unit
from villages.verify import chains, faults, unlinked_events

FILE = """KẾ HOẠCH NĂM 2024;;;;;;
STT;Nội dung công việc;Địa bàn;Tiêu chí số;Cơ quan chủ trì;Đơn vị phối hợp;Thời hạn hoàn thành
1;Rà soát nhà văn hóa;;1;đồng chí Đặng Thị Hiền;Hội Nông dân;trước ngày 15/8/2024
2;Đổ đất nền sân;thôn Thắng Lợi;;Trưởng thôn;;hàng tháng
;Tổng;;;;;
"""


@pytest.fixture
def world(db: Any) -> World:
    world = World()
    made = world.plan, world.assessment, world.village
    assert all(made)
    world.official("hien")
    return world


def test_a_village_that_has_ended_is_named_with_what_it_became(world: World) -> None:
    """It is not to be added again."""
    old, *news = (make.make_village(world.commune, f"Cầu Gỗ{n}") for n in ("", " 1", " 2"))
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2024, 1, 31))
    for new in news:
        day = date(2024, 2, 1)
        Lineage.objects.create(predecessor=old, successor=new, kind="split", happened_on=day)
    text = "Nội dung;Đơn vị\nLàm đường;thôn Cầu Gỗ\n"
    run = upload(client_of(world.official("lan")), "nhiem-vu", world.plan, text)
    ((_, reason, remedy),) = run.outcome["rows"]["refused"][0][3]
    assert reason == "Thôn Cầu Gỗ đã thôi hoạt động sau ngày 31/01/2024."
    assert remedy == "Ghi đơn vị tiếp nhận: thôn Cầu Gỗ 1; thôn Cầu Gỗ 2."


def test_tasks_come_with_assignees_and_deadlines(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "nhiem-vu", world.plan, FILE)
    assert run.outcome["counts"] == {"new": 2, "warned": 2, "cells": 0}, run.outcome
    run = confirm(client, run)
    assert run.state == "done"
    first, second = Task.objects.with_assignments().order_by("pk")
    assert (first.unit, first.assessment, first.criterion.number) == (
        world.commune,
        world.assessment,
        1,
    )
    assert first.ends_on == date(2024, 8, 14)
    assert first.leads[0].official == world.official("hien")
    assert (second.unit, second.rhythm != "") == (world.village, True)
    assert AuditEvent.objects.filter(action="giao nhiệm vụ").count() == 2
    event = AuditEvent.objects.about(first).get()
    assert event.changes["text"] == [None, "Rà soát nhà văn hóa"]
    assert event.actor_name == str(world.official("lan"))
    assert Notice.objects.get(recipient=world.official("hien")).kind == "new_task"


def test_the_same_task_twice_in_a_file_needs_a_careful_look(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Nội dung;Thôn\nĐổ đất;\nĐổ đất;thôn Thắng Lợi\nđổ  đất;\n"
    run = upload(client, "nhiem-vu", world.plan, text)
    assert run.outcome["counts"] == {"new": 3, "warned": 1, "cells": 0}
    assert "dòng 2" in run.outcome["rows"]["warned"][0][4]


def test_what_was_exported_is_edited_and_comes_back(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "nhiem-vu", world.plan, FILE))
    url = reverse("villages:export_list", args=["nhiem-vu", world.plan.pk])
    run = upload(client, "nhiem-vu", world.plan, client.get(url).content, "kh.xlsx")
    assert run.outcome["counts"] == {"same": 2, "cells": 0}, run.outcome
    text = "Mã dòng;Nội dung;Thời hạn;Chủ trì\n{};Rà soát 02 nhà văn hóa;quý IV/2024;Hội Nông dân\n"
    code = _code_of(run)
    run = upload(client, "nhiem-vu", world.plan, text.format(code))
    assert run.outcome["counts"] == {"changed": 1, "cells": 3, "warned": 1}, run.outcome
    first = Task.objects.order_by("pk").first()
    confirm(client, run)
    changed = Task.objects.get(pk=first.pk)
    assert (changed.text, changed.ends_on) == ("Rà soát 02 nhà văn hóa", date(2024, 12, 31))
    assert changed.version == first.version + 1
    assert "ra soat 02" in changed.search
    assert [row.name for row in changed.leads] == ["Hội Nông dân"]
    assert [row.kind for row in changed.assignments.all()] == ["lead", "support"]
    run = upload(client, "nhiem-vu", world.plan, text.format(code))
    assert run.outcome["counts"] == {"same": 1, "cells": 0}


def test_a_task_of_a_village_that_has_ended_comes_back_without_a_change(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "nhiem-vu", world.plan, FILE))
    world.village.valid_to = date(2024, 6, 1)
    world.village.save()
    url = reverse("villages:export_list", args=["nhiem-vu", world.plan.pk])
    file = client.get(url).content
    run = upload(client, "nhiem-vu", world.plan, file, "kh.xlsx")
    assert run.outcome["counts"] == {"same": 2, "cells": 0}, run.outcome
    changed = edited(file, "Đổ đất nền sân", {"Ghi chú": "x"})
    run = upload(client, "nhiem-vu", world.plan, changed)
    assert (run.outcome["counts"]["same"], run.outcome["counts"]["changed"]) == (1, 1)
    # Nothing new is given to it.
    run = upload(client, "nhiem-vu", world.plan, FILE.replace("Đổ đất nền", "Lát nền"))
    assert run.outcome["counts"]["refused"] == 1, run.outcome


def test_a_lead_in_free_words_goes_out_and_comes_back_as_it_stood(world: World) -> None:
    client = client_of(world.official("lan"))
    text = 'Nội dung;Chủ trì;Phối hợp\nĐổ đất;Tổ tự quản số 1;"Trưởng thôn, Bí thư; Hội Cựu binh"\n'
    confirm(client, upload(client, "nhiem-vu", world.plan, text))
    for name in ("Tổ tự quản số 1", "Hội Cựu binh", "Trưởng thôn", "Bí thư"):
        Body.objects.create(unit=world.commune, name=name)  # as a merger brings them
    url = reverse("villages:export_list", args=["nhiem-vu", world.plan.pk])
    content = client.get(url).content
    back = upload(client, "nhiem-vu", world.plan, edited(content))
    assert back.outcome["counts"] == {"same": 1, "cells": 0}, back.outcome["rows"]
    cells = {"Phối hợp": "Trưởng thôn, Bí thư; Hội Nông dân"}
    more = upload(client, "nhiem-vu", world.plan, edited(content, "Đổ đất", cells))
    assert [change[0] for change in more.outcome["rows"]["changed"][0][2]] == ["Phối hợp"]
    confirm(client, more)
    task = Task.objects.with_assignments().get()
    assert [lead.role_words for lead in task.leads] == ["Tổ tự quản số 1"]


def test_a_report_ages_no_file_and_another_edit_does(world: World) -> None:
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "nhiem-vu", world.plan, FILE))
    url = reverse("villages:export_list", args=["nhiem-vu", world.plan.pk])
    run = upload(client, "nhiem-vu", world.plan, client.get(url).content, "kh.xlsx")
    code, task = _code_of(run), Task.objects.order_by("pk")[0]
    Task.objects.filter(pk=task.pk).update(result="Xong 3/5 nhà", version=task.version + 1)
    text = f"Mã dòng;Nội dung;Ghi chú\n{code};Rà soát nhà văn hóa;Ghi trên tệp\n"
    assert upload(client, "nhiem-vu", world.plan, text).outcome["counts"]["changed"] == 1
    Task.objects.filter(pk=task.pk).update(note="Ghi trên sổ")
    run = upload(client, "nhiem-vu", world.plan, text)
    assert run.outcome["counts"] == {"refused": 1, "cells": 0}
    ((column, reason, remedy),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "nay ghi “Ghi trên sổ”" in reason) == ("Ghi chú", True)
    assert remedy.startswith("Xuất lại tệp")
    left_empty = text.replace("Ghi trên tệp", "")  # as it was when the file went out
    run = upload(client, "nhiem-vu", world.plan, left_empty)
    assert run.outcome["counts"] == {"same": 1, "cells": 0}


def _code_of(run: Any) -> str:
    from ntm_project.common.tables.read import read_book
    from ntm_project.common.tables.table import find_table, head_key

    (sheet,) = read_book(bytes(run.file.content)).sheets
    table = find_table(sheet, {head_key("Mã dòng")})
    return str(table.rows[0].cells[table.head.index("Mã dòng")])


def test_a_criterion_is_named_as_offices_do(world: World) -> None:
    client = client_of(world.official("lan"))
    written = ["Tiêu chí 2", "tiêu chí số 2", "TC 2", "TC2", "TC.02", "2."]
    file = "Nội dung;Tiêu chí\n" + "".join(f"Rà soát ghi {words};{words}\n" for words in written)
    run = confirm(client, upload(client, "nhiem-vu", world.plan, file))
    assert run.outcome["counts"]["new"] == len(written)
    read = {task.text: task.criterion.number for task in Task.objects.select_related("criterion")}
    assert read == {f"Rà soát ghi {words}": 2 for words in written}


def test_a_row_is_refused_as_the_form_refuses_it(world: World) -> None:
    client = client_of(world.official("lan"))
    rows = [
        "Nội dung;Đơn vị;Tiêu chí;Chỉ tiêu;Thời hạn",
        ";;;;",
        "Việc a;thôn Không Có;;;",
        "Việc b;;99;;",
        "Việc c;;1;9.9;",
        "Việc d;;;;từ 30/8/2024 đến 01/8/2024",
        f"Việc e;xã {world.neighbour.name};;;",
    ]
    run = upload(client, "nhiem-vu", world.plan, "\n".join(rows))
    refused = {row[0]: row[3][0] for row in run.outcome["rows"]["refused"]}
    assert {number: column for number, (column, _, _) in refused.items()} == {
        3: "Đơn vị thực hiện",
        4: "Tiêu chí",
        5: "Chỉ tiêu",
        6: "Thời hạn",
        7: "Đơn vị thực hiện",
    }
    assert all(reason and remedy for _, reason, remedy in refused.values())


def test_nobody_imports_what_the_forms_refuse(world: World) -> None:
    for role in (Role.OFFICIAL, Role.COMMITTEE, Role.ADMINISTRATOR):
        client = client_of(make.make_official(world.commune, role))
        url = reverse("villages:import_list", args=["nhiem-vu", world.plan.pk])
        assert client.get(url).status_code == 403
    stranger = client_of(make.make_official(world.neighbour, Role.STANDING_OFFICER))
    assert stranger.get(url).status_code == 404


def test_a_right_withdrawn_meanwhile_writes_nothing(world: World) -> None:
    lan = world.official("lan")
    client = client_of(lan)
    run = upload(client, "nhiem-vu", world.plan, FILE)
    lan.postings.update(role=Role.CLERK)
    url = reverse("villages:import_run", args=[run.pk])
    client.post(url, {"viec": "ghi"})
    run.refresh_from_db()
    assert run.state != "done"
    assert not Task.objects.exists()


def test_what_changed_since_the_trial_is_shown_again(world: World) -> None:
    client = client_of(world.official("lan"))
    run = upload(client, "nhiem-vu", world.plan, FILE)
    make.make_task(world.plan, lead=world.official("hien"), text="Rà soát nhà văn hóa")
    run = confirm(client, run)
    assert run.state == "checked"
    assert "Sổ đã thay đổi" in run.outcome["changed"]
    assert Task.objects.count() == 1
    assert confirm(client, run).state == "done"
    assert Task.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_chain_of_the_trail_holds() -> None:
    world = World()
    assert world.assessment
    assert world.village
    client = client_of(world.official("lan"))
    confirm(client, upload(client, "nhiem-vu", world.plan, FILE))
    for chain in chains("default"):
        assert list(faults("default", chain)) == []
    assert list(unlinked_events("default")) == []


def _many(count: int) -> str:
    return "Nội dung;Thời hạn\n" + "".join(f"Việc {n};15/8/2024\n" for n in range(count))


def test_a_long_import_is_a_job_of_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 0)
    monkeypatch.setattr("villages.imports.services.order_run", lambda run: uuid4())
    client = client_of(world.official("lan"))
    run = upload(client, "nhiem-vu", world.plan, _many(60))
    assert run.job is not None
    assert run.is_working
    url = reverse("villages:import_run", args=[run.pk])
    assert "Đang đọc thử" in client.get(url).content.decode()
    redrawn = client.get(f"{url}?tien-do=1", HTTP_HX_REQUEST="true").content.decode()
    assert "Đang đọc thử" in redrawn
    assert "<button" not in redrawn  # what is pressed or reached by key outlasts each redrawing
    working.work(by=make.access(world.official("lan")), run=run)
    assert run.state == "checked"
    assert client.get(f"{url}?tien-do=1", HTTP_HX_REQUEST="true")["HX-Redirect"] == url


def test_a_cancelled_import_leaves_nothing(world: World) -> None:
    lan = world.official("lan")
    run = upload(client_of(lan), "nhiem-vu", world.plan, _many(60))
    run.state = "writing"
    progress.stop(run.pk)
    working.work(by=make.access(lan), run=run)
    assert run.state == "cancelled"
    assert not Task.objects.exists()
    assert not progress.is_stopped(run.pk)
    assert not AuditEvent.objects.filter(action__startswith="nhập").exists()


def test_an_import_cancelled_after_its_last_row_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = world.official("lan")
    run = upload(client_of(lan), "nhiem-vu", world.plan, _many(60))
    run.state = "writing"
    monkeypatch.setattr(working, "_record", lambda by, kind, run, rows: progress.stop(run.pk))
    working.work(by=make.access(lan), run=run)
    assert run.state == "cancelled"
    assert not Task.objects.exists()


@pytest.mark.parametrize("waits", [True, False])
def test_an_import_is_stopped_before_the_line_is_touched(
    world: World, monkeypatch: pytest.MonkeyPatch, waits: bool
) -> None:
    run = upload(client_of(world.official("lan")), "nhiem-vu", world.plan, _many(60))
    run.state, run.job = "writing", uuid4()
    run.save()
    stood: list[bool] = []

    def leave_line(job: UUID) -> bool:
        stood.append(progress.is_stopped(run.pk))
        return waits

    monkeypatch.setattr("villages.imports.services.leave_line", leave_line)
    services.cancel(run=run)
    assert stood == [True]
    assert progress.is_stopped(run.pk) is not waits
    assert run.state == ("cancelled" if waits else "writing")
    progress.clear(run.pk)


def test_whoever_cancels_writes_nothing_while_the_worker_is_at_it(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert not leave_line(uuid4())
    assert [one["sql"][:6] for one in asked] == ["SELECT"]


def test_the_list_on_screen_goes_out_with_the_tasks_of_every_plan(world: World) -> None:
    client = client_of(world.official("lan"))
    older = make.make_plan(world.commune, 2023)
    for plan, text in ((older, "Làm đường trục"), (older, "Làm cống"), (world.plan, "Sửa đường")):
        make.make_task(plan, unit=world.commune, text=text)
    page = client.get(f"{reverse('tasks:list')}?q=đường").content.decode()
    (url,) = re.findall(r'href="(/xuat-excel/nhiem-vu/[^"]*)"', page)
    content = client.get(unescape(url)).content
    (sheet,) = read_book(content).sheets
    cells = {cell for row in sheet.rows for cell in row}
    assert {"Làm đường trục", "Sửa đường", "DANH SÁCH NHIỆM VỤ"} <= cells
    assert "Làm cống" not in cells
    run = upload(client, "nhiem-vu", world.plan, content, "nv.xlsx")
    assert run.outcome["counts"] == {"same": 1, "refused": 1, "cells": 0}, run.outcome
    ((column, reason, remedy),) = run.outcome["rows"]["refused"][0][3]
    assert (column, str(older) in reason) == ("Thuộc kế hoạch", True)
    assert remedy == "Nhập dòng này ở trang của kế hoạch ấy."
    url = reverse("villages:export_list", args=["nhiem-vu", world.plan.pk])
    nothing = client.get(f"{url}?tinh_trang=khong-co&moi_ke_hoach=1").content
    assert "Sửa đường" not in {cell for row in read_book(nothing).sheets[0].rows for cell in row}
    (sheet,) = read_book(client.get(url).content).sheets
    assert "Làm đường trục" not in {cell for row in sheet.rows for cell in row}


def test_nobody_stands_twice_in_a_task(world: World) -> None:
    """Neither in one column, nor in both, nor in one and in what stays of the task."""
    client = client_of(world.official("lan"))
    head = "Nội dung;Chủ trì;Phối hợp\n"
    twice = "Việc một;Đặng Thị Hiền;đồng chí Đặng Thị Hiền\nViệc hai;Trưởng thôn;\n"
    run = upload(client, "nhiem-vu", world.plan, head + twice)
    assert run.outcome["counts"] == {"new": 1, "warned": 1, "refused": 1, "cells": 0}, run.outcome
    confirm(client, upload(client, "nhiem-vu", world.plan, head + "Việc ba;Đặng Thị Hiền;\n"))
    run = upload(client, "nhiem-vu", world.plan, "Nội dung;Phối hợp\nViệc ba;Đặng Thị Hiền\n")
    assert run.outcome["counts"]["refused"] == 1, run.outcome


def test_excels_count_of_days_is_a_deadline(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Nội dung;Thời hạn\nLàm đường;45519\n"
    confirm(client, upload(client, "nhiem-vu", world.plan, text))
    assert Task.objects.get().deadline_words == "15/8/2024"


def test_a_criterion_may_be_named_by_what_offices_call_it(world: World) -> None:
    criterion = world.assessment.criteria_set.criteria.get(number=2)
    criterion.name = "Thu nhập và giảm nghèo"
    criterion.save()
    text = "Nội dung;Tiêu chí\nMở lớp nghề;Thu nhập\nLập tổ;1. Thu nhập\n"
    client = client_of(world.official("lan"))
    run = upload(client, "nhiem-vu", world.plan, text)
    ((column, reason, _),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "“1. Thu nhập”" in reason) == ("Tiêu chí", True)
    confirm(client, run, bo_qua="1")
    assert [task.criterion for task in Task.objects.all()] == [criterion]


def test_an_indicator_names_its_criterion_where_that_cell_is_empty(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "Nội dung;Tiêu chí;Chỉ tiêu\nMở lớp nghề;;2,1\n"
    confirm(client, upload(client, "nhiem-vu", world.plan, text))
    task = Task.objects.get()
    assert task.criterion
    assert task.indicator
    assert (task.criterion.number, task.indicator.code) == (2, "2.1")

"""Units, bodies and officials from Excel: what is written, by whom, and that it comes back."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ntm_project.common.refusals import Refused
from ntm_project.common.tables.read import read_book
from tests import factories as make
from tests.villages.imports.files import edited
from tests.world import World, client_of, opened
from villages.enums import LineageKind, Role
from villages.imports import services, working
from villages.models import (
    AuditEvent,
    Body,
    ImportRun,
    ImportState,
    Lineage,
    Official,
    Posting,
    Unit,
)
from villages.services import edit_unit

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened()


def upload(client: Client, slug: str, place: Any, text: str, name: str = "ds.csv") -> ImportRun:
    url = reverse("villages:import_list", args=[slug, place.pk])
    content = text.encode("utf-8-sig") if isinstance(text, str) else text
    answer = client.post(url, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 303, answer.content.decode()
    return ImportRun.objects.latest("pk")


def confirm(client: Client, run: ImportRun, **more: str) -> ImportRun:
    url = reverse("villages:import_run", args=[run.pk])
    client.get(url)
    answer = client.post(url, {"viec": "ghi", **more})
    assert answer.status_code in (200, 303), answer.content.decode()
    run.refresh_from_db()
    return run


BODIES = """DANH SÁCH TỔ CHỨC;;;
;;;
STT;Tên tổ chức;Tên viết tắt;Trực thuộc UBND
1;Hội Nông dân xã;HND xã;
2;Trạm Y tế;TYT;x
;Tổng cộng;;
"""


def test_bodies_come_from_a_file_once(world: World) -> None:
    admin = make.make_official(world.commune, Role.ADMINISTRATOR)
    client = client_of(admin)
    run = upload(client, "to-chuc", world.commune, BODIES)
    assert run.outcome["counts"] == {"new": 2, "cells": 0}
    assert run.outcome["skipped"] == {"sum": 1}
    assert not Body.objects.exists()
    confirm(client, run)
    assert run.state == "done"
    assert list(
        Body.objects.order_by("pk").values_list("name", "short_names", "is_subordinate")
    ) == [
        ("Hội Nông dân xã", "HND xã", False),
        ("Trạm Y tế", "TYT", True),
    ]
    assert AuditEvent.objects.filter(action="thêm tổ chức").count() == 2
    assert AuditEvent.objects.filter(action="nhập tổ chức từ Excel").count() == 1
    assert bytes(run.file.content) == BODIES.encode("utf-8-sig")
    again = upload(client, "to-chuc", world.commune, BODIES)
    assert again.outcome["counts"] == {"same": 2, "cells": 0}


def test_a_row_that_is_known_by_its_code_is_renamed_not_added(world: World) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    confirm(client, upload(client, "to-chuc", world.commune, BODIES))
    url = reverse("villages:export_list", args=["to-chuc", world.commune.pk])
    content = client.get(url).content
    renamed = edited(content, "Trạm Y tế", {"Tên tổ chức": "Trạm Y tế xã"})
    run = confirm(client, upload(client, "to-chuc", world.commune, renamed))
    assert run.outcome["counts"] == {"changed": 1, "same": 1, "cells": 1}
    assert set(Body.objects.values_list("name", flat=True)) == {"Hội Nông dân xã", "Trạm Y tế xã"}
    moved = edited(content, "Hội Nông dân xã", {"Đơn vị": world.village.full_name})
    run = upload(client, "to-chuc", world.commune, moved)
    assert run.outcome["rows"]["refused"][0][3][0][0] == "Đơn vị"


PEOPLE = """Họ và tên,Chức vụ,Đơn vị,Vai trò,Từ ngày,SĐT
Nguyễn Thị Lan,Công chức,,Thường trực NTM,01/02/2024,0912345678
Trần Văn Bình,Trưởng thôn,thôn Thắng Lợi,,,
"""


def test_a_list_is_written_once_however_often_it_is_confirmed(world: World) -> None:
    admin = make.make_official(world.commune, Role.ADMINISTRATOR)
    run = upload(client_of(admin), "to-chuc", world.commune, BODIES)
    again = ImportRun.objects.get(pk=run.pk)  # a second window, which shows the same trial
    by = make.access(admin)
    services.confirm(by=by, run=run, skips_refused=False)
    assert Body.objects.count() == 2
    services.confirm(by=by, run=again, skips_refused=False)
    assert (again.state, again.outcome["counts"]) == ("done", {"new": 2, "cells": 0})
    assert Body.objects.count() == 2
    assert AuditEvent.objects.filter(action="nhập tổ chức từ Excel").count() == 1
    assert ImportRun.objects.get(pk=run.pk).state == "done"


def test_people_come_with_their_postings(world: World) -> None:
    village = world.village
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    run = confirm(client, upload(client, "can-bo", world.commune, PEOPLE))
    assert run.state == "done", run.outcome
    lan = Posting.objects.get(official__full_name="Nguyễn Thị Lan")
    assert (lan.role, lan.unit, lan.starts_on, lan.is_main) == (
        Role.STANDING_OFFICER,
        world.commune,
        date(2024, 2, 1),
        True,
    )
    assert lan.official.username == "nguyenthilan"
    assert lan.official.phone == "0912345678"
    binh = Posting.objects.get(official__full_name="Trần Văn Bình")
    assert (binh.role, binh.unit) == (Role.VILLAGE_BOARD, village)
    changed = PEOPLE.replace("Trưởng thôn", "Phó trưởng thôn").replace("0912345678", "0987654321")
    run = upload(client, "can-bo", world.commune, changed)
    assert run.outcome["counts"] == {"changed": 2, "cells": 2}
    confirm(client, run)
    assert Official.objects.filter(full_name="Nguyễn Thị Lan").get().phone == "0987654321"
    binh.refresh_from_db()
    assert binh.title == "Phó trưởng thôn"


UNITS = """Tên thôn\tHình thành từ\tHình thức\tNgày có hiệu lực\tVăn bản\tĐến ngày
Thôn Đông Mai\t\t\t\t\t
Thôn Mai Hạ\t\t\t\t\t
Thôn Đại Mai\tthôn Đông Mai; thôn Mai Hạ\tSáp nhập\t01/7/2025\tNQ 12/NQ-HĐND\t
"""


def test_units_come_with_their_history(world: World) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    run = confirm(client, upload(client, "don-vi", world.commune, UNITS))
    assert run.state == "done", run.outcome
    new = Unit.objects.get(name="Đại Mai")
    assert (new.level, new.noun, new.region) == ("village", "thôn", world.commune.region)
    assert Lineage.objects.filter(successor=new).count() == 2
    assert Unit.objects.get(name="Đông Mai").valid_to == date(2025, 6, 30)


def test_a_list_of_units_leaves_the_days_of_acts(world: World) -> None:
    """An empty cell takes none out, another day is refused; by hand it is, too."""
    by = make.make_official(world.commune, Role.ADMINISTRATOR)
    client = client_of(by)
    confirm(client, upload(client, "don-vi", world.commune, UNITS))
    old, new = Unit.objects.get(name="Đông Mai"), Unit.objects.get(name="Đại Mai")
    Unit.objects.filter(pk=new.pk).update(valid_from=date(2025, 7, 1))
    head = "Tên thôn;Có từ ngày;Đến ngày\n"
    sent = client.get(reverse("villages:export_list", args=["don-vi", world.commune.pk])).content
    for name in ("Đông Mai", "Đại Mai"):
        sent_back = edited(sent, name, {"Có từ ngày": "", "Đến ngày": ""})
        run = upload(client, "don-vi", world.commune, sent_back)
        assert run.outcome["counts"] == {"same": 3, "cells": 0}
    text = f"{head}thôn Đông Mai;;31/12/2025\nthôn Đại Mai;01/01/2024;\n"
    run = upload(client, "don-vi", world.commune, text)
    refused = {row[3][0][0]: row[3][0][1] for row in run.outcome["rows"]["refused"]}
    assert "có từ ngày 01/7/2025 theo NQ 12/NQ-HĐND" in refused["Có từ ngày"]
    assert "thôi hoạt động sau ngày 30/6/2025 theo NQ 12" in refused["Đến ngày"]
    for unit, name in ((old, "valid_to"), (new, "valid_from")):
        with pytest.raises(Refused, match="theo NQ 12"):
            edit_unit(by=make.access(by), unit=Unit.objects.get(pk=unit.pk), fields={name: None})


def test_a_list_that_names_a_village_that_has_ended_is_answered_with_what_it_became(
    world: World,
) -> None:
    """Of units, too, and of people: also of who held a post there."""
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    confirm(client, upload(client, "don-vi", world.commune, UNITS))
    old = Unit.objects.get(name="Đông Mai")
    head = make.make_official(old, Role.VILLAGE_BOARD, "Vũ Văn Định")
    Posting.objects.filter(official=head).update(title="Trưởng thôn", ends_on=old.valid_to)
    people = "Họ và tên;Chức vụ;Đơn vị\nBùi Văn Cao;Trưởng thôn;thôn Đông Mai\n"
    people += "Vũ Văn Định;Trưởng thôn;thôn Đông Mai\n"
    for slug, text in (
        ("don-vi", "Tên thôn;Thứ tự\nThôn Đông Mai;2\n"),
        ("can-bo", people),
    ):
        run = upload(client, slug, world.commune, text)
        assert set(run.outcome["counts"]) == {"refused", "cells"}, run.outcome
        for row in run.outcome["rows"]["refused"]:
            ((_, reason, remedy),) = row[3]
            assert reason == "Thôn Đông Mai đã thôi hoạt động sau ngày 30/6/2025."
            assert remedy == "Ghi đơn vị tiếp nhận: thôn Đại Mai."
    past = "Họ và tên;Chức vụ;Đơn vị;Đến ngày\nVũ Văn Định;Trưởng thôn;thôn Đông Mai;30/6/2025\n"
    run = upload(client, "can-bo", world.commune, past)
    assert set(run.outcome["counts"]) == {"same", "cells"}, run.outcome


def test_what_is_open_in_a_unit_does_not_stay_behind_by_a_file(world: World) -> None:
    """A change of units takes people and work along; a history from a file would leave them."""
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    assert world.village.pk
    history = f"Đại Mai\t{world.village.full_name}\tĐổi tên\t01/8/2024\tNQ 12\t\n"
    text = UNITS.splitlines()[0] + "\nThôn " + history
    assert upload(client, "don-vi", world.commune, text).outcome["counts"].keys() == {
        "new", "cells",
    }  # fmt: skip
    make.make_task(world.plan, unit=world.village)
    world.official("thon")
    run = upload(client, "don-vi", world.commune, text)
    ((column, reason, remedy),) = run.outcome["rows"]["refused"][0][3]
    assert (column, "Sắp xếp đơn vị" in remedy) == ("Hình thành từ", True)
    assert "còn 1 chức vụ đang giữ, 1 nhiệm vụ đang làm" in reason
    ended = f"Tên thôn;Đến ngày\n{world.village.full_name};31/12/2024\n"
    run = upload(client, "don-vi", world.commune, ended)
    assert run.outcome["counts"] == {"changed": 1, "warned": 1, "cells": 1}
    assert "còn 1 chức vụ đang giữ, 1 nhiệm vụ" in run.outcome["rows"]["changed"][0][4]


@pytest.mark.parametrize("slug", ["to-chuc", "don-vi", "can-bo"])
def test_what_was_exported_comes_back_without_a_change(world: World, slug: str) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    for kind, text in (("don-vi", UNITS), ("to-chuc", BODIES), ("can-bo", PEOPLE)):
        if kind == "can-bo":
            make.make_village(world.commune)
        assert confirm(client, upload(client, kind, world.commune, text)).state == "done"
    file = client.get(reverse("villages:export_list", args=[slug, world.commune.pk])).content
    run = upload(client, slug, world.commune, file, "ds.xlsx")
    assert run.outcome["counts"].keys() == {"same", "cells"}, run.outcome


def test_a_unit_that_came_from_another_province_comes_back_without_a_change(world: World) -> None:
    top = Unit.objects.get(pk=world.commune.ancestor_ids[0])
    client = client_of(make.make_official(top, Role.ADMINISTRATOR))
    elsewhere = make.make_commune("Bắc Lý", make.make_province("Bắc Giang cũ"))
    how = {"kind": LineageKind.MERGE, "happened_on": date(2024, 7, 1), "act": "NQ 1"}
    Lineage.objects.create(predecessor=elsewhere, successor=world.commune, **how)
    file = client.get(reverse("villages:export_list", args=["don-vi", top.pk])).content
    run = upload(client, "don-vi", top, file, "ds.xlsx")
    assert run.outcome["counts"].keys() == {"same", "cells"}, run.outcome


@pytest.mark.parametrize("slug", ["to-chuc", "don-vi", "can-bo"])
def test_the_template_reads_as_a_list_and_its_examples_are_none(world: World, slug: str) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    url = reverse("villages:export_list", args=[slug, world.commune.pk])
    file = client.get(f"{url}?mau=1").content
    run = upload(client, slug, world.commune, file, "mau.xlsx")
    assert run.state == "checked"
    assert run.outcome["counts"] == {"cells": 0}


def test_the_marked_file_holds_every_refused_row(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "MOST_SHOWN", 3)
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    rows = "".join(f"Hội số {n};thôn Không Có {n}\n" for n in range(7))
    run = upload(client, "to-chuc", world.commune, f"Tên tổ chức;Đơn vị\n{rows}")
    assert run.outcome["counts"]["refused"] == 7
    url = reverse("villages:import_run", args=[run.pk])
    page = client.get(url).content.decode()
    assert "Hiện 3 dòng đầu; tệp đã đánh dấu lỗi có 7 dòng." in page
    assert '<td data-label="Ô ghi">thôn Không Có 2</td>' in page
    (sheet,) = read_book(client.get(f"{url}?danh-dau=1").content).sheets
    words = str(sheet.rows)
    assert all(f"Hội số {n}" in words and f"“thôn Không Có {n}”" in words for n in range(7))


def test_what_is_beyond_the_rows_kept_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "MOST_SHOWN", 3)
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    rows = "".join(f"Hội số {n}\n" for n in range(5))
    run = upload(client, "to-chuc", world.commune, f"Tên tổ chức\n{rows}")
    page = client.get(reverse("villages:import_run", args=[run.pk])).content.decode()
    assert "Trang này giữ 3 dòng đầu của mục; khi ghi thì ghi đủ." in page
    run.outcome["rows"]["refused"] = [
        [2, "Hội", [], [["", "Lý do cũ", ""]], ""]
    ]  # of a release ago
    run.outcome["counts"]["refused"] = 1
    run.save()
    assert "Lý do cũ" in client.get(reverse("villages:import_run", args=[run.pk])).content.decode()


def test_a_guess_that_was_confirmed_is_remembered(world: World) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    text = "STT;Tên tổ chức hội;Viết tắt\n1;Hội Nông dân xã;HND xã\n"
    first = upload(client, "to-chuc", world.commune, text)
    assert first.state == ImportState.MATCHING
    columns = {f"cot-{at}": name for at, name in enumerate(first.columns)}
    url = reverse("villages:import_run", args=[first.pk])
    client.post(url, {"viec": "ghep", "sheet": first.sheet, **columns})
    first.refresh_from_db()
    assert first.state == ImportState.CHECKED
    assert upload(client, "to-chuc", world.commune, text).state == ImportState.CHECKED


def test_refused_rows_are_left_out_by_choice_alone(world: World) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    text = "Tên tổ chức;Trực thuộc UBND\nHội Nông dân xã;\nTrạm Y tế;có lẽ\n"
    run = upload(client, "to-chuc", world.commune, text)
    assert run.outcome["counts"] == {"new": 1, "refused": 1, "cells": 0}
    answer = client.post(reverse("villages:import_run", args=[run.pk]), {"viec": "ghi"})
    assert answer.status_code == 422
    assert "Còn dòng bị từ chối" in answer.content.decode()
    assert not Body.objects.exists()
    assert confirm(client, run, bo_qua="1").state == ImportState.DONE
    assert Body.objects.get().name == "Hội Nông dân xã"


def test_a_phone_that_excel_took_for_a_number_has_its_zero_again(world: World) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    text = "Họ và tên;Chức vụ;SĐT\nNguyễn Thị Lan;Công chức;912345678\n"
    text += "Bùi Văn Cao;Công chức;0912 345 679\n"
    confirm(client, upload(client, "can-bo", world.commune, text))
    phones = dict(Official.objects.exclude(phone="").values_list("full_name", "phone"))
    assert phones == {"Nguyễn Thị Lan": "0912345678", "Bùi Văn Cao": "0912 345 679"}


def test_a_province_that_is_not_the_lists_is_refused_and_the_right_one_named(world: World) -> None:
    province = world.district.parent
    client = client_of(make.make_official(province, Role.ADMINISTRATOR))
    rows = "xã Mới;Xã;Bắc Gianh;\nxã Hai;Xã;tỉnh Bắc Giang;\nxã Ba;Xã;;huyện Hiệp Hoa\n"
    text = f"Tên đơn vị;Cấp;Tỉnh, thành phố;Đơn vị cấp trên\n{rows}xã Tư;Xã;;huyện Hiệp Hào\n"
    outcome = upload(client, "don-vi", province, text).outcome
    assert outcome["counts"]["new"] == 2
    remedies = [row[3][0][2] for row in outcome["rows"]["refused"]]
    assert remedies[0] == "Có phải “tỉnh Bắc Giang”?"
    assert remedies[1].startswith("Có phải “huyện Hiệp Hòa”?")


def test_a_code_in_other_letters_is_the_same_unit(world: World) -> None:
    village = world.village
    village.code = "TL-01a"
    village.save()
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    upload_of = "Tên đơn vị;Mã hành chính\nThôn Thắng Lợi Mới;tl-01A\nXuân;n2\nHạ;N2\n"
    run = upload(client, "don-vi", world.commune, upload_of)
    assert run.outcome["counts"] == {"changed": 1, "new": 1, "refused": 1, "cells": 1}
    assert "dòng 3" in run.outcome["rows"]["refused"][0][3][0][1]
    confirm(client, run, bo_qua="1")
    village.refresh_from_db()
    assert (village.name, village.code) == ("Thắng Lợi Mới", "TL-01a")


def test_a_word_of_a_name_is_no_noun_beside_the_noun(world: World) -> None:
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    text = "Tên đơn vị;Danh xưng\nLàng Mới;thôn\nThôn Đông;thôn\nLàng Trên;\n"
    confirm(client, upload(client, "don-vi", world.commune, text))
    named = {str(unit) for unit in world.commune.children.filter(level="village")}
    assert {"thôn Làng Mới", "thôn Đông", "làng Trên"} <= named


def test_what_a_row_lacks_for_want_of_a_column_is_asked_for_as_a_column(world: World) -> None:
    """No cell of the file can be mended where the file has no such column."""
    make.make_village(world.commune, name="Giáp Ngũ")
    client = client_of(make.make_official(world.commune, Role.ADMINISTRATOR))
    text = "Tên thôn;Hình thành từ;Hình thức;Văn bản\nMai Giáp;thôn Giáp Ngũ;Đổi tên;NQ 15\n"
    run = upload(client, "don-vi", world.commune, text)
    ((_, _, _, ((column, _, remedy),), *_),) = run.outcome["rows"]["refused"]
    assert (column, "thêm cột" in remedy) == ("Ngày có hiệu lực", True)

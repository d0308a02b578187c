"""Officials from Excel: which role a title gives, which posting a row means, whose a row is."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.villages.imports.files import edited
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of, opened
from villages.enums import Role
from villages.honorifics import bare_name, split_honorifics
from villages.models import ImportRun, ImportState, Official, Posting, Unit
from villages.pasting_people import role_of_office
from villages.village_offices import is_of_village

# How a file is read; PostgreSQL takes rows of every kind of list in `access/test_imports.py`.
pytestmark = pytest.mark.once


world = opened()


@pytest.fixture
def client(world: World) -> Client:
    return client_of(make.make_official(world.commune, Role.ADMINISTRATOR))


def cautions(run: ImportRun) -> list[str]:
    return [row[4] for sort in ("new", "changed") for row in run.outcome["rows"][sort]]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Chủ tịch UBND xã", Role.CHAIR),
        ("Bí thư Đảng ủy, Chủ tịch Ủy ban nhân dân xã", Role.CHAIR),
        ("PHÓ CHỦ TỊCH UBND XÃ", Role.VICE_CHAIR),
        ("Phó Chủ tịch Thường trực UBND", Role.VICE_CHAIR),
        ("công chức VP-TK, thường trực NTM", Role.STANDING_OFFICER),
        ("Công chức thường trực nông thôn mới", Role.STANDING_OFFICER),
        ("Cán bộ phụ trách NTM (thường trực)", Role.STANDING_OFFICER),
        ("Công chức nông thôn mới – thường trực", Role.STANDING_OFFICER),
        ("Trưởng BCĐ NTM, Thường trực Đảng ủy", Role.OFFICIAL),
        ("Văn thư", Role.CLERK),
        ("Công chức văn thư – lưu trữ", Role.CLERK),
        ("Chủ tịch Hội Nông dân", Role.OFFICIAL),
        ("Phó Chủ tịch HĐND xã", Role.OFFICIAL),
        ("Nguyên Chủ tịch UBND xã", Role.OFFICIAL),
        ("Công chức Văn phòng – Thống kê", Role.OFFICIAL),
        ("Quản trị hệ thống", Role.OFFICIAL),
        ("Quản trị dữ liệu dùng chung", Role.OFFICIAL),
    ],
)
def test_a_title_gives_a_role_by_plain_rules(title: str, role: Role) -> None:
    assert role_of_office(title, is_village=False) == role
    assert role_of_office(title, is_village=True) == Role.VILLAGE_BOARD


def test_an_assumed_role_is_named_on_its_row(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ;Đơn vị\nNguyễn Thị Lan;Chủ tịch UBND xã;\n"
    text += f"Bùi Văn Cao;Công chức;\nTrần Văn Bình;Trưởng thôn;{world.village.full_name}\n"
    run = upload(client, "can-bo", world.commune, text)
    labels = ["Chủ tịch UBND", "Công chức chuyên môn", "Ban phát triển thôn"]
    words = [f"Vai trò “{one}” suy ra từ chức vụ; hãy xem lại." for one in labels]
    assert cautions(run) == words
    confirm(client, run)
    roles = dict(Posting.objects.values_list("official__full_name", "role"))
    assert roles["Nguyễn Thị Lan"] == Role.CHAIR
    assert roles["Bùi Văn Cao"] == Role.OFFICIAL
    assert roles["Trần Văn Bình"] == Role.VILLAGE_BOARD
    again = upload(client, "can-bo", world.commune, text.replace("Công chức", "Văn thư"))
    assert again.outcome["counts"] == {"changed": 1, "same": 2, "cells": 1}
    assert cautions(again) == [""]  # a posting that there is keeps its role
    confirm(client, again)
    assert Posting.objects.get(title="Văn thư").role == Role.OFFICIAL


def test_a_given_role_is_no_guess(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ;Vai trò\nNguyễn Thị Lan;Chủ tịch UBND xã;Văn thư\n"
    run = upload(client, "can-bo", world.commune, text)
    assert cautions(run) == [""]
    confirm(client, run)
    official = Official.objects.get(full_name="Nguyễn Thị Lan")
    assert official.postings.get().role == Role.CLERK


def test_an_empty_cell_does_not_wipe_what_another_row_gave(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ;Vai trò;SĐT;Email\n"
    text += "Nguyễn Thị Lan;Công chức;Công chức chuyên môn;0912345678;\n"
    text += "Nguyễn Thị Lan;Văn thư;Văn thư;;lan@example.vn\n"
    text += "Bùi Văn Cao;Công chức;Công chức chuyên môn;0912345679;\n"
    run = upload(client, "can-bo", world.commune, text)
    words = "Trùng họ tên với dòng 2: coi là cùng một người; nếu là hai người, "
    assert [one for one in cautions(run) if words in one] == [cautions(run)[-1]]
    confirm(client, run)
    lan = Official.objects.get(full_name="Nguyễn Thị Lan")
    assert (lan.phone, lan.email) == ("0912345678", "lan@example.vn")
    assert lan.postings.count() == 2
    again = upload(client, "can-bo", world.commune, text)
    assert again.outcome["counts"] == {"same": 3, "cells": 0}
    wiped = upload(client, "can-bo", world.commune, text.replace("0912345679", ""))
    assert ["Điện thoại", "0912345679", ""] in [
        list(change) for row in wiped.outcome["rows"]["changed"] for change in row[2]
    ]


def test_namesakes_with_names_of_their_own_are_two_people(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ;Vai trò;Tên đăng nhập\n"
    text += "Nguyễn Thị Lan;Công chức;Công chức chuyên môn;lan1\n"
    text += "Nguyễn Thị Lan;Văn thư;Văn thư;lan2\n"
    run = upload(client, "can-bo", world.commune, text)
    assert cautions(run) == ["", ""]
    confirm(client, run)
    assert set(Official.objects.filter(full_name="Nguyễn Thị Lan").values_list("username")) == {
        ("lan1",),
        ("lan2",),
    }


def test_a_second_person_of_one_name_title_and_unit_is_doubted(
    world: World, client: Client
) -> None:
    text = "Họ và tên;Chức vụ;Tên đăng nhập\nNguyễn Thị Lan;Công chức;lan1\n"
    confirm(client, upload(client, "can-bo", world.commune, text))
    run = upload(client, "can-bo", world.commune, text.replace("lan1", "lan2"))
    assert run.outcome["counts"]["new"] == 1
    assert "đã có người cùng họ tên" in cautions(run)[0]
    assert "lan1" in cautions(run)[0]
    other = text.replace("lan1", "lan2").replace("Công chức", "Văn thư")
    assert "cùng họ tên" not in cautions(upload(client, "can-bo", world.commune, other))[0]


LAN = "Họ và tên;Chức vụ;Vai trò\nNguyễn Thị Lan;Công chức;{}\n"


def test_another_role_of_the_same_title_corrects_the_open_posting(
    world: World, client: Client
) -> None:
    confirm(client, upload(client, "can-bo", world.commune, LAN.format("")))
    run = upload(client, "can-bo", world.commune, LAN.format("Thường trực NTM"))
    [changed] = run.outcome["rows"]["changed"]
    assert [list(one) for one in changed[2]] == [
        ["Vai trò", "Công chức chuyên môn", "Thường trực NTM"]
    ]
    confirm(client, run)
    official = Official.objects.get(full_name="Nguyễn Thị Lan")
    posting = official.postings.get()
    assert (posting.role, posting.is_main) == (Role.STANDING_OFFICER, True)
    again = upload(client, "can-bo", world.commune, LAN.format("Thường trực NTM"))
    assert again.outcome["counts"] == {"same": 1, "cells": 0}


def test_a_posting_that_ended_is_not_corrected_to_another_role(
    world: World, client: Client
) -> None:
    confirm(client, upload(client, "can-bo", world.commune, LAN.format("")))
    Posting.objects.filter(title="Công chức").update(ends_on=date(2020, 1, 1))
    run = upload(client, "can-bo", world.commune, LAN.format("Văn thư"))
    assert cautions(run) == ["Thêm một chức vụ cho người đã có."]
    confirm(client, run)
    roles = Posting.objects.filter(title="Công chức").order_by("pk").values_list("role", flat=True)
    assert list(roles) == [Role.OFFICIAL, Role.CLERK]


def test_rows_of_one_name_do_not_write_over_each_other(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ\nNguyễn Thị Lan;Công chức\nNguyễn Thị Lan;Văn thư\n"
    run = confirm(client, upload(client, "can-bo", world.commune, text))
    assert "Thêm một chức vụ cho người đã có." in cautions(run)[-1]
    held = Posting.objects.filter(official__full_name="Nguyễn Thị Lan")
    assert set(held.values_list("title", "role")) == {
        ("Công chức", Role.OFFICIAL),
        ("Văn thư", Role.CLERK),
    }
    again = upload(client, "can-bo", world.commune, text)
    assert again.outcome["counts"] == {"same": 2, "cells": 0}


def test_two_rows_of_one_name_and_role_are_refused(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ\nNguyễn Thị Lan;Công chức địa chính\nNguyễn Thị Lan;Công chức\n"
    run = upload(client, "can-bo", world.commune, text)
    [refused] = run.outcome["rows"]["refused"]
    assert refused[3][0][1] == "Trùng họ tên, đơn vị và vai trò với dòng 2."


def test_without_a_role_a_row_means_the_posting_of_its_title(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ;Vai trò;Đến ngày\nNguyễn Thị Lan;Công chức;Thường trực NTM;1/1/2020\n"
    text += "Nguyễn Thị Lan;Cán bộ;Công chức chuyên môn;\n"
    confirm(client, upload(client, "can-bo", world.commune, text))
    bare = "Họ và tên;Chức vụ\nNguyễn Thị Lan;Công chức\nNguyễn Thị Lan;Cán bộ\n"
    run = upload(client, "can-bo", world.commune, bare)
    assert run.outcome["counts"] == {"same": 2, "cells": 0}


def test_a_refused_row_writes_nothing_of_the_person(world: World, client: Client) -> None:
    confirm(client, upload(client, "can-bo", world.commune, LAN.format("")))
    text = "Họ và tên;Chức vụ;Vai trò;Chức vụ chính;SĐT\n"
    text += "Nguyễn Thị Lan;Văn thư;Văn thư;x;0912345678\n"  # another post is the main one
    text += "Bùi Văn Cao;Công chức;Công chức chuyên môn;;\n"
    run = upload(client, "can-bo", world.commune, text)
    assert (run.outcome["counts"]["new"], run.outcome["counts"]["refused"]) == (1, 1)
    assert confirm(client, run, bo_qua="1").state == ImportState.DONE
    assert Official.objects.get(full_name="Nguyễn Thị Lan").phone == ""


@pytest.mark.parametrize(
    ("written", "honorific", "name"),
    [
        ("Đ/c Nguyễn Văn A", "Đ/c", "Nguyễn Văn A"),
        ("ĐỒNG CHÍ: LÊ A", "ĐỒNG CHÍ", "LÊ A"),
        ("Ông (bà) Lê Thị C", "Ông (bà)", "Lê Thị C"),
        ("Anh/Chị Lê Thị C", "Anh/Chị", "Lê Thị C"),
        ("Đ/c Bà Trần Thị B", "Đ/c Bà", "Trần Thị B"),
        ("ba Tran Thi B", "ba", "Tran Thi B"),
        ("Bà Lan", "Bà", "Bà Lan"),  # the rest is no full name
        ("Ông Ích Khiêm", "Ông", "Ông Ích Khiêm"),
        ("Bá Trung Phụ", "", "Bá Trung Phụ"),
        ("Công Văn Á", "", "Công Văn Á"),
    ],
)
def test_an_honorific_is_none_of_a_name(written: str, honorific: str, name: str) -> None:
    assert split_honorifics(written)[0] == honorific
    assert bare_name(written) == name


def test_an_honorific_makes_no_second_person(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ\nNguyễn Văn Anh;Công chức\nTrần Thị Bích;Văn thư\n"
    confirm(client, upload(client, "can-bo", world.commune, text))
    polite = text.replace("Nguyễn Văn", "Đ/c Nguyễn Văn").replace("Trần Thị", "Bà Trần Thị")
    again = upload(client, "can-bo", world.commune, polite + "Đồng chí Lê Thị Cúc;Cán bộ\n")
    assert again.outcome["counts"] == {"same": 2, "new": 1, "warned": 1, "cells": 0}
    assert "Bỏ “Đồng chí” trước họ tên." in cautions(again)[0]
    confirm(client, again)
    assert Official.objects.filter(full_name="Lê Thị Cúc", username="lethicuc").exists()


def test_a_name_stored_with_an_honorific_goes_out_and_comes_back(
    world: World, client: Client
) -> None:
    one = make.make_official(world.commune, Role.OFFICIAL)
    one.full_name = "Đ/c Nguyễn Văn Anh"
    one.save()
    url = reverse("villages:export_list", args=["can-bo", world.commune.pk])
    back = upload(client, "can-bo", world.commune, edited(client.get(url).content))
    assert set(back.outcome["counts"]) == {"same", "cells"}
    bare = upload(client, "can-bo", world.commune, "Họ và tên;Chức vụ\nNguyễn Văn Anh;Văn thư\n")
    assert bare.outcome["counts"].get("new", 0) == 0


def test_a_phone_that_an_apostrophe_keeps_whole_is_read(world: World, client: Client) -> None:
    text = "Họ và tên;Chức vụ;SĐT\nNguyễn Văn Anh;Công chức;'0912345678\n"
    confirm(client, upload(client, "can-bo", world.commune, text))
    assert Official.objects.get(full_name="Nguyễn Văn Anh").phone == "0912345678"


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Họ;Tên", "Nguyễn Văn;Anh"),
        ("Họ và tên đệm;Tên", "Nguyễn Văn;Anh"),
        ("Họ;Tên đệm;Tên", "Nguyễn;Văn;Anh"),
        ("Họ;Đệm;Họ và tên", "Nguyễn;Văn;Nguyễn Văn Anh"),
        ("Họ và đệm;Tên", "Đ/c Nguyễn Văn;Anh"),
    ],
)
def test_a_name_in_several_columns_is_one(
    world: World, client: Client, head: str, cells: str
) -> None:
    run = upload(client, "can-bo", world.commune, f"{head};Chức vụ\n{cells};Công chức\n")
    confirm(client, run)
    assert Official.objects.filter(full_name="Nguyễn Văn Anh").exists()
    again = upload(client, "can-bo", world.commune, f"{head};Chức vụ\n{cells};Công chức\n")
    assert again.outcome["counts"] == {"same": 1, "cells": 0}


def test_a_unit_is_known_by_its_office_and_by_what_lies_around_it(
    world: World, client: Client
) -> None:
    make.make_commune("Bắc Lý", parent=world.district)
    district, province = world.district.full_name, world.province.full_name
    read = [
        "UBND xã Mai Đình",
        "Ủy ban nhân dân xã Mai Đình",
        "UBND xã",
        f"xã Mai Đình, {district}",
        f"Xã Mai Đình - {district} - {province}",
    ]
    elsewhere = [
        "UBND xã Mai Đình, tỉnh Nghệ An",
        "xã Mai Đình, huyện Không Có",
        "UBND xã Bắc Lý",  # of the same district, out of the list's reach
    ]
    rows = [f"Nguyễn Văn {letter};Văn thư;" for letter in "ABCDEGHI"]
    lines = [row + words for row, words in zip(rows, [*read, *elsewhere], strict=True)]
    text = "\n".join(["Họ và tên;Chức vụ;Đơn vị", *lines, ""])
    run = upload(client, "can-bo", world.commune, text)
    refused = [row[0] for row in run.outcome["rows"]["refused"]]
    assert [lines[number - 2] for number in refused] == lines[len(read) :]
    confirm(client, run, bo_qua="1")
    made = Posting.objects.filter(official__full_name__startswith="Nguyễn Văn ", unit=world.commune)
    assert made.filter(official__full_name__in=[row.partition(";")[0] for row in rows]).count() == 5


CHIEF = "Họ và tên;Chức vụ\nNguyễn Văn Anh;{}\n"


@pytest.mark.parametrize(
    "title",
    ["Trưởng thôn", "Bí thư chi bộ thôn", "Trưởng ban Công tác Mặt trận", "Trưởng thôn Không Có"],
)
def test_an_office_of_a_village_asks_for_its_village(
    world: World, client: Client, title: str
) -> None:
    run = upload(client, "can-bo", world.commune, CHIEF.format(title))
    assert run.outcome["counts"] == {"refused": 1, "cells": 0}
    [(column, reason, remedy)] = run.outcome["rows"]["refused"][0][3]
    assert column in ("Đơn vị", "Chức vụ")
    assert reason
    assert remedy


@pytest.mark.parametrize(
    "title", ["Trưởng thôn Thắng Lợi", "Bí thư Chi bộ, TRƯỞNG THÔN THẮNG LỢI", "Trưởng thôn"]
)
def test_an_office_names_its_village(world: World, client: Client, title: str) -> None:
    village = world.village
    if title == "Trưởng thôn":  # known from before
        row = CHIEF.format(title).replace("vụ", "vụ;Thôn", 1).rstrip() + ";Thắng Lợi\n"
        confirm(client, upload(client, "can-bo", world.commune, row))
    else:
        run = upload(client, "can-bo", world.commune, CHIEF.format(title))
        assert ["Đơn vị", "", village.full_name] in map(list, run.outcome["rows"]["new"][0][2])
        assert "đọc từ chức vụ" in cautions(run)[0]
        confirm(client, run)
    posting = Posting.objects.get(official__full_name="Nguyễn Văn Anh")
    assert (posting.unit, posting.role) == (village, Role.VILLAGE_BOARD)
    again = upload(client, "can-bo", world.commune, CHIEF.format(title))
    assert again.outcome["counts"] == {"same": 1, "cells": 0}


@pytest.mark.parametrize(
    "title",
    ["Phó Chủ tịch UBND xã, Bí thư chi bộ thôn Thắng Lợi", "Công chức nông thôn mới",
     "Cán bộ phụ trách thôn Thắng Lợi", "Trưởng ban", "Trưởng khu di tích"],
)  # fmt: skip
def test_an_office_of_the_commune_is_of_no_village(title: str) -> None:
    assert not is_of_village(title)


def test_what_stood_at_the_commune_goes_out_and_comes_back(world: World, client: Client) -> None:
    person = make.make_official(world.commune, Role.OFFICIAL)
    Posting.objects.filter(official=person).update(title=f"Trưởng {world.village.full_name}")
    url = reverse("villages:export_list", args=["can-bo", world.commune.pk])
    back = upload(client, "can-bo", world.commune, edited(client.get(url).content))
    assert set(back.outcome["counts"]) == {"same", "cells"}


def test_a_row_that_names_a_village_heads_those_below(world: World, client: Client) -> None:
    text = "STT;Họ và tên;Chức vụ;Điện thoại\nA;KHỐI XÃ;;\n1;Bùi Văn Cao;Văn thư;\n"
    text += f"B;{world.village.full_name};;\n1;Nguyễn Văn Anh;Trưởng thôn;\n"
    run = upload(client, "can-bo", world.commune, text)
    assert run.outcome["counts"]["new"] == 2
    assert "đọc từ dòng tên mục 4" in cautions(run)[1]
    confirm(client, run)
    units = dict(Posting.objects.values_list("official__full_name", "unit"))
    assert units["Bùi Văn Cao"] == world.commune.pk
    assert units["Nguyễn Văn Anh"] == world.village.pk


def test_a_posting_in_a_unit_that_has_ended_comes_back_unchanged(world: World) -> None:
    admin = client_of(make.make_official(world.province, Role.ADMINISTRATOR))
    make.make_official(world.district, Role.REVIEWER, "Hoàng Thị Hòa")
    Unit.objects.filter(pk=world.district.pk).update(valid_to=date(2024, 6, 30))
    sent = admin.get(reverse("villages:export_list", args=["can-bo", world.province.pk])).content
    run = upload(admin, "can-bo", world.province, edited(sent))
    assert run.outcome["counts"] == {"same": 2, "cells": 0}
    text = "Họ và tên;Chức vụ;Đơn vị\nBùi Văn Cao;Công chức;huyện Hiệp Hòa\n"
    assert upload(admin, "can-bo", world.province, text).outcome["counts"]["refused"] == 1

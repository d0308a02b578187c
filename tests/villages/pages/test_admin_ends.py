"""A unit that is ended by hand in the admin: what goes on in it is named, never left unseen."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.world import World, client_of, seen_at
from villages.enums import Role
from villages.models import Lineage, Unit

pytestmark = pytest.mark.both

ON = date(2024, 7, 1)


@pytest.fixture
def admin(world: World) -> Client:
    return client_of(make.make_official(world.province, Role.ADMINISTRATOR, "Quản Trị"))


def end(admin: Client, unit: Unit, day: str) -> str:
    url = reverse("admin:villages_unit_change", args=[unit.pk])
    kept = ("level", "code", "name", "noun", "region")
    typed = {name: getattr(unit, name) or "" for name in kept} | seen_at(admin, url)
    typed |= {"parent": unit.parent_id, "order": 0, "valid_to": day}
    response = admin.post(url, typed, follow=True)
    assert Unit.objects.get(pk=unit.pk).valid_to is not None, response.content.decode()
    return response.content.decode()


def record(admin: Client, old: Unit, new: Unit, on: str = "01/7/2024") -> str:
    typed = {"predecessor": old.pk, "successor": new.pk, "kind": "merge", "happened_on": on}
    url = reverse("admin:villages_lineage_add")
    return admin.post(url, typed | {"act": "Nghị quyết 1"}, follow=True).content.decode()


def test_ending_a_unit_names_what_stays_in_it(world, admin) -> None:
    assert world.task.pk
    page = end(admin, world.commune, "30/6/2024")
    assert "Xã Mai Đình còn " in page
    assert "đơn vị trực thuộc" in page
    assert "1 nhiệm vụ đang làm" in page
    assert "Sắp xếp đơn vị" in page


def test_ending_a_unit_where_nothing_goes_on_warns_of_nothing(world, admin) -> None:
    idle = make.make_village(world.commune, "Vắng")
    assert "ở lại đơn vị đã kết thúc" not in end(admin, idle, "30/6/2024")


def test_a_history_by_hand_is_refused_while_work_goes_on(world, admin) -> None:
    assert world.task.pk
    other = make.make_commune("Xuân Cẩm", world.district)
    page = record(admin, world.commune, other)
    assert "Các đơn vị cũ còn " in page
    assert not Lineage.objects.exists()


def test_a_history_by_hand_ends_the_old_unit_and_opens_it_to_read(world, admin) -> None:
    old, new = (make.make_village(world.commune, name) for name in ("Cũ", "Mới"))
    record(admin, old, new)
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.valid_to == date(2024, 6, 30)
    assert old.path in new.former_paths
    again = record(admin, old, make.make_village(world.commune, "Khác"), "01/8/2024")
    assert "đã được sắp xếp thành" in again


def test_a_stored_history_keeps_its_units_and_its_day(world, admin) -> None:
    old, new, third = (make.make_village(world.commune, name) for name in "ABC")
    record(admin, old, new)
    row = Lineage.objects.get()
    url = reverse("admin:villages_lineage_change", args=[row.pk])
    typed = {"successor": third.pk, "kind": "merge", "happened_on": "01/8/2024", "act": "Số 2"}
    admin.post(url, typed | seen_at(admin, url))
    row.refresh_from_db()
    assert (row.successor_id, row.happened_on, row.act) == (new.pk, date(2024, 7, 1), "Số 2")


def test_the_days_of_an_act_are_not_changed_by_hand(world, admin) -> None:
    old, new = (make.make_village(world.commune, name) for name in ("Cũ", "Mới"))
    Unit.objects.filter(pk=new.pk).update(valid_from=ON)
    record(admin, old, new)
    for day in ("31/7/2024", ""):
        assert "thôi hoạt động sau ngày 30/6/2024 theo Nghị quyết 1" in end(admin, old, day)
    assert Unit.objects.get(pk=old.pk).valid_to == date(2024, 6, 30)
    url = reverse("admin:villages_unit_change", args=[new.pk])
    kept = {name: getattr(new, name) or "" for name in ("level", "code", "name", "noun", "region")}
    typed = kept | {"parent": new.parent_id, "order": 0, "valid_from": "", "valid_to": ""}
    page = admin.post(url, typed | seen_at(admin, url)).content.decode()
    assert "có từ ngày 01/7/2024 theo Nghị quyết 1" in page


def test_nobody_ends_by_hand_a_unit_of_others_nor_opens_it_to_his_own(world) -> None:
    own = client_of(make.make_official(world.commune, Role.ADMINISTRATOR, "Quản Trị Xã"))
    mine = make.make_village(world.commune, "Đông")
    theirs = make.make_village(world.neighbour, "Tây")
    for old, new in ((theirs, mine), (mine, theirs), (world.commune, mine)):
        record(own, old, new)
        old.refresh_from_db()
        assert (old.valid_to, Lineage.objects.exists()) == (None, False)

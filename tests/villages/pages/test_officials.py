"""The list of officials: sorted by given name, world beside the name, in scope alone."""

import re
from datetime import date

import pytest

from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import client_of
from villages.enums import Role
from villages.models import Posting

pytestmark = pytest.mark.both

URL = "/can-bo/"


def people(world) -> None:
    for name, title in (
        ("Đinh Văn Tám", "Phó Chủ tịch"),
        ("Ngô Văn Đồng", "Phó Chủ tịch"),
        ("Đặng Thị Hiền", "Công chức địa chính"),
        ("Đỗ Thị Thêu", "Công chức tài chính"),
    ):
        make.make_official(world.commune, Role.OFFICIAL, name, title=title)


def test_people_stand_by_given_name_with_their_office(world) -> None:
    people(world)
    page = world.member(name="Nguyễn Thị Lan").get(URL).content.decode()
    names = ["Ngô Văn Đồng", "Đặng Thị Hiền", "Nguyễn Thị Lan", "Đinh Văn Tám", "Đỗ Thị Thêu"]
    assert re.findall(r"<a [^>]+><strong>(.+?)</strong></a>", page) == names
    assert "Công chức địa chính, xã Mai Đình" in page


def test_filters_find_names_units_and_those_who_left(world) -> None:
    people(world)
    make.make_official(world.village, Role.VILLAGE_BOARD, "Hoàng Văn Thôn")
    make.make_official(world.commune, Role.CLERK, "Lê Đã Nghỉ", ends_on=date(2024, 1, 1))
    member = world.member()
    found = member.get(URL, {"q": "tam dinh"}).content.decode()
    assert "Đinh Văn Tám" in found
    assert "Thêu" not in found
    in_village = member.get(URL, {"don_vi": world.village.pk}).content.decode()
    assert "Hoàng Văn Thôn" in in_village
    assert "Đinh Văn Tám" not in in_village
    assert "Lê Đã Nghỉ" not in member.get(URL).content.decode()
    assert "Lê Đã Nghỉ" in member.get(URL, {"da_thoi": "on"}).content.decode()


def test_a_filter_that_cannot_be_is_refused(world) -> None:
    response = world.member().get(URL, {"don_vi": "999999"})
    assert response.status_code == 422
    assert world.member().post(URL).status_code == 405


def test_people_are_added_where_the_right_is_held(world) -> None:
    """Its posting need not be the main one."""
    add = f"{URL}them/"
    clerk = make.make_official(world.commune, Role.CLERK, "Lê Văn Thư")
    assert f'href="{add}' not in client_of(clerk).get(URL).content.decode()
    assert client_of(clerk).get(add).status_code == 403
    Posting.objects.create(
        official=clerk, unit=world.neighbour, role=Role.ADMINISTRATOR, title="Kiêm quản trị"
    )
    assert f'href="{add}' in client_of(clerk).get(URL).content.decode()
    assert client_of(clerk).get(add).status_code == 200


def test_a_stranger_sees_nobody_of_the_commune(world) -> None:
    people(world)
    assert "Đinh Văn Tám" not in world.stranger().get(URL).content.decode()


def test_queries_stay_constant(world) -> None:
    def grow() -> None:
        for _ in range(10):
            make.make_official(world.commune, Role.OFFICIAL)

    assert_constant_queries(world.member(), URL, grow)

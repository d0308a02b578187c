"""The page of the audit trail: filters, keyset pages, scope."""

import pytest
import time_machine

from ntm_project.common.lists import SORT
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.shared import text_of
from tests.world import client_of
from villages import services, trail
from villages.enums import Role

pytestmark = pytest.mark.both

URL = "/nhat-ky/"


@pytest.fixture
def lan(world):
    return make.make_official(world.commune, Role.ADMINISTRATOR, "Nguyễn Thị Lan")


def act(world, official, name: str) -> None:
    services.create_body(by=make.access(official), unit=world.commune, name=name)


def test_it_shows_who_did_what(world, lan) -> None:
    act(world, lan, "Hội Nông dân")
    page = text_of(client_of(lan).get(URL))
    assert "09:00 ngày 15/8/2024" in page
    assert "Nguyễn Thị Lan" in page
    assert "Thêm tổ chức: " in page


def test_filters_narrow_by_person_object_and_day(world, lan) -> None:
    hien = make.make_official(world.commune, Role.ADMINISTRATOR, "Đặng Thị Hiền")
    act(world, lan, "Hội Nông dân")
    with time_machine.travel("2024-08-20T03:00:00Z", tick=False):
        act(world, hien, "Hội Phụ nữ")
    client = client_of(lan)

    def names(**query: object) -> set[str]:
        lines = client.get(URL, query).context["lines"]
        return {line.event.object_name for line in lines}

    assert names(nguoi="dang thi hien") == {"Hội Phụ nữ"}
    assert names(loai="villages.body") == {"Hội Nông dân", "Hội Phụ nữ"}
    assert names(ngay="20/08/2024") == {"Hội Phụ nữ"}
    assert names(loai="villages.official", ma=lan.pk) == {"Nguyễn Thị Lan"}
    assert names(ngay="19/08/2024") == set()
    lines = client.get(URL, {"xep": "luc", "loai": "villages.body"}).context["lines"]
    assert [line.event.object_name for line in lines] == ["Hội Nông dân", "Hội Phụ nữ"]


@pytest.mark.parametrize("query", [{"ngay": "32/08/2024"}, {"loai": "x.y"}])
def test_a_filter_that_cannot_be_is_refused_at_its_field(world, lan, query) -> None:
    response = client_of(lan).get(URL, query)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(query)


def test_a_stranger_reads_nothing_of_the_commune(world, lan) -> None:
    act(world, lan, "Hội Nông dân")
    assert "Hội Nông dân" not in world.stranger().get(URL).content.decode()
    assert world.member().post(URL).status_code == 405


def test_older_events_follow_by_key(world, lan) -> None:
    for number in range(55):
        act(world, lan, f"Tổ {number}")
    client = client_of(lan)
    first = client.get(URL, {"loai": "villages.body"})
    second = client.get(first.context["next_url"])
    assert len(second.context["lines"]) == 5
    assert second.context["next_url"] == ""
    assert second.context["first_url"] == f"{URL}?loai=villages.body"


def test_what_lies_far_back_in_the_whole_trail_is_shown_in_the_same_order(
    world, lan, monkeypatch
) -> None:
    """A page is looked for near its place first; a scope that was still meanwhile loses nothing."""
    for number in range(55):
        act(world, lan, f"Tổ {number}")
    client = client_of(lan)

    def keys(**query: str) -> list[int]:
        return [line.event.pk for line in client.get(URL, query).context["lines"]]

    orders = ({}, {SORT: "luc"}, {"loai": "villages.body"})
    near = [keys(**order) for order in orders]
    monkeypatch.setattr(trail, "NEAR", 5)
    assert [keys(**order) for order in orders] == near
    assert all(len(found) == 50 for found in near)


def test_queries_stay_constant(world, lan) -> None:
    def grow() -> None:
        for number in range(10):
            act(world, lan, f"Tổ {number}")

    assert_constant_queries(client_of(lan), URL, grow)

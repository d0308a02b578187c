"""The tree of units in scope, and the search by name."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.queries import assert_constant_queries
from villages.enums import Role

pytestmark = pytest.mark.both

URL = "/don-vi/"


def test_it_shows_the_own_unit_with_what_lies_below(world) -> None:
    page = world.member().get(URL).content.decode()
    assert reverse("villages:unit", args=[world.commune.pk]) in page
    assert "Thôn Thắng Lợi" in page
    assert "Huyện Hiệp Hòa" not in page


def test_two_postings_one_inside_the_other_show_one_tree(world) -> None:
    from tests.world import client_of
    from villages.models import Posting

    official = make.make_official(world.commune)
    Posting.objects.create(
        official=official, unit=world.village, role=Role.VILLAGE_BOARD, title="Ban phát triển"
    )
    assert client_of(official).get(URL).content.decode().count('id="tree-') == 1


def test_names_are_found_without_diacritics(world) -> None:
    member = world.member()
    assert "Thôn Thắng Lợi" in member.get(URL, {"q": "thang loi"}).content.decode()
    page = member.get(URL, {"q": "hiep hoa"}).content.decode()
    assert "Không có đơn vị nào" in page


def test_a_stranger_sees_only_his_own(world) -> None:
    page = world.stranger().get(URL).content.decode()
    assert "Mai Đình" not in page


def test_only_reading(world) -> None:
    assert world.member().post(URL).status_code == 405


def test_queries_stay_constant(world) -> None:
    def grow() -> None:
        for number in range(10):
            make.make_village(world.commune, f"Thôn {number}")

    assert_constant_queries(world.member(), URL, grow)

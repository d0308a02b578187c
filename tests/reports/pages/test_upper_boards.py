"""Boards of provinces and of the country name whom nobody assesses and whom they call what, and
know which units were there on a day."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.reports.pages.test_board_figures import figures_of, number_in, rows_behind
from tests.shared import one_line
from tests.world import World
from villages.enums import Role, UnitLevel

pytestmark = pytest.mark.both


def _board(client, unit, query: str = ""):
    return client.get(reverse("reports:board", args=[unit.pk]) + query)


@pytest.fixture
def client(world: World):
    return world.client(make.make_official(world.province, Role.REVIEWER))


def test_whom_nobody_assesses_is_named_with_the_rows(world, client) -> None:
    make.make_unit(UnitLevel.COMMUNE, "Bắc Lý", world.district, noun="thị trấn")
    make.make_unit(UnitLevel.COMMUNE, "Nay", world.district, valid_from=date(2024, 8, 10))
    make.make_unit(UnitLevel.COMMUNE, "Xưa", world.district, valid_to=date(2024, 7, 31))
    for unit in (world.province, world.district):
        for query, named in (
            ("", "2 xã, thị trấn"), ("?ngay=1/8/2024", "1 thị trấn"),
            ("?ngay=31/7/2024", "2 xã, thị trấn"), ("?nhom=1", ""),
        ):  # fmt: skip
            page = _board(client, unit, query).content.decode()
            assert ("chưa lập đánh giá năm 2024" in page) == bool(named), query
            assert f"{named} chưa lập" in page or not named, query
            for url, figure in figures_of(page):
                assert abs(number_in(figure)) == rows_behind(client, url), (url, figure)
    listed = client.get(reverse("reports:figure", args=[world.province.pk, "chua-lap"]))
    assert [row.text for row in listed.context["figure"].rows] == ["Thị trấn Bắc Lý", "Xã Nay"]


def test_a_province_none_of_whose_communes_is_assessed_is_named(world, client) -> None:
    make.make_province("Bến Tre")
    make.make_unit(UnitLevel.PROVINCE, "Hà Tây", valid_to=date(2024, 6, 30))
    page = client.get(reverse("reports:country"))
    assert "1 tỉnh, thành phố chưa có xã nào lập đánh giá năm 2024" in page.content.decode()
    url = page.context["shown_set"].without.url
    assert [row.text for row in client.get(url).context["figure"].rows] == ["Tỉnh Bến Tre"]
    assert rows_behind(client, url) == 1


def test_a_unit_that_ended_stands_in_its_year_and_says_so(world, client) -> None:
    """Its figures stay in the year in which it was assessed; later days see that it ended."""
    for unit in (world.commune, world.province):
        unit.valid_to = date(2024, 8, 1)
        unit.save()
    ended = "thôi hoạt động sau 01/8/2024"
    country, board = reverse("reports:country"), reverse("reports:board", args=[world.province.pk])
    for url in (country, board):
        assert ended in client.get(url).content.decode()
        assert ended not in client.get(f"{url}?ngay=1/8/2024").content.decode()
        assert client.get(url).context["page"].figures["dat"].total == 2


def test_a_unit_that_had_not_begun_is_not_counted_on_the_day(world, client) -> None:
    new = make.make_unit(
        UnitLevel.COMMUNE, "Tân Mai", world.district, region="TDMNPB", valid_from=date(2024, 8, 10)
    )
    make.make_assessment(new, world.assessment.criteria_set)
    for query, total in (("", 4), ("?ngay=9/8/2024", 2), ("?ngay=10/8/2024", 4)):
        for url in (reverse("reports:country"), reverse("reports:board", args=[world.province.pk])):
            page = client.get(url + query)
            assert page.context["page"].figures["dat"].total == total, (url, query)
            for address, figure in figures_of(page.content.decode()):
                assert abs(number_in(figure)) == rows_behind(client, address), (address, figure)


def test_wards_and_communes_are_called_what_they_are(world, client) -> None:
    ward = make.make_unit(
        UnitLevel.COMMUNE, "An Mỹ", world.district, noun="phường", region="TDMNPB"
    )
    make.make_assessment(ward, world.assessment.criteria_set)
    page = _board(client, world.province)
    text = one_line(page)
    assert "2 xã, phường × 2 tiêu chí, tính đến ngày 15/8/2024" in text
    assert "Các xã, phường theo bộ tiêu chí" in text
    assert page.context["page"].figures["du"].label == "Xã, phường đạt đủ 2 tiêu chí"


def test_what_nobody_has_judged_is_counted_apart_from_what_is_unmet(world, client) -> None:
    """A commune without a result reads “0/2, 2 chưa rõ”, and so does its province."""
    urls = reverse("reports:country"), reverse("reports:board", args=[world.province.pk])
    for words in ("2 chưa rõ", "1 chưa rõ", ""):
        for url in urls:
            page = client.get(url)
            (row,) = page.context["matrix"]["rows"]
            assert row.ends[0].note == words
            assert (">0/2" in page.content.decode()) == (words == "2 chưa rõ")
        for result in world.results() if words != "2 chưa rõ" else world.results()[:2]:
            world.claim(result)


def test_the_first_press_on_the_names_of_provinces_keeps_their_order(world, client) -> None:
    first = client.get(reverse("reports:country")).context["matrix"]["first"]
    assert first.href.endswith("xep=ten")
    sorted_by_name = client.get(first.href).context["matrix"]["first"]
    assert sorted_by_name.aria == "ascending"
    assert sorted_by_name.href.endswith("xep=-ten")


def test_criteria_that_the_record_lacks_count_above_too(world, client) -> None:
    """A set of which two criteria are held and the decision counts three, none judged but one."""
    judged_by = world.assessment.criteria_set
    judged_by.criteria_known = 3
    judged_by.save()
    for result in world.results()[:2]:
        world.claim(result)
    for url in reverse("reports:country"), reverse("reports:board", args=[world.province.pk]):
        page = client.get(url)
        (row,) = page.context["matrix"]["rows"]
        assert (row.ends[0].text, row.ends[0].note) == ("1/3", "2 chưa rõ")
        assert "1/3" in [end.text for end in page.context["matrix"]["foot"].ends]

"""The library: what is found, by which filters, and whose papers it never shows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from evidence.papers.services import withdraw_paper
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.pages.conftest import page_of
from tests.queries import assert_constant_queries
from villages.enums import Role

pytestmark = pytest.mark.both

URL = "/minh-chung/"


def _titles(client, **query: object) -> set[str]:
    response = client.get(URL, query)
    assert response.status_code == 200
    return {card.paper.title for card in response.context["cards"]}


@pytest.fixture
def shelf(world):
    """Papers of every sort, named by what is odd about each."""
    content = ev.photo_bytes()
    ev.paper(world.commune, world.result, title="Nghiệm thu đường Đông Hòa")
    ev.paper(world.commune, title="Chưa gắn", kind="minutes", number="12/BB-UBND")
    ev.paper(world.village, world.result, title="Của thôn")
    ends = make.TODAY + timedelta(days=30)
    ev.paper(world.commune, world.result, title="Sắp hết", expires_on=ends)
    ev.paper(world.commune, world.result, title="Đã hết", expires_on=date(2024, 8, 14))
    ev.paper(world.commune, world.result, title="Trùng một", content=content)
    ev.paper(world.village, world.result, title="Trùng hai", content=content)
    gone = ev.paper(world.commune, title="Thôi dùng")
    withdraw_paper(by=make.system(), evidence_id=gone.pk, reason="Nhầm")
    ev.paper(make.make_commune("Nghi Hoa", world.commune.parent), title="Của xã khác")
    return world


USED = {"Nghiệm thu đường Đông Hòa", "Của thôn", "Sắp hết", "Đã hết", "Trùng một", "Trùng hai"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, USED | {"Chưa gắn"}),
        ({"q": "duong dong hoa"}, {"Nghiệm thu đường Đông Hòa"}),
        ({"q": "ĐÔNG  Hoà"}, {"Nghiệm thu đường Đông Hòa"}),
        ({"q": "12/BB"}, {"Chưa gắn"}),
        ({"loai": "minutes"}, {"Chưa gắn"}),
        ({"tep": "anh"}, USED | {"Chưa gắn"}),
        ({"tep": "pdf"}, set()),
        ({"chua_gan": "on"}, {"Chưa gắn"}),
        ({"sap_het": "on"}, {"Sắp hết"}),
        ({"trung": "on"}, {"Trùng một", "Trùng hai"}),
        ({"thoi_dung": "on"}, {"Thôi dùng"}),
    ],
)
def test_each_filter_leaves_what_it_says(shelf, query, found):
    assert _titles(shelf.standing, **query) == found


def test_filters_of_unit_assessment_criterion_and_indicator(shelf):
    client = shelf.standing
    assert _titles(client, don_vi=shelf.village.pk) == {"Của thôn", "Trùng hai"}
    assert _titles(client, danh_gia=shelf.assessment.pk) == USED
    criterion = shelf.result.indicator.criterion
    query = {"danh_gia": shelf.assessment.pk, "tieu_chi": criterion.pk}
    assert _titles(client, **query) == USED
    other = shelf.assessment.criteria_set.criteria.exclude(pk=criterion.pk).first()
    assert _titles(client, **query | {"tieu_chi": other.pk}) == set()
    assert _titles(client, ket_qua=shelf.result.pk) == USED


def test_a_village_sees_its_own_alone_and_no_doubles_elsewhere(shelf):
    board = shelf.member(Role.VILLAGE_BOARD, shelf.village)
    response = board.get(URL)
    cards = response.context["cards"]
    assert {card.paper.title for card in cards} == {"Của thôn", "Trùng hai"}
    assert all(not card.same and not card.proofs for card in cards)
    assert "Trùng một" not in page_of(response)


def test_doubles_and_indicators_are_pointed_out(shelf):
    response = shelf.standing.get(URL, {"trung": "on"})
    cards = {card.paper.title: card for card in response.context["cards"]}
    assert [p.title for p in cards["Trùng một"].same] == ["Trùng hai"]
    of_result = reverse("evidence:of_result", args=[shelf.result.pk])
    assert of_result in page_of(response)


def test_a_paper_is_chosen_for_an_indicator(shelf):
    response = shelf.standing.get(URL, {"gan": shelf.result.pk})
    paper = response.context["cards"][0].paper
    link = f"{reverse('evidence:link', args=[paper.pk])}?ket_qua={shelf.result.pk}"
    assert link in page_of(response)
    neighbour = make.make_commune("Hương Lâm", shelf.commune.parent)
    foreign = make.make_assessment(neighbour).results.first()
    refused = shelf.standing.get(URL, {"gan": foreign.pk})
    assert (refused.status_code, refused.context["linking"]) == (422, None)
    assert refused.context["form"].errors["gan"][0] in page_of(refused)
    assert "Hương Lâm" not in page_of(refused)


def test_a_stranger_finds_nothing_of_it(shelf):
    response = shelf.stranger().get(URL)
    assert response.context["cards"] == []
    assert "Đông Hòa" not in page_of(response)


def test_only_those_who_add_see_the_way_in(shelf):
    assert shelf.standing.get(URL).context["upload_url"] == reverse("evidence:upload")
    assert shelf.member(Role.COMMITTEE).get(URL).context["upload_url"] == ""


def test_wrong_method(world):
    assert world.standing.post(URL).status_code == 405


def test_queries_do_not_grow(world):
    results = list(world.assessment.results.select_related("indicator"))

    def grow():
        for n in range(10):
            ev.paper(world.commune, *results, title=f"Ảnh {n}", content=ev.photo_bytes(n % 3))

    ev.paper(world.commune, *results)
    assert_constant_queries(world.standing, f"{URL}?trung=&q=anh", grow)

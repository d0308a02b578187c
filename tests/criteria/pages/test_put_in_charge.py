"""Saying who is in charge of an indicator."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.swaps import settled, swapped
from villages.enums import Role
from villages.models import AuditEvent

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(desk):
    return reverse("criteria:put_in_charge", args=[desk.result.pk])


@pytest.fixture
def hien(desk):
    return make.make_official(desk.commune, Role.OFFICIAL, "Đặng Thị Hiền")


def test_somebody_and_then_nobody(desk, url, hien):
    assert desk.standing.post(url, {"in_charge": hien.pk}).status_code == 303
    desk.result.refresh_from_db()
    assert desk.result.in_charge == hien
    assert AuditEvent.objects.about(desk.result).count() == 1
    desk.standing.post(url, {"in_charge": ""})
    desk.result.refresh_from_db()
    assert desk.result.in_charge is None


def test_the_old_page_with_the_answer_equals_the_reloaded_page(desk, url, hien):
    client = desk.standing
    page_url = reverse("reports:assessment", args=[desk.assessment.pk]) + "?mo=1"
    before = settled(client.get(page_url).content.decode())
    answer = client.post(url, {"in_charge": hien.pk}, headers=HTMX).content.decode()
    after = settled(client.get(page_url).content.decode())
    assert before != after
    assert swapped(before, answer, f"result-{desk.result.pk}") == after


def test_only_holders_of_an_open_post_in_the_unit_are_offered(desk, url, hien):
    other = make.make_commune("Nghi Hoa", desk.commune.parent)
    far = make.make_official(other, Role.OFFICIAL, "Người Xã Khác")
    village = make.make_official(make.make_village(desk.commune), Role.VILLAGE_BOARD, "Trưởng Thôn")
    page = desk.standing.get(url, {"lua_chon": "in_charge"}).content.decode()
    assert "Đặng Thị Hiền" in page
    assert str(village) in page
    assert str(far) not in page
    response = desk.standing.post(url, {"in_charge": far.pk}, headers=HTMX)
    assert response.status_code == 422
    assert "không giữ chức vụ" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CHAIR, 303), (Role.VICE_CHAIR, 303), (Role.OFFICIAL, 403), (Role.CLERK, 403)],
)
def test_who_may(desk, url, hien, role, status):
    response = desk.member(role).post(url, {"in_charge": hien.pk})
    assert response.status_code == status
    if status == 403:
        assert "Chủ tịch UBND" in response.content.decode()


def test_strangers_and_wrong_methods(desk, url):
    assert desk.stranger().get(url).status_code == 404
    assert desk.stranger().post(url, {"in_charge": ""}).status_code == 404
    assert desk.standing.put(url).status_code == 405

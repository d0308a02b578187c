"""Saying who is in charge of an indicator."""

import pytest
from django.urls import reverse

from criteria.models import Result
from criteria.queries.results import version_of_charge
from tests import factories as make
from tests.swaps import settled, swapped
from villages.enums import Role
from villages.models import AuditEvent

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(world):
    return reverse("criteria:put_in_charge", args=[world.result.pk])


@pytest.fixture
def hien(world):
    return make.make_official(world.commune, Role.OFFICIAL, "Đặng Thị Hiền")


def chosen(official, seen=None):
    """What the form sends: who is to be in charge, and the version of whom it had seen."""
    return {"in_charge": official.pk, "seen_version": str(_version(seen))}


def _version(official):
    return version_of_charge(Result(in_charge=official))


def test_the_form_carries_whom_it_saw(world, url, hien):
    assert world.standing.get(url).context["seen_version"] == _version(None)
    world.standing.post(url, chosen(hien))
    assert world.standing.get(url).context["seen_version"] == _version(hien)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_second_of_two_sees_whom_the_first_put_in_charge(world, url, hien, headers):
    quyen = world.official("quyen")
    world.member(Role.CHAIR).post(url, chosen(hien))
    answer = world.standing.post(url, chosen(quyen), headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert str(hien) in page
    assert str(quyen) in page
    world.result.refresh_from_db()
    assert world.result.in_charge == hien
    # What the page sends on knows the present one; to send what already stands is no conflict.
    assert f'name="seen_version" hidden>\n{_version(hien)}</textarea>' in page
    assert world.standing.post(url, chosen(hien)).status_code == 303
    assert world.standing.post(url, chosen(quyen, seen=hien)).status_code == 303
    world.result.refresh_from_db()
    assert world.result.in_charge == quyen


def test_somebody_and_then_nobody(world, url, hien):
    assert world.standing.post(url, chosen(hien)).status_code == 303
    world.result.refresh_from_db()
    assert world.result.in_charge == hien
    assert AuditEvent.objects.about(world.result).count() == 1
    world.standing.post(url, {"in_charge": "", "seen_version": _version(hien)})
    world.result.refresh_from_db()
    assert world.result.in_charge is None


def test_the_old_page_with_the_answer_equals_the_reloaded_page(world, url, hien):
    client = world.standing
    page_url = reverse("reports:assessment", args=[world.assessment.pk]) + "?mo=1"
    before = settled(client.get(page_url).content.decode())
    answer = client.post(url, chosen(hien), headers=HTMX).content.decode()
    after = settled(client.get(page_url).content.decode())
    assert before != after
    assert swapped(before, answer, f"result-{world.result.pk}") == after


def test_only_holders_of_an_open_post_in_the_unit_are_offered(world, url, hien):
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    far = make.make_official(other, Role.OFFICIAL, "Người Xã Khác")
    village = make.make_official(world.village, Role.VILLAGE_BOARD, "Trưởng Thôn")
    page = world.standing.get(url, {"lua_chon": "in_charge"}).content.decode()
    assert "Đặng Thị Hiền" in page
    assert str(village) in page
    assert str(far) not in page
    response = world.standing.post(url, {"in_charge": far.pk}, headers=HTMX)
    assert response.status_code == 422
    assert "không giữ chức vụ" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CHAIR, 303), (Role.VICE_CHAIR, 303), (Role.OFFICIAL, 403), (Role.CLERK, 403)],
)
def test_who_may(world, url, hien, role, status):
    response = world.member(role).post(url, chosen(hien))
    assert response.status_code == status
    if status == 403:
        assert "Chủ tịch UBND" in response.content.decode()


def test_strangers_and_wrong_methods(world, url):
    assert world.stranger().get(url).status_code == 404
    assert world.stranger().post(url, {"in_charge": ""}).status_code == 404
    assert world.standing.put(url).status_code == 405

"""Everybody changes the own password: the old one is required, all other sessions end."""

import pytest
from django.test import Client

from tests import factories as make
from villages.enums import Role
from villages.models import AuditEvent

# What an account may do no database decides.
pytestmark = pytest.mark.once

URL = "/tai-khoan/mat-khau/"
NEW = "Kim đồng hồ chỉ bốn giờ"


def change(client: Client, **typed: str):
    return client.post(
        URL, {"old_password": make.PASSWORD, "password": NEW, "password_again": NEW} | typed
    )


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.VILLAGE_BOARD, Role.ADMINISTRATOR])
def test_everybody_changes_the_own_and_only_this_session_stays(world, role) -> None:
    official = make.make_official(world.commune, role)
    here, elsewhere = world.client(official), world.client(official)
    assert change(here).status_code == 303
    official.refresh_from_db()
    assert official.check_password(NEW)
    assert here.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302
    event = AuditEvent.objects.about(official).first()
    assert (event.action, event.actor_id) == ("đổi mật khẩu", official.pk)
    assert NEW not in str(event.changes) + event.reason


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"old_password": "sai mật khẩu cũ rồi"}, "old_password"),
        ({"password_again": NEW + "!"}, "password_again"),
        ({"password": "nongthonmoi2024", "password_again": "nongthonmoi2024"}, "password"),
        ({"password": make.PASSWORD, "password_again": make.PASSWORD}, "password"),
        ({"password": "x" * 5000, "password_again": "x" * 5000}, "password"),
    ],
)
def test_what_cannot_be_is_shown_at_its_field(world, typed, field) -> None:
    official = world.official("hien")
    response = change(world.client("hien"), **typed)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    official.refresh_from_db()
    assert official.check_password(make.PASSWORD)


def test_a_guesser_at_an_open_screen_is_slowed_down(world) -> None:
    client = world.client("hien")
    answers = [change(client, old_password=f"đoán lần thứ {n} sai").status_code for n in range(7)]
    assert 429 in answers
    assert change(client).status_code != 303


def test_the_way_there_stands_in_the_header_and_in_the_admin_site(world) -> None:
    assert 'href="/tai-khoan/"' in world.client("hien").get("/can-bo/").content.decode()
    admin = world.member(Role.ADMINISTRATOR)
    assert admin.get("/quan-tri/password_change/")["Location"] == URL

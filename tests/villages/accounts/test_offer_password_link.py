"""The way back in for the last administrator, by whoever runs the server."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from villages.models import AuditEvent

# What an account may do no database decides.
pytestmark = pytest.mark.once

NEW = "mưa rơi trên mái ngói đỏ"


def offer(username: str, **more: object) -> str:
    out = StringIO()
    call_command("offer_password_link", username=username, stdout=out, **more)
    return out.getvalue()


def test_the_link_it_prints_sets_a_password(world) -> None:
    hien = world.official("hien")
    TOTPDevice.objects.create(user=hien, name="x")
    path = re.search(r"http://testserver(/mat-khau/\S+)", offer(hien.username))[1]
    assert TOTPDevice.objects.exists()
    browser = Client()
    browser.get(path)
    typed = {"password": NEW, "password_again": NEW}
    assert browser.post("/mat-khau/", typed).status_code == 303
    hien.refresh_from_db()
    assert hien.check_password(NEW)


def test_it_removes_a_lost_factor_where_requested(world) -> None:
    hien = world.official("hien")
    TOTPDevice.objects.create(user=hien, name="x")
    offer(hien.username, remove_factor=True)
    assert not TOTPDevice.objects.exists()
    event = AuditEvent.objects.about(hien).get(action="gỡ xác thực hai lớp")
    assert event.actor_name == "Hệ thống"


def test_a_closed_or_unknown_account_gets_none(world) -> None:
    hien = world.official("hien")
    hien.is_active = False
    hien.save()
    for name in (hien.username, "khong-co"):
        with pytest.raises(CommandError, match="Không có tài khoản"):
            offer(name)

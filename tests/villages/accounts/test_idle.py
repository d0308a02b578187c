"""Accounts that nobody uses are closed at night, but never one that nobody could open again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests import factories as make
from tests.world import client_of, seen_at
from villages.enums import Role
from villages.models import AuditEvent, Official

# What an account may do no database decides.
pytestmark = pytest.mark.once


@pytest.fixture
def admin(world) -> Official:
    """Came for the last time today; all others of the world stand as they were made."""
    return make.make_official(world.commune, Role.ADMINISTRATOR, "Quản Trị")


def run() -> set[str]:
    """Who was closed."""
    out = StringIO()
    call_command("close_idle_accounts", stdout=out)
    return {line.partition(": ")[2] for line in out.getvalue().splitlines()[:-1]}


def later(time_machine, days: int) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)


def test_what_nobody_used_is_closed_with_its_event_and_opened_as_any_other(
    world, admin, time_machine
) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL, "Đặng Thị Hiền")
    lan = make.make_official(world.commune, Role.CLERK, "Nguyễn Thị Lan")
    later(time_machine, 44)
    assert run() == set()
    Official.objects.get_queryset().filter(pk=lan.pk).update(last_login=timezone.now())
    later(time_machine, 2)
    closed = run()
    assert hien.full_name in closed
    assert lan.full_name not in closed
    assert run() == set()
    event = AuditEvent.objects.about(hien).first()
    assert (event.action, event.actor_name) == ("đóng tài khoản không dùng", "Hệ thống")
    assert event.changes == {"is_active": [True, False]}
    keeper = client_of(admin)
    listed = keeper.get("/can-bo/", {"da_dong": "on"}).content.decode()
    assert hien.full_name in listed
    assert lan.full_name not in listed
    url = f"/can-bo/{hien.pk}/"
    assert "vì lâu không dùng" in keeper.get(url).content.decode()
    hien.refresh_from_db()
    form = {"full_name": hien.full_name, "username": hien.username, "is_active": "on"}
    sent = form | seen_at(keeper, f"{url}sua/")
    assert keeper.post(f"{url}sua/", sent).status_code in (302, 303)
    hien.refresh_from_db()
    assert hien.is_active
    assert "vì lâu không dùng" not in keeper.get(url).content.decode()
    assert run() == set()  # the days begin anew


def test_whom_nobody_else_could_open_again_stays(world, admin, time_machine) -> None:
    second = make.make_official(world.commune, Role.ADMINISTRATOR, "Phó Quản Trị")
    left = make.make_official(world.commune, Role.ADMINISTRATOR, "Đã Thôi")
    Official.objects.filter(pk=left.pk).update(last_login=timezone.now() + timedelta(days=146))
    left.postings.update(ends_on=timezone.localdate() - timedelta(days=1))
    later(time_machine, 46)
    # Both are idle: the one that signed in last stays.
    Official.objects.get_queryset().filter(pk=second.pk).update(
        last_login=timezone.now() - timedelta(days=60)
    )
    assert admin.full_name in run()
    later(time_machine, 100)
    assert run() == set()
    assert Official.objects.get(pk=second.pk).is_active


def test_wrong_tries_of_strangers_keep_no_account_open(world, admin, time_machine, client) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL, "Đặng Thị Hiền")
    later(time_machine, 46)
    client.post("/dang-nhap/", {"username": hien.username, "password": "sai mật khẩu rồi"})
    assert hien.full_name in run()


def test_a_day_count_of_zero_closes_none(world, admin, time_machine, settings) -> None:
    later(time_machine, 400)
    settings.IDLE_ACCOUNT_DAYS = 0
    assert run() == set()

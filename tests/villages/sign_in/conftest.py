"""A browser at an address, and an account with a password."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from villages.enums import Role
from villages.models import Official

PASSWORD = "con-duong-lang-moi-2024"
HOME, CAFE = "203.0.113.7", "198.51.100.9"


class Browser:
    """Somebody at an address, through the whole stack of middleware."""

    def __init__(self, address: str = HOME, **headers: str) -> None:
        self.client = Client(REMOTE_ADDR=address, **headers)

    def sign_in(self, name: str, password: str = PASSWORD, **headers: str):
        form = {"username": name, "password": password}
        return self.client.post(reverse("login"), form, **headers)

    def fails(self, name: str, times: int) -> list[int]:
        return [self.sign_in(name, f"sai mật khẩu {n}").status_code for n in range(times)]


@pytest.fixture
def commune(db):
    return make.make_commune("Mai Đình")


@pytest.fixture
def lan(commune) -> Official:
    return account(commune, "lan")


def account(unit, name: str, role: Role = Role.OFFICIAL) -> Official:
    official = make.make_official(unit, role)
    official.username = name
    official.set_password(PASSWORD)
    official.save()
    return official


@pytest.fixture
def later(time_machine) -> Callable[[float], None]:
    """A clock that moves when set."""
    time_machine.move_to("2026-03-10T08:00:00+07:00", tick=False)

    def move(seconds: float) -> None:
        time_machine.shift(seconds)

    return move

"""Passwords cost little memory, few at once, and old hashes are made anew."""

import threading
import unicodedata

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.test import override_settings

from ntm_project import settings as project
from ntm_project.common import hashers
from tests.swaps import settled
from tests.villages.sign_in.conftest import PASSWORD, Browser, account
from tests.waiting import MOST_SECONDS
from villages.models import Official, SignInCount

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("_real_hashers"),
]


@pytest.fixture
def _real_hashers():
    with override_settings(PASSWORD_HASHERS=project.PASSWORD_HASHERS):
        yield


@pytest.fixture
def full(monkeypatch):
    """All places are taken, and nobody waits long."""
    monkeypatch.setattr(hashers, "WAIT_SECONDS", 0.01)
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(hashers, "_places", places)
    with places:
        yield


def test_a_try_takes_owasps_nineteen_mebibytes() -> None:
    assert make_password(PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_old_hash_is_made_anew_at_sign_in(lan) -> None:
    lan.password = Argon2PasswordHasher().encode(PASSWORD, "muoi-cu-16-ky-tu")
    lan.save()
    assert "m=102400" in lan.password
    assert Browser().sign_in("lan", "sai").status_code == 200
    lan.refresh_from_db()
    assert "m=102400" in lan.password
    assert Browser().sign_in("lan").status_code == 302
    lan.refresh_from_db()
    assert "m=19456,t=2,p=1" in lan.password
    assert Browser().sign_in("lan").status_code == 302


def test_four_are_hashed_at_once(monkeypatch) -> None:
    running, most = [], []
    enough = threading.Barrier(hashers.MOST_AT_ONCE)

    def slowly(self, password, salt):
        running.append(1)
        most.append(len(running))
        enough.wait(timeout=MOST_SECONDS)
        running.pop()
        return "x"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", slowly)
    monkeypatch.setattr(hashers, "WAIT_SECONDS", MOST_SECONDS)
    threads = [
        threading.Thread(target=lambda: make_password(PASSWORD))
        for _ in range(4 * hashers.MOST_AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == hashers.MOST_AT_ONCE
    assert len(most) == 16


def test_too_many_at_once_are_to_come_again_and_count_as_no_try(lan, full) -> None:
    busy = Browser().sign_in("lan")
    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    assert hashers.HashersBusy.reason in busy.content.decode()
    assert set(SignInCount.objects.values_list("failures", flat=True)) == {0}


def test_an_old_hash_waits_for_its_own_kind_alone(monkeypatch) -> None:
    old = Argon2PasswordHasher().encode(PASSWORD, "muoi-cu-16-ky-tu")
    heavy = threading.BoundedSemaphore(1)
    monkeypatch.setattr(hashers, "_heavy", heavy)
    monkeypatch.setattr(hashers, "WAIT_SECONDS", 0.01)
    with heavy:
        with pytest.raises(hashers.HashersBusy):
            check_password(PASSWORD, old)
        assert check_password(PASSWORD, make_password(PASSWORD))


@pytest.mark.parametrize("typed", ["sai", unicodedata.normalize("NFD", "mật khẩu sai")])
def test_who_is_unknown_closed_or_without_a_password_gets_the_same_at_the_same_cost(
    lan, commune, monkeypatch, typed
) -> None:
    """Neither the page nor what is hashed for it shows which names there are."""
    hashed: list[str] = []

    def counted(work):
        def count(*given):
            hashed.append("once")
            return work(*given)

        return count

    account(commune, "closed")
    account(commune, "bare")
    Official.objects.get_queryset().filter(username="closed").update(is_active=False)
    Official.objects.get_queryset().filter(username="bare").update(password="!")
    for name in ("encode", "verify"):
        work = getattr(hashers.SmallArgon2Hasher, name)
        monkeypatch.setattr(hashers.SmallArgon2Hasher, name, counted(work))
    answers = []
    for number, name in enumerate(("lan", "closed", "bare", "nobody")):
        hashed.clear()
        answer = Browser(f"192.0.2.{number}").sign_in(name, typed)
        page = settled(answer.content.decode()).replace(name, "…")
        answers.append((answer.status_code, len(hashed), page))
    assert answers == answers[:1] * 4

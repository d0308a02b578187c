"""The key of a second factor stands sealed: a copy of the database makes no codes."""

from importlib import import_module

import pytest
from django.apps import apps
from django_otp.plugins.otp_totp.models import TOTPDevice

from ntm_project.common.sealing import BrokenSeal, seal, unseal
from tests.villages.accounts.test_factors import CODE, give_password, shown
from villages.models import AppFactor

KEY = "3132333435363738393031323334353637383930"
MIGRATION = import_module("villages.migrations.0014_seal_factor_keys")


@pytest.fixture
def hien(world):
    return world.official("hien")


@pytest.fixture
def factor(hien) -> AppFactor:
    return AppFactor.taken_up(hien, bytes.fromhex(KEY), name="x")


def is_let_in(official, typed: str) -> bool:
    browser, _ = give_password(official)
    return browser.post(CODE, {"code": typed}).status_code in (302, 303)


def test_what_is_sealed_opens_by_its_key_alone(settings) -> None:
    sealed = seal(b"secret", of="one")
    assert sealed != seal(b"secret", of="one")
    assert unseal(sealed, of="one") == b"secret"
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    for text, of in ((sealed, "two"), (changed, "one"), (KEY, "one"), ("s1:", "one"), ("s1:é", "")):
        with pytest.raises(BrokenSeal):
            unseal(text, of=of)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert unseal(sealed, of="one") == b"secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(BrokenSeal):
        unseal(sealed, of="one")


def test_the_row_alone_makes_no_code_and_opens_no_other_account(world, hien, factor) -> None:
    kept = TOTPDevice.objects.get().key
    assert KEY not in kept
    assert len(kept) <= 80
    quyen = world.official("quyen")
    TOTPDevice.objects.create(user=quyen, name="x", key=kept)
    assert not is_let_in(quyen, shown(KEY))
    # Nor does a key in clear that somebody wrote behind the program's back.
    TOTPDevice.objects.filter(user=quyen).update(key=KEY, throttling_failure_count=0)
    assert not is_let_in(quyen, shown(KEY))
    assert is_let_in(hien, shown(KEY))


def test_a_new_secret_key_takes_it_over_at_the_next_code(hien, factor, settings) -> None:
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = f"{former}-new", [former]
    assert is_let_in(hien, shown(KEY))
    settings.SECRET_KEY_FALLBACKS = []
    assert AppFactor.objects.get().bin_key == bytes.fromhex(KEY)


def test_keys_in_clear_are_sealed_by_the_migration_and_opened_by_its_reverse(hien) -> None:
    TOTPDevice.objects.create(user=hien, name="x", key=KEY)
    for _ in range(2):
        MIGRATION.seal_keys(apps, None)
        assert AppFactor.objects.get().bin_key == bytes.fromhex(KEY)
    MIGRATION.open_keys(apps, None)
    assert TOTPDevice.objects.get().key == KEY

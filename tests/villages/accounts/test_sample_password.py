"""Outside debug the sample's password opens nothing, and the operator sees who has it."""

import logging

import pytest
from django.contrib.auth import hashers
from django.test import Client

from ntm_project.sample.accounts import open_accounts
from tests import factories as make
from villages.accounts import sample_check
from villages.accounts.sample import SAMPLE_PASSWORD
from villages.models import Official

# What an account may do no database decides.
pytestmark = pytest.mark.once

FULL_WIDTH = "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in SAMPLE_PASSWORD)


@pytest.fixture
def carrier(world, settings) -> Official:
    """An account that the loader of the sample opened, on a site that works for real."""
    official = world.official("hien")
    official.set_unusable_password()
    official.save()
    assert open_accounts([official.username]) == 1
    official.refresh_from_db()
    assert official.check_password(SAMPLE_PASSWORD)
    settings.SAMPLE_PASSWORD_OPENS = False
    return official


@pytest.mark.parametrize("typed", [SAMPLE_PASSWORD, FULL_WIDTH])
def test_it_opens_no_door(carrier, typed) -> None:
    response = Client().post("/dang-nhap/", {"username": carrier.username, "password": typed})
    assert response.status_code == 200
    assert "dữ liệu mẫu" in response.content.decode()
    assert not Client().login(username=carrier.username, password=typed)
    assert not carrier.check_password(typed)


def test_the_check_names_whoever_carries_it(carrier) -> None:
    (warning,) = sample_check.check_sample_passwords(None)
    assert carrier.username in warning.msg
    carrier.set_password("mưa rơi trên mái ngói đỏ")
    carrier.save(update_fields=["password"])
    assert sample_check.check_sample_passwords(None) == []


def test_closed_accounts_are_not_named(carrier) -> None:
    carrier.is_active = False
    carrier.save()
    assert sample_check.check_sample_passwords(None) == []


def test_a_password_older_than_the_mark_is_tried_once(carrier, monkeypatch) -> None:
    twins = [
        carrier,
        make.make_official(carrier.audit_unit),
        make.make_official(carrier.audit_unit),
    ]
    Official.objects.filter(pk__in=[t.pk for t in twins[1:]]).update(password=carrier.password)
    Official.objects.update(has_sample_password=None)
    tried = []
    real = hashers.check_password
    monkeypatch.setattr(
        hashers, "check_password", lambda *a, **kw: tried.append(a[1]) or real(*a, **kw)
    )
    names, left = sample_check.look()
    assert names == sorted(t.username for t in twins)
    assert left == 0
    assert len(tried) == len(set(tried))
    tried.clear()
    assert sample_check.look() == (names, 0)
    assert tried == []


def test_the_start_reports_it_and_how_many_it_left_for_later(carrier, caplog, monkeypatch) -> None:
    monkeypatch.setattr(sample_check.connections, "close_all", lambda: None)
    Official.objects.exclude(pk=carrier.pk).update(has_sample_password=None)
    make.make_official(carrier.audit_unit)
    Official.objects.exclude(pk=carrier.pk).update(has_sample_password=None)
    monkeypatch.setattr(sample_check, "MOST_AT_START", 0)
    with caplog.at_level(logging.WARNING, "ntm.start"):
        sample_check.warn_at_start()
    logged = [record.getMessage() for record in caplog.records]
    assert carrier.username in logged[0]
    assert "check --deploy" in logged[1]


def test_in_debug_nothing_is_looked_for(world, caplog, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        sample_check.warn_at_start()
    assert caplog.records == []

"""A connection to PostgreSQL that just answered is taken at its word, until it shows otherwise."""

import time

import psycopg2
import pytest
from django.db import connection

from ntm_project.common.postgresql import base as postgresql

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waits(monkeypatch) -> list[object]:
    """Each wait for the server while a connection that just answered is in use."""
    found, wait = [], postgresql._wait_once

    def note(*about) -> None:
        found.append(about)
        wait(*about)

    # However long this machine takes for what is between.
    monkeypatch.setattr(postgresql, "KNOWN_SECONDS", 300.0)
    connection.ensure_connection()
    assert connection.is_usable()
    monkeypatch.setattr(postgresql, "_wait_once", note)
    return found


def test_what_just_answered_is_not_questioned(waits) -> None:
    assert connection.is_usable()
    assert waits == []


def test_a_second_later_it_is(waits, monkeypatch) -> None:
    monkeypatch.setattr(connection, "_known_until", time.monotonic() - 0.1)
    assert connection.is_usable()
    assert waits


def test_what_met_an_error_is(waits, monkeypatch) -> None:
    monkeypatch.setattr(connection, "errors_occurred", True)
    assert connection.is_usable()
    assert waits


def test_what_the_server_has_ended_is(waits) -> None:
    pid = connection.connection.info.backend_pid
    beside = psycopg2.connect(connection.connection.dsn)
    beside.autocommit = True
    with beside.cursor() as cursor:  # the server ends a connection: the ORM has no word for it
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    beside.close()
    for _ in range(100):
        if connection._has_news():
            break
        time.sleep(0.05)
    assert not connection.is_usable()
    connection.close()

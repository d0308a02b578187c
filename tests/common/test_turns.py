"""A turn is one holder's at a time, and falls when whoever held it is gone."""

from contextlib import ExitStack

import pytest
from django.db import connection

from ntm_project.common.turns import take_turn

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def _own_locks(settings, tmp_path) -> None:
    settings.LOCK_FOLDER = tmp_path / "locks"


def _taken_at_last(name: str) -> ExitStack | None:
    """The turn; PostgreSQL lets go of it once it has noticed that the connection is closed."""
    return next((turn for _ in range(1_000) if (turn := take_turn(name))), None)


def test_a_turn_is_one_holder_s_until_it_is_closed() -> None:
    turn = take_turn("held and closed")
    assert turn is not None
    with turn:
        assert take_turn("held and closed") is None
        other = take_turn("another")
        assert other is not None
        other.close()
    again = _taken_at_last("held and closed")
    assert again is not None
    again.close()


@pytest.mark.postgresql
def test_a_turn_falls_with_the_connection_of_whoever_held_it() -> None:
    turn = take_turn("held and lost")
    assert turn is not None
    with connection.cursor() as cursor:  # the death of a process, which no ORM writes
        cursor.execute(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l"
            " JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND d.datname = current_database()"
        )
    again = _taken_at_last("held and lost")
    assert again is not None
    again.close()
    turn.close()

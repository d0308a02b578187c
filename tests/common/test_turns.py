"""A turn is one holder's at a time, and falls when whoever held it is gone."""

import pytest
from django.db import connection

from ntm_project.common.turns import take_turn

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def _own_locks(settings, tmp_path) -> None:
    settings.LOCK_FOLDER = tmp_path / "locks"


def test_a_turn_is_one_holder_s_until_it_is_closed() -> None:
    turn = take_turn("x")
    assert turn is not None
    with turn:
        assert take_turn("x") is None
        other = take_turn("y")
        assert other is not None
        other.close()
    again = take_turn("x")
    assert again is not None
    again.close()


@pytest.mark.postgresql
def test_a_turn_falls_with_the_connection_of_whoever_held_it() -> None:
    turn = take_turn("x")
    assert turn is not None
    with connection.cursor() as cursor:  # the death of a process, which no ORM writes
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    for _ in range(1_000):
        if (again := take_turn("x")) is not None:
            break
    assert again is not None
    again.close()
    turn.close()

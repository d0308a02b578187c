"""Writers of one SQLite file: served as they came, and nobody who is gone is waited for."""

import fcntl
import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytest_django
from django.db import OperationalError

from ntm_project.common.databases import database_options
from ntm_project.common.faults import BUSY, fault_of
from ntm_project.common.sqlite3.base import DatabaseWrapper
from ntm_project.common.sqlite3.turns import _lines, turn_to_write
from tests.waiting import until

PATIENCE = 60.0
OTHER_PROCESS = """
import sys
from ntm_project.common.sqlite3.turns import turn_to_write
with turn_to_write(sys.argv[1], 60, is_shared=True):
    with open(sys.argv[1], "a") as out:
        out.write("other ")
    print("in", flush=True)
    sys.stdin.read() if sys.argv[2] == "stay" else None
"""


def is_locked(path: str) -> bool:
    with open(path, "ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def other_process(path: str, how: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", OTHER_PROCESS, path, how]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def in_line(path: str, name: str) -> threading.Thread:
    """A thread that writes its name at its turn, and stands in line already."""

    def write() -> None:
        with turn_to_write(path, PATIENCE, is_shared=True), Path(path).open("a") as out:
            out.write(f"{name} ")

    before = len(_lines[path]._waiting)
    thread = threading.Thread(target=write)
    thread.start()
    until(lambda: len(_lines[path]._waiting) > before, "it stands in the line", pause=0.005)
    return thread


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "record.sqlite3")


@pytest.fixture
def own_database(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Lets a test connect to files of its own."""
    with django_db_blocker.unblock():
        yield


def test_threads_are_served_as_they_came(path: str) -> None:
    with turn_to_write(path, PATIENCE, is_shared=True):
        threads = [in_line(path, str(number)) for number in range(8)]
    for thread in threads:
        thread.join()
    assert Path(path).read_text() == "0 1 2 3 4 5 6 7 "


def test_a_process_that_waits_comes_before_whoever_asks_later(path: str) -> None:
    with turn_to_write(path, PATIENCE, is_shared=True):
        other = other_process(path, "go")
        until(lambda: is_locked(f"{path}-next"), "the other process is next", pause=0.005)
        later = in_line(path, "later")
    later.join()
    other.communicate()
    assert Path(path).read_text() == "other later "


def test_a_process_that_dies_leaves_its_turn(path: str) -> None:
    with other_process(path, "stay") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        other.kill()
    with turn_to_write(path, PATIENCE, is_shared=True):
        pass


def test_a_wait_ends_and_the_next_is_served(path: str) -> None:
    with turn_to_write(path, PATIENCE, is_shared=True), pytest.raises(TimeoutError):
        turn_to_write(path, 0.01, is_shared=True)
    with turn_to_write(path, PATIENCE, is_shared=True):
        pass


def test_a_folder_that_takes_no_lock_keeps_nobody_from_writing(tmp_path: Path) -> None:
    with turn_to_write(str(tmp_path / "missing" / "record"), PATIENCE, is_shared=True):
        pass


def connect(path: str, **options: object) -> DatabaseWrapper:
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": {}}
    config |= {"OPTIONS": database_options(config) | options, "TIME_ZONE": None}
    config |= {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False}
    config |= {"CONN_MAX_AGE": 0, "TEST": {"NAME": None, "MIRROR": None}}
    return DatabaseWrapper(config, alias="record")


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def die_in_a_transaction(path: str) -> None:
    def work() -> None:
        begin(connect(path))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    gc.collect()


def close_in_a_transaction(path: str) -> None:
    begin(connection := connect(path))
    connection.close()


def roll_back(path: str) -> DatabaseWrapper:
    begin(connection := connect(path))
    connection.rollback()
    return connection


def commit(path: str) -> DatabaseWrapper:
    begin(connection := connect(path))
    connection.commit()
    return connection


@pytest.mark.sqlite
@pytest.mark.filterwarnings("ignore:unclosed database")
@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("end", [die_in_a_transaction, close_in_a_transaction, roll_back, commit])
def test_whoever_ends_leaves_the_turn(
    path: str, end: Callable[[str], DatabaseWrapper | None]
) -> None:
    still_open = end(path)
    begin(connection := connect(path, timeout=0.01))
    connection.close()
    if still_open:
        still_open.close()


@pytest.mark.sqlite
@pytest.mark.usefixtures("own_database")
def test_who_waits_in_vain_is_refused_in_the_words_of_sqlite(path: str) -> None:
    begin(first := connect(path))
    second = connect(path, timeout=0.01)
    with pytest.raises(OperationalError, match="database is locked") as caught:
        begin(second)
    assert fault_of(caught.value) == BUSY
    first.rollback()
    second.close()
    begin(second)
    second.close()
    first.close()

"""Named locks that one process holds at a time, also across machines.

Where the record is on PostgreSQL they hold on all machines that share it, by its advisory locks;
with SQLite on this machine, by files. Both fall of themselves when a process dies.
"""

import fcntl
import hashlib
import os
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.db import connection


def take_turn(name: str) -> ExitStack | None:
    """The turn until it is closed; None while somebody holds it."""
    if connection.vendor == "postgresql":
        return _turn_of_the_record(name)
    return turn_of_file(Path(settings.LOCK_FOLDER) / name)


def turn_of_file(path: Path) -> ExitStack | None:
    """The same for whoever can open this file, on this machine."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with ExitStack() as held:
        held.callback(os.close, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        return held.pop_all()


def _turn_of_the_record(name: str) -> ExitStack | None:
    """On a connection of its own, which lives as long as the turn: a request's may be made anew."""
    own = connection.copy()
    own.inc_thread_sharing()  # whoever sends the last byte closes it
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with ExitStack() as held:
        held.callback(own.close)
        with own.cursor() as cursor:  # no ORM knows a lock that is no row's
            cursor.callproc("pg_try_advisory_lock", [key])
            if not cursor.fetchone()[0]:
                return None
        return held.pop_all()

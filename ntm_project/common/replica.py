"""A streaming replica of the database (PostgreSQL), where one is set up: what is read there.

Everything is read and written in the record itself, but for what stands inside `reading()`. Who may
stand there, so that nobody reads late, is one rule: `villages.unchanged.from_replica`.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from ntm_project.common.logs import note

ALIAS = "replica"
# A replica that failed is left alone for so long by this process: it must not slow every board.
REST_SECONDS = 30.0


class _Now(threading.local):
    """Whether this thread reads from the replica just now."""

    is_reading = False


class _Rest:
    """The moment until which the replica is not used."""

    until = 0.0


_now, _rest = _Now(), _Rest()


def is_usable() -> bool:
    """Whether a replica is set up, and did not fail a moment ago."""
    return ALIAS in settings.DATABASES and monotonic() >= _rest.until


def rest(error: Exception) -> None:
    """Leave the replica alone for a while, with a line in the log."""
    _rest.until = monotonic() + REST_SECONDS
    note("replica_fault", level=logging.WARNING, fault=str(error).strip()[:300])


@contextmanager
def reading() -> Iterator[None]:
    """Sends the reads of the block to the replica; writes go where they always go."""
    before, _now.is_reading = _now.is_reading, True
    try:
        yield
    finally:
        _now.is_reading = before


def _record_of(hints: dict[str, Any]) -> str | None:
    """The record, for what belongs to a row that the replica gave; else as Django has it."""
    instance = hints.get("instance")
    is_read_there = instance is not None and instance._state.db == ALIAS
    return DEFAULT_DB_ALIAS if is_read_there else None


class ReplicaRouter:
    """Django's question of where a row is read or written, answered for all models alike."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return ALIAS if _now.is_reading else _record_of(hints)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return _record_of(hints)

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Always true: both databases hold the same rows."""
        return True if {one._state.db, other._state.db} <= {DEFAULT_DB_ALIAS, ALIAS} else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == ALIAS else None

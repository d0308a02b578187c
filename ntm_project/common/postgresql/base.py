"""Django's backend, with a limit to every wait for the server.

The server's own limits (`statement_timeout`) help only while it lives, and those of TCP only while
its machine does not. A server that hangs, or a path to it that swallows everything, would hold
each thread for ever: here no wait is longer than the connection's `ANSWER_SECONDS`, and looking
whether a connection still works no longer than making one.
"""

import select
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import psycopg2
from django.db.backends.postgresql import base
from psycopg2 import extensions

from ntm_project.common.before_commit import take_last_steps

# A server that made somebody wait in vain is not tried again by everybody at once.
QUIET_SECONDS = 2.0
# How long a connection that answered is taken to work, as long as nothing comes on it.
KNOWN_SECONDS = 1.0
_EVENTS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}


class _Patience(threading.local):
    """How long this thread waits for an answer."""

    seconds: float | None = None


_patience = _Patience()


@contextmanager
def waiting_at_most(seconds: float | None) -> Iterator[None]:
    before, _patience.seconds = _patience.seconds, seconds
    try:
        yield
    finally:
        _patience.seconds = before


def _wait(connection: Any) -> None:
    """What psycopg2 calls instead of waiting itself."""
    most = _patience.seconds
    end = None if most is None else monotonic() + most
    while True:
        try:
            state = connection.poll()
            if state == extensions.POLL_OK:
                return
            _wait_once(connection, _EVENTS[state], end)
        except KeyboardInterrupt:
            connection.cancel()  # the server then ends the statement with an error


def _wait_once(connection: Any, event: int, end: float | None) -> None:
    poller = select.poll()
    poller.register(connection.fileno(), event)
    left = None if end is None else 1000 * (end - monotonic())
    if (left is not None and left <= 0) or not poller.poll(left):
        raise psycopg2.OperationalError("the database server did not answer in time")


extensions.set_wait_callback(_wait)


class _Quiet:
    """The moment until which this process does not try to connect."""

    def __init__(self) -> None:
        self.until = 0.0

    def refuse(self, seconds: float) -> None:
        """Raise while the server is known not to answer; one thread is let through to look."""
        now = monotonic()
        if now < self.until:
            raise psycopg2.OperationalError("the database server did not answer a moment ago")
        if self.until:
            self.until = now + seconds


# By the database's name in the settings: a replica that is away keeps nobody from the record.
_quiet: defaultdict[str, _Quiet] = defaultdict(_Quiet)


class DatabaseWrapper(base.DatabaseWrapper):
    """Every wait ends: connecting after `connect_timeout`, an answer after `ANSWER_SECONDS`."""

    _known_until = 0.0

    @property
    def _connect_seconds(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("connect_timeout", 5))

    def get_new_connection(self, conn_params: Any) -> Any:
        quiet = _quiet[self.alias]
        quiet.refuse(self._connect_seconds)
        began = monotonic()
        try:
            with waiting_at_most(self._connect_seconds):
                made = super().get_new_connection(conn_params)
        except psycopg2.OperationalError:
            is_silent = monotonic() - began > self._connect_seconds / 2
            quiet.until = monotonic() + QUIET_SECONDS if is_silent else 0.0
            raise
        quiet.until = 0.0
        _patience.seconds = self.settings_dict.get("ANSWER_SECONDS")
        self._known_until = 0.0
        return made

    def commit(self) -> None:
        take_last_steps(self)
        super().commit()

    def is_usable(self) -> bool:
        """A connection that answered within the last second is taken at its word, unless it had an
        error or something has come on it since: a server that ends shows itself so, and each page
        saves a question."""
        is_known = monotonic() < self._known_until and not self.errors_occurred
        if is_known and not self._has_news():
            return True
        with waiting_at_most(self._connect_seconds):
            usable = bool(super().is_usable())
        self._known_until = monotonic() + KNOWN_SECONDS if usable else 0.0
        return usable

    def _has_news(self) -> bool:
        """Whether the server has sent or closed something while nothing was wanted of it."""
        if self.connection.closed:
            return True
        poller = select.poll()
        poller.register(self.connection.fileno(), select.POLLIN)
        return bool(poller.poll(0))

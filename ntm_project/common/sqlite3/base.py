"""Django's backend, with the last steps of a transaction, and with a fair turn to write."""

import sqlite3
from contextlib import ExitStack
from typing import Any

from django.db.backends.sqlite3 import base

from ntm_project.common.before_commit import take_last_steps
from ntm_project.common.sqlite3.turns import turn_to_write


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits for its turn before a transaction that may write; takes the last steps at its end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn = ExitStack()

    def _start_transaction_under_autocommit(self) -> None:
        if getattr(self, "transaction_mode", None) in ("IMMEDIATE", "EXCLUSIVE"):
            self._turn.close()
            self._turn = self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._turn.close()
            raise

    def _wait_for_turn(self) -> ExitStack:
        """No longer than for SQLite's own lock, and refused in its words."""
        seconds = self.settings_dict["OPTIONS"].get("timeout", 5)
        is_shared = not self.is_in_memory_db()
        try:
            return turn_to_write(str(self.settings_dict["NAME"]), seconds, is_shared=is_shared)
        except TimeoutError:
            refusal = sqlite3.OperationalError("database is locked")
            refusal.sqlite_errorcode = sqlite3.SQLITE_BUSY
            refusal.sqlite_errorname = "SQLITE_BUSY"
            with self.wrap_database_errors:
                raise refusal from None

    def commit(self) -> None:
        take_last_steps(self)
        super().commit()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._turn.close()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._turn.close()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._turn.close()

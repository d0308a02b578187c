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

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        begins = force_begin_transaction_with_broken_autocommit and not autocommit
        if begins and getattr(self, "transaction_mode", None) in ("IMMEDIATE", "EXCLUSIVE"):
            self._turn.close()
            self._turn = self._wait_for_turn()
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
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
        self._turn.close()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._turn.close()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._turn.close()

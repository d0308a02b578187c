"""Work that runs at the end of a transaction, still inside it.

A lock that every writer takes must be the last that each of them takes, or two could wait for each
other; Django knows only what runs after the commit. Work is handed in with `before_commit`, is
forgotten with a savepoint that is rolled back, and is done by our backends as they commit.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Step = Callable[[str, Sequence[Any]], None]


class _Pending:
    """One item of a step; kept among Django's hooks, which do nothing more with it."""

    def __init__(self, step: Step, item: Any) -> None:
        self.step, self.item = step, item

    def __call__(self) -> None:
        """After the commit all is done."""


def before_commit(step: Step, item: Any) -> None:
    """Call `step(alias, items)` once at the end of the transaction, with all that was handed in."""
    transaction.on_commit(_Pending(step, item))


def take_last_steps(connection: BaseDatabaseWrapper) -> None:
    """Do what was handed in; what fails undoes the whole transaction."""
    items: dict[Step, list[Any]] = {}
    for entry in connection.run_on_commit:
        hook: Any = entry[1]
        if isinstance(hook, _Pending):
            items.setdefault(hook.step, []).append(hook.item)
    if not items:
        return
    connection.in_atomic_block = True
    try:
        for step, handed_in in items.items():
            step(connection.alias, handed_in)
    except DatabaseError:
        raise
    except Exception as error:
        # Django rolls back a commit that failed, and knows by this class that it did.
        raise DatabaseError("the last step of the transaction failed") from error
    finally:
        connection.in_atomic_block = False

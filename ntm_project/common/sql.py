"""Hand-written reads for the hottest pages: there, building an ORM query costs ten times its SQL.

Only plain SQL that both databases run; each use is tested against the answer of the ORM.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from typing import Any

from django.db import connection


def rows(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query; values go as parameters, never into the text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def locking(table: str) -> str:
    """` FOR UPDATE OF t` where the database locks rows; SQLite locks the whole file instead."""
    return f" FOR UPDATE OF {table}" if connection.features.has_select_for_update_of else ""


def marks(values: Sequence[Any]) -> str:
    """`%s, %s, %s` for `IN (…)`; an empty list would be no SQL, so it is refused."""
    if not values:
        raise ValueError("IN () is no SQL: ask nothing when nothing can be found.")
    return ", ".join(["%s"] * len(values))


def any_path(column: str, paths: Iterable[str]) -> tuple[str, list[str]]:
    """The condition that a unit's path begins with one of `paths`, and its parameters.

    Paths hold digits and slashes alone, so nothing in them can act as a pattern.
    """
    wanted = [f"{path}%" for path in paths]
    if not wanted:
        return "1 = 0", []
    return f"({' OR '.join([f'{column} LIKE %s'] * len(wanted))})", wanted


# SQLite keeps decimals as numbers; 15 digits is what they hold (as Django's own converter has it).
_SQLITE = Context(prec=15)


def as_decimal(value: Any, places: int) -> Decimal | None:
    """A decimal column as the ORM would give it; `places` are those of the column."""
    if value is None or isinstance(value, Decimal):
        return value
    number = _SQLITE.create_decimal_from_float(value) if isinstance(value, float) else value
    return Decimal(number).quantize(Decimal(1).scaleb(-places))

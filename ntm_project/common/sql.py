"""Hand-written reads for the hottest pages: there, building an ORM query costs ten times its SQL.

Only plain SQL that both databases run; each use is tested against the answer of the ORM.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=Model)


def rows(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query; values go as parameters, never into the text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def instance(
    model: type[Row], names: Sequence[str], values: Sequence[Any], **related: Model | None
) -> Row:
    """A stored row as the ORM would load it with `only(names)`: the columns not named are deferred.

    `related` rows stand where `select_related` would put them.
    Sends no signals, of which this program has none; a fifth of the time of `from_db`.
    """
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
    made.__dict__.update(zip(names, values, strict=True))
    if related:
        made._state.fields_cache = related
    return made


def locking(table: str, *, no_key: bool = False) -> str:
    """` FOR UPDATE OF t` where the database locks rows; SQLite locks the whole file instead.

    With `no_key`, rows that only name the locked one can still be written.
    """
    if not connection.features.has_select_for_update_of:
        return ""
    return f" FOR {'NO KEY ' if no_key else ''}UPDATE OF {table}"


def marks(values: Sequence[Any]) -> str:
    """`%s, %s, %s` for `IN (…)`; an empty list would be no SQL, so it is refused."""
    if not values:
        raise ValueError("IN () is no SQL: ask nothing when nothing can be found.")
    return ", ".join(["%s"] * len(values))


def any_path(column: str, paths: Iterable[str]) -> tuple[str, list[str]]:
    """The condition that a unit's path begins with one of `paths`, and its parameters.

    Paths hold digits and slashes alone, so nothing in them can act as a pattern. Each database has
    its own word for a beginning that its index on the path can find.
    """
    word, rest = ("GLOB", "*") if connection.vendor == "sqlite" else ("LIKE", "%")
    wanted = [f"{path}{rest}" for path in paths]
    if not wanted:
        return "1 = 0", []
    return f"({' OR '.join([f'{column} {word} %s'] * len(wanted))})", wanted


# SQLite keeps decimals as numbers; 15 digits is what they hold (as Django's own converter has it).
_SQLITE = Context(prec=15)


def as_decimal(value: Any, places: int) -> Decimal | None:
    """A decimal column as the ORM would give it; `places` are those of the column."""
    if value is None or isinstance(value, Decimal):
        return value
    number = _SQLITE.create_decimal_from_float(value) if isinstance(value, float) else value
    return Decimal(number).quantize(Decimal(1).scaleb(-places))

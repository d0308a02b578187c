"""`path__below`: the branch of a unit, found by the index on paths."""

from typing import Any

from django.db.models import CharField, Lookup

Written = tuple[str, tuple[str | int, ...]]  # SQL and its parameters


@CharField.register_lookup
class Below(Lookup):
    """The path is the given one or begins with it; paths hold digits and slashes alone.

    `startswith` matches the same, but in a form that keeps SQLite off its index: a commune's list
    would read every row of the province.
    """

    lookup_name = "below"

    def _written(self, compiler: Any, connection: Any, word: str, rest: str) -> Written:
        column, params = self.process_lhs(compiler, connection)
        mark, paths = self.process_rhs(compiler, connection)
        return f"{column} {word} {mark}", (*params, *(f"{path}{rest}" for path in paths))

    def as_sql(self, compiler: Any, connection: Any) -> Written:
        return self._written(compiler, connection, "LIKE", "%")

    def as_sqlite(self, compiler: Any, connection: Any) -> Written:
        return self._written(compiler, connection, "GLOB", "*")

"""A person's name as one cell, however the file parts it, without what is none of the name."""

from collections.abc import Iterable, Sequence
from typing import Any

from ntm_project.common.tables.values import text_of
from villages.honorifics import bare_name
from villages.imports.columns import Column
from villages.imports.rows import Unread

NAME = "full_name"


def whole_names(
    given: Sequence[Column], rows: Iterable[tuple[int, Sequence[Any]]]
) -> tuple[list[tuple[int, Sequence[Any]]], dict[int, str]]:
    """The rows with the bare name in its cell, and, by row, how the file writes those that have
    an honorific."""
    at = next(n for n, column in enumerate(given) if column.name == NAME)
    made: list[tuple[int, Sequence[Any]]] = []
    written: dict[int, str] = {}
    for number, row in rows:
        cells = list(row)
        if not isinstance(cells[at], Unread):
            words = text_of(cells[at])
            cells[at] = bare_name(words)
            if cells[at] != " ".join(words.split()):
                written[number] = words
        made.append((number, cells))
    return made, written

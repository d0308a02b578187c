"""A person's name as one cell, however the file parts it, without what is none of the name."""

from collections.abc import Iterable, Sequence
from typing import Any

from ntm_project.common.tables.values import text_of
from villages.honorifics import bare_name
from villages.imports.columns import Column
from villages.imports.rows import Unread

NAME = "full_name"
# In the order in which they stand in the name, which then is the given name alone.
PARTS = (
    Column("family_name", "Họ", is_only_in=True,
           also=("Họ đệm", "Họ và đệm", "Họ, đệm", "Họ và tên đệm", "Họ, tên đệm", "Họ tên đệm",
                 "Họ lót", "Họ và chữ lót", "Họ và chữ đệm"),
           note="Khi tệp ghi họ và tên ở hai cột."),
    Column("middle_name", "Tên đệm", is_only_in=True, also=("Đệm", "Chữ lót", "Chữ đệm"),
           note="Khi tệp ghi họ, tên đệm và tên ở ba cột."),
)  # fmt: skip


def whole_names(
    given: Sequence[Column], rows: Iterable[tuple[int, Sequence[Any]]]
) -> tuple[list[Column], list[tuple[int, Sequence[Any]]], dict[int, str]]:
    """The columns without the parts of a name, the rows with the whole of it, bare, in its cell;
    and, by row, how the file writes those that have an honorific."""
    names = [column.name for column in given]
    at = names.index(NAME)
    parts = [names.index(part.name) for part in PARTS if part.name in names]
    made: list[tuple[int, Sequence[Any]]] = []
    written: dict[int, str] = {}
    for number, row in rows:
        cells = list(row)
        broken = [cells[n] for n in (*parts, at) if isinstance(cells[n], Unread)]
        if broken:
            cells[at] = broken[0]
        else:
            words = _joined([text_of(cells[n]) for n in parts], text_of(cells[at]))
            cells[at] = bare_name(words)
            if cells[at] != words:
                written[number] = words
        made.append((number, [cell for n, cell in enumerate(cells) if n not in parts]))
    return [column for column in given if column not in PARTS], made, written


def _joined(parts: Iterable[str], name: str) -> str:
    """The parts before a given name; a name that begins with them is whole already."""
    before = " ".join(" ".join(parts).split())
    name = " ".join(name.split())
    is_whole = not before or f"{name} ".startswith(f"{before} ")
    return name if is_whole or not name else f"{before} {name}"

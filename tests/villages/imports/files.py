"""A list that went out, as somebody edits it in Excel and saves it as text."""

import csv
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

from ntm_project.common.tables.read import read_book
from ntm_project.common.tables.table import FoundTable, find_table, head_key
from ntm_project.common.tables.values import day_text_of, text_of


def edited(content: bytes, key: str = "", cells: Mapping[str, str] | None = None) -> str:
    """The list of an exported file; with other cells, by heading, in the row that has `key`."""
    table = _table(content)
    rows = [[_typed(cell) for cell in row.cells] for row in table.rows]
    for row in rows:
        for heading, words in (cells or {}).items() if key in row else ():
            row[table.head.index(heading)] = words
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([table.head, *rows])
    return out.getvalue()


def code_of_first(content: bytes) -> str:
    """The code of the first row of an exported file."""
    table = _table(content)
    return text_of(table.rows[0].cells[table.head.index("Mã dòng")])


def texts_below(content: bytes, heading: str) -> list[str]:
    """What stands in one column of an exported file."""
    table = _table(content)
    return [text_of(row.cells[table.head.index(heading)]) for row in table.rows]


def _table(content: bytes) -> FoundTable:
    (sheet,) = read_book(content).sheets
    return find_table(sheet, {head_key("Mã dòng")})


def _typed(cell: Any) -> str:
    return day_text_of(cell) if isinstance(cell, date) else text_of(cell)

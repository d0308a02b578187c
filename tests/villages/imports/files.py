"""A list that went out, as somebody edits it in Excel and saves it as text."""

import csv
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

from ntm_project.common.tables.book import read_book
from ntm_project.common.tables.table import find_table, head_key
from ntm_project.common.tables.values import day_text_of, text_of


def edited(content: bytes, key: str = "", cells: Mapping[str, str] | None = None) -> str:
    """The list of an exported file; with other cells, by heading, in the row that has `key`."""
    (sheet,) = read_book(content).sheets
    table = find_table(sheet, {head_key("Mã dòng")})
    rows = [[_typed(cell) for cell in row.cells] for row in table.rows]
    for row in rows:
        for heading, words in (cells or {}).items() if key in row else ():
            row[table.head.index(heading)] = words
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([table.head, *rows])
    return out.getvalue()


def _typed(cell: Any) -> str:
    return day_text_of(cell) if isinstance(cell, date) else text_of(cell)

"""A file as sheets of cells, whatever its format; rows and columns count from 0 in here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 10_000_000
TOO_LARGE = f"Tệp lớn hơn {MOST_BYTES // 1_000_000} MB; hãy chép riêng bảng cần nhập."
MOST_ROWS = 50_000
MOST_COLUMNS = 100


class CannotRead(Exception):
    """The file, or the sheet, cannot be read as a table; the sentence is for the page."""


class Percent(float):
    """The number of a cell that shows it as percent: 31 for 31%, which Excel stores as 0.31."""


@dataclass
class Sheet:
    """One sheet: text, numbers, days and marks as they are stored.

    `merges` are ranges (first row, first column, last row, last column), `hidden_columns` the
    first and the last column of each range that Excel hides; `unread` names the cells
    that have no value to read, each with why.
    """

    name: str
    rows: list[list[Any]]
    is_hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    unread: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """All sheets of a file."""

    sheets: tuple[Sheet, ...]


def column_name(column: int) -> str:
    """The column as Excel names it: 0 is A, 27 is AB."""
    name, column = "", column + 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

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


class Share(float):
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


def read_book(content: bytes) -> Book:
    """The sheets of a workbook or CSV file by its content, not its name; `CannotRead`."""
    from ntm_project.common.tables.delimited import read_delimited
    from ntm_project.common.tables.workbook import read_workbook

    if len(content) > MOST_BYTES:
        raise CannotRead(TOO_LARGE)
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise CannotRead("Tệp trống.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return read_workbook(content)
    return Book((read_delimited(content),))


def letters(column: int) -> str:
    """The column as Excel names it: 0 is A, 27 is AB."""
    name, column = "", column + 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

"""How wide the columns of a table are: so that no number, day or sum parts within its cell."""

import re
from collections.abc import Iterable
from itertools import pairwise

from reports.documents.blocks import Cell, Table, TableColumn, placed, plain

PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 160.0, 252.0  # of the text, in millimetres
_PADDING = 7.0  # points: 3 at each side of a cell, and its rule
_POINT = 25.4 / 72
# Letters of Times New Roman in parts of its size.
_NARROW, _DIGIT, _WIDE = 0.3, 0.5, 0.85
_NUMBER = re.compile(r"[^ \n]*\d[^ \n]*")
_WORD = re.compile(r"[^\s/–-]+")


def widths(columns: tuple[TableColumn, ...]) -> tuple[int, ...]:
    """The columns' widths in whole per cent as the table has them, which add up to 100."""
    total = sum(column.share for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.share / total * 100)
    return tuple(round(right) - round(left) for left, right in pairwise(edges))


def fitted_widths(table: Table, room: float) -> tuple[float, ...]:
    """The same of a table over `room` millimetres: a column whose numbers need more gets it from
    those that can spare it; as they are where these have not enough."""
    given = tuple(float(width) for width in widths(table.columns))
    lacks, spares = _balance(table, room)
    if not any(lacks) or sum(spares) < sum(lacks):
        return given
    part = sum(lacks) / sum(spares)
    changed = zip(given, lacks, spares, strict=True)
    return tuple(
        round(width + (lack - spare * part) / room * 100, 2) for width, lack, spare in changed
    )


def numbers_fit(table: Table, room: float) -> bool:
    """Whether every number of the table can stand whole in its cell."""
    lacks, spares = _balance(table, room)
    return sum(lacks) <= sum(spares)


def _balance(table: Table, room: float) -> tuple[list[float], list[float]]:
    """By column, how many millimetres its numbers lack, and how many it can spare."""
    count = len(table.columns)
    numbers, words = [0.0] * count, [0.0] * count
    for _, cells in (*placed(table.header, count), *placed(table.rows, count)):
        for at, cell in cells:
            if cell and cell.colspan == 1:
                numbers[at] = max(numbers[at], _widest(_NUMBER, cell, table))
                words[at] = max(words[at], _widest(_WORD, cell, table))
    has = [width * room / 100 for width in widths(table.columns)]
    lacks = [max(need - one, 0.0) for need, one in zip(numbers, has, strict=True)]
    least = map(max, numbers, words)
    return lacks, [max(one - need, 0.0) for need, one in zip(least, has, strict=True)]


def _widest(pattern: re.Pattern[str], cell: Cell, table: Table) -> float:
    found: Iterable[str] = pattern.findall(plain(cell.text))
    size = table.font_size * _POINT
    return max((_width(one) * size + _PADDING * _POINT for one in found), default=0.0)


def _width(token: str) -> float:
    """Of letters that do not part, in parts of their size."""
    return sum(
        _NARROW if letter in ".,;:/'()|ijlt\u00a0" else _WIDE if letter in "%MWmw" else _DIGIT
        for letter in token
    )

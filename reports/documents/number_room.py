"""How wide the columns of a table are: so that no number, day or sum parts within its cell.

In whole per cent, which is all that a column of HTML knows."""

import re
from collections.abc import Iterable
from itertools import pairwise
from math import ceil
from operator import add

from reports.documents.blocks import Cell, Table, TableColumn, placed, plain

PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 160.0, 252.0  # of the text, in millimetres
_PADDING = 7.0  # points: 3 at each side of a cell, and its rule
_POINT = 25.4 / 72
# Letters of Times New Roman in parts of its size.
_NARROW, _DIGIT, _WIDE = 0.3, 0.5, 0.85
# A sign stays before its figure.
_NUMBER = re.compile(r"(?:[≥≤<>]\s)?[^\s]*\d[^\s]*")
_WORD = re.compile(r"[^\s–-]+")
_BOLD = 1.12  # of the width of upright letters
_KEPT = 0.6  # of what a column was given, whatever others lack


def widths(columns: tuple[TableColumn, ...]) -> tuple[int, ...]:
    """The columns' widths in whole per cent as the table has them, which add up to 100."""
    total = sum(column.share for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.share / total * 100)
    return tuple(round(right) - round(left) for left, right in pairwise(edges))


def fitted_widths(table: Table, room: float) -> tuple[int, ...]:
    """The widths of the columns of a table over `room` millimetres. One whose words or numbers need
    more gets it from those that can spare it, numbers first where there is not enough for both;
    all stay as they are where there is not even enough for the numbers."""
    given = widths(table.columns)
    for with_words in (True, False):
        lacks, spares = _balance(table, room, with_words=with_words)
        if any(lacks) and sum(spares) >= sum(lacks):
            return _shifted(given, lacks, spares)
    return given


def _shifted(given: tuple[int, ...], lacks: list[int], spares: list[int]) -> tuple[int, ...]:
    """The widths with what each lacks, from whoever can spare most."""
    changed = list(map(add, given, lacks))
    for _ in range(sum(lacks)):
        widest = spares.index(max(spares))
        spares[widest] -= 1
        changed[widest] -= 1
    return tuple(changed)


def words_fit(table: Table, room: float) -> bool:
    """Whether every word and number of the table can stand whole in its cell."""
    lacks, spares = _balance(table, room, with_words=True)
    return sum(lacks) <= sum(spares)


def _balance(table: Table, room: float, *, with_words: bool) -> tuple[list[int], list[int]]:
    """By column: the per cent that its numbers and words lack, and the per cent it can spare."""
    given = widths(table.columns)
    numbers, words = _needs(table, room)
    least = list(map(max, numbers, words))
    needs = least if with_words else numbers
    lacks = [max(need - has, 0) for need, has in zip(needs, given, strict=True)]
    kept = (max(need, ceil(has * _KEPT)) for need, has in zip(least, given, strict=True))
    return lacks, [max(has - need, 0) for need, has in zip(kept, given, strict=True)]


def _needs(table: Table, room: float) -> tuple[list[int], list[int]]:
    """By column: the whole per cent of the room that its longest number takes, and its longest
    word."""
    count = len(table.columns)
    numbers, words = [0] * count, [0] * count
    head = [(True, cells) for _, cells in placed(table.header, count)]
    body = [(row.kind == "total", cells) for row, cells in placed(table.rows, count)]
    for is_bold, cells in head + body:
        for at, cell in cells:
            if cell and cell.colspan == 1:
                size = table.font_size * _POINT * (_BOLD if is_bold or cell.bold else 1)
                numbers[at] = max(numbers[at], ceil(_widest(_NUMBER, cell, size) / room * 100))
                words[at] = max(words[at], ceil(_widest(_WORD, cell, size) / room * 100))
    return numbers, words


def _widest(pattern: re.Pattern[str], cell: Cell, size: float) -> float:
    found: Iterable[str] = pattern.findall(plain(cell.text))
    return max((_width(one) * size + _PADDING * _POINT for one in found), default=0.0)


def _width(token: str) -> float:
    """The width of a token that is not broken, in parts of the letter size."""
    return sum(
        _NARROW if letter in ".,;:/'()|ijlt\u00a0" else _WIDE if letter in "%MWmw" else _DIGIT
        for letter in token
    )

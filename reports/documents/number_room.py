"""How wide the columns of a table are: so that no number, day or sum parts within its cell."""

import re
from collections.abc import Iterable
from itertools import pairwise
from math import ceil

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


def widths(columns: tuple[TableColumn, ...]) -> tuple[int, ...]:
    """The columns' widths in whole per cent as the table has them, which add up to 100."""
    total = sum(column.share for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.share / total * 100)
    return tuple(round(right) - round(left) for left, right in pairwise(edges))


def fitted_widths(table: Table, room: float) -> tuple[int, ...]:
    """The same of a table over `room` millimetres: a column whose words or numbers need more gets
    it from those that can spare it, numbers first where there is not enough for both; as they are
    where there is not even for these."""
    given = widths(table.columns)
    for is_word in (True, False):
        lacks, spares = _balance(table, room, with_words=is_word)
        if any(lacks) and sum(spares) >= sum(lacks):
            return _shifted(given, lacks, spares, room)
    return given


def _shifted(
    given: tuple[int, ...], lacks: list[float], spares: list[float], room: float
) -> tuple[int, ...]:
    """The widths with what each lacks, from what others spare: in whole per cent, which is all
    that a column of HTML knows."""
    part = sum(lacks) / sum(spares)
    changed = [
        ceil(width + lack / room * 100) if lack else int(width - spare * part / room * 100)
        for width, lack, spare in zip(given, lacks, spares, strict=True)
    ]
    widest = spares.index(max(spares))
    changed[widest] += 100 - sum(changed)
    return tuple(changed)


def numbers_fit(table: Table, room: float) -> bool:
    """Whether every number of the table can stand whole in its cell."""
    lacks, spares = _balance(table, room, with_words=False)
    return sum(lacks) <= sum(spares)


def _balance(table: Table, room: float, *, with_words: bool) -> tuple[list[float], list[float]]:
    """By column, how many millimetres its numbers and words lack, and how many it can spare."""
    count = len(table.columns)
    numbers, words = [0.0] * count, [0.0] * count
    head = [(True, cells) for _, cells in placed(table.header, count)]
    body = [(row.kind == "total", cells) for row, cells in placed(table.rows, count)]
    for is_bold, cells in head + body:
        for at, cell in cells:
            if cell and cell.colspan == 1:
                size = table.font_size * _POINT * (_BOLD if is_bold or cell.bold else 1)
                numbers[at] = max(numbers[at], _widest(_NUMBER, cell, size))
                words[at] = max(words[at], _widest(_WORD, cell, size))
    has = [width * room / 100 for width in widths(table.columns)]
    least = list(map(max, numbers, words))
    needs = least if with_words else numbers
    lacks = [max(need - one, 0.0) for need, one in zip(needs, has, strict=True)]
    return lacks, [max(one - need, 0.0) for need, one in zip(least, has, strict=True)]


def _widest(pattern: re.Pattern[str], cell: Cell, size: float) -> float:
    found: Iterable[str] = pattern.findall(plain(cell.text))
    return max((_width(one) * size + _PADDING * _POINT for one in found), default=0.0)


def _width(token: str) -> float:
    """Of letters that do not part, in parts of their size."""
    return sum(
        _NARROW if letter in ".,;:/'()|ijlt\u00a0" else _WIDE if letter in "%MWmw" else _DIGIT
        for letter in token
    )

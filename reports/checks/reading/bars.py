"""The tables of a pasted text: columns whose rows do not add up to their last one."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.reading.once import fold

_CELLS = re.compile(r"[|\t]")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_SUM = re.compile(  # no `Công an xã`
    r"tong(?: cong| so| kinh phi| von)?(?:\W.*)?|cong(?: tong)?(?:\s*[(:+].*)?\W*"
)
_ROMAN = re.compile(r"[IVX]{1,5}\.?")
_COUNTS = re.compile(r"(?:s?tt|so tt|so thu tu|#|nam)\W*")  # a column that numbers its rows
_NOTHING = ("", "-", "–", "0")
FEWEST_ROWS, FEWEST_AMOUNTS = 2, 3


def wrong_columns(text: str) -> Iterator[tuple[str, str, str]]:
    """(head of a column, what its rows make, what its last row has) where these are not one."""
    for is_table, lines in groupby(text.splitlines(), lambda line: "|" in line or "\t" in line):
        rows = [cells_of(line) for line in lines if is_table]
        # Word's rows end with their last words, the total often without a remark.
        rows = [[*row, *[""] * (len(rows[0]) - len(row))] for row in rows]
        # The last such row: the head may have a column "Tổng".
        sums = (row for row in reversed(rows[1:]) if any(_SUM.fullmatch(fold(c)) for c in row))
        total = next(sums, None)
        if not total:
            continue
        parts = [row for row in rows[1:] if row is not total and len(row) == len(total)]
        # Where chapters have their own sums, the rows below these stand in them already.
        chapters = [row for row in parts if _ROMAN.fullmatch(row[0])]
        for at, cell in enumerate(total):
            if at < len(rows[0]) and _COUNTS.fullmatch(fold(rows[0][at])):
                continue
            amounts = [n for row in chapters or parts if (n := _amount(row[at])) is not None]
            stated = _amount(cell)
            if stated is not None and len(amounts) >= FEWEST_ROWS and sum(amounts) != stated:
                head = rows[0][at] if at < len(rows[0]) else ""
                yield head, format_decimal(Decimal(sum(amounts))), cell


def cells_of(line: str) -> list[str]:
    """The cells of a row of a table, by bars or tabs."""
    return [
        cell.strip() for cell in _CELLS.split(line.strip(" ").removeprefix("|").removesuffix("|"))
    ]


def _amount(cell: str) -> Decimal | None:
    return parse_decimal(cell) if _NUMBER.fullmatch(cell) else None


def wrong_rows(text: str) -> Iterator[tuple[str, str, str]]:
    """(words of a row, what its parts make, its total) where the first amount of a row is not the
    sum of those behind it, though it is in most rows of the table."""
    for is_table, lines in groupby(text.splitlines(), lambda line: "|" in line or "\t" in line):
        rows = [one for line in lines if is_table and (one := _sum_and_parts(cells_of(line)))]
        right = [one for one in rows if one[1] == one[2]]
        for name, total, made in rows if len(right) >= FEWEST_ROWS else ():
            if total != made:
                yield name, format_decimal(made), format_decimal(total)


def _sum_and_parts(cells: list[str]) -> tuple[str, Decimal, Decimal] | None:
    """(words, first amount, sum of the others) of a row that has three amounts to its end."""
    amounts: list[Decimal] = []
    is_left_empty: list[bool] = []
    while cells and (cells[-1] in _NOTHING or _amount(cells[-1]) is not None):
        amounts.insert(0, _amount(cells[-1]) or Decimal(0))
        is_left_empty.insert(0, not cells[-1])
        cells = cells[:-1]
    # Of a cell that was left empty nobody knows an amount: the total stands behind it.
    first = next((at for at, is_empty in enumerate(is_left_empty) if not is_empty), 0)
    amounts = amounts[first:]
    words = [cell for cell in cells if cell and not cell[0].isdigit()]
    if len(amounts) < FEWEST_AMOUNTS or not words:
        return None
    return words[-1], amounts[0], sum(amounts[1:], Decimal(0))

"""What the money of a pasted plan pays for, and how much of it: `Camera: 24 mắt x 3 triệu đồng`,
`Đường bản Nậm Hua 1,6 km | 1.920`; and the total above a table of money."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from reports.checks.reading.bars import cells_of
from reports.checks.reading.figures import AMOUNT, money
from reports.checks.reading.once import all_read_once, fold
from reports.checks.reading.patterns import read_number

_NUMBER = r"\d[\d.]*(?:,\d+)?"
_TIMES = re.compile(
    rf"(?P<name>[^\W\d][^:;()=.\n\d|\t]{{2,60}}?)\s*[:(]\s*(?P<n>{_NUMBER})\s*(?P<unit>[^\W\d]+)\s*"
    r"[x×]\s*\d",
)
# A cell that names a thing with how much of it is made, and nothing else that is a number.
_CELL = re.compile(
    rf"(?P<before>[^\d()]*?)\s*(?P<n>{_NUMBER})\s*(?P<unit>[^\W\d]+2?)\b(?P<after>[^\d()]*)"
)
_OF_MONEY = ("trieu", "dong", "kinh phi", "so tien", "tong", "von")
_FIRST_WORD = re.compile(r"(?:trong đó|gồm|bao gồm|và)\s+", re.I)


@all_read_once
def priced_in(text: str) -> Iterator[tuple[str, Decimal, str]]:
    """(what, how much, unit) of each thing that the text prices by its amount."""
    for found in _TIMES.finditer(text) if " x " in text or "×" in text else ():
        yield _FIRST_WORD.sub("", found["name"].strip()), read_number(found["n"]), found["unit"]
    for rows in _tables(text):
        head = fold(" ".join(rows[0]))
        for row in rows[1:] if any(map(head.__contains__, _OF_MONEY)) else ():
            words = max(row, key=lambda cell: sum(map(str.isalpha, cell)))
            found_in = _CELL.fullmatch(words)
            if found_in and fold(found_in["unit"]) not in _OF_MONEY:
                name = f"{found_in['before']} {found_in['unit']} {found_in['after']}"
                own = found_in["before"] if found_in["before"].strip() else name
                yield " ".join(own.split()), read_number(found_in["n"]), found_in["unit"]


def _tables(text: str) -> Iterator[list[list[str]]]:
    for is_table, lines in groupby(text.splitlines(), lambda line: "|" in line or "\t" in line):
        rows = [cells_of(line) for line in lines if is_table]
        if len(rows) > 1:
            yield rows


# `Tổng nhu cầu vốn 21,4 tỷ đồng, cụ thể:` right above the table
_TOTAL = re.compile(
    rf"\b[Tt]ổng\b[^.;:\n\d]{{0,60}}(?P<all>{AMOUNT})[^\n\d]{{0,60}}\n(?P<table>(?:[^\n]*[|\t][^\n]*\n?)+)"
)
_SUM = re.compile(r"(?:tong cong|tong so|tong|cong)\W*")
_IN_MILLIONS = ("trieu dong", "trd", "tr.d")
MILLION = 1_000_000


@all_read_once
def wrong_heads(text: str) -> Iterator[tuple[str, int]]:
    """(words of the total, the đồng of the sum row) where a table in millions has another."""
    for found in _TOTAL.finditer(text) if "ổng" in text else ():
        rows = [cells_of(line) for line in found["table"].splitlines()]
        is_in_millions = any(map(fold(" ".join(rows[0])).__contains__, _IN_MILLIONS))
        sums = (row for row in reversed(rows) if any(_SUM.fullmatch(fold(cell)) for cell in row))
        last = next(sums, None) if is_in_millions else None
        amounts = [_million(cell) for cell in last or () if re.fullmatch(_NUMBER, cell)]
        total = money(found["all"])
        if total and amounts and total not in amounts:
            yield " ".join(found["all"].split()), max(amounts)


def _million(cell: str) -> int:
    return int(read_number(cell) * MILLION)

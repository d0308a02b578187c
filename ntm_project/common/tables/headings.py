"""Rows of a list that head those below them: `I. Khối Đảng`, `A | GIAO THÔNG | 500`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ntm_project.common.tables.shares import words_among
from ntm_project.common.tables.values import text_of
from ntm_project.common.text import clean_line, spoken

_MARK = re.compile(r"[ivx]{1,6}|[a-h]")
# Without X and H alone, by which offices shorten "xã" and "huyện".
_MARKED = re.compile(
    r"(?:(?:PHẦN|MỤC)\s+)?(?:[IV][IVX]{0,5}|X[IVX]{1,5}|[A-G])(?:\s*[./)]\s*|\s*[:–-]\s+)\S", re.I
)
MARK_OF_HEADING = re.compile(r"^(?:[IVX]{1,6}|[A-H]|\d{1,2})(?:\s*[./):–-]+\s*|\s+)(?=\S)")
# By what offices part a list of people or of bodies; "Khối Dân vận" is a body itself.
_PARTS = re.compile(
    r"khoi (?:dang|chinh quyen|doan the|mat tran|mttq|nha nuoc|hdnd|ubnd|cac|co quan|su nghiep|"
    r"hanh chinh|xa|phuong|thon|truong hoc)\b.*"
)
_NUMBER = re.compile(r"\d{1,4}\.?")
_FEW = 3  # columns of which a row with one filled may well be a row of the list


def is_heading(
    texts: Mapping[int, Any], cells: Sequence[Any], order: int | None, below: Sequence[Any]
) -> bool:
    """Whether the row heads others: by its mark (I, A.), by its words, or as the one text without a
    number where the row below is numbered and holds more. `texts` are its cells that hold something
    without that of the order, `below` are the cells of the next row."""
    number = text_of(cells[order]) if order is not None else ""
    if len(texts) > 1 and (not number or number[0].isdigit()):
        return False
    if not texts:
        return bool(_MARKED.match(number))
    is_marked = bool(_MARK.fullmatch(spoken(number).strip(". ")))
    if len(texts) > 1:
        among = words_among(texts.values())
        is_alone = len(among) == 1 and "?" not in among
        return is_marked and is_alone and _number_of(below, order)
    if len(cells) < _FEW:
        return False
    words = clean_line(text_of(next(iter(texts.values()))))
    if is_marked or (not number and (_MARKED.match(words) or _PARTS.fullmatch(spoken(words)))):
        return True
    filled = sum(bool(text_of(cell)) for at, cell in enumerate(below) if at != order)
    first = next(at for at in range(len(cells)) if at != order)
    return not number and first in texts and filled > 1 and _number_of(below, order)


def _number_of(cells: Sequence[Any], order: int | None) -> bool:
    is_there = order is not None and order < len(cells)
    return is_there and bool(_NUMBER.fullmatch(text_of(cells[order or 0])))


def heading_words(cells: Sequence[Any]) -> str:
    """The row in words: `I Khối Đảng`."""
    return " ".join(filter(None, (clean_line(text_of(cell)) for cell in cells)))

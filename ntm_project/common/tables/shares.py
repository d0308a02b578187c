"""Rows that share out a sum of money (“Trong đó”), and would be counted a second time."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from ntm_project.common.tables.values import text_of
from ntm_project.common.text import spoken

# A figure that stands as text: `1.200,5`, `51 triệu`, `850 triệu đồng`.
_FIGURE = re.compile(
    r"\d[\d. ]*(?:(?:nghin|ngan|trieu|tr|ty|ti)\b)?[. ]*(?:dong|d|vnd)?", re.IGNORECASE
)
_DASHES = {"-", "–", "—", "+", "•", "*"}
_MONEY = re.compile(r"\b(?:von|kinh phi|tien|ngan sach|du toan|muc dau tu)\b")
_OF_WHICH = re.compile(r"trong do\b.*")


def words_among(cells: Iterable[Any]) -> list[str]:
    """The cells that hold words: no number, no figure as text, no dash for none."""
    texts = (cell for cell in cells if isinstance(cell, str))
    return [cell for cell in texts if not _is_figure(cell)]


def _is_figure(cell: str) -> bool:
    return cell.strip() in _DASHES or bool(_FIGURE.fullmatch(spoken(cell).strip()))


class SharesOfSum:
    """Which rows of a table of money only list of what the sum of the row above consists: “Trong
    đó”, and behind it those that are marked by a dash or have no number."""

    def __init__(self, measure: str, head: Iterable[str], *, has_order: bool) -> None:
        self._has_money = bool(measure) or any(_MONEY.search(spoken(word)) for word in head)
        self._has_order = has_order
        self._is_below = False  # of a row of data
        self._is_open = False

    def takes(self, cells: Collection[Any], number: str, *, is_data: bool) -> bool:
        """Whether the row is one; to be called for each in turn. `is_data` is whether it is
        nothing else that is left out."""
        words = words_among(cells) if self._has_money and is_data else []
        if len(words) != 1:
            self._is_open, self._is_below = False, is_data
            return False
        is_of_which = bool(_OF_WHICH.fullmatch(spoken(words[0])))
        mark = number.strip() if self._has_order else text_of(words[0]).strip()[:1]
        is_marked = mark in _DASHES or (self._has_order and not mark)
        self._is_open = (is_of_which and self._is_below) or (self._is_open and is_marked)
        self._is_below = self._is_open or not is_of_which
        return is_of_which or self._is_open

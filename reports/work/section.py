"""A part of the first page: a heading with its most urgent lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.lines import TONES, Line

SHOWN = 8  # lines of a section before "xem tất cả"
MOST = 300  # rows read for one person; nobody works through more in a day


@dataclass(frozen=True)
class Section:
    """A heading with its lines, the count of all, and the list behind them."""

    key: str
    title: str
    lines: Sequence[Line]
    count: int
    url: str = ""
    url_words: str = "Xem tất cả"

    @property
    def shown(self) -> Sequence[Line]:
        return self.lines[:SHOWN]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.shown)

    @property
    def urgency(self) -> int:
        """0 for the most urgent tone among its lines."""
        return min((TONES.index(line.tone) for line in self.lines), default=len(TONES))


@dataclass(frozen=True)
class Headline:
    """A large number at the head of the page, which leads to its rows."""

    n: int
    label: str
    url: str

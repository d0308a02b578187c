"""The figures of a board, each with the rows that add up to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ntm_project.common.numbers import format_decimal


class FigureRow(NamedTuple):
    """One row behind a figure, and how much of the figure it is."""

    text: str
    url: str = ""
    note: str = ""
    amount: int = 1
    badge: str = ""
    tone: str = "grey"
    ref: str = ""  # what the row is: `task:12`, `criterion:3:14`


@dataclass(frozen=True)
class BoardFigure:
    """A number of a board: what it counts, its rows, out of how many, and what it was before.

    `n` is the sum of its rows and nothing else, so that they always add up. Items are rows
    themselves, or are drawn by `draw` when the rows are looked at, each with the amount that
    `weigh` gives it, or 1: a board has hundreds of tasks of which it shows the number alone.
    """

    slug: str
    label: str
    items: list[Any]
    draw: Callable[[Any], FigureRow] | None = None
    weigh: Callable[[Any], int] | None = None
    total: int | None = None
    url: str = ""  # where its rows stand, where another page lists them
    gained: "BoardFigure | None" = None
    lost: "BoardFigure | None" = None
    name: str = ""  # beside others of its kind
    words: Callable[[int], str] = field(default=format_decimal)  # how the number is written
    none_words: str = ""  # instead of nought, where no row is no record yet

    @property
    def rows(self) -> list[FigureRow]:
        if not self.draw:
            return self.items
        rows = [self.draw(item) for item in self.items]
        if not self.weigh:
            return rows
        return [
            row._replace(amount=self.weigh(item))
            for row, item in zip(rows, self.items, strict=True)
        ]

    @property
    def n(self) -> int:
        if self.weigh:
            return sum(map(self.weigh, self.items))
        return len(self.items) if self.draw else sum(row.amount for row in self.items)

    @property
    def text(self) -> str:
        return self.words(self.n) if self.items else self.none_words or self.words(0)


class Figures(dict[str, BoardFigure]):
    """The figures of one board by their slug; each is added once, with its address."""

    def __init__(self, address: Callable[[str], str]) -> None:
        super().__init__()
        self.address = address

    def add(self, slug: str, label: str, items: Iterable[Any], **how: Any) -> BoardFigure:
        url = how.pop("url", "") or self.address(slug)
        self[slug] = BoardFigure(slug, label, list(items), url=url, **how)
        return self[slug]

"""The figures of a board, each with the rows that add up to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One row behind a figure, and how much of the figure it is."""

    text: str
    url: str = ""
    note: str = ""
    amount: int = 1
    badge: str = ""
    tone: str = "grey"


@dataclass(frozen=True)
class Figure:
    """A number of a board: what it counts, its rows, out of how many, and what it was before.

    `n` is the sum of its rows and nothing else, so that they always add up.
    """

    slug: str
    label: str
    rows: list[Row]
    total: int | None = None
    url: str = ""  # where its rows stand, where another page lists them
    gained: "Figure | None" = None
    lost: "Figure | None" = None
    name: str = ""  # where it stands beside others of its kind
    words: Callable[[int], str] = field(default=str)  # how the number is written

    @property
    def n(self) -> int:
        return sum(row.amount for row in self.rows)

    @property
    def text(self) -> str:
        return self.words(self.n)


class Figures(dict[str, Figure]):
    """The figures of one board by their slug; each is added once, with its address."""

    def __init__(self, address: Callable[[str], str]) -> None:
        super().__init__()
        self.address = address

    def add(self, slug: str, label: str, rows: Iterable[Row], **how: Any) -> Figure:
        url = how.pop("url", "") or self.address(slug)
        self[slug] = Figure(slug, label, list(rows), url=url, **how)
        return self[slug]

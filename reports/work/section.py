"""The parts of the first page: what to do first, each thing once, and lists with a heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from reports.lines import TONES, Line
from villages.access import Access

SHOWN = 8  # lines of a section before "xem tất cả"
FIRST = 30  # things to do first before "xem tất cả": what is returned or waits is always among them
MOST = 300  # rows read for one person; nobody works through more in a day


def instead_words(access: Access, official: int | None) -> str:
    """`thay Ngô Văn Đồng · ` before what waits for somebody whose work one does."""
    name = access.stands_for.get(official) if official else ""
    return f"thay {name} · " if name else ""


class Urgency(IntEnum):
    """The order in which a person meets the work to be done."""

    RETURNED = 0
    WAITING = 1
    NEW = 2
    OVERDUE = 3
    OBSTACLE = 4


@dataclass(frozen=True)
class FoldedTask:
    """One of the tasks that an item folds together."""

    pk: int
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: its words, and the one button that does it.

    `parts` are overdue tasks with the same last day; one reminds of them, where the item leads
    nowhere (`act_url`). `keys` name what the item is about, so that no later item repeats it.
    """

    urgency: Urgency
    line: Line
    act: str
    keys: tuple[str, ...]
    act_url: str = ""
    day: date | None = None
    parts: tuple[FoldedTask, ...] = ()

    @property
    def url(self) -> str:
        return self.act_url or self.line.url


def most_urgent_first(items: Iterable[WorkItem]) -> list[WorkItem]:
    """The most urgent first, within that the earliest day; each thing once."""
    seen: set[str] = set()
    found = []
    for item in sorted(items, key=lambda i: (i.urgency, i.day or date.max)):
        if seen.isdisjoint(item.keys):
            found.append(item)
        seen.update(item.keys)
    return found


@dataclass(frozen=True)
class WorkSection:
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

"""Kinds of open work of an official, which the apps above register in `ready()`.

A test names every other foreign key to an official (`HISTORY`): what was done, or is one's own. A
new one is in neither until somebody decides, so that a kind of work cannot be forgotten.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from villages.access import Access
from villages.models import Official, Posting, Unit

Given = Sequence[tuple[Any, "Official | str"]]  # rows, each with who takes it


@dataclass(frozen=True)
class OpenWork:
    """Rows that wait for an official, by the foreign key that names them.

    `find` gives those that the access may give to somebody else; `give` does it to many, by the
    rules of the row's own service. `take_up` where a post can hold the row while nobody holds the
    post: then `to` may be its title, and `take_up` gives such rows to who comes to hold it.
    `left_in` gives those who have such rows of a unit and hold no post there (`left`: how many).
    """

    slug: str
    label: str
    key: str  # "tasks.Assignment.official"
    find: Callable[[Access, Official], "QuerySet[Any]"]
    words: Callable[[Any], str]
    unit: Callable[[Any], Unit]
    give: Callable[[Access, Official, Given], None]
    take_up: Callable[[Access, Posting], int] | None = None
    left_in: "Callable[[Unit, date], QuerySet[Official]] | None" = None

    @property
    def takes_post(self) -> bool:
        return self.take_up is not None


def one_by_one(
    give: Callable[[Access, Official, Any, "Official | str"], None],
) -> Callable[[Access, Official, Given], None]:
    """For a kind of which nobody has thousands."""

    def give_each(by: Access, official: Official, given: Given) -> None:
        for row, to in given:
            give(by, official, row, to)

    return give_each


_KINDS: dict[str, OpenWork] = {}


def register(*kinds: OpenWork) -> None:
    for kind in kinds:
        _KINDS[kind.slug] = kind


def work_kinds() -> list[OpenWork]:
    return list(_KINDS.values())


# By which it follows who holds a post.
_OF_POST = frozenset({"unit", "title", "starts_on", "ends_on"})


def take_up(by: Access, posting: Posting, changed: Collection[str] = _OF_POST) -> None:
    """What waits at the post goes to who holds it, now that those fields of a posting changed."""
    for kind in work_kinds():
        if kind.take_up is not None and not _OF_POST.isdisjoint(changed):
            kind.take_up(by, posting)

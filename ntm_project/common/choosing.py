"""Search and paging inside a form: their buttons send the form and write nothing, so that what was
chosen on one page is kept on the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from ntm_project.common.answers import number_of
from ntm_project.common.text import fold

Row = TypeVar("Row")

PER_PAGE = 20
_LOOK = "look"  # the name of the buttons: `tasks:2` is the second page of the list `tasks`


def only_looks(request: HttpRequest) -> bool:
    """Whether the form was sent to show other rows, not to do what it is for."""
    return _LOOK in request.POST


@dataclass(frozen=True)
class Chooser:
    """Which rows of a list a form shows, as it was sent; a form may have several, by `name`."""

    name: str
    sent: QueryDict

    @property
    def search(self) -> str:
        return self.sent.get(f"q{self.name}", "")

    @property
    def is_in_use(self) -> bool:
        return bool(self.search or self._turn)

    def singles(
        self, rows: Sequence[Row], *, name: Callable[[Row], str], words: Callable[[Row], str]
    ) -> "Singles[Row]":
        """The rows, parted by whether something was chosen in the field `name` of each."""
        chosen = [row for row in rows if self.sent.get(name(row))]
        others = [row for row in rows if not self.sent.get(name(row))]
        return Singles(self, chosen, self._page(others, words), len(rows) > PER_PAGE)

    def _page(self, rows: Sequence[Row], words: Callable[[Row], str]) -> "Page[Any]":
        """The page that a button turned to, or that stood there, of the rows with the words."""
        wanted = fold(self.search).split()
        if wanted:
            rows = [row for row in rows if all(word in fold(words(row)) for word in wanted)]
        number = self._turn or number_of(self.sent.get(f"g{self.name}")) or 1
        return Paginator(rows, PER_PAGE).get_page(number)

    @property
    def _turn(self) -> int:
        name, _, number = self.sent.get(_LOOK, "").partition(":")
        return (number_of(number) or 1) if name == self.name else 0


@dataclass(frozen=True)
class Singles(Generic[Row]):
    """The rows of a form with a choice of their own, whichever page it was made on, then a page of
    the others to choose from: what is drawn does not grow with the rows."""

    chooser: Chooser
    chosen: list[Row]
    page: "Page[Row]"
    is_long: bool  # not all rows stand on one page

    @property
    def shown(self) -> list[Row]:
        return [*self.chosen, *self.page]

    @property
    def is_open(self) -> bool:
        return bool(self.chosen) or self.chooser.is_in_use

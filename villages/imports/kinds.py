"""The kinds of lists: one entry each, made known by the `resources` of its app."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.module_loading import autodiscover_modules

from villages.access import Access
from villages.imports.columns import Column
from villages.models import Unit

if TYPE_CHECKING:
    from villages.imports.resource import ListResource

_KINDS: "dict[str, ListKind]" = {}


@dataclass(frozen=True)
class ListKind:
    """A list that comes from Excel and goes there.

    `slug` is its part of the address, `title` its name, `rows` what its rows are called. It belongs
    to a row of `place` (a unit, a plan, an assessment), of which `resource` knows who may see and
    write it, its columns, and how a row is found, read and written.
    """

    slug: str
    title: str
    rows: str
    resource: "type[ListResource]"
    notes: Sequence[str] = field(default=())  # what a person should know before choosing a file

    def places(self, access: Access) -> "QuerySet[Any]":
        return self.resource.places(access)

    def deny(self, access: Access, place: Model) -> str:
        """ "" when the person may import here, else why not."""
        return self.resource.deny(access, place)

    def of(self, place: Any) -> "ListKind":
        """The kind as a place shows it: named in its words."""
        words = partial(self.resource.in_words, place)
        notes = tuple(map(words, self.notes))
        return replace(self, title=words(self.title), rows=words(self.rows), notes=notes)

    def columns(self, place: Any, heads: Sequence[str] = ()) -> list[Column]:
        """The columns that an import takes of a file with these headings, in the words of the
        place."""
        words = partial(self.resource.in_words, place)
        return [column.in_words(words) for column in self.resource.taken(heads)]

    def unit(self, place: Any) -> Unit | None:
        """The unit of the list; None is everybody's."""
        return place if isinstance(place, Unit) else getattr(place, "unit", None)


def register(kind: ListKind) -> ListKind:
    """Make a kind known; its slug is taken once."""
    if kind.slug in _KINDS:
        raise ValueError(f"Two kinds of lists are called {kind.slug}.")
    _KINDS[kind.slug] = kind
    return kind


def kinds() -> dict[str, ListKind]:
    """Every kind by its slug; the apps' `resources` are read when they are first needed."""
    _find()
    return _KINDS


@cache
def _find() -> None:
    autodiscover_modules("resources")

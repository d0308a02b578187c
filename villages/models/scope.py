"""Whose scope a query keeps to: what `visible_to` needs to know of an access, and no more."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Protocol

from django.db.models import Q

if TYPE_CHECKING:
    from villages.models.people import Official, Posting


class Scope(Protocol):
    """The open postings of one person on one day; `villages.access.Access` is one."""

    @property
    def is_system(self) -> bool: ...
    @property
    def official(self) -> "Official | None": ...
    @property
    def postings(self) -> "Sequence[Posting]": ...
    @property
    def acts_for(self) -> "frozenset[int]": ...
    @property
    def on(self) -> date: ...
    @property
    def former_paths(self) -> Sequence[str]: ...


# The path of what concerns everybody: data by which all communes of the country are judged.
EVERYBODY = "/"


class OfEverybody:
    """A row of no unit: what happens to it is recorded for all who hold a posting."""

    audit_unit = None


def keys_of_path(path: str) -> list[int]:
    """The keys of the units on a path, from the root down; none on that of everybody."""
    return [int(part) for part in path.split("/") if part]


def widest_of(paths: Iterable[str]) -> list[str]:
    """The paths that lie below no other of them."""
    found = sorted(set(paths))
    return [p for p in found if not any(p != q and p.startswith(q) for q in found)]


def in_scope(access: Scope, path_lookup: str) -> Q:
    """The condition that a row's unit lies in scope; `path_lookup` leads to `Unit.path`."""
    if access.is_system:
        return Q()
    widest = widest_of({*(p.unit.path for p in access.postings), *access.former_paths})
    if not widest:
        return Q(pk__in=[])
    return reduce(or_, (Q(**{f"{path_lookup}__below": path}) for path in widest))

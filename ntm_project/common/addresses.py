"""Addresses of pages, without calling the resolver for each of the hundreds that a list holds."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.urls import reverse


@lru_cache(maxsize=1024)
def _form(name: str, kinds: tuple[type, ...]) -> str:
    """A page's address with a place for each argument. The resolver takes as long for one address
    as a small query, a province's board holds two thousand, and those of the next province are
    others: so it is called once for all rows. A process serves under one prefix as long as it
    lives."""
    marks = [f"{n}0717171717" if kind is int else f"{n}-q-q-q" for n, kind in enumerate(kinds, 1)]
    form = reverse(name, args=marks)
    for mark in marks:
        form = form.replace(mark, "%s")
    return form


def _path(name: str, args: tuple[Any, ...]) -> str:
    kinds = tuple(map(type, args))
    if kinds.count(int) < len(kinds) and not all(map(_is_plain, args)):
        return reverse(name, args=args)
    return _form(name, kinds) % args


def _is_plain(value: Any) -> bool:
    """A key, or a word that stands in an address as it is; a number as text may be either."""
    if type(value) is str:
        return value.isascii() and value.replace("-", "").isalnum() and not value.isdigit()
    return type(value) is int


def of_row(name: str, pk: int) -> str:
    """The address of a named page whose only argument is the key of a row."""
    return _path(name, (pk,))


def address(name: str, *args: Any, anchor: str = "", **query: Any) -> str:
    """The address of a named page with its filters; those without a value are left out, a list is
    given value by value."""
    url = _path(name, args)
    if query:
        # The names are ours: only what they are given can need quoting.
        filters = "&".join(
            f"{key}={value if isinstance(value, int) else quote_plus(str(value))}"
            for key, given in query.items()
            for value in (given if isinstance(given, list) else (given,))
            if value is not None and value != ""
        )
        url += f"?{filters}" if filters else ""
    return f"{url}#{anchor}" if anchor else url

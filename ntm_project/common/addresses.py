"""Addresses of pages, without calling the resolver for each of the hundreds that a list holds."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.urls import reverse


@lru_cache(maxsize=8192)
def _path(name: str, args: tuple[Any, ...]) -> str:
    """A page's path; a board holds some two hundred, and each costs as much as a small query. A
    process serves under one prefix as long as it lives."""
    return reverse(name, args=args)


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

"""Addresses of pages, without asking the resolver for each of the hundreds that a list holds."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.urls import NoReverseMatch, get_script_prefix, reverse

_STAND_IN = 1_234_567_890_123  # no other part of an address holds these digits


@lru_cache(maxsize=256)
def _around(prefix: str, name: str) -> tuple[str, str]:
    """The path of a page of a row, before and after the row's key."""
    before, after = reverse(name, args=[_STAND_IN]).split(str(_STAND_IN))
    return before, after


def of_row(name: str, pk: int) -> str:
    """The address of a named page whose only argument is the key of a row."""
    before, after = _around(get_script_prefix(), name)
    return f"{before}{pk}{after}"


def _written(value: Any) -> str:
    return str(value) if type(value) is int else quote_plus(str(value))


@lru_cache(maxsize=8192)
def _path(prefix: str, name: str, args: tuple[Any, ...]) -> str:
    """A page's path; a board holds some two hundred, and each costs as much as a small query."""
    return reverse(name, args=args)


def address(name: str, *args: Any, anchor: str = "", **query: Any) -> str:
    """The address of a named page with its filters; those without a value are left out."""
    url = _path(get_script_prefix(), name, args)
    if query:
        asked = [f"{k}={_written(v)}" for k, v in query.items() if v is not None and v != ""]
        url += f"?{'&'.join(asked)}" if asked else ""
    return f"{url}#{anchor}" if anchor else url


def link_to(name: str, *args: Any) -> str:
    """The address of a named page, or "" where that page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""

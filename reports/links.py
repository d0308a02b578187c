"""The addresses to which boards, lists and findings lead, with the filters of the target page."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse


@lru_cache(maxsize=8192)
def _path(prefix: str, name: str, args: tuple[Any, ...]) -> str:
    """A page's path; a board holds some two hundred, and each costs as much as a small query."""
    return reverse(name, args=args)


def address(name: str, *args: Any, anchor: str = "", **query: Any) -> str:
    """The address of a named page with its filters; those without a value are left out."""
    url = _path(get_script_prefix(), name, args)
    if query:
        asked = {key: value for key, value in query.items() if value not in (None, "")}
        url += f"?{urlencode(asked)}" if asked else ""
    return f"{url}#{anchor}" if anchor else url


def tasks(**filters: Any) -> str:
    """The list of tasks behind a count: don_vi, danh_gia, tieu_chi, nguoi, tinh_trang, qua_han…"""
    return address("tasks:list", **filters)


def task(pk: int) -> str:
    return address("tasks:task", pk)


def criterion(assessment_pk: int, number: int) -> str:
    """A criterion's place on the page of its assessment."""
    return address("reports:assessment", assessment_pk, anchor=f"tieu-chi-{number}")


def supervision(assessment_pk: int) -> str:
    return address("tasks:supervision", assessment_pk)


def board(unit_pk: int, **query: Any) -> str:
    return address("reports:board", unit_pk, **query)

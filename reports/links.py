"""The addresses to which boards, lists and findings lead, with the filters of the target page."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def address(name: str, *args: Any, anchor: str = "", **query: Any) -> str:
    """The address of a named page with its filters; those without a value are left out."""
    url = reverse(name, args=args)
    asked = {key: value for key, value in query.items() if value not in (None, "")}
    return url + (f"?{urlencode(asked)}" if asked else "") + (f"#{anchor}" if anchor else "")


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

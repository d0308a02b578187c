"""What every list shares: columns that sort, and the filters that are on as removable chips.

The choice lives in the address alone (`xep`), so that it can be kept, sent and saved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.http import HttpRequest

from ntm_project.common.dates import format_day

SORT = "xep"
OPEN_FILTERS = "mo_loc"
# What an address carries that is no filter: the place in the list, ticks, what is opened.
PASSING = ("trang", "truoc", "sau", "tat_ca", "lua_chon", OPEN_FILTERS)

MARKS = {"": "", "ascending": "▲", "descending": "▼"}


@dataclass(frozen=True)
class SortColumn:
    """A column by which a list sorts: its fields on both databases, folded keys for names."""

    key: str
    label: str
    fields: tuple[str, ...]
    css: str = ""


@dataclass(frozen=True)
class ColumnHead:
    """The head of a column: a link that sorts by it, the other way the second time."""

    label: str
    url: str
    css: str
    aria: str  # ascending, descending, or "" where the list is sorted otherwise

    @property
    def mark(self) -> str:
        return MARKS[self.aria]


@dataclass(frozen=True)
class Chip:
    """One filter that is on, and the list without it."""

    label: str
    url: str


def address_with(request: HttpRequest, **changes: str) -> str:
    """The list with other values, from its first page; "" takes one out."""
    values = request.GET.copy()
    for name in (*PASSING, *changes):
        values.pop(name, None)
    for name, value in changes.items():
        if value:
            values[name] = value
    query = values.urlencode()
    return f"{request.path}?{query}" if query else request.path


def _chosen(
    query: Mapping[str, str], columns: Sequence[SortColumn]
) -> tuple[SortColumn | None, bool]:
    order = query.get(SORT, "")
    key, is_down = order.removeprefix("-"), order.startswith("-")
    return next((column for column in columns if column.key == key), None), is_down


def is_sorted(request: HttpRequest, columns: Sequence[SortColumn]) -> bool:
    """Whether the address sorts by one of the columns."""
    return _chosen(request.GET, columns)[0] is not None


def turned(key: str, order: str, *, falls_first: bool = False) -> tuple[str, str]:
    """How a list sorted as `order` stands to a column ("" or its aria-sort), and what its head
    requests next: the other way, or first rising or falling."""
    is_it, is_down = order.removeprefix("-") == key, order.startswith("-")
    aria = ("descending" if is_down else "ascending") if is_it else ""
    falls = not is_down if is_it else falls_first
    return aria, f"-{key}" if falls else key


def heads(request: HttpRequest, columns: Sequence[SortColumn]) -> list[ColumnHead]:
    """The heads of the columns, in their order."""
    found = []
    for column in columns:
        aria, following = turned(column.key, request.GET.get(SORT, ""))
        url = address_with(request, **{SORT: following})
        found.append(ColumnHead(column.label, url, column.css, aria))
    return found


def in_order(rows: "QuerySet[Any]", query: Mapping[str, str], columns: Sequence[SortColumn]) -> Any:
    """The rows by the column that the address chooses, equal ones always in the same order; else as
    they came."""
    chosen, is_down = _chosen(query, columns)
    if chosen is None:
        return rows
    order = [
        F(name).desc(nulls_last=True) if is_down else F(name).asc(nulls_last=True)
        for name in chosen.fields
    ]
    return rows.order_by(*order, "-pk" if is_down else "pk")


def chips(request: HttpRequest, form: forms.Form) -> Iterator[Chip]:
    """The filters that are on, each with the address that takes it off."""
    form.is_valid()
    for name, field in form.fields.items():
        given = request.GET.get(name, "")
        if not given or field.widget.is_hidden or name in form.errors:
            continue
        value = form.cleaned_data.get(name)
        if value is not None and hasattr(field, "known"):
            field.known = [value]  # read already: its select needs to read it no more
        words = _words(field, value, given)
        label = str(field.label or name)
        yield Chip(f"{label}: {words}" if words else label, address_with(request, **{name: ""}))


def _words(field: forms.Field, value: Any, given: str) -> str:
    if isinstance(field, forms.BooleanField):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value)) if value is not None else given
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(given, given))
    return format_day(value) if isinstance(value, date) else given


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label

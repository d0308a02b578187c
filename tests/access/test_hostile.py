"""Whatever is sent, no address answers 5xx: every page, parameter and field with hostile values.

Addresses are walked by the resolver, parameters are those that the code of a page reads, fields
those that its forms show; the sender may do all that can be done in the world. Each field meets a
few values by itself, in turn; with `HOSTILE=all` (`make hostile`, several minutes) every one.
"""

import logging
import os
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.access.matrix import Matrix
from tests.access.pages import (
    WALKERS,
    Page,
    SentForm,
    filled,
    parameters_of,
    read,
    read_page,
    walk,
)
from tests.access.test_matrix import ROWS
from tests.shared import undone
from villages.enums import Role

# Thousands of requests; what one database stores and finds, the other may choke on.
pytestmark = [pytest.mark.deep, pytest.mark.both]

Values = dict[str, Any]
Met = set[Any]

HOSTILE: Values = {
    "beyond a column": str(2**63),
    "at the edge": str(2**63 - 1),
    "far beyond": "9" * 4400,
    "negative": "-1",
    "nothing": "0",
    "NUL": "a\x00b",
    "brackets": "[" * 60_000,
    "nested": '{"a":' * 20_000,
    "long": "x" * 300,
    "wrong kinds": '[{"revision": [1], "page": "a", "x": "b", "text": 5}]',
    "not a list": '{"x": NaN}',
    "half a surrogate": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe",
    "decomposed": unicodedata.normalize("NFD", "Đặng Thị Hiền"),
    "right to left": "\u202eabc\u200f\u200b",
    "other digits": "٣²½",
    "endless": "1e309",
    "no number": "NaN",
    "no day": "31/02/2024",
    "year zero": "01/01/0000",
    "percent": "%00%s%(a)d{0}",
    "markup": "<script>{{ 7|add:7 }}</script>",
}
EVERY = os.environ.get("HOSTILE") == "all"
# Of these a field meets one by itself, in turn; among them they break each way of reading.
BITING = ("beyond a column", "far beyond", "NUL", "brackets", "long", "half a surrogate", "-")
# In all fields at once; what reads a field by itself reads the rest no worse.
_ALL_AT_ONCE = (
    "far beyond", "negative", "NUL", "nested", "wrong kinds", "half a surrogate", "decomposed",
)  # fmt: skip
SHORT = {name: value[:4400] for name, value in HOSTILE.items()}  # what an address may hold
OFFICER = Role.STANDING_OFFICER
FORM = "application/x-www-form-urlencoded"


def _quick() -> tuple[str, ...]:
    """What is sent in all fields at once. It is refused before it comes to a database, so SQLite's
    run suffices; PostgreSQL meets each field's value by itself, where the rest is right."""
    return _ALL_AT_ONCE if EVERY or connection.vendor == "sqlite" else ()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of refusals are meant; each would be logged with all that was typed."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def _fault(client: Client, method: str, url: str, data: Any = None) -> str:
    """What broke, or ""; nothing is kept."""
    cookies = deepcopy(client.cookies)
    try:
        with undone():
            if method == "GET":
                response = client.get(url)
            elif any(hasattr(v, "read") for values in data.values() for v in values):
                response = client.post(url, {k: v for k, v in data.items() if k})
            else:
                response = client.post(url, urlencode(data, doseq=True), content_type=FORM)
            read(response)
    except Exception as error:
        return f"{method} {url[:120]}: {type(error).__name__}: {str(error)[:120]}"
    finally:
        client.cookies = cookies
    # A store or a printer that is not there reports it by 503, not by breaking.
    return f"{method} {url[:120]}: {response.status_code}" if response.status_code == 500 else ""


def _report(faults: Iterator[str]) -> None:
    found = [fault for fault in faults if fault]
    assert found == [], "\n".join(found[:40])


# --- Addresses ------------------------------------------------------------------------------------


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _hostile_paths(route: str, at: int) -> Iterator[str]:
    """The route with hostile values in the place of its arguments: a fourth of them, others for the
    next route, since routes read their arguments by few converters; or every one."""
    if "<" not in route:
        return
    values = list(SHORT.values())
    for value in values if EVERY else values[at % 4 :: 4]:
        text = quote(value, safe="")
        yield "/" + "".join(
            part.partition(">")[2] if not at else text + part.partition(">")[2]
            for at, part in enumerate(("x>" + route).split("<"))
        ).replace("^", "").replace("$", "")


def test_no_address_breaks_over_its_arguments(world: Matrix) -> None:
    routes = enumerate(_routes(get_resolver()))
    urls = [url for at, route in routes for url in _hostile_paths(route, at)]
    assert len(urls) > 800
    people = {True: Role.ADMINISTRATOR, False: OFFICER}
    _report(_fault(world.clients[people[url.startswith("/quan-tri/")]], "GET", url) for url in urls)


# --- What stands behind the question mark ---------------------------------------------------------


def _parameters(page: Page) -> list[str]:
    """What the page can be sent: its code's words, and the fields of its forms that read."""
    fields = {name for form in page.forms if form.method == "get" for name in form.fields}
    return sorted(parameters_of(page.url) | fields)


def _queries(page: Page) -> Iterator[str]:
    path, _, query = page.url.partition("?")
    names = _parameters(page)
    for kind in _quick():
        yield path + "?" + urlencode([(name, SHORT[kind]) for name in names])
    for at, name in enumerate(names):
        for value in _in_turn(at, SHORT):
            yield f"{path}?{query}&{urlencode({name: value}, doseq=True)}"
    if _quick():
        twice = "&".join(f"{name}=1&{name}=2&{name}[]=3" for name in names)
        yield f"{path}?{query}&{twice}"


def _in_turn(at: int, values: Values) -> list[Any]:
    """A biting value, or for every second place one of all, others for the next; or every one.
    PostgreSQL, which differs by what it stores and finds, meets the biting ones alone."""
    if EVERY:
        return list(values.values())
    if at % 2 and connection.vendor == "sqlite":
        return [list(values.values())[at // 2 % len(values)]]
    return [values.get(BITING[at % len(BITING)], "-")]


def _code(url: str, name: str) -> Any:
    """What one look suffices for: the view, which two dozen papers and their passages share; with
    `HOSTILE=all` each name of an address."""
    if EVERY:
        return name
    try:
        return resolve(url.partition("?")[0]).func
    except Resolver404:
        return name  # a part of the page itself


SEEN_BY_OFFICER = {r["name"] for r in ROWS if r["method"] == "GET" and r[OFFICER] == "ok"}


def _is_asked(page: Page, met: Met) -> bool:
    """Whether the page is the first of its kind: the standing officer's, or who else's alone."""
    kind = (_code(page.url, page.name), *_parameters(page))
    is_others = page.person != OFFICER and page.name in SEEN_BY_OFFICER
    if is_others or page.response.status_code != 200 or kind in met:
        return False
    met.add(kind)
    return True


# --- What is sent ---------------------------------------------------------------------------------

DONE_BY_OFFICER = {r["name"] for r in ROWS if r["method"] == "POST" and r[OFFICER] == "ok"}


def _new_forms(page: Page, met: Met) -> Iterator[SentForm]:
    """Each form once: that of the standing officer, or of who else alone may send it."""
    for form in page.forms:
        name, names = form.kind
        kind = (_code(form.action, name), names)
        is_others = page.person != OFFICER and name.partition(" ")[0] in DONE_BY_OFFICER
        is_signing = name in ("login", "logout")
        if form.method == "post" and kind not in met and not (is_others or is_signing):
            met.add(kind)
            yield form


def _sendings(form: SentForm, data: Values, turn: int) -> Iterator[Values]:
    """The form with hostile values: everywhere, and in one field while the rest is right."""
    names = [name for name in data if name != "csrfmiddlewaretoken"]
    yield data
    yield {}
    yield from ({name: [HOSTILE[kind]] for name in names} for kind in _quick())
    for button in form.buttons:
        yield data | {button: ["1"]}
        yield {name: ["-"] for name in names} | {button: ["1"]}
    for at, name in enumerate(names, start=turn):
        for value in _in_turn(at, HOSTILE):
            yield data | {name: [value]}
        if connection.vendor == "postgresql" and not EVERY:
            continue  # what is missing or there twice never comes to a database
        if at % 2 or EVERY:
            yield {other: values for other, values in data.items() if other != name}
        if not at % 2 or EVERY:
            yield data | {name: [*data[name], "1", "2"], f"{name}[]": ["1"]}


def _form_faults(page: Page, form: SentForm, turn: int) -> Iterator[str]:
    data = filled(form, page.response.context)
    for sent in _sendings(form, data, turn):
        for values in sent.values():
            for value in values:
                if hasattr(value, "seek"):
                    value.seek(0)
        if fault := _fault(page.client, "POST", form.action, sent):
            odd = {n: str(sent[n])[:30] for n in sent if sent[n] != data.get(n)}
            yield f"{fault} {list(odd.items())[:4]}"


@pytest.mark.parametrize("person", WALKERS)
def test_no_page_breaks_over_what_it_is_asked_or_sent(world: Matrix, person: str) -> None:
    """One walk for its address and its forms: to draw all pages takes half as long as to try."""
    pages: Met = set()
    forms: Met = set()

    def faults() -> Iterator[str]:
        for page in walk(world, person):
            if _is_asked(page, pages):
                yield from (_fault(page.client, "GET", url) for url in _queries(page))
            for form in _new_forms(page, forms):
                yield from _form_faults(page, form, len(forms) - 1)

    _report(faults())
    assert len(pages) > (40 if person == OFFICER else 0)
    assert forms


def test_signing_in_takes_whatever_is_typed(world: Matrix) -> None:
    def faults() -> Iterator[str]:
        for value in HOSTILE.values():
            for data in (
                {"username": [value], "password": [value]},
                {"username": ["nguoi1"], "password": [value]},
                {"username": [value], "password": ["x"], "next": [value]},
                {"username": [value, "1"], "csrfmiddlewaretoken": [value]},
            ):
                yield _fault(Client(), "POST", "/dang-nhap/", data)

    _report(faults())


# --- The administrator's site ---------------------------------------------------------------------


def _admin_pages() -> Iterator[tuple[str, list[str]]]:
    """Each list and form of the admin site, with the words that it can be sent."""
    for model, page in admin.site._registry.items():
        base = f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._default_manager.order_by("pk").first()
        filters = [f if isinstance(f, str) else f[0] for f in page.list_filter]
        lookups = [f"{f}__{how}" for f in filters for how in ("exact", "id__exact", "in", "isnull")]
        common = ["q", "p", "o", "all", "e", "_popup", "_to_field", "_changelist_filters"]
        yield base, [*common, *lookups, "pk", "id__exact", "id__in"]
        yield f"{base}add/", ["_popup", "_to_field", *(f.name for f in model._meta.fields)]
        if row is not None:
            for at in ("change", "history", "delete"):
                yield f"{base}{row.pk}/{at}/", ["_popup", "_to_field", "_changelist_filters", "p"]


def test_no_page_of_the_admin_site_breaks_over_what_it_is_asked(world: Matrix) -> None:
    client = world.clients[Role.ADMINISTRATOR]

    def faults() -> Iterator[str]:
        for url, names in _admin_pages():
            yield _fault(client, "GET", url)
            for at, name in enumerate(names):
                for value in _in_turn(at, SHORT):
                    yield _fault(client, "GET", f"{url}?{urlencode({name: value}, doseq=True)}")

    _report(faults())


def test_no_autocomplete_of_the_admin_site_breaks(world: Matrix) -> None:
    client = world.clients[Role.ADMINISTRATOR]
    fields = [
        (model, name)
        for model, page in admin.site._registry.items()
        for name in page.autocomplete_fields
    ]
    assert fields

    def faults() -> Iterator[str]:
        for model, name in fields:
            right = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": name,
                "term": "a",
            }
            for odd in (*right, "page"):
                for value in SHORT.values():
                    query = urlencode(right | {odd: value})
                    yield _fault(client, "GET", f"/quan-tri/autocomplete/?{query}")

    _report(faults())


def _admin_forms(world: Matrix) -> Iterator[tuple[str, Values]]:
    client = world.clients[Role.ADMINISTRATOR]
    for url, _ in _admin_pages():
        if "/add/" in url or "/change/" in url:
            response = client.get(url)
            if response.status_code != 200:
                continue
            for form in read_page(url, read(response))[0]:
                if form.method == "post" and len(form.fields) > 2:
                    yield url, filled(form, response.context)


def test_no_form_of_the_admin_site_breaks_over_what_is_typed(world: Matrix) -> None:
    client = world.clients[Role.ADMINISTRATOR]

    def faults() -> Iterator[str]:
        for url, data in _admin_forms(world):
            names = [name for name in data if name != "csrfmiddlewaretoken"]
            for kind in _quick():
                yield _fault(client, "POST", url, {name: [HOSTILE[kind]] for name in names})
            for at, name in enumerate(names):
                for value in _in_turn(at, HOSTILE):
                    yield _fault(client, "POST", url, data | {name: [value]})

    _report(faults())

"""What the pages of the world hold: their forms, as a browser would send them, and their fields.

Found, not listed: an address or a field that is added is met by every test that walks them.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import lxml.html
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import etree

from ntm_project.common.dates import format_day
from ntm_project.common.forms import (
    ClockInput,
    DayInput,
    DecimalInput,
    LineInput,
    MoneyInput,
    ProseInput,
    YearInput,
)
from tests.access.matrix import Matrix
from tests.access.test_matrix import PRINTS, ROWS, _address
from tests.evidence.factories import photo_bytes
from villages.enums import Role

Typed = dict[str, list[str]]


@dataclass
class SentForm:
    """One form of a page: where it goes, and what a browser would send of it untouched."""

    page: str
    action: str
    method: str
    fields: Typed = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    buttons: Typed = field(default_factory=dict)

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        """Forms of one kind go to one address by name and carry the same fields."""
        names = frozenset(re.sub(r"\d+", "N", name) for name in self.fields)
        return name_of(self.action), names


def name_of(url: str) -> str:
    """The name of the address, with its literal words; the address itself where there is none."""
    try:
        found = resolve(url.partition("?")[0])
    except Resolver404:
        return url
    words = [v for v in found.kwargs.values() if isinstance(v, str) and not v.isdecimal()]
    return " ".join([found.view_name, *words])


def _form(page: str, given: Mapping[str, str]) -> SentForm:
    """A form, or what htmx would send of one button."""
    action = given.get("hx-post") or given.get("action") or page
    is_post = "hx-post" in given or given.get("method", "get").lower() == "post"
    if action.startswith("?"):
        action = page.partition("?")[0] + action
    return SentForm(page, action, "post" if is_post else "get")


def _add_field(form: SentForm, element: Any) -> None:
    """What a browser would send of a field that nobody touched."""
    name, kind, value = element.get("name"), element.get("type"), element.get("value") or ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [one for one in options if "selected" in one.attrib] or options[:1]
        form.fields.setdefault(name, []).extend(one.get("value") or "" for one in chosen)
    elif element.tag == "textarea":
        form.fields.setdefault(name, []).append(element.text_content().strip())
    elif element.tag == "button" or kind == "submit":
        form.buttons.setdefault(name, []).append(value)
    elif kind == "file":
        form.files.add(name)
    elif element.tag == "input":
        values = form.fields.setdefault(name, [])
        is_tick = kind in ("checkbox", "radio")
        if not is_tick or "checked" in element.attrib:
            values.append(value or ("on" if is_tick else ""))


def read_page(page: str, html: str) -> tuple[list[SentForm], list[str]]:
    """The forms of a page that has this address, and the addresses to which it leads."""
    found, links = [SentForm(page, page, "get")], []
    opened: dict[Any, SentForm] = {}
    document = lxml.html.document_fromstring(html.strip() or "<p>")  # a fragment may be empty
    for element in document.iter(etree.Element):
        given = element.attrib
        links += [url for key in ("href", "hx-get") if (url := given.get(key))]
        if element.tag == "form" or ("hx-post" in given and element.tag in ("button", "a")):
            found.append(_form(page, given))
        if element.tag == "form":
            opened[element] = found[-1]
        if given.get("name"):
            _add_field(opened.get(next(element.iterancestors("form"), None), found[0]), element)
    forms_ = [form for form in found if form.fields or form.method == "post"]
    links = [page.partition("?")[0] + url if url[0] == "?" else url for url in links]
    return forms_, [url.partition("#")[0] for url in links if url.startswith("/")]


# --- The forms of Django behind them --------------------------------------------------------------


def values_of(context: Any) -> list[Any]:
    """Each value that a page was drawn from, once: each template that was rendered keeps a copy of
    its context, so that the same stands there many times."""
    layers = context if isinstance(context, list) else [context]
    named = {id(names): names for layer in layers if layer for names in layer.dicts}
    found = {id(value): value for names in named.values() for value in names.values()}
    return list(found.values())


def django_forms(context: Any) -> list[forms.BaseForm]:
    """Every form that a page was drawn from, once, those of its sets of rows included."""
    found = {id(form): form for value in values_of(context) for form in _forms_of(value)}
    return list(found.values())


def _forms_of(value: Any) -> Iterator[forms.BaseForm]:
    if isinstance(value, forms.BaseForm):
        yield value
    elif isinstance(value, forms.BaseFormSet):
        yield from (*value.forms, value.empty_form)
    elif isinstance(getattr(value, "form", None), forms.BaseForm):  # of the admin site
        yield value.form
    elif isinstance(value, list):
        for one in value:
            rows = getattr(one, "formset", None)
            if isinstance(rows, forms.BaseFormSet):
                yield from (*rows.forms, rows.empty_form)


EXAMPLES: dict[type[forms.Field], str] = {
    ClockInput: "9 giờ 15",
    DayInput: format_day(date(2024, 8, 9)),
    YearInput: "2025",
    DecimalInput: "7",
    MoneyInput: "7 triệu đồng",
    forms.IntegerField: "7",
    forms.DateField: "09/8/2024",
    forms.EmailField: "moi@example.vn",
}


def example(field_: forms.Field) -> str:
    """A value that the field takes; "" where it offers none."""
    if isinstance(field_, forms.ModelChoiceField):
        row = field_.queryset.order_by("pk").first()
        return str(row.pk) if row else ""
    if isinstance(field_, forms.ChoiceField):
        return next((str(key) for key, _ in field_.choices if key not in ("", None)), "")
    if isinstance(field_, forms.UUIDField):
        return str(uuid4())
    found = [text for kind, text in EXAMPLES.items() if isinstance(field_, kind)]
    if found or isinstance(field_, forms.FileField | forms.BooleanField):
        return found[0] if found else ""
    return "Nội dung thử"[: getattr(field_, "max_length", None) or 60]


TEXTS = (LineInput, ProseInput)


def filled(form: SentForm, context: Any) -> dict[str, Any]:
    """What a careful person would send: no text and nothing required left empty, a photo added."""
    data: dict[str, Any] = {name: list(values) for name, values in form.fields.items()}
    for known in django_forms(context):
        for name, field_ in known.fields.items():
            at, is_text = known.add_prefix(name), type(field_) in TEXTS
            is_row = "-" in at or field_.widget.is_hidden  # a set's row is left as it stands
            if at not in data or any(data[at]) or is_row:
                continue
            if field_.required or is_text:
                data[at] = [example(field_)]
    return data | {name: [photo()] for name in form.files}


def send(client: Client, url: str, data: dict[str, Any]) -> Any:
    """Send a form as a browser does: in parts, which are slow to read, only where a file is one."""
    sent = [
        one for value in data.values() for one in (value if isinstance(value, list) else [value])
    ]
    if any(hasattr(one, "read") for one in sent):
        return client.post(url, data)
    kind = "application/x-www-form-urlencoded"
    return client.post(url, urlencode(data, doseq=True), content_type=kind)


def photo() -> SimpleUploadedFile:
    """A small new photo, as a browser sends it."""
    return SimpleUploadedFile("Ảnh đường thôn.jpg", photo_bytes(), "image/jpeg")


# --- The walk -------------------------------------------------------------------------------------


def read(response: HttpResponse) -> str:
    """The answer to its end, as text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


@dataclass
class Page:
    """One page as somebody sees it."""

    url: str
    person: str
    client: Client
    response: HttpResponse
    html: str
    forms: list[SentForm]

    @property
    def name(self) -> str:
        return name_of(self.url)


# Who walks: between them they may do everything that can be done in the world.
WALKERS = (Role.STANDING_OFFICER, "upper", Role.ADMINISTRATOR)
UNWALKED = ("/static/", "/quan-tri/", "/dang-xuat/", "/thu-vien-giao-dien/")


def _kind_of(url: str) -> tuple[str, ...]:
    """Addresses of one kind differ in their numbers alone."""
    path, _, query = url.partition("?")
    return name_of(path), *sorted({name for name, _ in parse_qsl(query)})


def walk(world: Matrix, person: str, app: str = "") -> Iterator[Page]:
    """The pages of the table of rights that a person may see, and those they lead to; of one app
    alone, where that is wanted. Files that are made in seconds hold what their preview holds."""
    client, met = world.clients[person], set()
    rows = [row for row in ROWS if row["method"] == "GET" and row[person] == "ok"]
    rows = [r for r in rows if r["name"].startswith(app) and not r["name"].endswith(PRINTS)]
    listed = [_address(row, world) for row in rows]
    left, known = list(listed), set(listed)
    for at, url in enumerate(left):
        is_listed = at < len(listed)
        if not is_listed and url.startswith(UNWALKED):
            continue
        name, *_ = kind = _kind_of(url)
        is_left_out = kind in met or not name.startswith(app) or name.endswith(PRINTS)
        if not is_listed and is_left_out:
            continue
        met.add(kind)
        response = client.get(url)
        html = read(response)
        is_page = response.status_code == 200 and "html" in response["Content-Type"]
        found, links = read_page(url, html) if is_page else ([], [])
        if is_listed:
            left += [link for link in dict.fromkeys(links) if link not in known]
            known.update(links)
        yield Page(url, person, client, response, html, found)


def parameters_of(url: str) -> set[str]:
    """The words that the code of a page reads from its address."""
    view = inspect.unwrap(resolve(url.partition("?")[0]).func)
    source = inspect.getsource(inspect.getmodule(view))
    read = re.findall(
        r"""(?:GET\.(?:get|getlist)\(|GET\[|(?:number|key)_in\(request,)\s*["'](\w+)""", source
    )
    return {*read, "lua_chon", "trang"}


def sent_forms(
    world: Matrix, look: Callable[[Page], None] = lambda page: None
) -> Iterator[tuple[SentForm, Typed, Page]]:
    """Every kind of form that writes: as a person who may send it would fill it in, on its page;
    each page is looked at on the way."""
    met = set()
    for person in WALKERS:
        for page in walk(world, person):
            look(page)
            for form in page.forms:
                is_signing = form.kind[0] in ("login", "logout")  # would end the walk
                if form.method == "post" and form.kind not in met and not is_signing:
                    met.add(form.kind)
                    yield form, filled(form, page.response.context), page

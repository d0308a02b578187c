"""What lists, selects, searches and filters offer lies in scope: one canary over all of them.

A second province, whole, stands in the world; its names carry a canary. Everybody of ours opens
what they may open, requests the choices of every form, and names the foreign rows wherever a key is
taken. The canary is met nowhere. A criteria set is public, on the pages of the set alone.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import EmptyResultSet
from django.db.models import Model
from django.test import Client

from ntm_project.common.choices import RowSelect
from tests.access.foreign import FOREIGN, KINDS, NO_KEYS, SET, build_foreign
from tests.access.matrix import Matrix, build_matrix
from tests.access.pages import (
    Page,
    django_forms,
    filled,
    parameters_of,
    read,
    read_page,
    send,
    walk,
)
from tests.access.test_matrix import PEOPLE, ROWS, _address
from tests.shared import made_once, undone
from villages.enums import Role

pytestmark = pytest.mark.once

Rows = dict[str, Model]
APPS = ("villages", "criteria", "tasks", "evidence", "reports")
# Pages of what is the same for everybody: the sets, and what they expect.
PUBLIC = {"criteria:set", "criteria:mapping", "evidence:requirements"}
PUBLIC_MODELS = {"criterion", "indicator", "level", "requirement", "criteriaset", "setmapping"}

READ_AS_KEY = re.compile(
    r"""keys?_(?:in|of)\((?:request, *|request\.GET\.get(?:list)?\()["'](\w+)"""
)


def test_what_counts_as_no_key_is_nowhere_read_as_one() -> None:
    root = Path(settings.BASE_DIR)
    sources = [path for app in APPS for path in root.glob(f"{app}/**/*.py")]
    read_as_key = {word for path in sources for word in READ_AS_KEY.findall(path.read_text())}
    assert read_as_key & NO_KEYS == {"so", "truoc"}  # the number of a page, a line of the log
    assert len(read_as_key) > 5


def _build() -> Matrix:
    made = build_matrix()
    made.rows["foreign"] = build_foreign()
    return made


rows = made_once(_build)


@pytest.fixture
def foreign(world: Matrix) -> Rows:
    return world.rows["foreign"]


def _heard(text: str, where: str, *, is_public: bool = False) -> list[str]:
    """Where the canary sings, with what stands around it."""
    birds = (FOREIGN,) if is_public else (FOREIGN, SET)
    found = [(bird, text.find(bird)) for bird in birds if bird in text]
    return [f"{where}: …{' '.join(text[max(0, at - 60) : at + 40].split())}…" for _, at in found]


def _choices(field: Any) -> list[str]:
    """The words of every line that a field offers."""
    if isinstance(field, forms.ModelChoiceField):
        return [field.label_from_instance(row) for row in field.queryset.all()]
    return [str(words) for _, words in getattr(field, "choices", ())]


def _query_of(rows_: Any) -> str:
    """The question behind a field, by which the same offer is known."""
    try:
        return str(rows_.query) if rows_ is not None else ""
    except EmptyResultSet:
        return ""


def _offered(page: str, context: Any, met: set[str], *, is_public: bool = False) -> Iterator[str]:
    """The canary in what the forms of a page offer, opened or not."""
    for form in django_forms(context):
        for name, field in form.fields.items():
            rows_ = getattr(field, "queryset", None)
            key = f"{type(form).__name__}.{name}:{_query_of(rows_)}"
            # Django's own mark of a row that stands beside another; drawn as its key alone.
            if key not in met and name != "id":
                met.add(key)
                for words in _choices(field):
                    yield from _heard(words, f"{page} {name}", is_public=is_public)


def _lazy(context: Any) -> set[str]:
    """The selects that bring their lines when opened."""
    return {
        form.add_prefix(name)
        for form in django_forms(context)
        for name, field in form.fields.items()
        if isinstance(field.widget, RowSelect)
    }


def _get(client: Client, url: str) -> Any:
    with undone():
        response = client.get(url)
        response.text_read = read(response)
    return response


# Each scope; between them they open every page.
READERS = (
    *(Role.ADMINISTRATOR, Role.STANDING_OFFICER, Role.VILLAGE_BOARD, Role.CLERK),
    *(Role.DATA_STEWARD, "upper", "stranger"),
)


def test_the_readers_open_every_page_between_them() -> None:
    of_pages = [row for row in ROWS if row["method"] == "GET"]
    alone = [
        row["name"]
        for row in of_pages
        if "ok" in [row[person] for person in PEOPLE]
        and "ok" not in [row[person] for person in READERS]
    ]
    assert alone == []


Met = set[Any]


def _shown(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """What the page says, and what its forms offer."""
    yield from _heard(page.html, page.url, is_public=page.name in PUBLIC)
    if page.response.status_code == 200:
        yield from _offered(page.url, page.response.context, met)


def _named(page: Page, foreign: Rows) -> Iterator[str]:
    """The page requested with the key of a foreign row, wherever it takes a key."""
    path, _, query = page.url.partition("?")
    fields = {name for form in page.forms if form.method == "get" for name in form.fields}
    for name in sorted((parameters_of(page.url) | fields) - NO_KEYS):
        kind = KINDS.get(name)
        keys = {row.pk for row in ([foreign[kind]] if kind else foreign.values())}
        for key in sorted(keys, key=str):
            yield f"{path}?{query}&{name}={key}"


def _asked_by_key(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """What a foreign key in the address opens."""
    urls = list(_named(page, foreign))
    names = sorted({url.rpartition("&")[2].partition("=")[0] for url in urls})
    kind = (page.name.partition(" ")[0], *names)  # one view, whatever its literal words
    if kind in met or page.response.status_code != 200:
        return
    met.add(kind)
    for url in urls:
        response = _get(page.client, url)
        yield from _heard(response.text_read, url)
        yield from _offered(url, response.context, met)


def _selects_opened(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """What a select brings when it is opened."""
    for name in _lazy(page.response.context) if page.response.status_code == 200 else ():
        if (page.name, name) not in met and "__prefix__" not in name:
            met.add((page.name, name))
            url = page.url + ("&" if "?" in page.url else "?") + f"lua_chon={name}"
            yield from _heard(_get(page.client, url).text_read, url)


def _foreign_pick(field: Any, foreign: Rows) -> str | None:
    """The foreign row of the kind that a field takes."""
    if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
        return None
    kinds = (row for row in foreign.values() if type(row) is field.queryset.model)
    return next((str(row.pk) for row in kinds), None)


def _sent(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """Whether a form takes or names a foreign row that is sent."""
    for form in page.forms:
        if form.method != "post" or form.kind in met:
            continue
        picks = {
            known.add_prefix(name): [key]
            for known in django_forms(page.response.context)
            for name, field in known.fields.items()
            if (key := _foreign_pick(field, foreign))
        }
        picks = {name: key for name, key in picks.items() if name in form.fields}
        if picks:
            met.add(form.kind)
        for name, key in picks.items():
            with undone():
                sent = filled(form, page.response.context) | {name: key}
                answer = send(page.client, form.action, sent)
                text = read(answer)
            yield from _heard(text, f"{form.action} {name}")
            if answer.status_code in (302, 303):
                yield f"{form.action} took a foreign {name}"


LOOKS = (_shown, _asked_by_key, _selects_opened, _sent)
# Who tries what a page does with a foreign row, with the least of which that each look must meet.
WALKERS = {Role.STANDING_OFFICER: (1, 1, 11, 1), "upper": (1, 1, 0, 0), "stranger": (1, 1, 0, 1)}


@pytest.mark.long
@pytest.mark.parametrize("person", READERS)
def test_a_page_holds_opens_offers_and_takes_nothing_foreign(
    world: Matrix, foreign: Rows, person: str
) -> None:
    """One walk for all looks: to draw the pages costs more than to look at them."""
    least = WALKERS.get(person, (1,))
    looks = [(look, set()) for look in LOOKS[: len(least)]]
    heard = [
        line
        for page in walk(world, person)
        for look, met in looks
        for line in look(page, foreign, met)
    ]
    assert heard == []
    assert [
        look.__name__ for (look, met), n in zip(looks, least, strict=True) if len(met) < n
    ] == []


# Keys below another key: of whom the second stands alone in the foreign province.
NESTED = ("recipient", "funding", "conclusion", "item", "result", "criterion")


def _codes(client: Client, row: dict[str, str], world: Matrix, name: str, kind: str) -> set[int]:
    """The answers to the address with a foreign key, and with one that nobody has."""
    codes = set()
    for key in (world.rows["foreign"][kind].pk, 10**17):
        given = row["args"].replace(f"{name}={kind}", f"{name}='{key}'")
        with undone():
            answer = getattr(client, row["method"].lower())(_address(row | {"args": given}, world))
            read(answer)
        codes.add(answer.status_code)
    return codes


def test_a_foreign_row_is_not_found_below_one_s_own(world: Matrix) -> None:
    """`/ke-hoach/<own>/phan/noi-nhan/<foreign>/sua/` is as if there were no such row."""
    found, tried = [], 0
    for row in ROWS:
        arguments = [argument.partition("=") for argument in row["args"].split()]
        for name, _, kind in arguments[1:]:
            if kind not in NESTED or name.startswith("?"):
                continue
            for person in (Role.STANDING_OFFICER, "upper"):
                tried += 1
                codes = _codes(world.clients[person], row, world, name, kind)
                if len(codes) > 1 or codes & {200, 302, 303}:
                    found.append((row["method"], row["name"], row["args"], person, codes))
    assert found == []
    assert tried > 10


def _answer(client: Client, row: dict[str, str], args: str, world: Matrix) -> tuple[Any, ...]:
    """The answer to an address, but for what is of the request alone."""
    with undone():
        url = _address(row | {"args": args}, world)
        answer = getattr(client, row["method"].lower())(url)
        text = read(answer).replace(url, "")
    return answer.status_code, sorted(answer.headers), OF_REQUEST.sub("", text)


OF_REQUEST = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|\b[A-Za-z0-9]{64}\b")


@pytest.mark.long
def test_what_lies_outside_is_answered_as_what_is_not(world: Matrix) -> None:
    """Nobody learns from the page of an error whether a foreign row is there."""
    apart, tried = [], 0
    for row in ROWS:
        name, _, key = row["args"].partition(" ")[0].partition("=")
        if row["stranger"] != "404" or key not in world.rows or name.startswith("?"):
            continue
        tried += 1
        absent_key = UUID(int=1) if isinstance(world.rows[key].pk, UUID) else 10**17
        nobody = row["args"].replace(f"{name}={key}", f"{name}='{absent_key}'", 1)
        client = world.clients["stranger"]
        there, absent = (_answer(client, row, args, world) for args in (row["args"], nobody))
        if there != absent:
            apart.append((row["method"], row["name"], row["args"]))
    assert apart == []
    assert tried > 100


@pytest.mark.parametrize("word", [FOREIGN, "vanh khuyen", SET])
def test_search_finds_nothing_foreign(world: Matrix, word: str) -> None:
    for person in (Role.STANDING_OFFICER, "upper", "stranger", Role.VILLAGE_BOARD):
        for path in ("/tim/", "/don-vi/", "/can-bo/", "/nhiem-vu/", "/minh-chung/", "/nhat-ky/"):
            name = "nguoi" if path == "/nhat-ky/" else "q"
            answer = _get(world.clients[person], f"{path}?{name}={word}")
            # What was searched is shown back in its own box.
            text = answer.text_read.replace(f'value="{word}"', "").replace(f"“{word}”", "")
            text = text.replace(f": {word} <span", "")  # the filter that is on, as a chip
            assert _heard(text, f"{person} {path}") == []


# --- The administrator's site ---------------------------------------------------------------------

ADMINS = (Role.ADMINISTRATOR, "stranger_admin")


def _base(model: type[Model]) -> str:
    return f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/"


@pytest.mark.parametrize("person", ADMINS)
def test_the_admin_site_shows_and_offers_nothing_foreign(
    world: Matrix, foreign: Rows, person: str
) -> None:
    client, met = world.clients[person], set()
    heard: list[str] = []
    for model in admin.site._registry:
        base, is_public = _base(model), model._meta.model_name in PUBLIC_MODELS
        urls = [base, f"{base}add/"]
        listed = read_page(base, client.get(base).content.decode())[1]
        urls += [url for url in listed if url.startswith(base) and url.endswith("/change/")][:3]
        for row in foreign.values():
            if type(row) is model:
                urls += [f"{base}{row.pk}/{at}/" for at in ("change", "history", "delete")]
        for url in urls:
            answer = _get(client, url)
            heard += _heard(answer.text_read, url, is_public=is_public)
            if answer.status_code == 200:
                heard += _offered(url, answer.context, met, is_public=is_public)
    assert heard == []
    assert met


@pytest.mark.parametrize("person", ADMINS)
def test_the_admin_s_autocomplete_finds_nothing_foreign(world: Matrix, person: str) -> None:
    client = world.clients[person]
    requests = 0
    for model, page in admin.site._registry.items():
        inlines = [inline(model, admin.site) for inline in page.inlines]
        for owner in (page, *inlines):
            for name in owner.autocomplete_fields:
                requests += 1
                for term in ("Khuyên", "vanh khuyen", ""):
                    query = f"app_label={owner.model._meta.app_label}&term={term}"
                    query += f"&model_name={owner.model._meta.model_name}&field_name={name}"
                    answer = client.get(f"/quan-tri/autocomplete/?{query}")
                    assert answer.status_code in (200, 403)
                    text = str(answer.json()) if answer.status_code == 200 else ""
                    assert _heard(text, f"{owner} {name}", is_public=True) == []
    assert requests > 4


@pytest.mark.parametrize("person", ADMINS)
def test_a_foreign_row_sent_to_the_admin_site_is_not_taken(
    world: Matrix, foreign: Rows, person: str
) -> None:
    client = world.clients[person]
    taken: list[str] = []
    tried = 0
    for model in admin.site._registry:
        if model._meta.model_name in PUBLIC_MODELS:
            continue
        url = f"{_base(model)}add/"
        page = client.get(url)
        if page.status_code != 200:
            continue
        form = page.context["adminform"].form
        for name, field in form.fields.items():
            key = _foreign_pick(field, foreign)
            if key is not None:
                tried += 1
                assert not field.queryset.filter(pk=key).exists(), (url, name)
        sent = {at: _foreign_pick(field, foreign) or "x" for at, field in form.fields.items()}
        with undone():
            if client.post(url, sent).status_code == 302:
                taken.append(url)
    assert taken == []
    assert tried > 3

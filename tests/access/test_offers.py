"""What lists, selects, searches and filters offer lies in scope: one canary over all of them.

A second province, whole, stands in the world; its names carry a canary. Everybody of ours opens
what they may open, requests the choices of every form, and names the foreign rows wherever a key is
taken. The canary is met nowhere. A criteria set is public, on the pages of the set alone.
"""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.test import Client

from tests.access.foreign import FOREIGN, NO_KEYS, SET
from tests.access.looks import (
    READERS,
    Looks,
    Rows,
    build_with_foreign,
    foreign_pick,
    get,
    heard,
    offered,
)
from tests.access.matrix import Matrix
from tests.access.pages import WALKERS, read, read_page, walk
from tests.access.test_matrix import PEOPLE, ROWS, _address
from tests.shared import made_once, one_line, undone
from villages.enums import Role

pytestmark = pytest.mark.once

APPS = ("villages", "criteria", "tasks", "evidence", "reports")
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


rows = made_once(build_with_foreign)


@pytest.fixture
def foreign(world: Matrix) -> Rows:
    return world.rows["foreign"]


def test_the_readers_open_every_page_between_them() -> None:
    of_pages = [row for row in ROWS if row["method"] == "GET"]
    alone = [
        row["name"]
        for row in of_pages
        if "ok" in [row[person] for person in PEOPLE]
        and "ok" not in [row[person] for person in READERS]
    ]
    assert alone == []


@pytest.mark.long
@pytest.mark.parametrize("person", [person for person in READERS if person not in WALKERS])
def test_a_page_holds_opens_offers_and_takes_nothing_foreign(
    world: Matrix, foreign: Rows, person: str
) -> None:
    """The pages of the others: `test_every_write.py`, which sends their forms."""
    looks = Looks(person, foreign)
    for page in walk(world, person):
        looks.at(page)
    assert looks.found == []
    assert looks.unmet() == []


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
            answer = get(world.clients[person], f"{path}?{name}={word}")
            # What was searched is shown back in its own box.
            text = one_line(answer.text_read)
            text = text.replace(f'value="{word}"', "").replace(f"“{word}”", "")
            text = text.replace(f": {word} <span", "")  # the filter that is on, as a chip
            assert heard(text, f"{person} {path}") == []


# --- The administrator's site ---------------------------------------------------------------------

ADMINS = (Role.ADMINISTRATOR, "stranger_admin")


def _base(model: type[Model]) -> str:
    return f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/"


@pytest.mark.parametrize("person", ADMINS)
def test_the_admin_site_shows_and_offers_nothing_foreign(
    world: Matrix, foreign: Rows, person: str
) -> None:
    client, met = world.clients[person], set()
    found: list[str] = []
    for model in admin.site._registry:
        base, is_public = _base(model), model._meta.model_name in PUBLIC_MODELS
        urls = [base, f"{base}add/"]
        listed = read_page(base, client.get(base).content.decode())[1]
        urls += [url for url in listed if url.startswith(base) and url.endswith("/change/")][:3]
        for row in foreign.values():
            if type(row) is model:
                urls += [f"{base}{row.pk}/{at}/" for at in ("change", "history", "delete")]
        for url in urls:
            answer = get(client, url)
            found += heard(answer.text_read, url, is_public=is_public)
            if answer.status_code == 200:
                found += offered(url, answer.context, met, is_public=is_public)
    assert found == []
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
                    assert heard(text, f"{owner} {name}", is_public=True) == []
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
            key = foreign_pick(field, foreign)
            if key is not None:
                tried += 1
                assert not field.queryset.filter(pk=key).exists(), (url, name)
        sent = {at: foreign_pick(field, foreign) or "x" for at, field in form.fields.items()}
        with undone():
            if client.post(url, sent).status_code == 302:
                taken.append(url)
    assert taken == []
    assert tried > 3

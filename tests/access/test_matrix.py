"""Every address × every role × in scope, out of scope, signed out, against one data file.

`expected.csv`: name of the address, method, its arguments (`pk=task` is the task of the world;
`section='purpose'` is a literal, `?ke_hoach=plan` a query), then what each person gets: `ok` (200,
a redirect inside, or 409 and 422 for an empty form), `403`, `404`, or `login`. An address without a
row fails, so does a row without an address. Django's admin has its own test below.

The addresses of a document answer as the page of its row does, unless they have rows of their own.
No page leads to what the table refuses to its reader, neither by a link nor by a button; what a
page points to is there (`tests/targets.py`); and no answer tells the reviewed whether there are
drafts of a verdict (`drafts.py`). To draw the pages costs more than to look at them.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reports.documents.kind import DocumentKind
from reports.documents.kinds import KINDS
from tests.access.drafts import REVIEWED, Statements, told
from tests.access.matrix import CANARY, Matrix, again
from tests.shared import undone
from tests.targets import faults_of, faults_of_fragments
from tests.world import HTMX
from villages.enums import Role

_TABLE = Path(__file__).with_name("expected.csv").read_text(encoding="utf-8")
STATED = list(csv.DictReader(_TABLE.splitlines()))


def _document_rows() -> Iterator[dict[str, str]]:
    """Rows for the preview, the PDF and the Word file of each kind of document that states none."""
    stated = {row["name"] for row in STATED}
    for kind in KINDS:
        stands_for = kind.name_of("pdf") if kind.name_of("pdf") in stated else kind.page
        pages = [row for row in STATED if row["name"] == stands_for and row["method"] == "GET"]
        pages = [row for row in pages if "?" not in row["args"]]  # the plain page
        for name in (kind.name_of("preview"), kind.name_of("pdf"), kind.name_of("word")):
            for page in pages if name not in stated else ():
                yield page | {"name": name, "args": f"pk={page['args'].partition('=')[2]}"}
        for page in pages:
            yield from _way_rows(kind, page)


# What takes no number in this world: working papers, and those of an agency without clerk.
UNNUMBERED = {
    "review_notice", "dossier_index", "village_targets", "recognition_cover", "recognition_survey"
}  # fmt: skip
NUMBERED = {kind.slug for kind in KINDS} - UNNUMBERED
SIGNED = "plan"  # in this world it waits for its number, the others are drafts
_CHECK = (Role.STANDING_OFFICER, Role.CHAIR, Role.VICE_CHAIR)
_SIGN = (Role.CHAIR, Role.VICE_CHAIR, Role.CLERK)


def _way_rows(kind: DocumentKind[Any, Any], page: dict[str, str]) -> Iterator[dict[str, str]]:
    """What is next on a document's way is open to those whose step it is; whoever else sees the
    paper hears whose it is, or what comes first."""
    drafts, signed = NUMBERED - {SIGNED}, {SIGNED}
    for name, methods, people, kinds in (
        (kind.name_of("check"), ("POST",), _CHECK, drafts),
        (kind.name_of("relate"), ("POST",), (), set()),  # nothing was issued in this world
        (kind.name_of("sign"), ("GET", "POST"), _SIGN, signed),
        (kind.name_of("issue"), ("GET", "POST"), (Role.CLERK,), signed),
    ):
        row = {name: "403" if answer == "ok" else answer for name, answer in page.items()}
        row |= {"name": name, "args": f"pk={page['args'].partition('=')[2]}"}
        if kind.slug in kinds:
            row |= {person: page[person] for person in people}
        yield from (row | {"method": method} for method in methods)


KEEPS = {
    "gallery",
    "reports:country",
    "reports:country_figure",
    "criteria:mark_checked",
    "criteria:add_level",
    "criteria:draft_set",
    "criteria:edit_set",
    "criteria:publish_set",
    "criteria:discard_set",
    "criteria:begin_mapping",
    "criteria:mapping",
    "criteria:settle_indicator",
    "criteria:publish_mapping",
    "criteria:discard_mapping",
    "evidence:add_requirement",
}


def _onlooker(row: dict[str, str]) -> str:
    """Who keeps the data of all does that, and else looks on as a reviewer without a step does."""
    is_above = row["args"] == "unit_pk=district"
    is_kept = row["name"] in KEEPS or row["args"].startswith("slug='bo-tieu-chi'")
    return "ok" if is_kept or is_above else row[Role.REVIEWER]


# The files and the steps of a document, beside its preview; of one kind everybody is asked for all.
FOLLOWING = {
    row["name"]
    for row in _document_rows()
    if not row["name"].endswith("_preview") and not row["name"].startswith(f"reports:{SIGNED}_")
}
ROWS = [row | {Role.DATA_STEWARD: _onlooker(row)} for row in (*STATED, *_document_rows())]
# One world serves all; an address is a test of its own, so that one names what has changed, and
# `tools/mutate_rights.py` tries a place by the few addresses that meet it.
BY_NAME: dict[str, list[dict[str, str]]] = {}
for _row in ROWS:
    BY_NAME.setdefault(_row["name"], []).append(_row)
PRINTS = ("_pdf", "_word", "_zip")  # how the addresses of files end that take seconds to make
PEOPLE = [*Role, "upper", "stranger", "stranger_admin"]
OUTSIDE = {"admin"}  # its own test


def _names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = pattern.namespace
            if space in OUTSIDE:
                continue
            yield from _names(pattern, f"{prefix}{space}:" if space else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert {row["name"] for row in ROWS} == set(_names(get_resolver()))


def _address(row: dict[str, str], world: Matrix) -> str:
    kwargs: dict[str, object] = {}
    query: dict[str, object] = {}
    for argument in row["args"].split():
        name, _, value = argument.partition("=")
        given = value[1:-1] if value.startswith("'") else world.rows[value].pk
        (query if name.startswith("?") else kwargs)[name.lstrip("?")] = given
    return reverse(row["name"], kwargs=kwargs) + (f"?{urlencode(query)}" if query else "")


def _answer(client: Client, method: str, address: str) -> tuple[str, str]:
    """What the person gets, as the data file names it, with the page's text; nothing is kept."""
    with undone():
        response = getattr(client, method.lower())(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    code, text = response.status_code, body.decode(errors="replace")
    if code in (302, 303):
        return ("login" if response["Location"].startswith("/dang-nhap/") else "ok"), text
    if code == 403 and not response.context.get("reason"):
        return "403 without a sentence", text
    return ("ok" if code in (200, 204, 409, 422) else str(code)), text


def _asked(row: dict[str, str]) -> list[str]:
    """Everybody; of an address that answers as the page of its document does, which everybody is
    asked for, and on PostgreSQL, whose answers differ by its queries alone, the first to whom it is
    open and the first to whom it is not."""
    if connection.vendor == "sqlite" and row["name"] not in FOLLOWING:
        return PEOPLE
    opens = [person for person in PEOPLE if row[person] == "ok"]
    return [*opens[:1], *[person for person in reversed(PEOPLE) if person not in opens][:1]]


# Where a page leads by links, and by buttons.
LEADS = {
    "GET": re.compile(r'\s(?:href|hx-get)="(/[^"?#]*)'),
    "POST": re.compile(r'\s(?:action|hx-post)="(/[^"?#]*)'),
}


Targets = set[tuple[str, str]]
# In whose pages everything that they point to is looked for; where none of them may see a page, in
# that of the first who may. The gallery shows buttons that lead nowhere; a file is no page.
LOOKERS = (Role.STANDING_OFFICER, Role.ADMINISTRATOR, "upper", Role.VILLAGE_BOARD)
UNLOOKED = ("gallery", *PRINTS)


@pytest.fixture(scope="module")
def fragments() -> set[str]:
    """The kinds of fragments that were looked at."""
    return set()


def _lost(row: dict[str, str], client: Client, address: str, text: str, seen: set[str]) -> str:
    """What the page points to and is not there, once its fragments stand in their places."""
    if row["method"] != "GET" or row["name"].endswith(UNLOOKED) or "<main" not in text:
        return ""

    def fetch(url: str) -> str:
        answer = client.get(url, headers=HTMX)
        return "" if answer.streaming or answer.status_code != 200 else answer.content.decode()

    lost = [*faults_of(text, address), *faults_of_fragments(text, address, fetch, seen)]
    return "".join(f" {fault}" for fault in lost)


def _lookers(row: dict[str, str]) -> list[str]:
    able = [person for person in PEOPLE if row[person] == "ok"]
    return [person for person in LOOKERS if person in able] or able[:1]


@pytest.fixture(scope="module")
def refused(rows: Matrix) -> dict[str, Targets]:
    """The addresses that do not open to each person; what names its row behind the question mark is
    refused as such where it is refused for every row in sight."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in ROWS:
        found.setdefault((row["method"], _address(row, rows).partition("?")[0]), []).append(row)
    return {
        person: {
            target
            for target, lines in found.items()
            if all(row[person] == "403" or (row[person] == "404" and "?" not in row["args"])
                   for row in lines)
        }
        for person in PEOPLE
    }  # fmt: skip


def _dead_ends(text: str, refused: Targets) -> str:
    """Where the page leads, of that which is refused to its reader."""
    led = {(method, url) for method, found in LEADS.items() for url in found.findall(text)}
    return "".join(f" leads to {method} {url}" for method, url in sorted(led & refused))


def _answers(
    row: dict[str, str], world: Matrix, refused: dict[str, Targets], fragments: set[str]
) -> dict[str, str]:
    """What they get; `leaks` where a stranger's answer shows the commune."""
    address = _address(row, world)
    got, asked_for_drafts = {}, {}
    for person in _asked(row):
        with connection.execute_wrapper(sent := Statements()):
            got[person], text = _answer(again(world.clients[person]), row["method"], address)
        if sent.ask_for_drafts():
            asked_for_drafts[person] = (got[person], text)
        if person.startswith("stranger") and CANARY in text:
            got[person] += " leaks"
        if got[person] == "ok" and text:
            got[person] += _dead_ends(text, refused[person])
            if person in _lookers(row) and connection.vendor == "sqlite":
                got[person] += _lost(row, world.clients[person], address, text, fragments)
    for person in _told(row, world, address, asked_for_drafts):
        got[person] += " tells of drafts"
    nobody = Client()
    nobody.handler = world.clients[PEOPLE[0]].handler  # its middleware is loaded already
    got["signed_out"], _ = _answer(nobody, row["method"], address)
    return got


# With a fresh secret of one's own it differs each time, and speaks of nothing else.
ALWAYS_OTHER = ("logout", "accounts:enrol_factor", *PRINTS)


def _told(
    row: dict[str, str], world: Matrix, address: str, answers: dict[str, tuple[str, str]]
) -> dict[str, str]:
    """To whom of the reviewed the address tells whether there are drafts."""
    if row["name"].endswith(ALWAYS_OTHER) or connection.vendor != "sqlite":
        return {}
    reviewed = {person: answers[person] for person in REVIEWED if person in answers}
    return told(
        world,
        reviewed,
        lambda person: _answer(again(world.clients[person]), row["method"], address),
    )


@pytest.mark.parametrize("name", BY_NAME)
def test_everybody_gets_what_the_table_says(
    name: str, world: Matrix, refused: dict[str, Targets], fragments: set[str]
) -> None:
    for row in BY_NAME[name]:
        expected = {person: row[person] for person in [*_asked(row), "signed_out"]}
        assert _answers(row, world, refused, fragments) == expected, (
            row["name"],
            row["method"],
            row["args"],
        )


@pytest.mark.once
def test_other_methods_are_refused(world: Matrix) -> None:
    client = world.clients[Role.STANDING_OFFICER]
    for row in ROWS:
        allowed = {other["method"] for other in BY_NAME[row["name"]]}
        address = _address(row, world)
        for method in sorted({"GET", "POST", "PUT", "DELETE"} - allowed):
            refused = getattr(client, method.lower())(address).status_code
            assert refused in (403, 405), (row["name"], method)


def test_only_administrators_enter_the_admin_site(world: Matrix) -> None:
    index = reverse("admin:index")
    entered = {person for person in PEOPLE if world.clients[person].get(index).status_code == 200}
    assert entered == {Role.ADMINISTRATOR, Role.DATA_STEWARD, "stranger_admin"}

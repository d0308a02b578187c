"""No draft can be read by the reviewed: every address of the site, before and after drafts exist.

A person of the commune opens every address with drafts on the open round of his unit. What asks no
table into which they were written cannot know of them; what asks one is opened without drafts too,
and the answers are the same to the letter: neither words nor kinds nor counts of them can be read.
"""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.models import DraftVerdict
from evidence.review.enums import VerdictKind
from evidence.review.services import save_draft
from ntm_project.common.models import NO_VERSION
from tests import factories as make
from tests.access.matrix import Matrix
from tests.access.pages import undone
from tests.access.test_matrix import PRINTS, ROWS, _address, _answer
from villages.enums import Role
from villages.models import Official

pytestmark = pytest.mark.once

DRAFT = "Chim báo bão nhận xét nháp"
REVIEWED = [
    Role.ADMINISTRATOR,
    Role.STANDING_OFFICER,
    Role.VILLAGE_BOARD,
    Role.REVIEWER,  # holds the role in the commune, not in the unit of the step
    "stranger",
]


def _plant(world: Matrix) -> None:
    """A draft on every item of the open round, each of another kind, with words and a mark."""
    holder = world.rows["round"].holder
    upper = Official.objects.get(postings__unit=holder, postings__role=Role.REVIEWER)
    kinds = [VerdictKind.NOT_MET, VerdictKind.SUPPLEMENT, VerdictKind.MET]
    for place, item in enumerate(world.rows["round"].items.order_by("pk")):
        revision = item.papers.values_list("revision_id", flat=True).first()
        save_draft(
            by=make.access(upper),
            item=item,
            kind=kinds[place % 3],
            reason_code="unsigned",
            text=DRAFT,
            marks=[{"revision": revision, "page": 1, "text": DRAFT}] if revision else [],
            seen_version=NO_VERSION,
        )


def _settled(text: str) -> str:
    """An answer without what differs from one request to the next."""
    text = re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', "", text)
    # The request's id first: four of its parts may look like a code shown once.
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)
    text = re.sub(r"([0-9A-Z]{4}-){3,4}[0-9A-Z]{4}", "", text)
    return re.sub(r'"(X-CSRFToken|token)": "[^"]+"', "", text)


def _addresses(world: Matrix, person: str) -> list[tuple[str, str]]:
    """What the person may open; the standing officer tries what is closed to others too."""
    # A page with a fresh secret of one's own differs each time, and speaks of nothing else.
    left_out = {"logout", "accounts:enrol_factor"}
    left_out |= {row["name"] for row in ROWS if row["name"].endswith(PRINTS)}
    tries_all = person == Role.STANDING_OFFICER
    rows = [row for row in ROWS if row["name"] not in left_out]
    rows = [row for row in rows if tries_all or row[person] == "ok"]
    found = [(row["method"], _address(row, world)) for row in rows]
    round_ = world.rows["round"]
    pdf = world.rows["pdf"]
    guessed = [
        f"{reverse('evidence:pages', args=[pdf.pk])}?so=1&chi_tieu={world.rows['item'].pk}",
        f"{reverse('evidence:page', args=[pdf.pk, 1])}?luot={round_.pk}",
        reverse("reports:review_notice_preview", args=[round_.pk]),
        reverse("reports:review_notice_pdf", args=[round_.pk]),
        f"{reverse('evidence:review', args=[round_.pk])}?chi_tieu={world.rows['item'].pk}",
        f"{reverse('reports:search')}?q={DRAFT}",
        f"{reverse('evidence:queue')}?don_vi={round_.assessment.unit_id}",
    ]
    return [*found, *(("GET", url) for url in guessed)]


class _Statements:
    """What was sent to the database while one of them was around."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.sent.append(sql)
        return execute(sql, params, many, context)

    def written(self) -> set[str]:
        """The tables that were changed."""
        found = (re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql) for sql in self.sent)
        return {match[1] for match in found if match}

    def ask(self, tables: set[str]) -> bool:
        return any(f'"{table}"' in sql for sql in self.sent for table in tables)


def _answers(client: Client, addresses: list[tuple[str, str]]) -> dict[Any, Any]:
    """Each answer, with what was asked of the database for it."""
    found = {}
    for method, url in addresses:
        with connection.execute_wrapper(asked := _Statements()):
            code, text = _answer(client, method, url)
        found[method, url] = (code, _settled(text), asked)
    return found


@pytest.mark.parametrize("person", REVIEWED)
def test_no_address_tells_whether_there_are_drafts(world: Matrix, person: str) -> None:
    client, addresses = world.clients[person], _addresses(world, person)
    with undone():
        with connection.execute_wrapper(planted := _Statements()):
            _plant(world)
        assert DraftVerdict.objects.count() > 2
        there = _answers(client, addresses)
    tables = planted.written()
    assert DraftVerdict._meta.db_table in tables
    at_risk = [key for key, (_, _, asked) in there.items() if asked.ask(tables)]
    absent = _answers(client, at_risk)
    assert [key for key in at_risk if there[key][:2] != absent[key][:2]] == []
    # What was searched for is shown back in its own box, and nowhere else.
    leaks = [url for (_, url), (_, text, _) in there.items() if DRAFT in text and "?q=" not in url]
    assert leaks == []


def test_what_asks_for_drafts_is_opened_without_them_too(world: Matrix) -> None:
    """The look at the statements finds the page of the review, which differs."""
    address = ("GET", reverse("evidence:review", args=[world.rows["round"].pk]))
    without = _answers(world.clients["upper"], [address])[address]
    with connection.execute_wrapper(planted := _Statements()):
        _plant(world)
    found = _answers(world.clients["upper"], [address])[address]
    assert found[2].ask(planted.written())
    assert found[:2] != without[:2]


def test_the_pages_of_the_reviewed_never_ask_the_table_of_drafts(world: Matrix) -> None:
    _plant(world)
    client = world.clients[Role.STANDING_OFFICER]
    round_, assessment = world.rows["round"], world.rows["assessment"]
    wanted = (
        ("round", round_.pk),
        ("rounds", assessment.pk),
        ("submit", assessment.pk),
        ("pages", world.rows["pdf"].pk),
    )
    for name, pk in wanted:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"evidence:{name}", args=[pk])).status_code == 200
        assert not [q["sql"] for q in queries if DraftVerdict._meta.db_table in q["sql"]]


def test_the_reviewer_reads_them(world: Matrix) -> None:
    """On the page of the review; a page of the file is the same picture for everybody."""
    _plant(world)
    pdf = world.rows["pdf"]
    for url in (
        reverse("evidence:pages", args=[pdf.pk]),
        reverse("evidence:page", args=[pdf.pk, 1]),
    ):
        page = world.clients["upper"].get(url, headers={"HX-Request": "true"}).content
        assert (
            page
            == world.clients[Role.STANDING_OFFICER].get(url, headers={"HX-Request": "true"}).content
        )
        assert DRAFT.encode() not in page
    page = world.clients["upper"].get(reverse("evidence:review", args=[world.rows["round"].pk]))
    assert DRAFT in page.content.decode()

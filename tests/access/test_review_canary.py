"""No draft can be read by the reviewed: no address of the site answers otherwise once there are
some. That the addresses of the table of rights do not is looked at where they are opened
(`test_matrix.py`); here are those that somebody might guess.
"""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from evidence.models import DraftVerdict
from tests.access.drafts import DRAFT, REVIEWED, TABLES, Statements, plant, settled
from tests.access.matrix import Matrix
from tests.access.test_matrix import _answer
from tests.shared import undone
from villages.enums import Role

pytestmark = pytest.mark.once


def _guessed(world: Matrix) -> list[str]:
    """Addresses with what might show more of the round than a page leads to."""
    round_, pdf = world.rows["round"], world.rows["pdf"]
    return [
        f"{reverse('evidence:pages', args=[pdf.pk])}?so=1&chi_tieu={world.rows['item'].pk}",
        f"{reverse('evidence:page', args=[pdf.pk, 1])}?luot={round_.pk}",
        reverse("reports:review_notice_preview", args=[round_.pk]),
        reverse("reports:review_notice_pdf", args=[round_.pk]),
        f"{reverse('evidence:review', args=[round_.pk])}?chi_tieu={world.rows['item'].pk}",
        f"{reverse('reports:search')}?q={DRAFT}",
        f"{reverse('evidence:queue')}?don_vi={round_.assessment.unit_id}",
    ]


def _answers(world: Matrix, person: str, addresses: list[str]) -> dict[str, Any]:
    """Each answer, with what was asked of the database for it."""
    found = {}
    for url in addresses:
        with connection.execute_wrapper(sent := Statements()):
            code, text = _answer(world.clients[person], "GET", url)
        found[url] = (code, settled(text), sent)
    return found


def test_drafts_are_written_to_tables_of_their_own(world: Matrix) -> None:
    with connection.execute_wrapper(planted := Statements()):
        plant(world)
    assert DraftVerdict.objects.count() > 2
    assert planted.written() == TABLES


@pytest.mark.parametrize("person", REVIEWED)
def test_no_guessed_address_tells_whether_there_are_drafts(world: Matrix, person: str) -> None:
    absent = _answers(world, person, _guessed(world))
    with undone():
        plant(world)
        there = _answers(world, person, _guessed(world))
    assert [url for url in there if there[url][:2] != absent[url][:2]] == []
    # What was searched for is shown back in its own box, and nowhere else.
    leaks = [url for url, (_, text, _) in there.items() if DRAFT in text and "?q=" not in url]
    assert leaks == []


def test_what_asks_for_drafts_is_opened_with_them_too(world: Matrix) -> None:
    """The look at the statements finds the page of the review, which differs."""
    address = reverse("evidence:review", args=[world.rows["round"].pk])
    without = _answers(world, "upper", [address])[address]
    plant(world)
    found = _answers(world, "upper", [address])[address]
    assert without[2].ask_for_drafts()
    assert found[:2] != without[:2]


def test_the_pages_of_the_reviewed_never_ask_the_table_of_drafts(world: Matrix) -> None:
    plant(world)
    round_, assessment = world.rows["round"], world.rows["assessment"]
    wanted = (
        ("round", round_.pk),
        ("rounds", assessment.pk),
        ("submit", assessment.pk),
        ("pages", world.rows["pdf"].pk),
    )
    addresses = [reverse(f"evidence:{name}", args=[pk]) for name, pk in wanted]
    answers = _answers(world, Role.STANDING_OFFICER, addresses)
    assert [code for code, _, _ in answers.values()] == ["ok"] * 4
    assert not [url for url, (_, _, sent) in answers.items() if sent.ask_for_drafts()]


def test_the_reviewer_reads_them(world: Matrix) -> None:
    """On the page of the review; a page of the file is the same picture for everybody."""
    plant(world)
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

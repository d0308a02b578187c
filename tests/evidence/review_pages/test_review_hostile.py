"""Hostile values in the forms that a world reaches only late: the decision on a round that is
judged, opening it again, the recognition, its answer, its grounds, taking it back.

The walk over all pages (`tests/access/test_hostile.py`) stands in one state of the world, in which
these are refused. Here each is brought about; what the walk sends, these forms get as well.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.pages import Page, SentForm, filled, read, read_page
from tests.access.test_hostile import _fault, _queries, _quiet, _report, _sendings
from tests.evidence.review import factories as review
from tests.shared import undone
from tests.world import World
from villages.access import Access

pytestmark = [pytest.mark.deep, pytest.mark.both]
quiet = _quiet

Sent = dict[str, Any]


def _judged(world: World) -> int:
    submission = review.sent(world)
    review.judge(world.tam, submission)
    return submission.pk


def _approved(world: World) -> int:
    review.approved(world, 0)
    review.approved(world, 1)
    return world.assessment.pk


def _recognised(world: World) -> int:
    _approved(world)
    return review.recognised(world).pk


def _scan(world: World) -> Sent:
    return {"decision-paper": [str(review.scanned(world).pk)], "decision_number": ["1234/QĐ-UBND"]}


# The form, who sends it, what has to have happened, and what a careful person adds to it.
FORMS: dict[str, tuple[str, Callable[[World], int], Callable[[World], Sent]]] = {
    "decide": ("tam", _judged, lambda _: {}),
    "reopen": ("tam", lambda w: review.approved(w).pk, lambda _: {"reason": ["Có tin báo"]}),
    "recognise": ("lan", _approved, _scan),
    "recognition": ("hoa", _recognised, lambda _: {"answer": ["confirm"]}),
    "complete_grounds": ("lan", _recognised, lambda _: {"satisfaction-figure": ["92,5"]}),
    "revoke_recognition": ("hoa", _recognised, lambda _: {"revoked_on": ["15/8/2024"]}),
}


def _form(page: Page) -> SentForm:
    """The form of the page itself, not those of its frame."""
    path = page.url.partition("?")[0]
    return next(f for f in page.forms if f.method == "post" and f.action in (page.url, path))


def _faults(page: Page, form: SentForm, data: Sent) -> Iterator[str]:
    yield from (_fault(page.client, "GET", url) for url in _queries(page))
    for sent in _sendings(form, data, 0):
        yield _fault(page.client, "POST", form.action, sent)


@pytest.mark.parametrize("name", FORMS)
def test_no_late_form_breaks_over_what_is_typed(
    world: World, client_of: Callable[[Access], Client], name: str
) -> None:
    who, happened, added = FORMS[name]
    client = client_of(world.access(who))
    url = reverse(f"evidence:{name}", args=[happened(world)])
    answer = client.get(url)
    assert answer.status_code == 200, answer.content.decode()
    html = read(answer)
    page = Page(url, who, client, answer, html, read_page(url, html)[0])
    form = _form(page)
    data = filled(form, answer.context) | added(world)
    _report(_faults(page, form, data))
    # All the while the form was one that is taken: what was typed went as far as it can go.
    with undone():
        assert client.post(url, data).status_code == 303, name

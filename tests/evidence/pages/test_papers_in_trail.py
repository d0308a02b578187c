"""An event of a paper leads to the paper, as that of any other row to its page."""

import pytest
from django.apps import apps
from django.urls import reverse

from tests.evidence.factories import paper
from tests.world import World
from villages.trail import PAGES

pytestmark = pytest.mark.django_db


def test_an_event_leads_to_the_page_of_its_row(world: World) -> None:
    added = paper(world.commune)
    page = world.standing.get(reverse("villages:audit"), {"loai": "evidence.evidence"})
    (line,) = page.context["lines"]
    assert line.url == reverse("evidence:paper", args=[added.pk])
    assert world.standing.get(line.url).status_code == 200


@pytest.mark.parametrize("label", PAGES)
def test_each_page_of_the_trail_is_one(label: str) -> None:
    assert apps.get_model(label)
    assert reverse(PAGES[label], args=[1])

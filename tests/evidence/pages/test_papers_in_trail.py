"""An event leads to the page of its row, for as long as the row is there."""

import pytest
from django.apps import apps
from django.urls import reverse

from tests import factories as make
from tests.evidence.factories import paper
from tests.queries import assert_constant_queries
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


def test_of_a_row_that_was_removed_the_name_alone_is_left(world: World) -> None:
    kept, gone = make.make_plan(world.commune, 2025), make.make_plan(world.commune, 2026)
    key = gone.pk
    gone.delete()
    page = world.standing.get(reverse("villages:audit"), {"loai": "tasks.plan"})
    urls = {line.event.object_id: line.url for line in page.context["lines"]}
    assert (urls[key], urls[kept.pk]) == ("", reverse("tasks:plan", args=[kept.pk]))


def test_looking_for_the_pages_takes_no_query_a_row(world: World) -> None:
    paper(world.commune)

    def grow() -> None:
        for number in range(5):
            paper(world.commune, title=f"Biên bản {number}")
            make.make_task(world.plan)

    assert_constant_queries(world.standing, reverse("villages:audit"), grow)

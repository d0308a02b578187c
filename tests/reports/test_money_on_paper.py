"""Sums on paper stand each on one line of its column, to the đồng."""

import pytest

from reports.documents.kinds import kind_of
from reports.drawn import drawn
from tasks.models import Funding
from tests.reports.paper import read
from tests.reports.printing import render_pdf
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def works(world: World, *totals: int | None, stage: str) -> None:
    for total in totals:
        Funding.objects.create(
            unit=world.commune, plan=world.plan, text="Đường thôn", stage=stage, total=total
        )


@pytest.mark.pdf
def test_a_debt_to_the_last_dong_stands_on_one_line(world) -> None:
    works(world, 12_345_678_901, 500_000, stage="owed")
    document = drawn(kind_of("recognition_debts"), world.assessment).document
    segments = [s.text for sheet in read(render_pdf(document)) for s in sheet.segments]
    assert "12.345,678901" in segments
    assert "12.346,178901" in segments

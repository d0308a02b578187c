"""Pages and papers count what is met in one way: out of what the decision counts, and not at all
where nobody has judged."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from criteria.queries.results import totals_now
from reports.boards.board import commune_board
from reports.boards.upper import communes_below, upper_record
from reports.documents.kinds.plan.document import plan_document
from reports.documents.kinds.plan.rows import plan_rows
from reports.documents.kinds.recognition.rows import share_met
from reports.documents.plain_text import render_text
from reports.progress.facts import Movement
from reports.progress.zalo import zalo_text
from reports.record import load_record
from tasks.models import Target
from tests import factories as make
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(time_machine) -> World:
    time_machine.move_to("2024-08-15T08:00+07:00", tick=False)
    return World()


def test_criteria_that_the_record_lacks_still_count(world: World) -> None:
    """A set of which two criteria are known and the decision counts three."""
    judged_by = world.assessment.criteria_set
    judged_by.criteria_known = 3
    judged_by.save()
    for result in world.results()[:2]:
        world.claim(result)
    record = load_record([world.commune], make.system())
    board = commune_board(record)
    states = [row.scored.state for row in board.boards[0].rows]
    assert board.boards[0].totals.criteria_words == "1/3"
    assert totals_now(world.assessment).criteria_words == "1/3"
    assert share_met(world.assessment, states) == "1/3"
    assert board.curve is not None
    assert board.curve.total == 3
    communes = communes_below(world.district, 2024)
    days: Any = {"as_of": None, "compared_to": None}
    assert upper_record(world.district, make.system(), communes, judged_by, **days).total == 3
    Target.objects.create(plan=world.plan, order=1, assessment=world.assessment, text="đạt chuẩn")
    assert "1/3 tiêu chí" in render_text(plan_document(plan_rows(world.plan)))


def test_what_nobody_has_judged_is_not_none(world: World) -> None:
    """On the board, on paper, on the assessment's page and in what is sent on."""
    client, words = world.client("lan"), "<span>chưa đánh giá</span>"
    page = client.get(reverse("reports:assessment", args=[world.assessment.pk]))
    text = page.content.decode()
    assert text.count(words) == 2
    assert "chưa đánh giá chỉ tiêu nào" in text
    board = client.get(reverse("reports:board", args=[world.commune.pk])).content.decode()
    assert board.count(">chưa đánh giá</a>") == 2
    assert "chỉ tiêu xã chưa đánh giá" in board
    assert "xã đạt" not in board.partition("board-figures")[2].partition("</div>")[0]
    record = load_record([world.commune], make.system())
    standings = record.standings_of(world.assessment)
    facts: Any = SimpleNamespace(
        report=SimpleNamespace(period="tháng 8/2024", unit=world.commune),
        until=date(2024, 8, 14), own=[Movement(world.assessment, standings, standings, {})],
        overdue=[], newly_overdue=[], returned=[], stuck=[], coming=[],
    )  # fmt: skip
    assert "- Chưa đánh giá tiêu chí nào (NTM nâng cao)" in zalo_text(facts, "")
    world.claim(world.result)
    page = client.get(reverse("reports:assessment", args=[world.assessment.pk]))
    text = page.content.decode()
    assert "1/2 chỉ tiêu đạt" in text
    assert "1/4 chỉ tiêu đạt" in text
    assert "3 chỉ tiêu chưa đánh giá" in text
    assert text.count(words) == 1

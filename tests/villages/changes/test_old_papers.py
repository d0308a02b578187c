"""Papers of a commune that has been merged: signed ones stay as they read, drafts of an old year
keep the head, place and titles of their day."""

from datetime import date

import pytest

from criteria.models import Assessment
from evidence.issued.enums import DocumentState
from reports.documents.kinds import KINDS, kind_of
from reports.drawn import Drawn, drawn
from tasks.models import Plan
from tests.issuing import sign_paper
from tests.shared import MORNING
from tests.villages.changes.world import full_world

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def _paper(slug: str, pk: int) -> Drawn:
    return drawn(kind_of(slug), Plan.objects.select_related("unit__parent").get(pk=pk))


def test_papers_of_a_merged_commune_read_as_before(time_machine) -> None:
    time_machine.move_to(MORNING, tick=False)
    world = full_world()
    plan = world.plan
    plan.issuer, plan.place = "ỦY BAN NHÂN DÂN\nXÃ MAI ĐÌNH", "Mai Đình"
    plan.save()
    sign_paper(kind_of("plan"), plan, world.official("chair"), on=date(2024, 7, 30))
    signed, draft = _paper("plan", plan.pk), _paper("year_report", plan.pk)
    time_machine.move_to("2024-08-15 10:00 +0700", tick=False)
    world.merge()
    after = _paper("plan", plan.pk)
    assert after.now.state == signed.now.state == DocumentState.SIGNED
    assert after.document == signed.document
    again = _paper("year_report", plan.pk)
    assert again.now.state == DocumentState.DRAFT
    assert again.document.header == draft.document.header
    assert again.document.signature == draft.document.signature
    assert again.document.header.place == "Mai Đình"


def test_a_draft_of_a_merged_commune_names_who_headed_it_last(time_machine) -> None:
    time_machine.move_to(MORNING, tick=False)
    world = full_world()
    chair = world.official("chair")
    slugs = [kind.slug for kind in KINDS if kind.slug.startswith("recognition_")]

    def signatures():
        row = Assessment.objects.select_related("unit__parent").get(pk=world.assessment.pk)
        return [drawn(kind_of(slug), row).document.signature for slug in slugs]

    before = signatures()
    assert any(one.name == chair.full_name for one in before)
    world.merge()
    time_machine.move_to("2024-08-15 10:00 +0700", tick=False)
    assert signatures() == before

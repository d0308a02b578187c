"""A village whose new name stands elsewhere in the alphabet: what was signed keeps its order."""

import pytest

from evidence.issued.enums import DocumentState
from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.services import write_report
from tests import factories as make
from tests.issuing import sign_paper
from tests.world import World
from villages.edit import edit_row
from villages.models import Unit

pytestmark = pytest.mark.both


@pytest.mark.parametrize("slug", ["progress_report", "plan", "year_report"])
def test_a_village_that_moves_in_the_alphabet_leaves_a_signed_paper_signed(
    slug: str, world: World, time_machine
) -> None:
    """It stands first among its villages on the paper, and last by its new name."""
    kind, first = kind_of(slug), world.village_assessment
    second = make.make_assessment(make.make_village(world.commune, "Xuân"), first.criteria_set)
    criterion = first.criteria_set.criteria.order_by("number").first()
    for order, (assessment, value) in enumerate(((first, 70), (second, 90))):
        world.plan.targets.create(
            assessment=assessment, criterion=criterion, text=f"{value} %", order=order
        )
    row = world.plan
    if slug == "progress_report":
        row = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    time_machine.move_to("2024-08-15 09:30 +0700", tick=False)
    sign_paper(kind, row, world.official("chair"), on=make.TODAY)
    signed = drawn(kind, row)
    text = render_text(signed.document)
    assert text.index(first.unit.name) < text.index("Xuân")
    time_machine.move_to("2024-08-15 10:00 +0700", tick=False)
    rows, fields = Unit.objects.all(), {"name": "Yên Sơn"}
    edit_row(by=make.system(), rows=rows, pk=first.unit.pk, action="sửa", fields=fields)
    again = drawn(kind, type(row)._default_manager.get(pk=row.pk))
    assert again.now.state == DocumentState.SIGNED
    assert again.document == signed.document

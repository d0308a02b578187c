"""Every page agrees on which criteria lack a leader; a village's need one once some have one."""

import pytest
from django.urls import reverse

from criteria.models import Assessment
from reports.checks.queries import findings
from reports.record import load_record
from tasks.services import set_supervision
from tests import factories as make
from tests.world import World
from villages.enums import Role

HEADING = "Lãnh đạo phụ trách tiêu chí"


def missing(world: World, assessment: Assessment) -> dict[str, bool]:
    """Page → whether it shows that a criterion of the assessment has no leader."""
    client = world.member()
    at = client.get(reverse("reports:assessment", args=[assessment.pk])).context
    board = client.get(reverse("reports:board", args=[assessment.unit_id])).context
    plan = client.get(reverse("tasks:plan", args=[world.plan.pk])).context
    table = client.get(reverse("tasks:supervision", args=[assessment.pk])).context
    rows = client.get(reverse("reports:supervisions")).context["rows"]
    groups = findings(load_record([assessment.unit], make.system()))
    return {
        "assessment": any(not b.supervisors and b.leaders_warning for b in at["page"].blocks),
        "board": any(not r.leaders and r.leaders_warning for r in board["boards"][0].remaining),
        "plan": any(a == assessment and n.missing for a, n in plan["supervision"]),
        "supervision": any(not line.leaders for line in table["warned"]),
        "supervisions": any(r.assessment == assessment and r.leaders.missing for r in rows),
        "checks": any(
            str(assessment) == line.text or "Chưa có" in line.note
            for group in groups
            for line in group.lines
            if group.check.heading == HEADING
        ),
    }


@pytest.mark.parametrize(
    ("of", "named", "expected"),
    [
        ("assessment", 0, True),
        ("assessment", 1, True),
        ("village_assessment", 0, False),
        ("village_assessment", 1, True),
    ],
)
def test_every_page_says_the_same_of_who_lacks_a_leader(world, of, named, expected) -> None:
    assessment = getattr(world, of)
    leader = make.make_official(world.commune, Role.VICE_CHAIR)
    for criterion in assessment.criteria_set.criteria.order_by("number")[:named]:
        set_supervision(
            by=make.system(), assessment=assessment, criterion=criterion, officials=[leader]
        )
    shown = missing(world, assessment)
    assert shown == dict.fromkeys(shown, expected)

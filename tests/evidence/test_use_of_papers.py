"""A paper serves whoever sees it, in its own commune, while it is in use: the rule by itself.

The views use `visible_to` before the rule; here the rule stands alone, without them.
"""

import pytest

from evidence.papers import rules
from tests import factories as make
from tests.evidence import factories as ev
from tests.world import open_world
from villages.enums import Role

pytestmark = pytest.mark.django_db


def test_a_paper_of_the_commune_is_not_the_village_board_s_to_use() -> None:
    """The village lies in the same commune, but its board sees the village alone."""
    world = open_world("assessment", "village_assessment", "plan")
    paper = ev.paper(world.commune, world.result)
    result = world.village_assessment.results.first()
    task = make.make_task(world.plan, unit=world.village)
    board, officer = world.access("thon"), world.lan
    for deny, target in ((rules.deny_link, result), (rules.deny_link_task, task)):
        assert deny(officer, paper, target) == ""
        assert deny(board, paper, target) == "Minh chứng này không thuộc đơn vị được giao."


def test_a_paper_of_another_commune_serves_nobody_here() -> None:
    world = open_world("assessment")
    paper = ev.paper(world.neighbour)
    both = world.person(world.district, Role.STANDING_OFFICER)
    assert "không dùng được cho" in rules.deny_link(both, paper, world.result)

"""A plan's goals in words: nothing that was entered of them is lost."""

from decimal import Decimal

import pytest

from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tests import factories as make
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_goal_has_the_village_and_the_figure_that_its_words_lack() -> None:
    plan = World().plan
    village = make.make_village(plan.unit, "Thắng Lợi")
    judged = make.make_assessment(village, make.make_set(level="village", tier="model"))
    criterion = judged.criteria_set.criteria.get(number=1)
    goals = (
        ("Tỷ lệ hộ dùng nước sạch", "95.5", "gte", "%"),
        ("Trồng cây xanh", "100", "", "cây"),
        ("90% gia đình văn hóa thôn Thắng Lợi.", "90", "gte", "%"),
    )
    for at, (text, value, comparator, measure) in enumerate(goals, start=5):
        how = {"comparator": comparator, "unit_words": measure, "value": Decimal(value)}
        plan.targets.create(order=at, assessment=judged, criterion=criterion, text=text, **how)
    text = render_text(drawn(kind_of("plan"), plan).document)
    assert "- Tỷ lệ hộ dùng nước sạch ở thôn Thắng Lợi: ≥ 95,5%.\n" in text
    assert "- Trồng cây xanh ở thôn Thắng Lợi: 100 cây.\n" in text
    # Nothing follows, so the paper ends with it.
    assert "- 90% gia đình văn hóa thôn Thắng Lợi./.\n" in text

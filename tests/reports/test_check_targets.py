"""What the checks find of a target that names its criterion alone."""

from decimal import Decimal

import pytest

from criteria.models import Indicator
from tests.reports.planting import a_target
from tests.reports.sound import found, sound
from tests.shared import made_once

pytestmark = pytest.mark.django_db

rows = made_once(sound)


def test_a_criterion_of_one_indicator_lends_it_to_its_target(world) -> None:
    first, second, third, _ = world.results()
    own = {"criterion": first.indicator.criterion, "comparator": "gte", "unit_words": "%"}
    a_target(world, value=Decimal(75), **own)
    assert "target-reached" not in found(world)
    Indicator.objects.filter(pk=second.indicator_id).update(criterion=third.indicator.criterion)
    assert "đã qua mục tiêu" in found(world)["target-reached"][0].note

"""The world of a review, on the day on which the factories live."""

from copy import deepcopy

import pytest

from tests.evidence.review import factories as review
from tests.evidence.review.factories import World
from tests.shared import MORNING, made_once

rows = made_once(review.make_world)


@pytest.fixture
def world(rows: World, db: None, time_machine) -> World:
    time_machine.move_to(MORNING, tick=True)
    return deepcopy(rows)

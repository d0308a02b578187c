"""The world of a review, on the day on which the factories live."""

from copy import deepcopy

import pytest

from tests.evidence.review import factories as review
from tests.shared import MORNING, made_once
from tests.world import World

rows = made_once(review.ready_world)


@pytest.fixture
def world(rows: World, db: None, time_machine) -> World:
    time_machine.move_to(MORNING, tick=True)
    return deepcopy(rows)

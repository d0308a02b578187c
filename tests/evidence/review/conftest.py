"""The world of a review, on the day on which the factories live."""

import pytest

from tests.evidence.review import factories as review
from tests.evidence.review.factories import World


@pytest.fixture
def world(db: None, time_machine) -> World:
    time_machine.move_to("2024-08-15 09:00 +0700", tick=True)
    return review.make_world()

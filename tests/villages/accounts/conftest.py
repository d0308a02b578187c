"""The commune of these tests."""

from copy import deepcopy

import pytest

from tests.shared import MORNING, made_once
from tests.world import World, open_world

rows = made_once(lambda: open_world("assessment", "village_assessment", "plan"))


@pytest.fixture
def world(rows: World, db: None, time_machine) -> World:
    """The world on 15 August 2024."""
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)

"""The commune of these pages, with one assessment."""

from copy import deepcopy

import pytest

from tests.shared import MORNING, made_once
from tests.world import World, open_world

rows = made_once(lambda: open_world("result", "lan"))


@pytest.fixture
def world(rows: World, db: None, time_machine) -> World:
    """The world on 15 August 2024."""
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)


@pytest.fixture
def typed():
    """A form filled in as an official would."""
    return {
        "claim": "met",
        "value": "41,2",
        "as_of": "15/08/2024",
        "source": "Trạm cấp nước",
        "note": "",
        "seen_version": "0",
    }

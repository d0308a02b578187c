"""The commune of these pages."""

from copy import deepcopy

import pytest

from reports.pdf import pdf_available
from tests.conftest import require
from tests.shared import MORNING, made_once
from tests.world import World, open_world

rows = made_once(lambda: open_world("assessment", "village_assessment", "plan"))


@pytest.fixture
def world(rows: World, db: None, time_machine) -> World:
    """The world on 15 August 2024."""
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)


@pytest.fixture
def clerk(world, settings, tmp_path):
    """The clerk, where this machine can print what is issued."""
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    return world.client("vanthu")

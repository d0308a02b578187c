"""The commune of these pages."""

import pytest

from reports.pdf import pdf_available
from tests.conftest import require
from tests.shared import copied_that_morning, made_once
from tests.world import open_world

rows = made_once(lambda: open_world("assessment", "village_assessment", "plan"))


world = copied_that_morning


@pytest.fixture
def clerk(world, settings, tmp_path):
    """The clerk, where this machine can print what is issued."""
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    return world.client("vanthu")

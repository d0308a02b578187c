"""The commune of these pages, with one assessment."""

import pytest

from tests.shared import copied_that_morning, made_once
from tests.world import open_world

rows = made_once(lambda: open_world("result", "lan"))


world = copied_that_morning


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

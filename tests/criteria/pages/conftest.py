"""A commune with one assessment, and the people who come to it."""

from copy import deepcopy

import pytest

from tests.desk import Desk, open_desk
from tests.shared import MORNING, made_once

rows = made_once(open_desk)


@pytest.fixture
def desk(rows: Desk, db: None, time_machine) -> Desk:
    """The desk on 15 August 2024."""
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

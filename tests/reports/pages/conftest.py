"""The commune of these pages."""

from copy import deepcopy

import pytest

from tests.office import Office, open_office
from tests.shared import MORNING, made_once

rows = made_once(open_office)


@pytest.fixture
def office(rows: Office, db: None, time_machine) -> Office:
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)

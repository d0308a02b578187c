"""The commune of these pages."""

import pytest
import time_machine

from tests.office import Office, open_office


@pytest.fixture
def office(db) -> Office:
    with time_machine.travel("2024-08-15T03:00:00Z", tick=False):
        yield open_office()

"""What the tests of reports stand on: printing, where this machine can print."""

import pytest

from reports.pdf import pdf_available
from tests.conftest import require


@pytest.fixture(autouse=True)
def _printing(request: pytest.FixtureRequest) -> None:
    """Skips a test marked `pdf`, with the reason, where the engine or the font is missing."""
    if request.node.get_closest_marker("pdf"):
        reason = pdf_available()
        require(not reason, reason)

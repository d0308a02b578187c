"""What the tests of reports stand on: printing, where this machine can print, and a line of prints
that moves when it is called."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django_tasks import task_backends
from django_tasks_db.management.commands import db_worker

from reports.pdf import pdf_available
from reports.prints import tasks
from reports.prints.backend import PrintBackend
from reports.prints.press_room import PressRoom
from tests.conftest import require
from tests.reports.at_once import AtHand
from tests.shared import copied

world = copied


@pytest.fixture(autouse=True)
def _printing(request: pytest.FixtureRequest) -> None:
    """Skips a test marked `pdf`, with the reason, where the engine or the font is missing."""
    if request.node.get_closest_marker("pdf"):
        reason = pdf_available()
        require(not reason, reason)


class Hand(PressRoom):
    """Counts what is laid out, and says only whether it was."""

    run = AtHand.run

    def __init__(self) -> None:
        super().__init__()
        self.laid_out = 0

    def lay_out(self, page: str, styles: tuple[str, ...], into: Path) -> None:
        self.laid_out += 1
        into.write_bytes(f"%PDF-{self.laid_out}".encode())


@pytest.fixture
def room(monkeypatch, settings, tmp_path) -> Iterator[Hand]:
    """The line as it is in operation, and a worker that comes when it is called."""
    settings.PRINT_FOLDER, settings.PRINT_WAIT_SECONDS = tmp_path / "prints", 0
    before = task_backends["default"]
    task_backends["default"] = PrintBackend("default", {"QUEUES": [tasks.QUEUE]})
    hand = Hand()
    monkeypatch.setattr(tasks, "ROOM", hand)
    monkeypatch.setattr(tasks, "with_head", lambda made, head, tables: made)
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    yield hand
    task_backends["default"] = before

"""A disk of prints without room: a sentence for whoever orders, no fault of the program."""

import errno
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from reports.prints import store, tasks
from reports.prints.orders import PrintOrder
from reports.prints.press_room import PressRoom
from tests.world import open_world

NAMED = {"slug": "board", "row": 1, "ending": "pdf", "title": "x", "url": "/", "back": "/"}


class Breaking(PressRoom):
    """Has nothing made: whatever is wanted of it raises."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def lay_out(self, page: str, styles: tuple[str, ...], into: Path) -> None:
        raise self.error


@pytest.fixture
def order(settings, tmp_path: Path) -> dict[str, Any]:
    settings.PRINT_FOLDER = tmp_path / "prints"
    given = PrintOrder(page="<p>x</p>", **NAMED)
    store.keep_given(given.key, given.page, given.styles)
    return given.arguments()


@pytest.fixture
def fill(monkeypatch) -> Callable[[int], None]:
    """A disk that has so many bytes left."""

    def left(free: int) -> None:
        monkeypatch.setattr(store.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))

    return left


def test_a_print_without_room_has_a_reason(order, fill) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert tasks.make(order, Breaking(full)) == {"reason": store.NoRoom.reason}
    fill(0)  # the press is another process, which ends with a code and words
    press_ended = RuntimeError("The press ended with 1: No space left on device")
    assert tasks.make(order, Breaking(press_ended)) == {"reason": store.NoRoom.reason}
    assert not list(store.folder().glob("*.part"))


def test_what_fails_on_a_disk_with_room_stays_a_fault_of_ours(order, fill) -> None:
    fill(10**9)
    for error in (RuntimeError("The press ended with 1"), OSError(errno.EIO, "I/O error")):
        with pytest.raises(type(error)):
            tasks.make(order, Breaking(error))


@pytest.mark.django_db
def test_whoever_orders_a_page_that_cannot_be_kept_reads_why(
    settings, tmp_path: Path, monkeypatch
) -> None:
    settings.PRINT_FOLDER = tmp_path / "prints"
    world = open_world("assessment", "lan")

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store.tempfile, "mkstemp", refuse)
    page = world.client("lan").get(reverse("reports:board_print", args=[world.commune.pk]))
    assert page.status_code == 507
    assert store.NoRoom.reason in page.content.decode()

"""A disk of prints without room: a sentence for whoever orders, no fault of the program."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from reports import press, press_parts, presses
from reports.prints import store, tasks
from reports.prints.orders import PrintOrder
from reports.prints.press_room import PressRoom, TooMuch
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


def test_a_print_without_room_has_a_reason(order) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert tasks.make(order, Breaking(full)) == {"reason": store.NoRoom.reason}
    assert not list(store.folder().glob("*.part"))


@pytest.mark.parametrize("paragraphs", [1, 3_000])
def test_a_press_and_a_copy_without_room_are_no_broken_ones(paragraphs, tmp_path) -> None:
    """Both are processes of their own, whose work may lie on another disk than the prints."""
    room, full = PressRoom(), tmp_path / "full"
    full.symlink_to("/dev/full")
    page = '<p class="doc-p">Một đoạn của văn bản.</p>' * paragraphs
    with pytest.raises(OSError, match="No space left"):
        room.lay_out(f"<html><body>{page}</body></html>", (), full)
    with pytest.raises(OSError, match="No space left"):
        room.run(page.encode, full)


def test_what_fails_on_a_disk_with_room_stays_a_fault_of_ours(order) -> None:
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


def test_a_part_ends_with_the_codes_of_the_press() -> None:
    """The press runs by its path alone, so that the two files cannot share them."""
    for name in ("FAILED", "OUT_OF_MEMORY", "NO_ROOM"):
        assert getattr(press_parts, name) == getattr(press, name)


@pytest.mark.parametrize("before", [b"", b'["p { color: red }"]\n'])
def test_a_press_takes_an_order_with_styles_before_it_or_without(before, tmp_path) -> None:
    """A worker of an older release, which an upgrade leaves running, sends none; nobody may order
    at all."""
    command = [sys.executable, "-I", "-B", press.__file__, "60", "1500000000", "0"]
    order = presses.order("<html><body><p>x", ("p { margin: 0 }",), tmp_path / "a.pdf")
    for sent, is_made in ((b"", False), (order, True)):
        subprocess.run(command, input=before + sent, check=True, timeout=60)
        assert (tmp_path / "a.pdf").exists() == is_made


def test_a_word_file_is_made_by_a_copy_that_can_die(tmp_path) -> None:
    room = PressRoom()
    room.look()  # nobody ordered it, so nobody can cancel it
    room.run(lambda: b"PK", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"PK"

    def crash() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    with pytest.raises(TooMuch):
        room.run(crash, tmp_path / "b")

"""A page of a PDF as a JPEG: drawn by a process that is not trusted, packed here.

What comes back from the drawer is taken as numbers and pixels, so whatever a hostile file makes of
that process, what is kept and served is a picture that we made.
"""

import io
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from evidence.papers.files import limits, pdf_drawer
from evidence.papers.files.refusals import RefusedFile

log = logging.getLogger(__name__)

# How the process dies of the file itself: out of time, or PDFium stopping at what it cannot hold.
# A kill from outside (the system short of memory) proves nothing about the file.
CRASHES = {
    -signal.SIGXCPU,
    -signal.SIGSEGV,
    -signal.SIGABRT,
    -signal.SIGTRAP,
    -signal.SIGILL,
    -signal.SIGBUS,
    -signal.SIGFPE,
}

_one = threading.Lock()
_places = threading.BoundedSemaphore(limits.DRAW_MOST_AT_ONCE)


class DrawerBusy(Exception):
    """The page could not be drawn at this moment; nothing is held against the file."""

    reason = "Máy chủ đang bận vẽ các trang khác; hãy thử lại sau ít giây."


@dataclass(frozen=True)
class DrawnPage:
    """A page as a JPEG, its size in pixels, and how many pages the file has."""

    content: bytes
    width: int
    height: int
    pages: int


def draw_page(file: BinaryIO, number: int, longest: int) -> DrawnPage:
    """Page `number` of the PDF, its longest side `longest` pixels; `file` must be a real file.

    Raises `RefusedFile` for what can never be drawn, `DrawerBusy` for what may be another time.
    """
    file.seek(0)
    with _alone():
        code, answer = _run(file, number, longest)
    if code:
        raise _why(code, number)
    return _packed(answer, longest)


@contextmanager
def _alone() -> Iterator[None]:
    """One drawing at a time in this process, and not all of its threads waiting for their turn."""
    if not _places.acquire(blocking=False):
        raise DrawerBusy
    try:
        if not _one.acquire(timeout=limits.DRAW_WAIT_SECONDS):
            raise DrawerBusy
        try:
            yield
        finally:
            _one.release()
    finally:
        _places.release()


def _run(file: BinaryIO, number: int, longest: int) -> tuple[int, bytes]:
    """Exit code and answer of the drawer; it sets its own limits, since a fork must run no code."""
    given = (number, longest, limits.DRAW_CPU_SECONDS, limits.DRAW_MEMORY_BYTES)
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", str(Path(pdf_drawer.__file__)), *map(str, given)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={},  # no password of a database, no key
    )
    watch = threading.Timer(limits.DRAW_WALL_SECONDS, process.kill)
    watch.start()
    try:
        with process:
            assert process.stdout
            # One byte more than there may be; the rest is not read.
            answer = process.stdout.read(_most_bytes(longest) + 1)
    finally:
        watch.cancel()
    return process.returncode, answer


def _most_bytes(longest: int) -> int:
    return pdf_drawer.HEADER.size + 4 * longest * longest


def _why(code: int, number: int) -> Exception:
    """The exception for an exit code."""
    if code in CRASHES or code == pdf_drawer.TOO_HEAVY:
        return RefusedFile("page_heavy")
    if code == pdf_drawer.DAMAGED:
        return RefusedFile("page_damaged")
    if code == pdf_drawer.LOCKED:
        return RefusedFile("page_locked")
    if code == pdf_drawer.NO_SUCH_PAGE:
        return RefusedFile("page_missing", number=number)
    log.error("The drawer of pages ended with %s", code)
    return DrawerBusy()


def _packed(answer: bytes, longest: int) -> DrawnPage:
    """The pixels as a JPEG that carries the number of pages in its comment."""
    head, rows = answer[: pdf_drawer.HEADER.size], answer[pdf_drawer.HEADER.size :]
    if len(head) < pdf_drawer.HEADER.size:
        raise RefusedFile("page_damaged")
    pages, width, height, stride = pdf_drawer.HEADER.unpack(head)
    is_sane = 0 < width <= longest and 0 < height <= longest and width * 3 <= stride
    if not is_sane or len(rows) != stride * height:
        raise RefusedFile("page_damaged")
    image = Image.frombuffer("RGB", (width, height), rows, "raw", "RGB", stride, 1)
    target = io.BytesIO()
    comment = str(pages).encode()
    image.save(target, "JPEG", quality=limits.PREVIEW_QUALITY, optimize=True, comment=comment)
    return DrawnPage(target.getvalue(), width, height, pages)


def kept_page(content: bytes) -> DrawnPage | None:
    """What was packed before, read again; None where it is not whole."""
    if not content.endswith(b"\xff\xd9"):
        return None
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            pages = int(image.info["comment"])
            return DrawnPage(content, *image.size, pages)
    except (OSError, ValueError, SyntaxError, KeyError):
        return None

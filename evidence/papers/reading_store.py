"""Taking files out of the store: never all threads at once, never other bytes than were sent."""

import hashlib
import io
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.core.files import File
from zlib_ng.zlib_ng import crc32

from evidence.papers.antivirus import refuse_blocked
from evidence.papers.models import Revision, StoreMark
from evidence.papers.notes import mark_fault
from evidence.papers.storage import evidence_store
from evidence.papers.store_errors import StorageDown, down, down_on

log = logging.getLogger(__name__)

UNREADABLE = "Kho tệp đang không đọc được tệp này. Hãy thử lại sau ít phút hoặc báo quản trị viên."
WRONG = (
    "Tệp trong kho không còn đúng như khi được gửi nên không mở. Hãy báo quản trị viên, hoặc gửi "
    "lại bản tốt bằng “Thêm tệp mới”."
)
MISSING = (
    "Tệp không còn trong kho. Hãy báo quản trị viên khôi phục từ bản sao lưu, hoặc gửi lại bằng "
    "“Thêm tệp mới”."
)
# Two of the 8 threads of a web process stay free however long the store keeps the others waiting.
MOST_AT_ONCE = 6
PIECE_BYTES = 1 << 17
# What is no longer than this is looked at whole before the first byte of it goes out.
SMALL_BYTES = 1 << 20
# What is no longer than this is held while it leaves in a ZIP, so that it is read once.
HELD_BYTES = 1 << 22

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class WrongBytes(StorageDown):
    """The store gave other bytes than were sent to it."""

    reason = WRONG


class MissingFile(StorageDown):
    """The store answers, and has no such file."""

    reason = MISSING


class StoreBusy(StorageDown):
    """The store is in use by others; a later attempt may succeed."""


@contextmanager
def turn() -> Iterator[None]:
    """A place among those that wait for the store; `StorageDown` at once where all are taken."""
    if not _places.acquire(blocking=False):
        raise StoreBusy("all places before the store are taken")
    try:
        yield
    finally:
        _places.release()


def open_original(revision: Revision) -> File:
    """The bytes as they came, from the start, unless they are blocked; raises as `open_stored`."""
    refuse_blocked(revision)
    return open_stored(revision)


def open_stored(revision: Revision) -> File:
    """The bytes, blocked or not, for whoever scans them; `StorageDown` when there are none.

    A file that a sweep set aside comes back: its row is there, so it was never nobody's.
    """
    store = evidence_store()
    try:
        with turn():
            try:
                found = store.open(revision.key)
            except FileNotFoundError:
                if not store.take_back(revision.key):
                    raise
                log.warning("The file of revision %s came back from quarantine", revision.pk)
                found = store.open(revision.key)
            _ = found.file  # a bucket sends the bytes only now
            return found
    except StorageDown:
        raise
    except FileNotFoundError as error:
        log.error("The store has no file of revision %s", revision.pk)
        raise (StorageDown if _is_store_gone() else MissingFile)(revision.key) from error
    except Exception as error:  # each store has exceptions of its own
        log.exception("The file of revision %s cannot be read", revision.pk)
        raise down(error) from error


def _is_store_gone() -> bool:
    """Whether all of the store is away, such as a folder that is not mounted: its mark is too."""
    return StoreMark.objects.exists() and not evidence_store().read_mark()


@contextmanager
def whole_file(revision: Revision) -> Iterator[BinaryIO]:
    """The bytes from the start, once all of them were read and found to be those that were sent.

    Raises `WrongBytes`, `MissingFile` or `Blocked` for this one file, which is then noted, and
    another `StorageDown` where the store as a whole does not give.
    """
    with _found(revision) as content:
        _compare(revision, content)
        yield content


@contextmanager
def leaving_file(revision: Revision) -> Iterator[BinaryIO]:
    """The same for a ZIP of many files, at less than half the cost: by length and CRC-32, where one
    was kept as the file came and no fault of it is known, else by SHA-256.

    What a disk or a wire spoils it finds: every damage within four bytes, and of any other all but
    one in four thousand million. Bytes forged on purpose can pass: those the nightly check finds,
    which reads SHA-256, one file in thirty each night, and from then on SHA-256 is read here too;
    whoever gets the ZIP sees another SHA-256 than its list has.
    """
    with _found(revision) as found:
        with down_on(OSError):
            is_short = found.seek(0, os.SEEK_END) <= HELD_BYTES
            found.seek(0)
            content = io.BytesIO(found.read()) if is_short else found
        is_known = revision.crc32 is not None and not getattr(revision, "fault", None)
        _compare(revision, content, by_crc=is_known)
        yield content


class _Crc32:
    """CRC-32 in the manner of `hashlib`."""

    def __init__(self) -> None:
        self._value = 0

    def update(self, piece: bytes | memoryview) -> None:
        self._value = crc32(piece, self._value)

    def hexdigest(self) -> str:
        return f"{self._value:08x}"


@contextmanager
def _found(revision: Revision) -> Iterator[BinaryIO]:
    try:
        file = open_original(revision)
    except MissingFile:
        mark_fault(revision.pk, "không có trong kho")
        raise
    try:
        yield cast(BinaryIO, file.file)
    finally:
        file.close()


def _compare(revision: Revision, content: BinaryIO, *, by_crc: bool = False) -> None:
    """Raise where the bytes are not those that were sent; else they are at the start again."""
    kind, kept = ("CRC-32", f"{revision.crc32:08x}") if by_crc else ("SHA-256", revision.sha256)
    with down_on(OSError):
        make: Any = _Crc32 if by_crc else hashlib.sha256
        digest = hashlib.file_digest(cast(Any, content), make).hexdigest()
        size = content.seek(0, os.SEEK_END)
        content.seek(0)
    if size != revision.size or digest != kept:
        what = f"{size} byte, {kind} {digest}"
        log.error("The store holds other bytes of revision %s: %s", revision.pk, what)
        mark_fault(revision.pk, what)
        raise WrongBytes(revision.key)


class CheckedBytes:
    """The bytes of a file for an answer: the last of them goes out only when all were right.

    Raises `WrongBytes` before the answer begins where length or a small file is wrong; a larger one
    is cut off, so that whoever saves it sees that it is not whole.
    """

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.file = open_original(revision)
        try:
            if self.file.size != revision.size:
                self._refuse(f"{self.file.size} byte, {revision.size} byte were sent")
            small = b"".join(self._pieces()) if revision.size <= SMALL_BYTES else None
        except BaseException:
            self.close()
            raise
        self.pieces = self._pieces() if small is None else iter([small])

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        self.file.close()

    def _pieces(self) -> Iterator[bytes]:
        digest, held = hashlib.sha256(), b""
        self.file.seek(0)
        while piece := self.file.read(PIECE_BYTES):
            digest.update(piece)
            if held:
                yield held
            held = piece
        if digest.hexdigest() != self.revision.sha256:
            self._refuse(f"SHA-256 {digest.hexdigest()}")
        yield held

    def _refuse(self, what: str) -> None:
        log.error("The store holds other bytes of revision %s: %s", self.revision.pk, what)
        mark_fault(self.revision.pk, what)
        raise WrongBytes(self.revision.key)

"""Where the files of papers are kept: a folder, or an S3-compatible bucket.

`store()` promises that the file is durable before the row that names it is written. Keys are
random, never made from a name, and nothing is ever overwritten.
"""

import heapq
import os
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol, cast
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone

from evidence.papers.store_errors import down_on
from evidence.papers.uploads import ReceivedFile, incoming_folder
from ntm_project.common.durable import make_folder, sync

# Names of a folder that are held at once while it is listed in order (about 10 MB).
NAMES_AT_ONCE = 50_000
# Where files lie that no row names, until they are removed for good; no key begins like it.
QUARANTINE = "quarantine/"
# By what a store is known again (`services.marks`).
MARK = "store-mark.json"


@dataclass(frozen=True)
class StoredFile:
    """A file in the store as its listing shows it; the size is in bytes."""

    key: str
    size: int
    modified_at: datetime


class EvidenceStore(Protocol):
    """What both stores promise beside Django's own storage methods."""

    def keep(self, received: ReceivedFile, key: str) -> None:
        """Keep a received file under a new key, durably; `StorageDown` when that cannot be."""

    def walk(self) -> Iterator[StoredFile]:
        """Every file kept, ordered by key, in constant memory."""

    def remove(self, key: str) -> None:
        """Remove a file that no row names, such as a small picture; for good."""

    def set_aside(self, key: str) -> None:
        """Move a file into quarantine, from where it can come back."""

    def take_back(self, key: str) -> bool:
        """Move a file out of quarantine to its place; whether it is there now."""

    def aside(self) -> Iterator[StoredFile]:
        """Every file in quarantine by its own key, with the moment since which it lies there."""

    def remove_aside(self, key: str) -> None:
        """Remove a file in quarantine for good."""

    def read_mark(self) -> bytes:
        """The mark of the store; nothing where it has none."""

    def write_mark(self, content: bytes) -> None:
        """Give the store its mark, in the place of an earlier one."""

    def touch(self, key: str) -> int | None:
        """Raise where a file can be seen not to be readable without reading it whole; its size,
        where the store has it at no cost."""

    def open(self, name: str, mode: str = "rb") -> File:
        """The file of a key, for reading."""

    def exists(self, name: str) -> bool:
        """Whether the store has the key."""


def evidence_store() -> EvidenceStore:
    """The store that the settings name."""
    return cast(EvidenceStore, storages["evidence"])


def new_key(today: date) -> str:
    """A key that nobody can guess: `2026/11/` and 32 hexadecimal digits."""
    return f"{today:%Y/%m}/{uuid4().hex}"


def original_key(key: str) -> str:
    """The key of the file from which a small picture was made (`2026/11/….240.jpg`)."""
    return key.partition(".")[0]


def store(received: ReceivedFile) -> str:
    """Keep a received file durably and give its key; call it outside any transaction.

    Raises `StorageDown` when the store cannot take it; nothing of it counts as kept then.
    """
    key = new_key(timezone.localdate())
    evidence_store().keep(received, key)
    return key


class NeverOverwrites:
    """Refuses Django's own ways of writing, which know neither hash nor durability."""

    def _save(self, name: str, content: Any) -> str:
        raise NotImplementedError("Evidence is kept by evidence.papers.storage.store alone.")

    def delete(self, name: str) -> None:
        raise NotImplementedError("Evidence is removed by the sweep alone.")

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        raise NotImplementedError("Evidence is served by views that check the right to see it.")


class EvidenceFolder(NeverOverwrites, FileSystemStorage):
    """Files in `settings.EVIDENCE_FOLDER`, for one machine."""

    # Read anew each time, so that a test can move the folder.
    @property
    def base_location(self) -> str:
        return str(settings.EVIDENCE_FOLDER)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def keep(self, received: ReceivedFile, key: str) -> None:
        """The bytes are on the disk first, then the name, then the folder that holds the name."""
        target = Path(self.path(key))
        with down_on(OSError):
            sync(received.path)
            make_folder(target.parent)
            # The name is taken before the rename, which would replace a file without a word.
            os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
            try:
                os.rename(received.path, target)
            except OSError:
                target.unlink()
                raise
            sync(target.parent)

    def walk(self) -> Iterator[StoredFile]:
        root = Path(self.location)
        with down_on(OSError):
            if root.is_dir():
                left_out = {incoming_folder(), root / QUARANTINE, root / MARK}
                yield from _walk(root, root, left_out)

    def touch(self, key: str) -> int | None:
        with Path(self.path(key)).open("rb") as file:
            file.read(1)
            return os.fstat(file.fileno()).st_size

    def remove(self, key: str) -> None:
        Path(self.path(key)).unlink(missing_ok=True)

    def set_aside(self, key: str) -> None:
        source, target = Path(self.path(key)), Path(self.path(QUARANTINE + key))
        with down_on(OSError), suppress(FileNotFoundError):
            os.utime(source)  # its time shows since when it lies there
            make_folder(target.parent)
            source.replace(target)
            sync(target.parent)

    def take_back(self, key: str) -> bool:
        source, target = Path(self.path(QUARANTINE + key)), Path(self.path(key))
        with down_on(OSError), suppress(FileNotFoundError):
            if not target.exists():
                make_folder(target.parent)
                source.rename(target)
                sync(target.parent)
            return True
        return False

    def aside(self) -> Iterator[StoredFile]:
        root = Path(self.path(QUARANTINE))
        with down_on(OSError):
            if root.is_dir():
                yield from _walk(root, root)

    def remove_aside(self, key: str) -> None:
        with down_on(OSError):
            Path(self.path(QUARANTINE + key)).unlink(missing_ok=True)

    def read_mark(self) -> bytes:
        with down_on(OSError):
            try:
                return Path(self.path(MARK)).read_bytes()
            except FileNotFoundError:
                return b""

    def write_mark(self, content: bytes) -> None:
        with down_on(OSError):
            make_folder(incoming_folder())
            part = incoming_folder() / f"{uuid4().hex}.part"
            part.write_bytes(content)
            sync(part)
            part.replace(self.path(MARK))


def _names(folder: Path) -> Iterator[str]:
    """The names in a folder, a folder's own with the slash by which its keys sort."""
    with os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            yield f"{entry.name}/" if is_folder else entry.name


def _sorted_names(folder: Path) -> Iterator[str]:
    """The same in order, holding at most `NAMES_AT_ONCE` of them."""
    last = ""
    while window := heapq.nsmallest(NAMES_AT_ONCE, (n for n in _names(folder) if n > last)):
        yield from window
        last = window[-1]


def _walk(folder: Path, root: Path, left_out: Set[Path] = frozenset()) -> Iterator[StoredFile]:
    for name in _sorted_names(folder):
        path = folder / name
        if path in left_out:
            continue
        if name.endswith("/"):
            yield from _walk(path, root, left_out)
            continue
        # A file that is swept while the folder is read is no longer kept.
        with suppress(FileNotFoundError):
            facts = path.lstat()
            modified_at = datetime.fromtimestamp(facts.st_mtime, UTC)
            yield StoredFile(path.relative_to(root).as_posix(), facts.st_size, modified_at)


def stale_incoming(before: datetime) -> Iterator[tuple[Path, int]]:
    """Files left in the incoming folder that were last written before this moment, with sizes."""
    folder = incoming_folder()
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                facts = entry.stat(follow_symlinks=False)
                if facts.st_mtime < before.timestamp():
                    yield Path(entry.path), facts.st_size

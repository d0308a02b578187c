"""Copies files of evidence to a shelf, each content once: what is there is only looked at.

Every file there has the size it must have; one part in thirty is read whole again each day, so that
a disk that rots shows within a month.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import file_digest
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from uuid import uuid4

from evidence.papers.services.sweep import is_due
from evidence.papers.storage import evidence_store
from evidence.papers.store_errors import down, down_on
from ntm_project.backup.manifest import Listed, object_name
from ntm_project.backup.packing import MeasuredPieces, pieces_of
from ntm_project.backup.seals import Seal
from ntm_project.backup.shelf import Shelf


@dataclass
class Kept:
    """What became of the files: `lost` are keys that the store has not as their rows state."""

    new: int = 0
    read_again: int = 0
    mended: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def keep_files(shelf: Shelf, seal: Seal, folder: Path, listed: Path, today: date) -> Kept:
    """Bring onto the shelf what of these files is not there; `listed` is ordered by SHA-256."""
    kept = Kept()
    held = shelf.walk("files/")
    name, size = next(held, ("", 0))
    for digest, same in groupby(entries_of(listed), key=attrgetter("sha256")):
        wanted = object_name(digest, seal.suffix)
        while name and name < wanted:
            name, size = next(held, ("", 0))
        one = _One(shelf, seal, folder, wanted, list(same))
        if name != wanted:
            kept.new += one.is_copied(kept)
        elif is_due(digest, today) or not has_size(size, one.entries[0], seal):
            kept.read_again += 1
            if not (has_size(size, one.entries[0], seal) and one.is_sound()):
                kept.mended.append(wanted)
                one.is_copied(kept)
    return kept


def has_size(size: int, entry: Listed, seal: Seal) -> bool:
    """An encrypted file is longer than what it holds, never shorter."""
    return size > entry.size if seal.suffix else size == entry.size


@dataclass(frozen=True)
class _One:
    """One content and all the rows that name it."""

    shelf: Shelf
    seal: Seal
    folder: Path
    wanted: str
    entries: list[Listed]

    def is_sound(self) -> bool:
        """Whether the shelf's file is the one it is named after; of an encrypted one only whoever
        has the key can know."""
        if self.seal.suffix:
            return True
        with self.shelf.fetch(self.wanted) as path, path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == self.entries[0].sha256

    def is_copied(self, kept: Kept) -> bool:
        """Copy from the first key whose file is whole; whether there is one."""
        lost: list[str] = []
        for entry in self.entries:
            part = self.folder / uuid4().hex
            if self._is_written(entry, part):
                self.shelf.put(self.wanted, part)
                part.unlink(missing_ok=True)
                kept.lost += lost
                return True
            lost.append(entry.key)
            part.unlink(missing_ok=True)
        kept.lost += lost
        return False

    def _is_written(self, entry: Listed, part: Path) -> bool:
        store = evidence_store()
        try:
            if not store.exists(entry.key) and not store.take_back(entry.key):
                return False
            file = store.open(entry.key)
        except Exception as error:  # a folder and a bucket fail in different ways
            raise down(error) from error
        with file:
            content = MeasuredPieces(_of_store(pieces_of(file)))
            self.seal.write(iter(content), part)
        return (content.size, content.sha256) == (entry.size, entry.sha256)


def _of_store(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, whose failure is the store's; that of writing them is the shelf's own."""
    with down_on(Exception):
        yield from pieces


def deny_lost(lost: list[str]) -> str:
    """The reason why a copy would not be whole: files that the store lost, the first by name."""
    if not lost:
        return ""
    return (
        f"Kho tệp thiếu hoặc hỏng {len(lost)} tệp mà sổ có dòng (đầu tiên: {lost[0]}), nên bản "
        "sao không đủ. Chạy check_evidence --hash để xem; nếu không tìm lại được, sao lưu với "
        "--accept-lost (bản sao ghi rõ các tệp ấy)."
    )


def entries_of(listed: Path) -> Iterator[Listed]:
    """The list as it was written down."""
    with listed.open(encoding="utf-8") as lines:
        for line in lines:
            yield Listed(*json.loads(line))

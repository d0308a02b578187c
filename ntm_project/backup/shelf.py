"""Where copies stand: a folder, or a bucket of an S3-compatible store. Names use `/`.

What is put is durable and whole under its name, or not there at all.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from ntm_project.backup.faults import NotCertain, alone
from ntm_project.common.durable import make_folder, sync

PARTS = ".parts"  # where a file lies until it is whole
LOCK = ".lock"
# What is no copy's: our own unfinished files, and what ext4 keeps at the root of every disk.
BESIDE = (PARTS, "lost+found")


class Shelf(Protocol):
    """What a folder and a bucket both promise."""

    def put(self, name: str, source: Path) -> None:
        """Take a finished file; it may be moved away. Under a name that is taken it replaces."""

    def fetch(self, name: str) -> AbstractContextManager[Path]:
        """The file of a name, to read on this machine; `NotCertain` where there is none."""

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Names below a prefix (`files/`) in order, each with its size in bytes."""

    def folders(self) -> list[str]:
        """The names before the first `/`, in order."""

    def remove(self, name: str) -> None:
        """Remove one file."""

    def part(self) -> AbstractContextManager[Path]:
        """A folder for unfinished files, from which `put` costs least; gone afterwards."""

    def held(self) -> AbstractContextManager[None]:
        """Refuse others while this lasts, as far as the place can."""


def shelf_at(place: str, *, is_new: bool = False) -> Shelf:
    """The folder or bucket (`s3://bucket/prefix`) named; `is_new`: make the folder."""
    if place.startswith("s3://"):
        from ntm_project.backup.shelf_s3 import BucketShelf  # noqa: PLC0415 - 30 MB, boto3

        where = urlsplit(place)
        return BucketShelf(where.netloc, where.path.strip("/"))
    root = Path(place).expanduser().absolute()
    if not is_new and not root.is_dir():
        raise NotCertain(f"Không có thư mục {root}.")
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FolderShelf(root)


class FolderShelf:
    """A folder, best on another disk or another machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, source: Path) -> None:
        target = self.root / name
        make_folder(target.parent)
        if self.root / PARTS not in source.parents:
            part = self.root / PARTS / uuid4().hex
            make_folder(part.parent)
            shutil.copyfile(source, part)
            source = part
        sync(source)
        source.replace(target)
        sync(target.parent)

    def fetch(self, name: str) -> AbstractContextManager[Path]:
        path = self.root / name
        if not path.is_file():
            raise NotCertain(f"Bản sao thiếu tệp {name}.")
        return nullcontext(path)

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        yield from self._walk(self.root / prefix)

    def _walk(self, folder: Path) -> Iterator[tuple[str, int]]:
        if not folder.is_dir():
            return
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda e: e.name + "/" * e.is_dir(follow_symlinks=False))
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(folder / entry.name)
            else:
                name = (folder / entry.name).relative_to(self.root).as_posix()
                yield name, entry.stat(follow_symlinks=False).st_size

    def folders(self) -> list[str]:
        return sorted(p.name for p in self.root.iterdir() if p.is_dir() and p.name not in BESIDE)

    def remove(self, name: str) -> None:
        path = self.root / name
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others still lie in it
            path.parent.rmdir()

    @contextmanager
    def part(self) -> Iterator[Path]:
        make_folder(self.root / PARTS)
        with TemporaryDirectory(dir=self.root / PARTS) as folder:
            yield Path(folder)

    @contextmanager
    def held(self) -> Iterator[None]:
        if not os.access(self.root, os.W_OK):
            yield  # read from a disk on which nobody can write
            return
        with alone(self.root / LOCK):
            # What a killed run left: nobody else is writing here now.
            shutil.rmtree(self.root / PARTS, ignore_errors=True)
            yield

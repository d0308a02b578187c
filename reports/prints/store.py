"""Made files, under names that only their content gives: kept for days, within a size.

Whatever lies here can be made again. Who may read a file is checked by the view each time.
"""

import json
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from evidence.papers.store_errors import FULL
from ntm_project.common.logs import note

_PART_SECONDS = 3_600  # what a worker that died has left half made


class NoRoom(Exception):
    """The disk of prints is full; the sentence is for whoever ordered one."""

    reason = (
        "Máy chủ đã hết chỗ để làm bản in. Hãy báo quản trị viên; "
        "các việc khác vẫn làm bình thường."
    )


def folder() -> Path:
    """Where the files lie, for nobody else on the machine to read."""
    found = Path(settings.PRINT_FOLDER)
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def find(name: str) -> Path | None:
    """The file of this name, marked as used; None where it is not, or no longer."""
    path = Path(settings.PRINT_FOLDER) / name
    try:
        os.utime(path)
    except FileNotFoundError:
        return None
    return path


@contextmanager
def needing_room() -> Iterator[None]:
    """`NoRoom` where a disk turns out to be full."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            note("prints_full", level=logging.ERROR, why=str(error)[:200])
            raise NoRoom from error
        raise


@contextmanager
def making(name: str) -> Iterator[Path]:
    """An empty file to be filled; it takes its name once it is whole, or leaves nothing.

    `NoRoom` where the disk is full.
    """
    part = ""
    try:
        with needing_room():
            descriptor, part = tempfile.mkstemp(suffix=".part", dir=folder())
            os.close(descriptor)
            yield Path(part)
            os.replace(part, folder() / name)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def keep_given(key: str, page: str, styles: tuple[str, ...]) -> None:
    """A page that the web process has drawn waits here for the worker."""
    if find(f"{key}.given") is None:
        with making(f"{key}.given") as part:
            part.write_text(json.dumps({"page": page, "styles": styles}), encoding="utf-8")


def read_given(key: str) -> tuple[str, tuple[str, ...]]:
    """The page to be laid out, and its styles; `FileNotFoundError` where it was swept meanwhile."""
    path = folder() / f"{key}.given"
    given = json.loads(path.read_text(encoding="utf-8"))
    return given["page"], tuple(given["styles"])


def sweep() -> int:
    """Remove what nobody used for days, then what was used longest ago until the rest fits."""
    files, now, removed = [], time.time(), 0
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            facts = path.stat()
            files.append((facts.st_mtime, facts.st_size, path))
    left = sum(size for _, size, _ in files)
    oldest = now - settings.PRINT_DAYS * 86_400
    for used, size, path in sorted(files):
        is_part = path.suffix == ".part"
        is_over = used < (now - _PART_SECONDS if is_part else oldest)
        if is_over or (left > settings.PRINT_BYTES and not is_part):
            path.unlink(missing_ok=True)
            left -= size
            removed += 1
    return removed

"""How far an import is, and that it is not wanted any more: beside the database.

What is written in a transaction nobody sees before its end, and on SQLite nobody else writes
meanwhile; so both stand in the folder that site and worker share.
"""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings


class Stopped(Exception):
    """Whoever began the import does not want it any more."""


def _path(run: int, ending: str) -> Path:
    folder = Path(settings.PRINT_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"import-{run}.{ending}"


class Progress:
    """Keeps the progress of one import, and looks whether it is stopped."""

    def __init__(self, run: int, total: int) -> None:
        self.run, self.total, self._next = run, total, 0.0

    def look(self, done: int) -> None:
        """Note how many rows are done, a few times a second; `Stopped` where nobody waits."""
        if (now := time.monotonic()) < self._next:
            return
        self._next = now + 0.3
        if is_stopped(self.run):
            raise Stopped
        path = _path(self.run, "progress")
        part = path.with_suffix(".part")
        part.write_text(f"{done} {self.total}", encoding="ascii")
        part.replace(path)


def progress_of(run: int) -> tuple[int, int]:
    """Rows done, and of how many; zeros before it begins."""
    try:
        done, _, total = _path(run, "progress").read_text(encoding="ascii").partition(" ")
        return int(done), int(total)
    except (FileNotFoundError, ValueError):
        return 0, 0


def stop(run: int) -> None:
    """Ask whoever works on it to leave off."""
    _path(run, "stop").touch()


def is_stopped(run: int) -> bool:
    return _path(run, "stop").exists()


def clear(run: int) -> None:
    """Forget both."""
    for ending in ("progress", "stop", "part"):
        with suppress(FileNotFoundError):
            _path(run, ending).unlink()

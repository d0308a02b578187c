"""How far an import is, and that it is not wanted any more: beside the database.

What is written in a transaction nobody sees before its end, and on SQLite nobody else writes
meanwhile; so both stand in the folder that site and worker share.
"""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from ntm_project.common.pulse import beat


class Stopped(Exception):
    """Whoever began the import does not want it any more."""


def _path(run: int, ending: str) -> Path:
    folder = Path(settings.PRINT_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"import-{run}.{ending}"


class Progress:
    """Keeps the progress of one import, and looks whether it is stopped; a worker shows by it that
    it lives."""

    def __init__(self, run: int, total: int, *, is_job: bool = False) -> None:
        self.run, self.total, self.is_job, self._next = run, total, is_job, 0.0

    def look(self, done: int) -> None:
        """Note how many rows are done, a few times a second; `Stopped` where nobody waits."""
        if (now := time.monotonic()) < self._next:
            return
        self._next = now + 0.3
        if self.is_job:
            beat()
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


def last_progress(run: int) -> float:
    """When the work on it last went on, in seconds; 0 where it has not begun."""
    try:
        return _path(run, "progress").stat().st_mtime
    except FileNotFoundError:
        return 0.0


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

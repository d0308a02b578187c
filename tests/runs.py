"""The folder of one run of tests: two runs in one tree do not meet, and none leaves its own."""

import os
import shutil
from pathlib import Path

from django.conf import settings


def begin() -> None:
    """Makes the folder of this run, and removes those of runs that were killed."""
    own: Path = settings.RUN_FOLDER
    for folder in own.parent.glob("test-run-*"):
        if not _lives(folder.name.rpartition("-")[2]):
            shutil.rmtree(folder, ignore_errors=True)
    own.mkdir(parents=True, exist_ok=True)


def end() -> None:
    """Removes the folder, by the process that gave it its name: those it started share it."""
    if settings.RUN_FOLDER.name == f"test-run-{os.getpid()}":
        shutil.rmtree(settings.RUN_FOLDER, ignore_errors=True)


def _lives(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:  # somebody else's
        pass
    return True

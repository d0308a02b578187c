"""The heartbeat of the worker: a file that it touches, in the folder that site and worker share."""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

_PULSE, _PULSE_SECONDS = "worker.pulse", 10.0


def beat() -> None:
    """The worker shows that it lives; called often, it touches the file every ten seconds."""
    pulse, now = Path(settings.PRINT_FOLDER) / _PULSE, time.time()
    if abs(now - (last_beat() or 0.0)) > _PULSE_SECONDS:
        with suppress(OSError):  # a disk without room fades the pulse, which is right
            pulse.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            pulse.touch(mode=0o600)


def last_beat() -> float | None:
    """When the worker last showed that it lives, in seconds; None where it never did."""
    try:
        return (Path(settings.PRINT_FOLDER) / _PULSE).stat().st_mtime
    except FileNotFoundError:
        return None

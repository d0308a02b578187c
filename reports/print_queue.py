"""Whoever issues a paper waits in line for the press: one at a time on this machine, two waiting.

Issuing keeps the files in the same step as the number (`reports.views.issuing`), so it is no job;
all other prints are (`reports.prints`). Locks on files hold across all processes, and fall of
themselves when a process dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings

MOST_WAITING = 2
WAIT_SECONDS = 20.0
_LOOK_EVERY = 0.1


class PrintBusy(Exception):
    """Not now: `reason` is the sentence for the page, `seconds` when to come again."""

    def __init__(self, reason: str, *, seconds: int, status: int = 503) -> None:
        super().__init__(reason)
        self.reason, self.seconds, self.status = reason, seconds, status


@contextmanager
def turn_to_print(person: int) -> Iterator[None]:
    """Hold the one place at the press, after waiting for it; else raise `PrintBusy`."""
    with ExitStack() as held:
        if not take(held, f"person-{person}"):
            raise PrintBusy(
                "Bản in trước của đồng chí chưa xong; hãy đợi bản đó rồi in tiếp.",
                seconds=10,
                status=429,
            )
        if not any(take(held, f"place-{number}") for number in range(1 + MOST_WAITING)):
            raise _all_busy()
        end = monotonic() + WAIT_SECONDS
        while not take(held, "press"):
            if monotonic() > end:
                raise _all_busy()
            sleep(_LOOK_EVERY)
        yield


def _all_busy() -> PrintBusy:
    return PrintBusy(
        "Máy chủ đang in cho nhiều người; hãy thử lại sau ít phút, hoặc xem bản trên màn hình.",
        seconds=30,
    )


def take(held: ExitStack, name: str) -> bool:
    """Whether the lock of this name is ours now, until `held` ends."""
    folder = Path(settings.LOCK_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / f"print-{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return False
    held.callback(os.close, descriptor)
    return True

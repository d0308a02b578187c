"""Who downloads a dossier now: one for a person, two on a machine, until the last byte has gone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings

MOST_AT_ONCE = 2
SECONDS = 60


class Busy(Exception):
    """Not now: `reason` is the sentence for the page, `seconds` when to come again."""

    def __init__(self, reason: str, *, status: int = 503) -> None:
        super().__init__(reason)
        self.reason, self.seconds, self.status = reason, SECONDS, status


class Download:
    """The bytes of a download, which holds its turn until it is closed."""

    def __init__(self, pieces: Iterator[bytes], turn: ExitStack) -> None:
        self._pieces, self._turn = pieces, turn

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        """At the end, or when whoever waited has gone."""
        with self._turn:
            getattr(self._pieces, "close", lambda: None)()


def turn_to_download(person: int) -> ExitStack:
    """A turn, to be closed by the download; raises `Busy`."""
    with ExitStack() as held:
        if not _take(held, f"dossier-{person}"):
            raise Busy(
                "Hồ sơ trước của đồng chí đang tải chưa xong; hãy đợi tải xong rồi tải tiếp.",
                status=429,
            )
        if not any(_take(held, f"dossier-place-{number}") for number in range(MOST_AT_ONCE)):
            raise Busy(
                "Máy chủ đang gửi hồ sơ cho nhiều người; hãy thử lại sau ít phút.",
            )
        return held.pop_all()


def _take(held: ExitStack, name: str) -> bool:
    """Whether the lock of this name is ours now, until `held` ends. A lock on a file holds across
    all processes, and falls of itself when a process dies."""
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

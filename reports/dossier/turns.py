"""Who downloads a dossier now: one for a person, two in all, until the last byte has gone."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TypeVar

from evidence.papers.files.limited import ReaderBusy
from evidence.papers.reading_store import StoreBusy
from ntm_project.common.turns import take_turn

MOST_AT_ONCE = 2
SECONDS = 60
LOOK_SECONDS = 0.2
T = TypeVar("T")


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
        """Ends the turn: the file is made, or whoever waited has gone."""
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
    """Whether the turn of this name is ours now, until `held` ends."""
    turn = take_turn(f"print-{name}")
    if turn is not None:
        held.enter_context(turn)
    return turn is not None


def patiently(read: Callable[[], T], seconds: float) -> T:
    """What is read from the store, after waiting so long for others who read files too."""
    end = time.monotonic() + seconds
    while True:
        try:
            return read()
        except (ReaderBusy, StoreBusy):
            if time.monotonic() > end:
                raise
            time.sleep(LOOK_SECONDS)

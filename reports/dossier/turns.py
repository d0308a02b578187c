"""Who downloads a dossier now: one for a person, two on a machine, until the last byte has gone."""

from collections.abc import Iterator
from contextlib import ExitStack

from reports.print_queue import PrintBusy, take

MOST_AT_ONCE = 2
SECONDS = 60


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
    """A turn, to be closed by the download; raises `PrintBusy`."""
    with ExitStack() as held:
        if not take(held, f"dossier-{person}"):
            raise PrintBusy(
                "Hồ sơ trước của đồng chí đang tải chưa xong; hãy đợi tải xong rồi tải tiếp.",
                seconds=SECONDS,
                status=429,
            )
        if not any(take(held, f"dossier-place-{number}") for number in range(MOST_AT_ONCE)):
            raise PrintBusy(
                "Máy chủ đang gửi hồ sơ cho nhiều người; hãy thử lại sau ít phút.",
                seconds=SECONDS,
            )
        return held.pop_all()

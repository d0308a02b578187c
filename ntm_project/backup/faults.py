"""The one exception of the operator's commands, and what lets no two of them run at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ntm_project.common.turns import take_turn, turn_of_file


class NotCertain(Exception):
    """Something is not certain, so nothing goes on; `reason` is the sentence for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def alone(path: Path | None = None) -> Iterator[None]:
    """Hold the turn of a file (where none is given: of whoever copies this record), or refuse."""
    turn = turn_of_file(path) if path else take_turn("backup")
    if turn is None:
        raise NotCertain("Đang có một lần sao lưu hoặc khôi phục khác; hãy đợi xong.")
    with turn:
        yield

"""The one exception of the operator's commands, and what lets no two of them run at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class NotCertain(Exception):
    """Something is not certain, so nothing goes on; `reason` is the sentence for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def alone(path: Path | None = None) -> Iterator[None]:
    """Hold a lock file (of this machine, where none is given), or refuse at once."""
    path = path or Path(settings.LOCK_FOLDER) / "backup"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotCertain("Đang có một lần sao lưu hoặc khôi phục khác; hãy đợi xong.") from None
        yield
    finally:
        os.close(descriptor)

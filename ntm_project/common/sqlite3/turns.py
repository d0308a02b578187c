"""Who writes next to an SQLite file: whoever has waited longest.

SQLite has no line of its own: who finds the file locked sleeps up to a tenth of a second and looks
again, so that the same one can lose again and again. Here the threads of a process stand in a line,
and the first of each process meets those of the others at a door where one waits: no process that
has just left comes in again before whoever stands there. The kernel frees what a dead one held.
"""

import fcntl
import os
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

LOOK_SECONDS = 0.002


class WritersLine:
    """The threads of this process that want one file: served as they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def first(self, end: float) -> Iterator[None]:
        """The turn of this thread, held for the block; raises TimeoutError where it has not come at
        `end`."""
        mine = threading.Event()
        with self._guard:
            self._waiting.append(mine)
            self._waiting[0].set()
        try:
            if not mine.wait(max(0.0, end - time.monotonic())):
                raise TimeoutError
            yield
        finally:
            with self._guard:
                self._waiting.remove(mine)
                if self._waiting:
                    self._waiting[0].set()


_lines: defaultdict[str, WritersLine] = defaultdict(WritersLine)
os.register_at_fork(after_in_child=_lines.clear)


def turn_to_write(path: str, seconds: float, *, is_shared: bool) -> ExitStack:
    """The turn, to be closed after the transaction; TimeoutError after so many seconds.

    `is_shared` where other processes open the file too.
    """
    end = time.monotonic() + seconds
    with ExitStack() as held:
        held.enter_context(_lines[path].first(end))
        if is_shared:
            with _locked(f"{path}-next", end):
                held.enter_context(_locked(f"{path}-turn", end))
        return held.pop_all()


@contextmanager
def _locked(path: str, end: float) -> Iterator[None]:
    """A lock across processes. Where it cannot be opened (a full disk, another user's) nobody is
    kept from writing: SQLite's own lock, which is not fair, still holds."""
    descriptor = -1
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while descriptor >= 0:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise TimeoutError from None
                time.sleep(LOOK_SECONDS)
        yield
    finally:
        if descriptor >= 0:
            # By name: a child that was forked meanwhile has the descriptor too.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)

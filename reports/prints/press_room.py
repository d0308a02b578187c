"""Where the worker has papers made: each in a process of its own, that can be ended at any moment.

One press stands warm, with its engine loaded and nothing read: it waits for a page. Whoever
cancels, and a worker that has to stop, ends the press, not the other way round.
"""

import errno
import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ntm_project.common.logs import note
from ntm_project.common.pulse import beat
from reports import press, presses

TRIES = 2  # a press that the system has ended is tried once more, and no more
_LOOK_SECONDS, _CHECK_SECONDS = 0.02, 0.3


class Cancelled(Exception):
    """Raised when nobody wants the print any more."""


class WorkerStops(Exception):
    """The worker ends now; the next one takes the job up again."""


class TooMuch(Exception):
    """More time or memory than there is, or a press that the system ended each time."""


class _Crashed(Exception):
    """Ended by a signal or for want of memory."""


class PressRoom:
    """The presses of one worker, which makes one paper at a time."""

    def __init__(self) -> None:
        self.is_stopping = False
        self._job = ""
        self._shown_at = 0.0
        self._spare: presses.Press | None = None

    def begin(self, job: str | UUID) -> None:
        """The job whose row shows whether the paper is still wanted."""
        self._job = str(job)
        self.look()

    def warm_up(self) -> None:
        """Have a press ready for the next page."""
        if self._spare is None or self._spare.process.poll() is not None:
            self.close()
            self._spare = presses.start_press(settings.PRINT_NICE // 2)

    def close(self) -> None:
        """Send the waiting press home."""
        if self._spare is not None:
            _kill(self._spare.process.pid)
            self._spare.process.wait()
            self._spare.close()
            self._spare = None

    def lay_out(self, page: str, styles: tuple[str, ...], into: Path) -> None:
        """The page as PDF into the file, by the press."""
        self._try(lambda: self._press(presses.order(page, styles, into)))

    def run(self, make: Callable[[], bytes], into: Path) -> None:
        """What `make` gives into the file, by a copy of this process, which reads no database."""
        self._try(lambda: self._copy(make, into))

    def _try(self, once: Callable[[], None]) -> None:
        for left in reversed(range(TRIES)):
            try:
                once()
                return
            except _Crashed as crash:
                note("press_crashed", level=logging.ERROR, how=str(crash), tries_left=left)
                if not left:
                    raise TooMuch from crash

    def _press(self, given: bytes) -> None:
        self.warm_up()
        running, self._spare = self._spare, None
        assert running is not None
        process, pipe = running.process, running.process.stdin
        try:
            assert pipe is not None
            with suppress(BrokenPipeError):  # it has ended already; its code shows why
                pipe.write(given)
                pipe.close()
            _judge(self._watched(process.poll, process.pid), running)
        finally:
            running.close()

    def _copy(self, make: Callable[[], bytes], into: Path) -> None:
        pid = os.fork()
        if not pid:
            code = press.FAILED
            try:
                os.setsid()
                press.limit(presses.CPU_SECONDS, presses.MEMORY_BYTES)
                into.write_bytes(make())
                code = 0
            except MemoryError:
                code = press.OUT_OF_MEMORY
            except OSError as error:
                code = press.NO_ROOM if error.errno == errno.ENOSPC else press.FAILED
            finally:
                os._exit(code)

        def ended() -> int | None:
            done, status = os.waitpid(pid, os.WNOHANG)
            return os.waitstatus_to_exitcode(status) if done else None

        _judge(self._watched(ended, pid))

    def _watched(self, ended: Callable[[], int | None], pid: int) -> int:
        """The exit code of a process; ended when the paper is not wanted, or takes too long."""
        began = checked = time.monotonic()
        try:
            while (code := ended()) is None:
                time.sleep(_LOOK_SECONDS)
                now = time.monotonic()
                if now - began > presses.PATIENT_SECONDS:
                    raise TooMuch
                if self.is_stopping or now - checked > _CHECK_SECONDS:
                    checked = now
                    self.look()
        except BaseException:
            _kill(pid)
            while ended() is None:
                time.sleep(_LOOK_SECONDS)
            raise
        return code

    def look(self) -> None:
        """Raise where the job was cancelled, or the worker has to stop; show that it works on."""
        beat()
        if self.is_stopping:
            raise WorkerStops
        if not self._job:  # whoever makes a paper by hand ordered none
            return
        running = DBTaskResult.objects.filter(pk=self._job, status=TaskResultStatus.RUNNING)
        if not running.exists():
            raise Cancelled

    def show(self, done: int, of: int) -> None:
        """Does what `look` does, and at most once a second writes the progress into the row of the
        job."""
        self.look()
        now = time.monotonic()
        if self._job and (now - self._shown_at >= 1 or done == of):
            self._shown_at = now
            running = DBTaskResult.objects.filter(pk=self._job, status=TaskResultStatus.RUNNING)
            running.update(return_value={"read": done, "of": of})

    def end(self, value: dict[str, str]) -> None:
        """Record, with whatever the open transaction records, that the job is over; raise where it
        was cancelled, or is no longer this worker's."""
        self.look()
        running = DBTaskResult.objects.filter(pk=self._job, status=TaskResultStatus.RUNNING)
        ended = {"status": TaskResultStatus.SUCCESSFUL, "finished_at": timezone.now()}
        if not running.update(return_value=value, **ended):
            raise Cancelled


def _judge(code: int, running: presses.Press | None = None) -> None:
    if code in (press.OUT_OF_MEMORY, -signal.SIGXCPU):
        raise TooMuch
    if code == press.NO_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if code < 0:
        raise _Crashed(signal.Signals(-code).name)
    if code:
        words = running.last_words() if running else ""
        raise RuntimeError(f"The press ended with {code}: {words}")


def _kill(pid: int) -> None:
    """End a process with all that it has started."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


ROOM = PressRoom()

"""Reading of files from outside, in a process with limits on time, memory and everything else.

One mechanism for all of it: the check at upload, small pictures, pages of PDFs, the words of
documents. A warm process (`zygote`) forks a reader for each file; this side waits for its answer,
believes nothing but numbers, letters and pixels, and kills what does not answer. At most
`READERS_PER_MACHINE` read at a time on a machine, one in each web process.
"""

import atexit
import fcntl
import hashlib
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from evidence.papers.files import limits, zygote
from evidence.papers.files.refusals import SENTENCES, RefusedFile

log = logging.getLogger(__name__)

PROGRAM = Path(__file__).resolve().parents[3]
PIECE_BYTES = 1 << 18
IDLE_SECONDS = 300
# How the process dies of the file itself: out of time, or a library stopping at what it cannot
# hold. A kill from outside (the system short of memory) proves nothing about the file.
CRASHES = {
    -signal.SIGXCPU,
    -signal.SIGSEGV,
    -signal.SIGABRT,
    -signal.SIGTRAP,
    -signal.SIGILL,
    -signal.SIGBUS,
    -signal.SIGFPE,
    zygote.TOO_HEAVY,
}


class ReaderBusy(Exception):
    """The file could not be read at this moment; nothing is held against it."""

    reason = "Máy chủ đang bận đọc các tệp khác; hãy thử lại sau ít giây."


class ReaderStopped(ReaderBusy):
    """The reader ended without an answer and not by the clock: once is chance, again and again is
    the file."""


class TooHeavy(Exception):
    """Reading took more time or memory than any document needs, or broke the reader."""


@dataclass(frozen=True)
class ReaderJob:
    """One job on one file, with what it may take."""

    job: str
    given: dict[str, Any]
    most_bytes: int  # of the answer
    wait_seconds: float = field(default_factory=lambda: limits.READ_WAIT_SECONDS)

    def request(self, wall_seconds: float) -> bytes:
        """The job in the bytes that the warm process reads."""
        request = {
            "job": self.job,
            "given": self.given,
            "cpu_seconds": limits.READ_CPU_SECONDS,
            "memory": limits.READ_MEMORY_BYTES,
            "wall_seconds": wall_seconds,
            # Somebody waits for the check of an upload; pictures come when they come.
            "nice": 0 if self.job == "check" else 10,
        }
        return json.dumps(request).encode()


@dataclass(frozen=True)
class ReaderAnswer:
    """What the reader sent back: facts to be checked by the caller, and pixels."""

    facts: Any
    pixels: bytearray


class _AnswersTooMuch(Exception):
    """The reader sends more than its job may."""


class _NoZygote(Exception):
    """The warm process is gone, and has not begun."""


@dataclass
class _Zygote:
    """The warm process of this web process, started when it is first needed."""

    process: subprocess.Popen[bytes] | None = None
    line: socket.socket | None = None

    def started(self) -> socket.socket:
        if self.line is None or self.process is None or self.process.poll() is not None:
            self.kill()
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                command = [sys.executable, "-I", "-B", zygote.__file__, str(PROGRAM)]
                self.process = subprocess.Popen(
                    [*command, str(IDLE_SECONDS)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    env={},  # no password of a database, no key
                    start_new_session=True,
                )
            self.line = ours
        return self.line

    def kill(self) -> None:
        """End it and whatever it has forked; the next question starts it anew."""
        if self.line is not None:
            self.line.close()
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = self.line = None


class _Place:
    """The turns of this web process: one reading at a time, few waiting."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """A fork has neither the warm process of its parent nor the threads that hold its locks."""
        self.one = threading.Lock()
        self.places = threading.BoundedSemaphore(limits.READ_MOST_WAITING)
        self.zygote = _Zygote()


_here = _Place()


def _end_warm_process() -> None:
    _here.zygote.kill()


os.register_at_fork(after_in_child=_here.begin_anew)
atexit.register(_end_warm_process)


def read(order: ReaderJob, file: BinaryIO) -> ReaderAnswer:
    """Do the job on the file in a limited process; `file` should be a real one.

    Raises `RefusedFile`, `TooHeavy`, or `ReaderBusy` for what may go well another time.
    """
    until = time.monotonic() + limits.READ_REQUEST_SECONDS
    with _turn(order), _real(file) as real:
        for _ in range(2):  # a warm process that was idle may end at this very moment
            try:
                code, cpu, content = _send(order, real, until)
                return _judged(order, code, cpu, content)
            except _NoZygote:
                _here.zygote.kill()
    log.error("The reader of files does not start")
    raise ReaderStopped


@contextmanager
def _turn(order: ReaderJob) -> Iterator[None]:
    """One reading at a time in this process and few on this machine; nobody waits for long."""
    here, until = _here, time.monotonic() + order.wait_seconds
    if not here.places.acquire(blocking=False):
        raise ReaderBusy
    try:
        if not here.one.acquire(timeout=order.wait_seconds):
            raise ReaderBusy
        try:
            with _machine_turn(until):
                yield
        finally:
            here.one.release()
    finally:
        here.places.release()


def _locks() -> Path:
    """The folder of the turns of this machine: of this program and this account alone."""
    name = hashlib.sha256(str(PROGRAM).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"ntm-readers-{os.getuid()}-{name}"


@contextmanager
def _machine_turn(until: float) -> Iterator[None]:
    """A lock of the kernel, which falls by itself when a process is killed."""
    try:
        _locks().mkdir(mode=0o700, exist_ok=True)
        held = [
            os.open(_locks() / str(n), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            for n in range(limits.READERS_PER_MACHINE)
        ]
    except OSError:  # no room even for that: then the turn of this process has to do
        yield
        return
    try:
        while not any(_locked(number) for number in held):
            if time.monotonic() > until:
                raise ReaderBusy
            time.sleep(0.02)
        yield
    finally:
        for number in held:
            os.close(number)


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _real(file: BinaryIO) -> Iterator[int]:
    """The descriptor of the file; what lives in memory is written to a temporary one first."""
    try:
        number = file.fileno()
    except (OSError, AttributeError):
        with tempfile.TemporaryFile() as copy:
            file.seek(0)
            while piece := file.read(PIECE_BYTES):
                copy.write(piece)
            copy.flush()
            yield copy.fileno()
        return
    yield number


def _send(order: ReaderJob, number: int, until: float) -> tuple[int, float, bytearray]:
    """Exit code, seconds of CPU and answer of the reader."""
    line = _here.zygote.started()
    reading, writing = os.pipe()
    try:
        try:
            wall = max(limits.READ_LEAST_SECONDS, until - time.monotonic())
            wall = min(wall, limits.READ_WALL_SECONDS)
            socket.send_fds(line, [order.request(wall)], [number, writing])
        except OSError as error:
            raise _NoZygote from error
        finally:
            os.close(writing)
        # It kills itself in time; this is for the case that even that fails.
        last = time.monotonic() + wall + limits.READ_START_SECONDS
        content = _content(reading, order.most_bytes + PIECE_BYTES, last)
        return *_read_report(line, last), content
    except TimeoutError as error:  # how much it worked is unknown, so it may be the machine
        _here.zygote.kill()
        raise ReaderBusy from error
    except _AnswersTooMuch as error:
        _here.zygote.kill()
        raise ReaderStopped from error
    finally:
        os.close(reading)


def _content(pipe: int, most: int, last: float) -> bytearray:
    """All that comes out of the pipe; the reader is ended where it sends more than it may."""
    content = bytearray()
    ready = select.poll()
    ready.register(pipe, select.POLLIN)
    while True:
        if not ready.poll(max(0, last - time.monotonic()) * 1000):
            raise TimeoutError
        piece = os.read(pipe, PIECE_BYTES)
        if not piece:
            return content
        content += piece
        if len(content) > most:
            raise _AnswersTooMuch


def _read_report(line: socket.socket, last: float) -> tuple[int, float]:
    line.settimeout(max(0.1, last - time.monotonic()))
    try:
        message = line.recv(zygote.LARGEST_REQUEST)
    except TimeoutError:
        raise
    except OSError as error:
        raise _NoZygote from error
    finally:
        line.settimeout(None)
    if not message:
        raise _NoZygote
    report = json.loads(message)
    return int(report["code"]), float(report["cpu"])


def _judged(order: ReaderJob, code: int, cpu: float, content: bytearray) -> ReaderAnswer:
    if code in CRASHES or (code == -signal.SIGALRM and cpu >= limits.READ_CPU_HEAVY):
        log.warning("A file was too heavy to read: %s ended with %s, %.1f s", order.job, code, cpu)
        raise TooHeavy
    if code == -signal.SIGALRM:
        log.warning("The machine gave a reader of files %.1f s in all (%s)", cpu, order.job)
        raise ReaderBusy
    if code:
        log.error("The reader of files ended with %s (%s, %.1f s)", code, order.job, cpu)
        raise ReaderStopped
    begin = zygote.LENGTH_BYTES + int.from_bytes(content[: zygote.LENGTH_BYTES], "big")
    try:
        head = json.loads(content[zygote.LENGTH_BYTES : begin])
        if "refused" in head:
            raise _refusal(order, head)
        del content[:begin]  # moves nothing: a bytearray begins where it likes
        return ReaderAnswer(head["facts"], content)
    except (ValueError, TypeError, KeyError) as error:
        raise RefusedFile("unreadable") from error


def _refusal(order: ReaderJob, head: dict[str, Any]) -> RefusedFile:
    key, words = head["refused"], head.get("words") or {}
    if fault := head.get("fault"):
        log.warning("A file could not be read (%s): %r", order.job, str(fault)[:300])
    if key not in SENTENCES:
        raise ValueError(key)
    return RefusedFile(key, **{name: str(word)[:100] for name, word in words.items()})

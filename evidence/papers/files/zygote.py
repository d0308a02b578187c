"""The process from which readers of files are forked; run as a program of its own, never called.

    python -I -B zygote.py FOLDER_OF_THE_PROGRAM IDLE_SECONDS   (standard input: a socket)

It has loaded every library that reads files and has seen no file, no password, no connection: it is
started anew, with no environment and no descriptor but its socket. For each file it forks a child,
which takes away its own rights first: time, memory, further files, further processes, writing. The
child reads the one file and answers into the one pipe that came with it. The caller kills the
whole group when it does not answer.
"""

import contextlib
import gc
import json
import os
import resource
import signal
import socket
import sys
from typing import Any

# How the child shows that memory did not suffice; anything else but 0 is a crash.
TOO_HEAVY = 6
LARGEST_REQUEST = 8_192
LENGTH_BYTES = 4
# Fonts; without them, the two descriptors that the child has, and none beside them.
OPEN_FILES_WITH_FONTS = 32


def limit(cpu_seconds: int, memory: int, *, opens_files: bool, starts_threads: bool) -> None:
    """Takes from this process what reading does not need, before it sees a byte of the file."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # where the system runs out of memory, this process goes first
    most = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES_WITH_FONTS if opens_files else 0,
    }
    if not starts_threads:
        most[resource.RLIMIT_NPROC] = 0
    for kind, value in most.items():
        # A second more before the kernel kills: the first signal shows that it was the time.
        resource.setrlimit(kind, (value, value + (kind == resource.RLIMIT_CPU)))


def read(request: dict[str, Any], file_number: int) -> tuple[dict[str, Any], Any]:
    """Facts and pixels of the file, or why there are none; every fault of a parser is a refusal."""
    from evidence.papers.files.jobs import JOBS
    from evidence.papers.files.refusals import RefusedFile

    try:
        file = os.fdopen(file_number, "rb", closefd=False)
        facts, pixels = JOBS[request["job"]](file, **request["given"])
    except RefusedFile as refusal:
        return {"refused": refusal.key, "words": refusal.words}, b""
    except MemoryError:
        os._exit(TOO_HEAVY)
    except BaseException as error:  # a panic of a Rust library is no Exception
        return {"refused": "unreadable", "fault": f"{type(error).__name__}: {error}"[:300]}, b""
    return {"facts": facts}, pixels


def run_child(request: dict[str, Any], file_number: int, pipe: int) -> None:
    """The whole life of a child: never returns."""
    from evidence.papers.files.jobs import OPENS_FILES, STARTS_THREADS

    try:
        signal.setitimer(signal.ITIMER_REAL, request["wall_seconds"])  # kills, in any code
        limit(
            request["cpu_seconds"],
            request["memory"],
            opens_files=request["job"] in OPENS_FILES,
            starts_threads=request["given"].get("file_type") in STARTS_THREADS,
        )
        os.nice(request["nice"])
        head, pixels = read(request, file_number)
        try:
            text = json.dumps(head, ensure_ascii=False).encode()
        except (ValueError, TypeError):  # half a letter, which no parser should have given
            text = json.dumps(head).encode()
        for data in (len(text).to_bytes(LENGTH_BYTES, "big"), text, pixels):
            left = memoryview(data).cast("B")
            while left:
                left = left[os.write(pipe, left) :]
        # Closing what a hostile file has built could still crash; the kernel tidies up.
        os._exit(0)
    except MemoryError:
        os._exit(TOO_HEAVY)
    finally:
        os._exit(1)


def serve(line: socket.socket) -> None:
    """One file after another, until nobody sends any more."""
    while True:
        try:
            message, numbers, *_ = socket.recv_fds(line, LARGEST_REQUEST, 2)
        except TimeoutError:
            return
        if not message:
            return
        file_number, pipe = numbers
        child = os.fork()
        if not child:
            line.close()
            os.close(0)
            run_child(json.loads(message), file_number, pipe)
        os.close(file_number)
        os.close(pipe)
        _, status, used = os.wait4(child, 0)
        report = {"code": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime}
        line.send(json.dumps(report).encode())


def main() -> None:
    folder, idle_seconds = sys.argv[1:]
    sys.path.insert(0, folder)
    from evidence.papers.files import jobs

    jobs.warm_up()
    gc.collect()
    gc.freeze()  # what is never looked at again is never copied for a child
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    with socket.socket(fileno=os.dup(0)) as line:
        line.settimeout(float(idle_seconds))
        serve(line)


if __name__ == "__main__":
    main()

"""The limited process: what it may not do, how it dies, and that it is always there again."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from evidence.papers.enums import FileType
from evidence.papers.files import limited, limits, reading, zygote
from evidence.papers.files.limited import ReaderBusy, ReaderJob, ReaderStopped, TooHeavy, read
from evidence.papers.files.refusals import RefusedFile
from tests.evidence.files import makers as m
from tests.evidence.files.heavy import deep_docx, many_scans, pdf_of_nothing
from tests.waiting import until

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def check(data: bytes = b"", name: str = "a.jpg"):
    return reading.check(io.BytesIO(data or m.jpeg()), name)


OWN = """
def own(file, code, **given):
    lines = "".join(f"    {line}\\n" for line in code.splitlines())
    made = {}
    exec(f"def do(file, **given):\\n{lines}", globals(), made)
    return made["do"](file, **given)


"""


@pytest.fixture(scope="module")
def warm(tmp_path_factory) -> Iterator[tuple[Path, limited._Zygote]]:
    """A warm process of its own program, whose readers also do what a test wants of them."""
    source = Path(zygote.__file__).read_text()
    changed = source.replace("def run_child(", f"{OWN.lstrip()}def run_child(", 1)
    choice = '(own if "code" in request["given"] else JOBS[request["job"]])('
    changed = changed.replace('JOBS[request["job"]](', choice)
    assert OWN.lstrip() in changed
    assert choice in changed
    program = tmp_path_factory.mktemp("warm") / "zygote.py"
    program.write_text(changed)
    process = limited._Zygote()
    yield program, process
    process.kill()


@pytest.fixture
def job(warm) -> Iterator[Callable[..., Any]]:
    """`job(code)`: an order for a reader that does this instead; gives its answer. Whatever it did,
    the process serves the next test, or is started anew by it."""
    before = zygote.__file__, limited._here.zygote
    zygote.__file__, limited._here.zygote = str(warm[0]), warm[1]

    def run(code: str, **given: object) -> Any:
        order = ReaderJob("check", {"code": code, **given}, 100_000)
        return read(order, io.BytesIO(b"x")).facts

    yield run
    zygote.__file__, limited._here.zygote = before


@LINUX
def test_the_reader_has_its_limits_before_it_sees_the_file(job) -> None:
    code = (
        "import resource as r\nreturn {k: r.getrlimit(getattr(r, k)) for k in given['names']}, b''"
    )
    names = ["RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NPROC"]
    answer = job(code, names=[*names, "RLIMIT_NOFILE"])
    seconds, memory = limits.READ_CPU_SECONDS, limits.READ_MEMORY_BYTES
    assert answer["RLIMIT_CPU"] == [seconds, seconds + 1]
    assert answer["RLIMIT_AS"] == [memory, memory]
    assert all(answer[name] == [0, 0] for name in [*names[2:], "RLIMIT_NOFILE"])


AS_NOBODY = """
import io, os, sys
from evidence.papers.files import jobs, zygote
from tests.evidence.files import makers as m

jobs.warm_up()
kinds, children = {"heic": m.heic, "webp": m.webp, "png": m.png, "jpg": m.jpeg}, {}
for kind, make in kinds.items():
    file = io.BytesIO(make())
    if child := os.fork():
        children[kind] = child
        continue
    os.setgid(65534)
    os.setgroups([])
    os.setuid(65534)
    zygote.limit(5, 800_000_000, opens_files=False, starts_threads=kind in jobs.STARTS_THREADS)
    facts, rows = jobs.picture(file, kind, 100)
    os._exit(0 if facts["width"] > 1 else 1)
ends = {kind: os.waitpid(child, 0)[1] for kind, child in children.items()}
assert ends == dict.fromkeys(kinds, 0), ends
"""


@pytest.mark.skipif(os.getuid() != 0, reason="without these rights every test shows it")
def test_the_limits_that_spare_the_administrator_suffice_for_pictures() -> None:
    """No further process: a limit for ordinary accounts alone, under which servers run."""
    subprocess.run([sys.executable, "-c", AS_NOBODY], cwd=limited.PROGRAM, check=True)


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/hostname')",
        "import socket\nsocket.socket()",
        "os.pipe()",
        "os.memfd_create('x')",
    ],
)
def test_the_reader_opens_nothing_more(job, code: str) -> None:
    with pytest.raises(RefusedFile) as refusal:
        job(code)
    assert refusal.value.key == "unreadable"


def test_the_reader_is_told_nothing_of_the_program(job, monkeypatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    limited._here.zygote.kill()  # started anew, from an environment that holds it
    answer = job("return [dict(os.environ), sys.argv[1:2], 'django.conf' in sys.modules], b''")
    assert "SECRET_KEY" not in answer[0]


@LINUX
@pytest.mark.django_db
def test_the_reader_inherits_no_connection(tmp_path) -> None:
    """Of all descriptors of this process, a database's among them, it has its own alone."""
    connection.ensure_connection()
    with (tmp_path / "x").open("wb"):
        check()
        process = limited._here.zygote.process
        assert process
        names = [os.readlink(p) for p in Path(f"/proc/{process.pid}/fd").iterdir()]
    sockets = [name for name in names if name.startswith("socket")]
    assert len(sockets) == 2  # the same one, twice
    assert len(set(sockets)) == 1
    assert set(names) - set(sockets) <= {"/dev/null", "/dev/urandom"}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("while True: pass", TooHeavy),
        ("bytearray(10**10)", TooHeavy),
        ("x = []\nwhile True: x.append(bytes(10**7))", TooHeavy),
        ("os.kill(os.getpid(), signal.SIGSEGV)", TooHeavy),
        ("os.kill(os.getpid(), signal.SIGKILL)", ReaderStopped),
        ("os._exit(3)", ReaderStopped),
        ("import time\ntime.sleep(60)", ReaderBusy),
        ("signal.setitimer(signal.ITIMER_REAL, 0)\nimport time\ntime.sleep(60)", ReaderBusy),
        ("return 'x' * 10**6, b''", ReaderStopped),
        ("os.kill(os.getppid(), signal.SIGKILL)\nos._exit(0)", ReaderStopped),
        ("raise KeyboardInterrupt", RefusedFile),
        ("raise RefusedFile('no such reason')", RefusedFile),
        ("return {1, 2}, b''", ReaderStopped),
    ],
)
def test_however_it_ends_the_next_file_is_read(job, monkeypatch, code: str, error: type) -> None:
    monkeypatch.setattr(limits, "READ_CPU_SECONDS", 1)
    is_idle = "sleep" in code
    for name in ("READ_WALL_SECONDS", "READ_LEAST_SECONDS"):
        monkeypatch.setattr(limits, name, 0.3 if is_idle else 60)
    monkeypatch.setattr(limits, "READ_START_SECONDS", 0.3 if is_idle else 60)
    with pytest.raises(error) as raised:
        job(code)
    assert raised.type is error
    monkeypatch.undo()
    assert check().file_type == "jpg"


def test_the_clock_alone_is_the_machine_and_work_is_the_file() -> None:
    order, by_clock = ReaderJob("check", {}, 10), -signal.SIGALRM
    with pytest.raises(ReaderBusy) as raised:
        limited._judged(order, by_clock, limits.READ_CPU_HEAVY - 0.1, bytearray())
    assert raised.type is ReaderBusy
    with pytest.raises(TooHeavy):
        limited._judged(order, by_clock, limits.READ_CPU_HEAVY, bytearray())


def test_a_warm_process_that_was_killed_is_started_again() -> None:
    check()
    process = limited._here.zygote.process
    assert process
    process.send_signal(signal.SIGKILL)
    assert check().file_type == "jpg"
    assert limited._here.zygote.process is not process


@LINUX
def test_the_warm_process_ends_with_its_web_process(tmp_path) -> None:
    """Even where that is killed outright."""
    program = (
        "import io, sys, time\n"
        "from evidence.papers.files import limited, reading\n"
        "from tests.evidence.files import makers as m\n"
        "reading.check(io.BytesIO(m.jpeg()), 'a.jpg')\n"
        "print(limited._here.zygote.process.pid, flush=True)\n"
        "time.sleep(60)"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=limited.PROGRAM, stdout=subprocess.PIPE) as web:
        assert web.stdout
        warm = int(web.stdout.readline())
        web.kill()
    until(lambda: not Path(f"/proc/{warm}").exists(), "the warm process is gone")


def test_a_fork_of_the_web_process_asks_one_of_its_own() -> None:
    check()
    mine = limited._here.zygote.process
    child = os.fork()
    if not child:
        try:
            is_own = limited._here.zygote.process is None and check().file_type == "jpg"
            limited._here.zygote.kill()
            os._exit(0 if is_own else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0
    assert mine
    assert mine.poll() is None
    assert check().file_type == "jpg"


def test_one_is_read_at_a_time_and_few_wait(monkeypatch) -> None:
    running, most, ends = [], [], []
    lock, is_line_full = threading.Lock(), threading.Event()

    def slow(*_: object) -> tuple[int, float, bytearray]:
        with lock:
            running.append(1)
            most.append(len(running))
        is_line_full.wait(60)  # nobody gets in meanwhile, however late a thread begins
        time.sleep(0.05)
        with lock:
            running.pop()
        return 3, 0.0, bytearray()

    def wait_for_turn() -> None:
        try:
            read(ReaderJob("check", {}, 10, wait_seconds=60), io.BytesIO())
        except ReaderBusy as error:
            ends.append(type(error).__name__)
            if ends.count("ReaderBusy") == 3:
                is_line_full.set()

    monkeypatch.setattr(limited, "_send", slow)
    threads = [threading.Thread(target=wait_for_turn) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert sorted(ends) == ["ReaderBusy"] * 3 + ["ReaderStopped"] * 6


def test_who_waits_too_long_is_sent_away() -> None:
    order = ReaderJob("check", {}, 10, wait_seconds=0.01)
    with limited._here.one, pytest.raises(ReaderBusy):
        read(order, io.BytesIO())
    assert check().file_type == "jpg"


def test_the_turns_are_those_of_the_machine(monkeypatch) -> None:
    """Held as another process would hold them: by a lock of the kernel on the same files."""
    check()
    monkeypatch.setattr(limited, "_locked", lambda number: False)
    with pytest.raises(ReaderBusy):
        read(ReaderJob("check", {}, 10, wait_seconds=0.01), io.BytesIO())
    monkeypatch.undo()
    assert check().file_type == "jpg"


def test_without_a_folder_for_the_turns_files_are_read_all_the_same(monkeypatch, tmp_path) -> None:
    (tmp_path / "a").touch()
    monkeypatch.setattr(limited, "_locks", lambda: tmp_path / "a" / "b")
    assert check().file_type == "jpg"


@pytest.fixture
def patient(monkeypatch) -> None:
    """However busy the machine is: a second of work, and the clock is not looked at."""
    monkeypatch.setattr(limits, "READ_CPU_SECONDS", 1)
    for name in ("READ_WALL_SECONDS", "READ_LEAST_SECONDS", "READ_REQUEST_SECONDS"):
        monkeypatch.setattr(limits, name, 300)


def test_a_pdf_of_nothing_is_too_heavy(patient) -> None:
    with pytest.raises(RefusedFile) as refusal:
        check(pdf_of_nothing(2_000_000), "a.pdf")
    assert refusal.value.key == "too_heavy"


def test_a_photo_of_many_scans_is_too_heavy(patient) -> None:
    data = many_scans(6_000, 4_000, 58)
    assert check(data).file_type == "jpg"
    with pytest.raises(RefusedFile) as refusal:
        reading.preview(io.BytesIO(data), FileType.JPEG)
    assert refusal.value.key == "picture_heavy"


def test_a_document_nested_too_deep_is_taken_and_says_why_it_is_not_shown() -> None:
    data = deep_docx(300)
    assert check(data, "a.docx").file_type == "docx"
    with pytest.raises(RefusedFile) as refusal:
        reading.words(io.BytesIO(data), FileType.DOCX)
    assert refusal.value.key == "view_too_big"

"""Ten prints at once, then sixteen sign-ins, on one core of a real gunicorn and its worker.

Run as `python -m tests.benchmarks.crowd [TASKS]`; TASKS more tasks make the printed plan long. The
bars: all processes together under 700 MB; the 95th of a hundred other pages at most 1.2 times what
it is before and after the prints, and under one second while people sign in.
"""

import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.server import Client, _manage
from tests.waiting import free_port, until_open

SIGN_INS, PRINTS, SECONDS = 16, 10, 60
MEGABYTES, P95, RATIO = 700, 1.0, 1.2
PASSWORD = secrets.token_urlsafe(18)
PREPARE = """
import os, sys, django; django.setup()
from tasks.models import Plan, Task
from villages.models import Official, Posting, Unit
unit = Unit.objects.get(name="Mai Đình", level="commune")
for n in range(int(sys.argv[1])):
    official = Official(username=f"dong{n}", full_name=f"Người thử {n}")
    official.set_password(os.environ["CROWD_PASSWORD"])
    official.save()
    Posting.objects.create(official=official, unit=unit, role="standing_officer", title="Thử",
                           is_main=True)
plan = Plan.objects.filter(unit=unit).order_by("pk").first()
first = plan.tasks.order_by("pk").first()
for n in range(int(sys.argv[2])):
    first.pk = None
    first._state.adding = True
    first.save()
print(plan.pk, unit.pk)
"""


def memory_of(pid: int) -> float:
    """Megabytes of a process and all its children; what they share is counted once."""
    total = 0.0
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        try:
            total += memory_of(int(child))
        except OSError:
            continue
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    return total + (int(found[1]) / 1024 if found else 0)


@contextmanager
def running(folder: Path, tasks: int) -> Iterator[tuple[int, list[int], int, int]]:
    """Port, processes, plan and commune of server and worker as README starts them, on one core."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ntm_project.settings",
        "DEBUG": "false",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "EVIDENCE_FOLDER": str(folder / "files"),
        "LOCK_FOLDER": str(folder / "locks"),
        "PRINT_FOLDER": str(folder / "prints"),
        "PYTHONPATH": str(Path.cwd()),
        "CROWD_PASSWORD": PASSWORD,
        "TRUSTED_PROXIES": "127.0.0.1",
    }
    environment.setdefault("DATABASE_URL", f"sqlite:///{folder / 'crowd.sqlite3'}")
    _manage("migrate", "--verbosity=0", environment=environment)
    _manage("collectstatic", "--noinput", "--verbosity=0", environment=environment)
    _manage("load_sample", "--verbosity=0", environment=environment)
    command = [sys.executable, "-c", PREPARE, str(SIGN_INS + PRINTS + 1), str(tasks)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    plan, unit = map(int, done.stdout.split())
    port = environment["PORT"] = str(free_port())
    one_core = ["taskset", "-c", "0", sys.executable]
    server = ["-m", "gunicorn", "-c", "python:ntm_project.server", "ntm_project.wsgi"]
    processes = [
        subprocess.Popen([*one_core, *command], env=environment, stderr=subprocess.DEVNULL)
        for command in (server, ["manage.py", "print_worker"])
    ]
    try:
        until_open(int(port))
        yield int(port), [process.pid for process in processes], plan, unit
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=60)


def together(count: int, run: Callable[[int], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    return threads


class Crowd:
    """What everybody met."""

    def __init__(self, port: int, pids: list[int]) -> None:
        self.port, self.pids = port, pids
        self.seconds: list[float] = []
        self.answers: Counter[str] = Counter()
        self.peak = 0.0
        self.is_over = threading.Event()

    def watch(self) -> None:
        while not self.is_over.wait(0.1):
            self.peak = max(self.peak, sum(map(memory_of, self.pids)))

    def sign_in(self, number: int) -> None:
        began = time.monotonic()
        try:
            Client(self.port, f"dong{number}", PASSWORD)
            self.answers["sign-in 302"] += 1
        except AssertionError as error:
            self.answers[f"sign-in {error}"] += 1
        self.answers["slowest sign-in, ms"] = max(
            self.answers["slowest sign-in, ms"], round(1000 * (time.monotonic() - began))
        )

    def read(self, client: Client, paths: list[str]) -> None:
        """Somebody who goes on working meanwhile."""
        while not self.is_over.is_set():
            for path in paths:
                began = time.monotonic()
                status, _ = client.request("GET", path)
                self.seconds.append(time.monotonic() - began)
                self.answers[f"page {status}"] += 1
                time.sleep(0.05)

    def print_plan(self, client: Client, plan: int) -> None:
        """As a browser does: order, wait on the page of progress, open."""
        began = time.monotonic()
        status, _ = client.request("GET", f"/ke-hoach/{plan}/pdf/")
        if status == 302:
            job, page = client.location, ""
            while "data-open-now" not in page and time.monotonic() - began < 10 * SECONDS:
                time.sleep(2)
                _, page = client.request("GET", job, htmx=True)
            made = re.search(r'href="([^"]+)"[^>]*data-open-now', page)
            status, _ = client.request("GET", made[1]) if made else (0, "")
        self.answers[f"print {status}"] += 1


def read_while(crowd: Crowd, client: Client, paths: list[str], run: Callable[[], None]) -> float:
    """The 95th of a hundred pages in seconds, or of as many as are read while `run` runs."""
    crowd.seconds, crowd.is_over = [], threading.Event()
    threads = [
        threading.Thread(target=crowd.watch),
        threading.Thread(target=crowd.read, args=(client, paths)),
    ]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    run()
    took = time.monotonic() - began
    while len(crowd.seconds) < 100 and time.monotonic() - began < SECONDS:
        time.sleep(0.1)
    crowd.is_over.set()
    for thread in threads:
        thread.join()
    p95 = statistics.quantiles(crowd.seconds, n=20)[-1]
    middle = statistics.median(crowd.seconds)
    print(
        f"{run.__name__}, {took:.1f} s; other pages: {len(crowd.seconds)}, "
        f"median {middle:.3f} s, p95 {p95:.3f} s"
    )
    return p95


def main() -> int:
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), tasks) as found:
        port, pids, plan, unit = found
        printers = [Client(port, f"dong{SIGN_INS + n}", PASSWORD) for n in range(PRINTS)]
        reader = Client(port, f"dong{SIGN_INS + PRINTS}", PASSWORD)
        crowd = Crowd(port, pids)
        print(f"at rest: {sum(map(memory_of, pids)):.0f} MB")

        def print_plan(number: int) -> None:
            crowd.print_plan(printers[number], plan)

        def alone() -> None:
            pass

        def ten_print() -> None:
            for thread in together(PRINTS, print_plan):
                thread.join()

        def sixteen_sign_in() -> None:
            for thread in together(SIGN_INS, crowd.sign_in):
                thread.join()

        paths = ["/", f"/bang/{unit}/", "/nhiem-vu/", "/can-bo/"]
        read_while(crowd, reader, paths, alone)  # everything is loaded once
        before = read_while(crowd, reader, paths, alone)
        printing = read_while(crowd, reader, paths, ten_print)
        after = read_while(crowd, reader, paths, alone)
        signing = read_while(crowd, reader, paths, sixteen_sign_in)
        print(f"after: {sum(map(memory_of, pids)):.0f} MB")
    ratio = printing / statistics.mean((before, after))
    print(dict(sorted(crowd.answers.items())))
    print(
        f"peak {crowd.peak:.0f} MB (bar {MEGABYTES}); p95 while ten print {ratio:.2f} x (bar "
        f"{RATIO}), while sixteen sign in {signing:.2f} s (bar {P95})"
    )
    return int(crowd.peak > MEGABYTES or ratio > RATIO or signing > P95)


if __name__ == "__main__":
    sys.exit(main())

"""The country's mix of pages at a given rate, on PostgreSQL: waits, errors, and memory.

Run as `python tools/with_postgres.py python -m tests.benchmarks.load RATE SECONDS [COMMUNES]` (50
requests a second, 60 seconds, 98 communes, a province; an hour of it is the soak), or on a
record that `generate_country` has filled, where `DATABASE_URL` names one. Requests come at their
times whether or not the former are answered, and a wait counts from that time. The bars: no error,
the 99th of a hundred under one second, memory no more than a tenth above its start.
"""

import json
import os
import queue
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

from tests.benchmarks.crowd import memory_of
from tests.benchmarks.server import Client, _free_port, _manage, _wait

CLIENTS, BAR, GROWTH = 64, 1.0, 1.1
TOKEN = "a" * 32
# Shares of a hundred requests, of performance.md § 4.
MIX = {"update": 8, "commune": 52, "queue": 15, "province": 15, "country": 10}
# Whoever sends them, signed in: forty communes, a province's reviewer and committee, the ministry.
PREPARE = """
import json, django; django.setup()
from django.test import Client
from criteria.models import Result
from villages.models import Official, Posting

def session(official):
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value

def unit_of(official):
    return Posting.objects.filter(official=official).order_by("pk").first().unit_id

found = {kind: [] for kind in ("update", "commune", "queue", "province", "country")}
for one in Official.objects.filter(username__endswith=".thuongtruc").order_by("pk")[:40]:
    key, unit = session(one), unit_of(one)
    result = Result.objects.filter(assessment__unit=unit).order_by("-assessment__year", "pk")[0]
    found["commune"].append([key, f"/bang/{unit}/"])
    found["update"].append([key, f"/ket-qua/{result.pk}/"])
one = Official.objects.get(username="t01.thamtra")
found["queue"].append([session(one), "/hang-cho-tham-tra/"])
one = Official.objects.get(username="t01.banchidao")
found["province"].append([session(one), f"/bang/{unit_of(one)}/"])
one = Official.objects.get(username="trunguong")
found["country"].append([session(one), "/bang/ca-nuoc/"])
print(json.dumps(found))
"""


class SignedIn(Client):
    """Somebody whose session stands already."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.location = port, ""
        self.cookies = {"sessionid": session, "csrftoken": TOKEN}


class Updates:
    """One indicator of a commune, changed again and again in place."""

    def __init__(self, client: SignedIn, address: str) -> None:
        self.client, self.address = client, address

    def send(self) -> int:
        status, form = self.client.request("GET", self.address, htmx=True)
        seen = re.search(r'name="seen_version"[^>]*value="(\d+)"', form)
        if seen is None:
            return status if status != 200 else 0
        note = f"Lần đo {random.random()}"
        sent = {"seen_version": seen[1], "claim": "not_met", "as_of": "10/11/2025", "note": note}
        return self.client.request("POST", self.address, sent, htmx=True)[0]


class Load:
    """What was sent, how long each waited, and what was answered."""

    def __init__(self, port: int, known: dict[str, list[list[str]]]) -> None:
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.errors: dict[str, int] = defaultdict(int)
        self.due: queue.SimpleQueue[tuple[float, str]] = queue.SimpleQueue()
        # Nobody changes the same indicator twice at once.
        self.free: queue.SimpleQueue[Updates] = queue.SimpleQueue()
        for session, address in known["update"]:
            self.free.put(Updates(SignedIn(port, session), address))
        self.pages = {
            kind: [(SignedIn(port, session), address) for session, address in known[kind]]
            for kind in MIX
            if kind != "update"
        }

    def run(self, rate: float, seconds: float) -> None:
        """So many a second, each kind by its share; until all are answered."""
        threads = [threading.Thread(target=self._work) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        dice, began = random.Random(1), time.monotonic()
        for number in range(int(rate * seconds)):
            at = began + number / rate
            time.sleep(max(0.0, at - time.monotonic()))
            self.due.put((at, dice.choices(list(MIX), list(MIX.values()))[0]))
        for _ in threads:
            self.due.put((0.0, ""))
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        while (job := self.due.get())[1]:
            at, kind = job
            try:
                status = self._send(kind)
            except (OSError, HTTPException) as error:
                self.errors[f"{kind} {type(error).__name__}"] += 1
            else:
                if status != 200:
                    self.errors[f"{kind} {status}"] += 1
            self.waits[kind].append(time.monotonic() - at)

    def _send(self, kind: str) -> int:
        if kind == "update":
            updates = self.free.get()
            try:
                return updates.send()
            finally:
                self.free.put(updates)
        client, address = random.choice(self.pages[kind])
        return client.request("GET", address)[0]


@contextmanager
def running(folder: Path, communes: int) -> Iterator[tuple[int, int, dict[str, list[list[str]]]]]:
    """Port, process and people of a server as README starts it, with an invented province."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or os.environ["TEST_DATABASE_URL"],
        "EVIDENCE_FOLDER": str(folder / "files"),
        "LOCK_FOLDER": str(folder / "locks"),
        "PRINT_FOLDER": str(folder / "prints"),
        "PYTHONPATH": str(Path.cwd()),
        "LOG_LEVEL": "critical",
        "PORT": str(_free_port()),
    }
    _manage("collectstatic", "--noinput", "--verbosity=0", environment=environment)
    if "DATABASE_URL" not in os.environ:
        _manage("migrate", "--verbosity=0", environment=environment)
        provinces = max(1, round(communes / 98))
        size = (f"--provinces={provinces}", f"--communes={communes}", "--verbosity=0")
        _manage("generate_country", *size, environment=environment)
    command = [sys.executable, "-c", PREPARE]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    server = ["-m", "gunicorn", "-c", "python:ntm_project.server", "ntm_project.wsgi"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, *server], env=environment, stderr=log)
        try:
            _wait(int(environment["PORT"]))
            yield int(environment["PORT"]), process.pid, json.loads(done.stdout.splitlines()[-1])
        finally:
            process.terminate()
            process.wait(timeout=60)


def show(kind: str, waits: list[float]) -> None:
    if len(waits) < 2:
        return
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"{kind:>9}: {len(waits)} requests, p50 {cuts[49]:.3f} s, p99 {cuts[98]:.3f} s, "
        f"longest {max(waits):.3f} s"
    )


def measure(
    port: int, pid: int, known: dict[str, list[list[str]]], rate: float, seconds: float
) -> bool:
    """Whether every bar holds; prints what was met."""
    warm = Load(port, known)
    warm.run(min(rate, 10.0), 10.0)  # everything is loaded once
    before, load = memory_of(pid), Load(port, known)
    began = time.monotonic()
    load.run(rate, seconds)
    took, after = time.monotonic() - began, memory_of(pid)
    for kind in MIX:
        show(kind, load.waits[kind])
    every = [wait for waits in load.waits.values() for wait in waits]
    show("all", every)
    errors = dict(load.errors)
    print(
        f"{rate:g} a second wanted, {len(every) / took:.1f} answered; errors: {errors or 'none'}; "
        f"memory {before:.0f} MB at the start, {after:.0f} MB at the end"
    )
    p99 = statistics.quantiles(every, n=100)[98]
    return not errors and p99 < BAR and after < GROWTH * before


def main() -> int:
    rate, seconds, communes = (
        float(sys.argv[number]) if len(sys.argv) > number else default
        for number, default in ((1, 50.0), (2, 60.0), (3, 98.0))
    )
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), int(communes)) as found:
        return int(not measure(*found, rate, seconds))


if __name__ == "__main__":
    sys.exit(main())

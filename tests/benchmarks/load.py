"""The country's mix of pages at a given rate, on PostgreSQL: waits, errors, and memory.

Run as `python tools/with_postgres.py python -m tests.benchmarks.load RATE SECONDS [COMMUNES]` (50
requests a second, 60 seconds, 98 communes, a province; an hour of it is the soak), or on a
record that `generate_country` has filled, where `DATABASE_URL` names one. Requests come at their
times whether or not the former are answered, and a wait counts from that time. A browser that holds
a page asks whether it still holds; of a hundred pages thirty are seen for the first time, which is
assumed (`FIRST=1`: all). The bars: no error, the 99th of a hundred under one second, memory no more
than a tenth above its start. The processor's time is shown by whom it was spent.
"""

import gzip
import json
import os
import queue
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.crowd import memory_of
from tests.benchmarks.server import (
    TICKS,
    _manage,
    cpu_ticks,
    processes_of,
)
from tests.waiting import free_port, until_open

CLIENTS, BAR, GROWTH = 64, 1.0, 1.1
FIRST = float(os.environ.get("FIRST", "0.3"))
TOKEN = "a" * 32
WRITING = (
    f"HX-Request: true\r\nX-CSRFToken: {TOKEN}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
)
# Shares of a hundred requests, of performance.md § 4.
MIX = {"update": 8, "commune": 52, "queue": 15, "province": 15, "country": 10}
# Whoever sends them, signed in: a few communes of each province (forty at least), each province's
# reviewer and committee, the ministry. So a page changes as seldom as its own communes write.
PREPARE = """
import json, django; django.setup()
from django.test import Client
from criteria.models import Result
from villages.models import Official, Posting

def session(official):
    client = Client()
    client.force_login(official, backend="villages.sign_in.backend.CountingBackend")
    return client.cookies["sessionid"].value

def unit_of(official):
    return Posting.objects.filter(official=official).order_by("pk").first().unit_id

found = {kind: [] for kind in ("update", "commune", "queue", "province", "country")}
def all_of(role):
    return list(Official.objects.filter(username__endswith=f".{role}").order_by("pk"))

communes = all_of("thuongtruc")
for one in communes[:: max(1, len(communes) // max(40, 10 * len(all_of("banchidao"))))]:
    key, unit = session(one), unit_of(one)
    result = Result.objects.filter(assessment__unit=unit).order_by("-assessment__year", "pk")[0]
    found["commune"].append([key, f"/bang/{unit}/"])
    found["update"].append([key, f"/ket-qua/{result.pk}/"])
found["queue"] = [[session(one), "/hang-cho-tham-tra/"] for one in all_of("thamtra")]
found["province"] = [[session(one), f"/bang/{unit_of(one)}/"] for one in all_of("banchidao")]
one = Official.objects.get(username="trunguong")
found["country"].append([session(one), "/bang/ca-nuoc/"])
print(json.dumps(found))
"""


class SignedIn:
    """Somebody whose session stands already, over a connection for each request as nginx has one.

    Written by hand: with the standard library's client each request cost a millisecond of the two
    cores, which are to serve.
    """

    def __init__(self, port: int, session: str) -> None:
        self.address = ("127.0.0.1", port)
        self.always = (
            f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
            f"Accept-Encoding: gzip\r\nCookie: sessionid={session}; csrftoken={TOKEN}\r\n"
        )
        self.held = ""

    def read(self, address: str) -> int:
        """The status of this person's page, which is a new one or the one that was held."""
        held = "" if random.random() < FIRST else self.held
        status, head, _ = self.send("GET", address, f"If-None-Match: {held}\r\n" if held else "")
        found = re.search(rb"\r\netag: (.*?)\r\n", head, re.I)
        self.held = found[1].decode() if found else ""
        return status

    def send(
        self, method: str, address: str, more: str = "", body: str = ""
    ) -> tuple[int, bytes, bytes]:
        """Status, head and body of one answer."""
        head = f"{method} {address}{self.always}{more}Content-Length: {len(body)}\r\n\r\n"
        parts = []
        with socket.create_connection(self.address, timeout=180) as wire:
            wire.sendall(f"{head}{body}".encode())
            while part := wire.recv(1 << 18):
                parts.append(part)
        answer, _, page = b"".join(parts).partition(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 "):
            raise ConnectionError("no answer")
        return int(answer[9:12]), answer + b"\r\n", page


class Updates:
    """One indicator of a commune, changed again and again in place."""

    def __init__(self, client: SignedIn, address: str) -> None:
        self.client, self.address = client, address

    def send(self) -> int:
        status, head, form = self.client.send("GET", self.address, "HX-Request: true\r\n")
        if b"gzip" in head:
            form = gzip.decompress(form)
        seen = re.search(rb'name="seen_version"[^>]*value="(\d+)"', form)
        if seen is None:
            return status if status != 200 else 0
        note = f"Lần đo {random.random()}"
        sent = {"seen_version": int(seen[1]), "claim": "not_met", "as_of": "10/11/2025"}
        return self.client.send("POST", self.address, WRITING, urlencode(sent | {"note": note}))[0]


class Load:
    """What was sent, how long each waited, and what was answered."""

    def __init__(self, port: int, known: dict[str, list[list[str]]]) -> None:
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.errors: dict[str, int] = defaultdict(int)
        self.unchanged: dict[str, int] = defaultdict(int)
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
            except OSError as error:
                self.errors[f"{kind} {type(error).__name__}"] += 1
            else:
                if status == 304:
                    self.unchanged[kind] += 1
                elif status != 200:
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
        return client.read(address)


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
        "PORT": str(free_port()),
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
            until_open(int(environment["PORT"]))
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


class Meter:
    """The processor's time so far: the web server's, the database's, and these clients' own."""

    def __init__(self, pid: int) -> None:
        url = os.environ.get("DATABASE_URL") or os.environ["TEST_DATABASE_URL"]
        self.pids = {"web": [pid], "database": processes_of(url)}
        self.began, self.before = time.monotonic(), self._read()

    def _read(self) -> dict[str, float]:
        found = {name: sum(map(cpu_ticks, pids)) / TICKS for name, pids in self.pids.items()}
        return found | {"clients": time.process_time()}

    def spent(self) -> dict[str, float]:
        """Seconds since the meter was made, by whom."""
        return {name: now - self.before[name] for name, now in self._read().items()}

    def show(self, requests: int, floor: float) -> None:
        spent, took = self.spent(), time.monotonic() - self.began
        each = ", ".join(f"{name} {1000 * s / requests:.1f} ms" for name, s in spent.items())
        served = 1000 * (spent["web"] + spent["database"]) / requests
        print(
            f"a request: {each}; server and database {served / floor:.1f} F of {floor:.1f} ms; "
            f"{sum(spent.values()) / took:.2f} of {os.cpu_count()} cores"
        )


def floor_of(client: SignedIn, pid: int, count: int = 300) -> float:
    """F in milliseconds: server and database for the empty signed-in page."""
    meter = Meter(pid)
    for _ in range(count):
        client.send("GET", "/_f/")
    spent = meter.spent()
    return 1000 * (spent["web"] + spent["database"]) / count


def measure(
    port: int, pid: int, known: dict[str, list[list[str]]], rate: float, seconds: float
) -> bool:
    """Whether every bar holds; prints what was met."""
    warm = Load(port, known)
    warm.run(min(rate, 10.0), 10.0)  # everything is loaded once
    floor = floor_of(SignedIn(port, known["country"][0][0]), pid)
    before, load = memory_of(pid), Load(port, known)
    meter = Meter(pid)
    load.run(rate, seconds)
    took, after = time.monotonic() - meter.began, memory_of(pid)
    every = [wait for waits in load.waits.values() for wait in waits]
    meter.show(len(every), floor)
    for kind in MIX:
        show(kind, load.waits[kind])
    show("all", every)
    errors = dict(load.errors)
    print(f"unchanged: {dict(load.unchanged)}; load of the machine {os.getloadavg()[0]:.1f}")
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

"""Real workers: killed, stopped, told that nobody wants the print, and started again."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reports.prints import queries, services, store, tasks
from reports.prints.backend import PrintBackend
from reports.prints.orders import PrintOrder
from tests import factories as make
from tests.conftest import require
from tests.waiting import MOST_SECONDS, until

pytestmark = [pytest.mark.stress, pytest.mark.both, pytest.mark.django_db(transaction=True)]
PERSON = 7


class Worker:
    """The command as an operator runs it, on a machine that is a folder of locks."""

    def __init__(self, folder: Path, machine: str, **elsewhere: str) -> None:
        names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
        database = {name: str(connection.settings_dict[name]) for name in names} | elsewhere
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.reports.worker_settings",
            "WORKER_DATABASE": json.dumps(database),
            "WORKER_FOLDER": str(folder),
            "WORKER_MACHINE": machine,
        }
        self.machine = machine
        command = [sys.executable, "manage.py", "print_worker"]
        self.log = folder / "log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment, stderr=log
            )

    def children(self) -> list[int]:
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=MOST_SECONDS)


@pytest.fixture
def start(monkeypatch, settings, tmp_path) -> Iterator[Callable[[], Worker]]:
    settings.PRINT_FOLDER = tmp_path
    before = task_backends["default"]
    task_backends["default"] = PrintBackend("default", {"QUEUES": [tasks.QUEUE]})
    started: list[Worker] = []

    def start_one(machine: str = "one", **elsewhere: str) -> Worker:
        started.append(Worker(tmp_path, machine, **elsewhere))
        return started[-1]

    yield start_one
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
    task_backends["default"] = before


def _order(words: str, paragraphs: int, person: int = PERSON) -> queries.PrintJob:
    text = f"<p>{words}: " + "xây dựng nông thôn mới " * 60 + "</p>"
    named = {"slug": "board", "row": 1, "ending": "pdf", "title": "x", "url": "/", "back": "/"}
    return services.order_print(person, PrintOrder(page=text * paragraphs, **named))


def _parts() -> set[Path]:
    """The files that are being made, or were left half made."""
    return set(store.folder().glob("*.part"))


def _state(job: queries.PrintJob) -> str:
    job.row.refresh_from_db()
    return str(job.row.status)


def _is_gone(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return True


def test_a_print_outlives_its_worker_and_ends_when_nobody_wants_it(start) -> None:
    worker = start()
    job = _order("bị giết", 120)
    until(lambda: _state(job) == TaskResultStatus.RUNNING and worker.children(), "taken")
    presses = worker.children()
    worker.end(signal.SIGKILL)
    until(lambda: all(map(_is_gone, presses)), "the press ended with its worker")
    assert _state(job) == TaskResultStatus.RUNNING
    left = _parts()  # of whoever was killed: the sweep takes it

    worker = start()  # takes it up again, and keeps nobody from writing meanwhile
    while _state(job) != TaskResultStatus.SUCCESSFUL:
        make.make_commune()
        assert worker.process.poll() is None
        time.sleep(0.05)
    assert len(job.row.worker_ids) == 2
    assert job.file is not None
    assert job.file.read_bytes().startswith(b"%PDF-")
    assert job.file.stat().st_mode & 0o077 == 0

    long = _order("dài", 2_000)
    until(lambda: _state(long) == TaskResultStatus.RUNNING, "taken")
    assert worker.end(signal.SIGTERM) == 0
    assert (_state(long), long.row.worker_ids) == (TaskResultStatus.READY, [])
    assert _parts() <= left

    before, worker = _parts(), start()
    # The press has the page: cancelled earlier, it stands by for the next, and rightly so.
    until(lambda: _parts() - before, "begun")
    presses = worker.children()
    assert presses
    assert services.cancel_print(long.row.pk)
    until(lambda: all(map(_is_gone, presses)), "the press ended")
    short = _order("ngắn", 1)
    until(lambda: _state(short) == TaskResultStatus.SUCCESSFUL, "the line goes on")
    assert (_state(long), long.is_cancelled, long.file) == (TaskResultStatus.FAILED, True, None)
    assert DBTaskResult.objects.count() == 3


def test_a_database_that_is_away_is_waited_for(start, tmp_path) -> None:
    """Under an address where there is none yet; what was ordered meanwhile is made."""
    kept = connection.settings_dict
    field = "NAME" if connection.vendor == "sqlite" else "HOST"
    there = Path(kept[field]).absolute()
    require(there.exists(), "cơ sở dữ liệu để thử không nằm trên máy này")
    link = tmp_path / "address"
    folder = there.parent if connection.vendor == "sqlite" else there
    worker = start(**{field: str(link / there.relative_to(folder))})
    job = _order("chờ", 1)
    until(lambda: "database_away" in worker.log.read_text(), "it looked")
    assert worker.process.poll() is None
    link.symlink_to(folder)
    until(lambda: _state(job) == TaskResultStatus.SUCCESSFUL, "made")
    until(lambda: "database_back" in worker.log.read_text(), "its return is logged")
    words = worker.log.read_text()
    assert (words.count("database_away"), words.count("Traceback")) == (1, 0)
    assert worker.end(signal.SIGTERM) == 0


def _met_at_work(workers: list[Worker], machine: str) -> Worker:
    """The worker of a machine while it makes a print that nobody has begun before."""
    rows, met = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING), []

    def is_met() -> bool:
        if [machine] in rows.values_list("worker_ids", flat=True):
            met[:] = [one for one in workers if one.machine == machine and one.children()]
        return bool(met)

    until(is_met, f"{machine} makes a print")
    return met[0]


@pytest.mark.postgresql  # no two machines share a file of SQLite
def test_of_several_workers_that_die_nothing_is_lost_and_nothing_made_twice(start, tmp_path):
    """Machine one has a second worker in waiting, machine two begins its only one again."""
    for machine in ("one", "two"):
        lock = tmp_path / "locks" / machine / "print-worker"
        lock.parent.mkdir(parents=True)
        lock.write_text(machine)
    workers = [start("one"), start("one"), start("two")]
    deaths = int(os.environ.get("DRILL_KILLS", "2"))
    jobs = [_order(f"bản {person}", 40, person) for person in range(3 * deaths)]
    for machine in islice(cycle(("one", "two")), deaths):
        dead = _met_at_work(workers, machine)
        dead.end(signal.SIGKILL)
        workers.remove(dead)
        workers.append(start(machine))
    until(lambda: all(_state(job) == TaskResultStatus.SUCCESSFUL for job in jobs), "all are made")
    for job in jobs:
        assert job.file is not None
        assert job.file.read_bytes().startswith(b"%PDF-")
        assert len(job.row.worker_ids) <= 2
    assert len({job.file for job in jobs}) == DBTaskResult.objects.count() == len(jobs)
    ended = re.findall(r" print .*\bjob=(\S+)", (tmp_path / "log").read_text())
    assert len(ended) == len(set(ended)) >= len(jobs) - deaths

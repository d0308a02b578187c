"""An import whose worker is killed: its page names that, and it is tried again or left, whole."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from reports.prints.backend import PrintBackend
from tasks.models import Task
from tests.reports.test_print_worker import Worker
from tests.villages.imports.test_units_and_people import upload
from tests.waiting import until
from tests.world import World
from villages.imports import progress, services
from villages.models import AuditEvent, ImportRun

pytestmark = [pytest.mark.stress, pytest.mark.both, pytest.mark.django_db(transaction=True)]
ROWS = 3_000  # to be written in seconds, not between two looks
FILE = "Nội dung;Thời hạn\n" + "".join(f"Việc {n};15/8/2024\n" for n in range(ROWS))


@pytest.fixture
def start(monkeypatch, settings, tmp_path) -> Iterator[Callable[[], Worker]]:
    settings.PRINT_FOLDER = tmp_path
    monkeypatch.setattr(services, "AT_ONCE", 0)
    before = task_backends["default"]
    task_backends["default"] = PrintBackend("default", {"QUEUES": []})
    started: list[Worker] = []

    def start_one() -> Worker:
        started.append(Worker(tmp_path, "one"))
        return started[-1]

    yield start_one
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
    task_backends["default"] = before


def _state(run: ImportRun) -> str:
    run.refresh_from_db()
    return str(run.state)


def _killed_while_writing(client: Client, world: World, start: Callable[[], Worker]) -> ImportRun:
    worker = start()
    run = upload(client, "nhiem-vu", world.plan, FILE)
    until(lambda: _state(run) == "checked", "tried")
    client.post(reverse("villages:import_run", args=[run.pk]), {"viec": "ghi"})
    until(lambda: progress.progress_of(run.pk)[0] > 0, "it is being written")
    worker.end(signal.SIGKILL)
    return run


def _long_ago(run: ImportRun, folder: Path) -> None:
    """As it stands when the worker has been gone for a while."""
    run.refresh_from_db()
    ago = timezone.now() - timedelta(minutes=5)
    for path in folder.iterdir():
        os.utime(path, (ago.timestamp(), ago.timestamp()))
    DBTaskResult.objects.filter(pk=run.job).update(started_at=ago, enqueued_at=ago)
    ImportRun.objects.filter(pk=run.pk).update(created_at=ago)


def test_what_a_killed_worker_left_is_written_once_or_not_at_all(start, tmp_path) -> None:
    world = World()
    client = world.client("lan")
    run = _killed_while_writing(client, world, start)
    url = reverse("villages:import_run", args=[run.pk])
    assert (_state(run), Task.objects.count()) == ("writing", 0)
    assert "thu-lai" not in client.get(url).content.decode()  # it may only be slow
    _long_ago(run, tmp_path)
    page = client.get(url).content.decode()
    assert 'value="thu-lai"' in page
    assert 'value="huy"' in page
    waiting = client.get(f"{url}?tien-do=1", HTTP_HX_REQUEST="true")
    assert waiting["HX-Redirect"] == url

    assert client.post(url, {"viec": "thu-lai"}).status_code == 303
    start()  # takes up what the dead one held, too
    until(lambda: _state(run) == "done", "written")
    until(lambda: not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists(), "all end")
    assert Task.objects.count() == ROWS
    assert AuditEvent.objects.filter(action="nhập nhiệm vụ từ Excel").count() == 1


@pytest.mark.once
def test_what_a_killed_worker_left_is_cancelled_at_once(start, tmp_path) -> None:
    world = World()
    client = world.client("lan")
    run = _killed_while_writing(client, world, start)
    _long_ago(run, tmp_path)
    url = reverse("villages:import_run", args=[run.pk])
    assert client.post(url, {"viec": "huy"}).status_code == 303
    assert _state(run) == "cancelled"
    start()
    until(lambda: not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists(), "all end")
    assert (_state(run), Task.objects.count()) == ("cancelled", 0)


@pytest.mark.once
def test_a_job_that_failed_in_the_line_leaves_no_import_at_work(start, tmp_path) -> None:
    """The worker gives up what has killed it again and again."""
    world = World()
    client = world.client("lan")
    run = upload(client, "nhiem-vu", world.plan, FILE)
    DBTaskResult.objects.filter(pk=run.job).update(
        status="FAILED", started_at=timezone.now(), finished_at=timezone.now()
    )
    url = reverse("villages:import_run", args=[run.pk])
    assert 'value="thu-lai"' in client.get(url).content.decode()

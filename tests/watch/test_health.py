"""Probes say one word to anybody, everything to administrators, and nothing to the log."""

import json
import logging
import os
import socket
import threading
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evidence.papers import storage
from evidence.papers.services import store_marks
from ntm_project.backup.commands import StepOutcome
from ntm_project.backup.manifest import DIGEST
from ntm_project.backup.models import Run, Work
from ntm_project.backup.runs import record_run
from ntm_project.common.pulse import beat
from ntm_project.watch import checks, health, metrics
from ntm_project.watch.ports import parse_ports
from reports.prints.press_room import PressRoom, WorkerStops
from tests import factories as make
from tests.waiting import MOST_SECONDS, free_port
from villages.enums import Role
from villages.models import OnlineSession


def real(test):
    """With all real checks, which read the database in threads of their own, after a good copy."""
    return pytest.mark.usefixtures("copied")(pytest.mark.django_db(transaction=True)(test))


@pytest.fixture
def copied(transactional_db: None) -> None:
    record_run(Work.BACKUP, is_well=True, words="")


@pytest.fixture(autouse=True)
def place(settings, tmp_path: Path, monkeypatch) -> Path:
    """A machine of its own, with all real checks, and no memory of what they found."""
    settings.LOCK_FOLDER = tmp_path / "locks"
    settings.PRINT_FOLDER = tmp_path / "prints"
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    monkeypatch.setattr(health, "CHECKS", checks.CHECKS)
    monkeypatch.setattr(health, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(health, "_last", health.Health())
    monkeypatch.setattr(checks.WatchCheck, "timeout", timedelta(seconds=60))
    beat()
    return tmp_path


def faults() -> dict[str, str]:
    return {name: one.error for name, one in health.current().found.items() if one.error}


@real
def test_a_server_in_order_is_ready_and_keeps_one_row_of_its_probes(client: Client) -> None:
    for _ in range(2):
        answer = client.get("/readyz", HTTP_HOST="10.0.0.7:8000")
        assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert OnlineSession.objects.count() == 1


@pytest.mark.parametrize("host", ["10.0.0.7:8000", "localhost", "[::1]", "balancer"])
def test_a_probe_is_answered_by_any_name_without_database_or_redirect(
    client: Client, settings, host: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/healthz", HTTP_HOST=host)
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert not caplog.records


class Broken:
    """Ways to break a server, each with the check that must find it."""

    @staticmethod
    def database(patch: pytest.MonkeyPatch, place: Path) -> None:
        def refuse(*args: object, **kwargs: object) -> None:
            raise OperationalError("secret-host refused the connection")

        patch.setattr(OnlineSession.objects, "update_or_create", refuse)

    @staticmethod
    def store(patch: pytest.MonkeyPatch, place: Path) -> None:
        (place / "files").mkdir()
        (place / "files" / "incoming").write_text("no folder")

    @staticmethod
    def migrations(patch: pytest.MonkeyPatch, place: Path) -> None:
        own = checks._own_migrations() | {("villages", "9999_next")}
        patch.setattr(checks, "_own_migrations", lambda: own)

    @staticmethod
    def static(patch: pytest.MonkeyPatch, place: Path) -> None:
        patch.setattr(checks, "_fault_at_start", lambda: "Chưa gom tệp tĩnh.")

    @staticmethod
    def disk(patch: pytest.MonkeyPatch, place: Path) -> None:
        full = SimpleNamespace(total=10**11, free=4 * 10**9)
        patch.setattr(checks.shutil, "disk_usage", lambda where: full)

    @staticmethod
    def worker(patch: pytest.MonkeyPatch, place: Path) -> None:
        long_ago = time.time() - 300
        os.utime(place / "prints" / "worker.pulse", (long_ago, long_ago))

    @staticmethod
    def backup(patch: pytest.MonkeyPatch, place: Path) -> None:
        days_ago = timezone.now() - timedelta(hours=31)
        Run.objects.filter(pk=Work.BACKUP).update(ended_at=days_ago, good_at=days_ago)

    @staticmethod
    def nightly(patch: pytest.MonkeyPatch, place: Path) -> None:
        line = StepOutcome("dọn kho tệp", is_well=False, words="không rõ vì sao").line
        record_run(Work.NIGHTLY, is_well=False, words=f"1 việc đêm hỏng.\n{line}")


ALL = ["database", "store", "migrations", "static", "disk", "worker", "backup", "nightly"]


@real
@pytest.mark.parametrize("name", ALL)
def test_each_fault_is_found_logged_once_and_told_to_no_stranger(
    name: str, client: Client, place: Path, monkeypatch, caplog: pytest.LogCaptureFixture
) -> None:
    getattr(Broken, name)(monkeypatch, place)
    for _ in range(3):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"unready\n")
    assert set(faults()) == {name}
    assert "secret-host" not in json.dumps(faults())
    lines = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert [one.facts["check"] for one in lines] == [name]


@real
def test_what_the_night_could_not_do_is_named(place: Path, monkeypatch) -> None:
    Broken.nightly(monkeypatch, place)
    record_run(Work.BACKUP, is_well=False, words="Nơi để bản sao đang chứa thứ khác.")
    assert "dọn kho tệp" in faults()["nightly"]
    assert "đang chứa thứ khác" in faults()["backup"]


@real
def test_a_database_that_is_away_accuses_nothing_else(place: Path, monkeypatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("refused the connection")

    monkeypatch.setattr(OnlineSession.objects, "update_or_create", refuse)
    for name in ("doubt", "last_run"):
        monkeypatch.setattr(checks, name, refuse)
    found = faults()
    assert found.pop("database") == checks.DatabaseCheck.fault
    assert found == dict.fromkeys(("store", "backup", "nightly"), checks.UNSEEN)


@real
def test_a_clock_that_was_set_back_hides_no_fault(place: Path) -> None:
    ahead = timezone.now() + timedelta(days=300)
    Run.objects.filter(pk=Work.BACKUP).update(ended_at=ahead, good_at=ahead)
    os.utime(place / "prints" / "worker.pulse", (ahead.timestamp(), ahead.timestamp()))
    assert set(faults()) == {"backup", "worker"}
    assert "đồng hồ" in faults()["backup"]


@real
def test_a_night_whose_work_is_no_longer_begun_is_missed() -> None:
    record_run(Work.NIGHTLY, is_well=True, words="Đêm nay mọi việc đều ổn.")
    assert faults() == {}
    Run.objects.filter(pk=Work.NIGHTLY).update(
        ended_at=(long_ago := timezone.now() - timedelta(hours=50)), good_at=long_ago
    )
    assert "50 giờ" in faults()["nightly"]


@real
def test_copies_that_are_gone_from_their_disk_are_missed(place: Path, settings) -> None:
    settings.BACKUP_TO = str(place / "copies")
    assert str(place / "copies") in faults()["backup"]
    copy = place / "copies" / "20261129T014722Z"
    copy.mkdir(parents=True)
    assert list(faults()) == ["backup"]  # not whole
    (copy / DIGEST).write_text("")
    assert faults() == {}
    settings.BACKUP_TO = "s3://copies/ntm"
    assert faults() == {}


@real
def test_the_disk_of_the_copies_is_looked_at_too(place: Path, settings, monkeypatch) -> None:
    settings.BACKUP_TO = str(place / "copies")
    (place / "copies" / "20261129T014722Z").mkdir(parents=True)
    (place / "copies" / "20261129T014722Z" / DIGEST).write_text("")
    sizes = {place / "copies": SimpleNamespace(total=10**11, free=10**8)}
    room = SimpleNamespace(total=10**11, free=10**11)
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda where: sizes.get(where, room))
    assert "bản sao lưu" in faults()["disk"]


@real
def test_a_check_that_hangs_is_given_up_and_holds_up_no_other_probe(monkeypatch) -> None:
    is_given_up = threading.Event()

    class Hangs(checks.WorkerCheck):
        timeout = timedelta(seconds=-0.9)  # the package adds a second

        def look(self) -> str:
            is_given_up.wait(MOST_SECONDS)
            return ""

    monkeypatch.setattr(health, "CHECKS", (Hangs,))
    try:
        assert faults() == {"worker": checks.WorkerCheck.fault}
        with health._running:  # somebody else's checks run just now
            assert faults() == {"worker": checks.WorkerCheck.fault}
    finally:
        is_given_up.set()


@real
def test_a_store_that_is_not_mounted_is_found(place: Path) -> None:
    store_marks.mark_both()
    assert faults() == {}
    (place / "files" / storage.MARK).unlink()
    (place / "files" / "2024").mkdir()
    (place / "files" / "2024" / "left").write_text("of another store")
    assert list(faults()) == ["store"]


@real
def test_what_was_found_is_shared_and_shows_since_when(place: Path, monkeypatch) -> None:
    first = health.current()
    again = health.current()
    assert again.at > first.at
    assert {one.since for one in again.found.values()} == {
        one.since for one in first.found.values()
    }
    monkeypatch.setattr(health, "FRESH_SECONDS", 60.0)
    monkeypatch.setattr(health, "CHECKS", ())  # whoever ran them would find nothing
    assert health.current() == again
    (place / "locks" / "health.json").write_text("torn")
    assert health.current() == again  # as this process remembers it


@pytest.mark.django_db
def test_an_administrator_reads_what_to_do_and_nobody_else_finds_the_page(monkeypatch) -> None:
    commune = make.make_commune()
    found = {
        "database": health.CheckResult("", 1e9),
        "worker": health.CheckResult("Không chạy.", 1.1e9),
    }
    monkeypatch.setattr(health, "current", lambda: health.Health(1.2e9, found))
    answers = {}
    for role in (Role.ADMINISTRATOR, Role.CHAIR):
        client = Client()
        client.force_login(make.make_official(commune, role=role))
        answers[role] = client.get(reverse("watch:status"))
    assert answers[Role.CHAIR].status_code == 404
    page = answers[Role.ADMINISTRATOR].content.decode()
    assert page.index("Không chạy.") < page.index("Cơ sở dữ liệu")
    assert checks.WorkerCheck.remedy in page
    assert checks.DatabaseCheck.remedy not in page


def test_ports_of_figures_are_read_or_refused() -> None:
    assert list(parse_ports("9101-9103")) == [9101, 9102, 9103]
    assert list(parse_ports("9101")) == [9101]
    assert list(parse_ports(" ")) == []
    for wrong in ("x", "9103-9101", "0", "70000", "9101-x"):
        with pytest.raises(ValueError):
            parse_ports(wrong)


@pytest.mark.django_db
def test_figures_name_pages_and_statuses_but_no_address(client: Client) -> None:
    from prometheus_client import REGISTRY, generate_latest

    for path in (reverse("login"), "/khong-co/bi-mat-123/"):
        answer = client.get(path)
        metrics.MetricsMiddleware(lambda request, answer=answer: answer)(answer.wsgi_request)
    text = generate_latest(REGISTRY).decode()
    for figure in ('{method="GET",status="200",view="login"} 1.0', "_seconds_count 2.0"):
        assert figure in text
    assert "bi-mat" not in text


@pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])
def test_figures_are_open_to_this_machine_alone(settings, monkeypatch, client: Client) -> None:
    from prometheus_client import CollectorRegistry

    port = free_port()
    settings.METRICS_PORTS = range(port, port + 1)
    monkeypatch.setattr(metrics, "REGISTRY", CollectorRegistry())
    assert metrics.serve_figures() == port
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        assert b"process_cpu_seconds_total" in answer.read()
    # Another address of this machine: whoever comes over the network has no better one.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=5)
    assert client.get("/metrics").status_code == 404


@real
def test_prometheus_reads_each_check(monkeypatch, place: Path) -> None:
    Broken.worker(monkeypatch, place)
    samples = {
        one.labels["check"]: one.value
        for family in metrics.HealthCollector().collect()
        for one in family.samples
    }
    assert samples == dict.fromkeys(ALL, 1.0) | {"worker": 0.0}


def test_a_worker_shows_that_it_lives_while_it_makes_a_long_print(place: Path) -> None:
    pulse = place / "prints" / "worker.pulse"
    os.utime(pulse, (1e9, 1e9))
    room = PressRoom()
    room.is_stopping = True
    with pytest.raises(WorkerStops):
        room.look()
    assert pulse.stat().st_mtime > 1e9


@pytest.mark.django_db
def test_a_server_without_a_safe_copy_is_ill_but_for_a_trial_of_it(settings) -> None:
    assert checks.BackupCheck().look() == "Chưa có bản sao lưu nào."
    record_run(Work.BACKUP, is_well=False, words="đĩa đầy")
    assert checks.BackupCheck().look() != ""
    settings.DEBUG = True
    assert checks.BackupCheck().look() == ""


@pytest.mark.django_db
def test_a_disk_of_passing_files_is_watched_and_that_of_a_postgresql_beside_it(
    monkeypatch, settings, tmp_path: Path
) -> None:
    """SQLite and uploads need room there too; a full one must not be called ready."""
    for name in ("passing", "cluster"):
        (tmp_path / name).mkdir()
    settings.PRINT_FOLDER = settings.EVIDENCE_FOLDER = tmp_path
    monkeypatch.setattr(checks.tempfile, "gettempdir", lambda: str(tmp_path / "passing"))
    monkeypatch.setattr(checks, "POSTGRES_FOLDER", tmp_path / "cluster")
    full: list[str] = []

    def usage(where: Path) -> SimpleNamespace:
        return SimpleNamespace(total=10**9, free=0 if where.name in full else 10**9)

    monkeypatch.setattr(checks.shutil, "disk_usage", usage)
    assert checks.DiskCheck().look() == ""
    full.append("passing")
    assert "tệp tạm" in checks.DiskCheck().look()
    full[:] = ["cluster"]
    database = SimpleNamespace(vendor="postgresql", settings_dict={"HOST": "127.0.0.1"})
    monkeypatch.setattr(checks, "connection", database)
    assert "cơ sở dữ liệu" in checks.DiskCheck().look()
    database.settings_dict["HOST"] = "10.0.0.9"
    assert checks.DiskCheck().look() == ""

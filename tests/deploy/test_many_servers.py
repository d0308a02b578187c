"""Several web servers behind the real nginx on one PostgreSQL, killed one by one under load.

Two servers, each killed once, in the suite; `DRILL_KILLS` (`make drill`) has four, so often.
"""

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import ClassVar

import pytest

from tests.conftest import require
from tests.deploy.site import NGINX, Site, Web, served, signed_in, start_all, variables
from tests.evidence import drill
from tests.evidence.test_kill_drill import before_and_after_the_sweep
from tests.waiting import until

# The mark has a migrated database made, of which these take copies.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.stress,
    pytest.mark.concurrency,
]
SERVERS = 4 if "DRILL_KILLS" in os.environ else 2
KILLS = int(os.environ.get("DRILL_KILLS", SERVERS))
READ = ("/", "/bang/{unit}/", "/_f/")

# How many events say that a paper came, for each paper; and whether the trail is whole.
TRAIL = """
import django; django.setup()
import json
from collections import Counter
from io import StringIO
from django.core.management import call_command
from evidence.models import Evidence
from villages.models import AuditEvent
label = Evidence._meta.label_lower
events = Counter(AuditEvent.objects.filter(object_type=label).values_list("object_id", flat=True))
papers = set(Evidence.objects.values_list("pk", flat=True))
call_command("verify_audit", stdout=StringIO())
print(json.dumps([len(papers), set(events) == papers, max(events.values())]))
"""


@dataclass
class Uploads(drill.Load):
    """Clients that upload through nginx and send again, under its key, what got no answer."""

    site: Site | None = None
    no_answer: ClassVar[frozenset[int]] = frozenset({502, 504})

    def connect(self) -> HTTPConnection:
        assert self.site is not None
        return self.site.connect()

    def headers(self, length: int) -> dict[str, str]:
        return signed_in(self.known, length)


class Readers:
    """Clients that read pages until they are stopped; what they were answered."""

    def __init__(self, site: Site, known: dict[str, str], clients: int) -> None:
        self.site, self.known, self.answers = site, known, Counter[str]()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        paths = [path.format(**self.known) for path in READ]
        while not self._stop.is_set():
            for path in paths:
                try:
                    status = self.site.get(path, signed_in(self.known))[0].status
                    self.answers[str(status)] += 1
                except (OSError, HTTPException):
                    self.answers["cut"] += 1


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[tuple[Site, dict[str, str]]]:
    require(Path(NGINX).exists(), "chưa có nginx (apt-get install nginx)")
    given = variables(tmp_path, database_url) | {"WORKERS": "1"}
    known = drill.prepare(given | {"HTTPS": "false", "ALLOWED_HOSTS": "127.0.0.1"})
    webs = [Web(tmp_path, given) for _ in range(SERVERS)]
    with served(tmp_path, webs) as site:
        start_all(webs)
        yield site, known | given


def until_more(seen: int, load: Uploads) -> None:
    """Until more uploads are acknowledged than were seen."""
    until(lambda: len(load.acknowledged) > seen, "the load flows", pause=0.02)


def kill_one_by_one(site: Site, load: Uploads) -> None:
    """Each in its turn loses its power while all write, and comes back while all write."""
    for number in range(KILLS):
        web = site.webs[number % len(site.webs)]
        until_more(len(load.acknowledged) + 3, load)
        web.close()
        until_more(len(load.acknowledged) + 3, load)  # the others go on
        web.start()
        web.wait()


def test_servers_die_one_by_one_and_nothing_is_lost_or_doubled(
    site: tuple[Site, dict[str, str]],
) -> None:
    site, known = site
    load = Uploads(known, site=site)
    load.start(clients=4)
    readers = Readers(site, known, clients=2)
    try:
        kill_one_by_one(site, load)
    finally:
        load.stop()
        readers.stop()
    assert load.unexpected == []
    assert set(readers.answers) <= {"200", "cut"}
    before, after = before_and_after_the_sweep(known)
    assert (before["faults"], after["faults"]) == ("", "")
    assert load.acknowledged.items() - before["rows"].items() == set()
    done = drill.run("-c", TRAIL, variables=known)
    assert done.returncode == 0, done.stderr
    papers, is_each_recorded, most = json.loads(done.stdout.splitlines()[-1])
    assert (papers, is_each_recorded, most) == (len(before["rows"]), True, 1)
    drill.show(
        f"\n{SERVERS} servers, {KILLS} kills: {load.attempts} uploads tried, "
        f"{len(load.acknowledged)} acknowledged, 0 lost, {papers} papers with one event each; "
        f"pages read: {dict(readers.answers)}"
    )

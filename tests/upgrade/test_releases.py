"""A database of every released version comes to today's, whole, and shows its board."""

import json
import lzma
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from tests.backup.test_drill import command, script
from tests.evidence import drill
from tests.spare import dsn

RELEASES = Path(__file__).with_name("releases")
VENDOR = "postgresql" if os.environ.get("TEST_DATABASE_URL") else "sqlite"
KEPT = sorted(path.name for path in RELEASES.glob(f"*.{VENDOR}.sql.xz"))
# Each run upgrades the oldest, which meets every migration since, and puts the newest back from a
# copy, which migrates it too; the later ones by themselves come in `make deep`.
LATER = [pytest.param(name, marks=pytest.mark.deep) for name in KEPT[1:]]

UPGRADED = """
import django; django.setup()
import json
from io import StringIO
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from villages.enums import Role
from villages.models import Official, Posting, Unit

def run(*words):
    try:
        call_command(*words, stdout=(out := StringIO()), stderr=out)
    except BaseException as error:
        return f"{out.getvalue()} {error}"
    return ""

faults = [run("migrate", "-v0"), run("reconcile", "--repair"), run("verify")]
settings.ALLOWED_HOSTS.append("testserver")
settings.REQUIRE_SECOND_FACTOR = False
answers = []
for posting in Posting.objects.filter(role=Role.STANDING_OFFICER, unit__level="commune"):
    client = Client()
    client.force_login(posting.official, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("reports:board", args=[posting.unit_id]))
    answers.append([answer.status_code, posting.unit.name in answer.content.decode()])
print(json.dumps([faults, answers]))
"""

COPIED = """
import sys
from ntm_project.backup.making import make_copy
from ntm_project.backup.seals import PLAIN
from ntm_project.backup.shelf import shelf_at
make_copy(shelf_at(sys.argv[1], is_new=True), PLAIN, accepts_lost=False)
"""


def load(name: str, url: str) -> None:
    """Make the database that was kept."""
    text = lzma.decompress((RELEASES / name).read_bytes()).decode()
    if VENDOR == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            database.executescript(text)
        return
    with closing(psycopg2.connect(dsn(url))) as database:
        database.autocommit = True
        database.cursor().execute(text)


def check_upgraded(folder: Path, url: str) -> None:
    """That the database of this address comes to today's, and shows the boards of its communes."""
    done = drill.run("-c", UPGRADED, variables=drill.environment(folder, url))
    assert done.returncode == 0, done.stderr
    faults, answers = json.loads(done.stdout.splitlines()[-1])
    assert [fault for fault in faults if fault] == []
    assert answers
    assert all(answer == [200, True] for answer in answers), answers


@pytest.mark.stress
@pytest.mark.both
@pytest.mark.parametrize("name", [*KEPT[:1], *LATER])
def test_a_released_database_upgrades(
    name: str,
    tmp_path: Path,
    empty_database_url: str,
) -> None:
    load(name, empty_database_url)
    check_upgraded(tmp_path, empty_database_url)


@pytest.mark.stress
@pytest.mark.both
def test_a_copy_of_an_older_release_comes_back_as_today_s(
    tmp_path: Path,
    empty_database_url: str,
    database_urls: list[str],
) -> None:
    load(KEPT[-1], empty_database_url)
    copies = str(tmp_path / "copies")
    script(drill.environment(tmp_path / "here", empty_database_url), COPIED, copies)
    there = drill.environment(tmp_path / "there", database_urls[1])
    done = command(there, "restore", copies)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "cũ hơn; đã nâng cấp" in done.stdout, done.stdout
    check_upgraded(tmp_path / "there", database_urls[1])


def test_a_database_of_each_released_version_is_kept() -> None:
    assert KEPT

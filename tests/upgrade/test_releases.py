"""A database of every released version comes to today's, whole, and shows its board."""

import json
import lzma
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from tests.evidence import drill
from tests.evidence.test_kill_drill import _dsn, empty_database_url  # noqa: F401 - a fixture

RELEASES = Path(__file__).with_name("releases")
VENDOR = "postgresql" if os.environ.get("TEST_DATABASE_URL") else "sqlite"
KEPT = sorted(path.name for path in RELEASES.glob(f"*.{VENDOR}.sql.xz"))

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


def load(name: str, url: str) -> None:
    """Make the database that was kept."""
    text = lzma.decompress((RELEASES / name).read_bytes()).decode()
    if VENDOR == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            database.executescript(text)
        return
    with closing(psycopg2.connect(_dsn(url))) as database:
        database.autocommit = True
        database.cursor().execute(text)


@pytest.mark.stress
@pytest.mark.both
@pytest.mark.parametrize("name", KEPT)
def test_a_released_database_upgrades(
    name: str,
    tmp_path: Path,
    empty_database_url: str,  # noqa: F811
) -> None:
    load(name, empty_database_url)
    done = drill.run("-c", UPGRADED, variables=drill.environment(tmp_path, empty_database_url))
    assert done.returncode == 0, done.stderr
    faults, answers = json.loads(done.stdout.splitlines()[-1])
    assert [fault for fault in faults if fault] == []
    assert answers
    assert all(answer == [200, True] for answer in answers), answers


def test_a_database_of_each_released_version_is_kept() -> None:
    assert KEPT

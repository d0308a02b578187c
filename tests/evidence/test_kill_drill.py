"""kill -9 under load: what was acknowledged is there, no row lacks its file, the rest is swept.

Six kills by default; `DRILL_KILLS=50` is the full drill (`make drill`).
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.evidence import drill

KILLS = int(os.environ.get("DRILL_KILLS", "6"))

FACTS = """
import json
from django.db import connection
from evidence.models import Evidence, Revision
from evidence.storage import evidence_store
from evidence.uploads import incoming_folder
rows = list(Revision.objects.values_list("upload_key", "sha256", "key"))
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
assert Evidence.objects.count() == len(rows)
folder = incoming_folder()
print(json.dumps({
    "rows": {str(upload_key): sha256 for upload_key, sha256, key in rows},
    "keys": [key for upload_key, sha256, key in rows],
    "store": [file.key for file in evidence_store().walk()],
    "incoming": [path.name for path in folder.iterdir()] if folder.exists() else [],
}))
"""


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database of its own, on the server or engine under test."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield f"sqlite:///{tmp_path / 'drill.sqlite3'}"
        return
    name = f"ntm_drill_{os.getpid()}"
    base = server.rpartition("/")[0]
    connection = psycopg2.connect(_dsn(server))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{base}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            connection.close()


def _dsn(url: str) -> str:
    """The address as libpq reads it; ours may name a socket's folder as its host."""
    import environ

    config = environ.Env.db_url_config(url)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    names |= {"HOST": "host", "PORT": "port"}
    return " ".join(f"{names[key]}={config[key]}" for key in names if config.get(key))


def facts(variables: dict[str, str]) -> dict[str, dict[str, str]]:
    """Rows by upload key, and the keys in the store."""
    done = drill.run("-c", f"import django\ndjango.setup()\n{FACTS}", variables=variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def rehearse(variables: dict[str, str], kills: int) -> None:
    """The drill itself, on whatever database and store the variables name."""
    known = drill.prepare(variables)
    load = drill.kill_repeatedly(variables, known, kills)
    assert load.unexpected == []
    assert len(load.acknowledged) >= kills

    # Every row has its good file, read byte for byte; orphans are too young to be told.
    checked = drill.run("manage.py", "check_evidence", "--hash", variables=variables)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    before = facts(variables)
    assert load.acknowledged.items() - before["rows"].items() == set()

    time.sleep(1.1)  # a bucket tells the time of an object in whole seconds
    swept = drill.run("manage.py", "sweep_evidence", "--older-than-hours=0", variables=variables)
    assert swept.returncode == 0, swept.stderr
    after = facts(variables)
    assert after["rows"] == before["rows"]
    assert sorted(after["store"]) == sorted(after["keys"])
    assert after["incoming"] == []
    again = drill.run("manage.py", "check_evidence", "--hash", variables=variables)
    assert again.returncode == 0, again.stdout
    print(  # noqa: T201 - the figures of the drill, for whoever runs it with -s
        f"\n{kills} kills: {load.attempts} attempts, {len(load.acknowledged)} acknowledged, "
        f"0 lost, {len(before['rows'])} rows, {len(before['store']) - len(before['keys'])} orphans "
        f"and {len(before['incoming'])} unfinished uploads swept"
    )


def test_kill_9_under_load_loses_nothing_that_was_acknowledged(
    tmp_path: Path, database_url: str
) -> None:
    rehearse(drill.environment(tmp_path, database_url), KILLS)

"""kill -9 under load: what was acknowledged is there, no row lacks its file, the rest is swept.

Six kills by default; `DRILL_KILLS=50` is the full drill (`make drill`).
"""

import json
import os
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
rows = dict(Revision.objects.values_list("upload_key", "sha256"))
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
assert Evidence.objects.count() == len(rows)
print(json.dumps({str(key): value for key, value in rows.items()}))
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


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_kill_9_under_load_loses_nothing_that_was_acknowledged(
    tmp_path: Path, database_url: str
) -> None:
    variables = drill.environment(tmp_path, database_url)
    known = drill.prepare(variables)
    load = drill.kill_repeatedly(variables, known, KILLS)
    assert load.unexpected == []
    assert len(load.acknowledged) >= KILLS

    # Every row has its good file, read byte for byte; orphans are too young to be told.
    checked = drill.run("manage.py", "check_evidence", "--hash", variables=variables)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    rows = json.loads(drill.run("-c", _with_setup(FACTS), variables=variables).stdout)
    lost = load.acknowledged.items() - rows.items()
    assert lost == set()

    folder = Path(variables["EVIDENCE_FOLDER"])
    before = files_below(folder)
    swept = drill.run("manage.py", "sweep_evidence", "--older-than-hours=0", variables=variables)
    assert swept.returncode == 0, swept.stderr
    assert len(files_below(folder)) == len(rows)
    print(  # noqa: T201 - the figures of the drill, for whoever runs it with -s
        f"\n{KILLS} kills: {load.attempts} attempts, {len(load.acknowledged)} acknowledged, "
        f"0 lost, {len(rows)} rows, {len(before) - len(rows)} files swept"
    )
    again = drill.run("manage.py", "check_evidence", "--hash", variables=variables)
    assert again.returncode == 0, again.stdout


def _with_setup(code: str) -> str:
    return f"import django\ndjango.setup()\n{code}"

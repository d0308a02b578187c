"""An empty, migrated database that one process of a run of tests leaves to the others.

To migrate takes ten to twenty seconds of a core in each process; a copy takes none. On SQLite it is
a file, kept for the next run too; on PostgreSQL a database that the others take as template. Its
name holds a digest of everything that it was made from, so a changed migration makes a new one.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings

MADE_FROM = ("*/migrations/*.py", "ntm_project/*/migrations/*.py", "requirements.txt")


def digest() -> str:
    """Of all that a migrated database is made from."""
    root, found = Path(settings.BASE_DIR), sha256()
    for pattern in MADE_FROM:
        for path in sorted(root.glob(pattern)):
            found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]


def place() -> Path:
    """Where the database that suits the migrations of today stands or would stand."""
    return Path(settings.BASE_DIR) / "data" / f"test-migrated-{digest()}.sqlite3"


# Held by the one process that migrates, while the others of its run wait for the copy.
_turn = ExitStack()


def take(connection) -> bool:
    """Takes the kept database for that of this process; False where none suits: then it is this
    process's turn to make one, and to `keep` it."""
    folder = place().parent
    folder.mkdir(exist_ok=True)
    turn = _turn.enter_context((folder / "test-migrated.lock").open("w"))
    fcntl.flock(turn, fcntl.LOCK_EX)
    is_there = _take_template(connection) if is_postgres(connection) else _take_file(connection)
    if is_there:
        _turn.close()
    return is_there


def keep(connection) -> None:
    """Keeps a copy of the migrated database, and no older one."""
    if is_postgres(connection):
        _keep_template(connection)
    else:
        _keep_file(connection)
    _turn.close()


def is_postgres(connection) -> bool:
    return connection.vendor == "postgresql"


def _take_file(connection) -> bool:
    try:
        shutil.copyfile(place(), connection.settings_dict["TEST"]["NAME"])
    except FileNotFoundError:
        return False
    return True


def _keep_file(connection) -> None:
    kept = place()
    made = kept.with_name(f"{Path(connection.settings_dict['NAME']).name}-migrated")
    made.unlink(missing_ok=True)
    copy = sqlite3.connect(made)
    try:
        connection.ensure_connection()
        connection.connection.backup(copy)
    finally:
        copy.close()
    for old in kept.parent.glob("test-migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    made.replace(kept)


TEMPLATES = "ntm_migrated_"


def template() -> str:
    """The name of the database of today's migrations, from which PostgreSQL makes others."""
    return f"{TEMPLATES}{digest()}"


@contextmanager
def _beside(connection) -> Iterator[Any]:
    """A cursor in the server's own database, while the one under test is left alone."""
    connection.close()
    found = psycopg2.connect(**connection.get_connection_params() | {"dbname": "postgres"})
    found.autocommit = True
    try:
        with found.cursor() as cursor:
            yield cursor
    finally:
        found.close()


def _take_template(connection) -> bool:
    with _beside(connection) as cursor:
        name = template()
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        is_there = cursor.fetchone() is not None
    connection.settings_dict["TEST"]["TEMPLATE"] = name if is_there else None
    return is_there


def _keep_template(connection) -> None:
    with _beside(connection) as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATES]
        )
        for (old,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE "{old}"')
        own = connection.settings_dict["NAME"]
        cursor.execute(f'CREATE DATABASE "{template()}" TEMPLATE "{own}"')


def remove(name: Path) -> None:
    """Removes a SQLite database with its log: one left behind would belong to no database."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{name}{suffix}").unlink(missing_ok=True)

"""Databases of their own, beside the one under test, for programs that tests start."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg2

from tests import migrated


def dsn(url: str) -> str:
    """The address as libpq reads it; ours may name a socket's folder as its host."""
    config = environ.Env.db_url_config(url)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password"}
    names |= {"HOST": "host", "PORT": "port"}
    return " ".join(f"{names[key]}={config[key]}" for key in names if config.get(key))


@contextmanager
def spare_database(folder: Path, name: str, *, is_migrated: bool = False) -> Iterator[str]:
    """The address of one on the server under test, gone afterwards; on SQLite of a file in the
    folder that is not there yet, so that nothing is migrated."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    name = f"ntm_{name}_{os.getpid()}"
    connection = psycopg2.connect(dsn(server))
    connection.autocommit = True
    # No ORM makes a database.
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}" + f" TEMPLATE {migrated.template()}" * is_migrated)
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            connection.close()

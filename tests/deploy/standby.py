"""A streaming replica of the PostgreSQL under test: `pg_basebackup`, then a server of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environ
import psycopg2

# Whom pgserver runs a server as, where root is not allowed to.
USER = "pgserver" if os.geteuid() == 0 else None


def parts_of(url: str) -> dict[str, Any]:
    return environ.Env.db_url_config(url)


def connect(url: str) -> Any:
    """A plain connection, which commits each statement."""
    config = parts_of(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    names |= {"host": "HOST", "port": "PORT"}
    given = {name: config[key] for name, key in names.items() if config.get(key)}
    connection = psycopg2.connect(**given)
    connection.autocommit = True
    return connection


# As on a real site, not as the server of the tests that it is copied from: what was acknowledged
# outlives its death.
DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"


class Standby:
    """The replica's server, which follows the one under test."""

    def __init__(self, folder: Path) -> None:
        # The socket stands beside the data: among those copied lies the lock of another's.
        self.folder, self.data = folder, folder / "data"

    def url(self, of: str) -> str:
        """The address there of a database of the server that it follows."""
        return f"postgres://postgres@/{self.folder}/{parts_of(of)['NAME']}"

    def run(self, program: str, *words: str) -> None:
        """A program of PostgreSQL, as whoever may run its server."""
        command = [f"{os.environ['PG_BIN']}/{program}", "-D", str(self.data), *words]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, user=USER, cwd="/", stdout=quiet, stderr=quiet)

    def start(self) -> None:
        options = f"-h '' -k {self.folder} {DURABLE}"
        self.run("pg_ctl", "-w", "-t", "120", "-l", f"{self.folder}/log", "-o", options, "start")

    def promote(self) -> None:
        """Follows nobody any more: a server of its own with all that it has."""
        self.run("pg_ctl", "-w", "promote")

    def kill(self) -> None:
        """As if its machine had lost its power."""
        self.run("pg_ctl", "-m", "immediate", "stop")


@contextmanager
def standby(of: str) -> Iterator[Standby]:
    """A replica of the server of this address, as far as it has come."""
    config = parts_of(of)
    # A socket's path must be short, and its folder the server's own.
    with tempfile.TemporaryDirectory(prefix="ntm-standby-", ignore_cleanup_errors=True) as folder:
        if USER:
            shutil.chown(folder, USER)
        found = Standby(Path(folder))
        found.run("pg_basebackup", "-R", "-N", "--checkpoint=fast", "-h", config["HOST"],
                  "-U", config["USER"])  # fmt: skip
        found.start()
        try:
            yield found
        finally:
            if (found.data / "postmaster.pid").exists():
                found.kill()

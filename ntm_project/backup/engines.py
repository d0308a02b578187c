"""A database as one file and back: SQLite by its backup interface, PostgreSQL by its own tools."""

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from ntm_project.backup.faults import NotCertain, plain_words
from ntm_project.backup.packing import gzip_pieces, pieces_of

COPY = "safe-copy"  # the alias under which a copied SQLite is read
# Schemas of PostgreSQL: the record while its copy is loaded, and once the copy has taken its place.
ASIDE, REPLACED = "before_restore", "replaced"


class Engine(Protocol):
    """What both databases can do."""

    file_name: str

    def snapshot(self, folder: Path) -> Any:
        """A context: the alias by which the frozen database is read, and its file to keep."""

    def opened(self, path: Path, folder: Path) -> Path:
        """The kept file made ready to load, and looked at; `NotCertain` where it is not sound."""

    def end_broken_restore(self) -> bool:
        """Put back what was, where a `load` was broken off with the machine; whether one was."""

    def load(self, ready: Path) -> Any:
        """A context in which the database holds the copy; an exception in it puts back what was."""


def engine() -> Engine:
    """The engine of the database that the settings name."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()


class SQLite:
    """One file; its backup interface copies it as it was at one moment, while others write."""

    file_name = "database.sqlite3.gz"

    @contextmanager
    def snapshot(self, folder: Path) -> Iterator[tuple[str, Path]]:
        raw, kept = folder / "snapshot.sqlite3", folder / self.file_name
        copy_sqlite(Path(connection.settings_dict["NAME"]), raw)
        with reading_copy(raw) as alias:
            look_at(raw)
            with raw.open("rb") as source, kept.open("xb") as out:
                out.writelines(gzip_pieces(pieces_of(source)))
            yield alias, kept

    def opened(self, path: Path, folder: Path) -> Path:
        ready = folder / "ready.sqlite3"
        try:
            with gzip.open(path, "rb") as source, ready.open("xb") as out:
                shutil.copyfileobj(source, out, 1 << 20)
        except (OSError, EOFError) as error:
            raise NotCertain(
                f"Cơ sở dữ liệu trong bản sao không giải nén được: {error}."
            ) from error
        look_at(ready)
        return ready

    def end_broken_restore(self) -> bool:
        """Always false: a restore replaces everything in one step, so none is left broken."""
        return False

    @contextmanager
    def load(self, ready: Path) -> Iterator[str]:
        """Read from its own file until the block ends well, then written in one step."""
        with reading_copy(ready) as alias:
            yield alias
        target = Path(connection.settings_dict["NAME"])
        connection.close()
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
        copy_sqlite(ready, target)


def copy_sqlite(source: Path, target: Path) -> None:
    """Make one SQLite file what another is at one moment."""
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(source))}?mode=rw", uri=True)) as old,
            closing(sqlite3.connect(target, timeout=30)) as new,
        ):
            new.execute("PRAGMA synchronous=FULL")
            old.backup(new)
    except sqlite3.Error as error:
        raise NotCertain(f"SQLite không chép được {source.name}: {error}.") from error


def look_at(path: Path) -> None:
    """`NotCertain` where a SQLite file is damaged."""
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=DELETE")  # one file, no journal beside it
            found = [row[0] for row in database.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        found = [str(error)]
    if found != ["ok"]:
        raise NotCertain(f"Cơ sở dữ liệu SQLite bị hỏng: {'; '.join(found)}.")


@contextmanager
def reading_copy(path: Path) -> Iterator[str]:
    """An alias by which the ORM reads a SQLite file that is not the site's own."""
    config = deepcopy(connections.databases["default"])
    config["NAME"], config["OPTIONS"] = str(path), {"timeout": 10}
    connections.databases[COPY] = config
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.databases[COPY]


class PostgreSQL:
    """A server; `pg_dump` reads the very snapshot in which rows are counted and listed.

    Snapshots and schemas are the server's own; the ORM has no word for them.
    """

    file_name = "database.dump"

    @contextmanager
    def snapshot(self, folder: Path) -> Iterator[tuple[str, Path]]:
        kept = folder / self.file_name
        program = tool("pg_dump", server_version())
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.callproc("pg_export_snapshot")
            snapshot = cursor.fetchone()[0]
            run([program, "--format=custom", f"--snapshot={snapshot}", f"--file={kept}"])
            yield connection.alias, kept

    def opened(self, path: Path, folder: Path) -> Path:
        run([tool("pg_restore", server_version()), "--list", f"--file={os.devnull}", str(path)])
        return path

    def end_broken_restore(self) -> bool:
        if not is_record_aside(connection.alias):
            return False
        with connection.cursor() as cursor:  # schemas are renamed: the ORM has no word for it
            _take_back(cursor)
        return True

    @contextmanager
    def load(self, ready: Path) -> Iterator[str]:
        """Into a new schema; the one that was there goes only after the block has ended well."""
        program = tool("pg_restore", server_version())
        owner = ["--no-owner", "--no-privileges", "--exit-on-error", "--jobs=2"]
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {REPLACED} CASCADE")
            cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
            try:
                cursor.execute("CREATE SCHEMA public")
                run([program, *owner, f"--dbname={connection.settings_dict['NAME']}", str(ready)])
                yield connection.alias
            except BaseException:
                _take_back(cursor)
                raise
            # By this one step the copy is the record: from here on nothing is put back.
            cursor.execute(f"ALTER SCHEMA {ASIDE} RENAME TO {REPLACED}")
            cursor.execute(f"DROP SCHEMA {REPLACED} CASCADE")


def is_record_aside(alias: str) -> bool:
    """Whether the record was set aside for a copy, and is so still; of SQLite it never is."""
    if connections[alias].vendor != "postgresql":
        return False
    with connections[alias].cursor() as cursor:  # of a schema, no table: no model stands for it
        cursor.callproc("to_regnamespace", [ASIDE])
        return bool(cursor.fetchone()[0])


def _take_back(cursor: CursorWrapper) -> None:
    cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
    cursor.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")


def server_version() -> int:
    """The major version of the server of PostgreSQL."""
    connection.ensure_connection()
    return connection.connection.server_version // 10_000


def tool(name: str, server: int) -> str:
    """Where a program of PostgreSQL, not older than the server, lies; `NotCertain` without."""
    found = {}
    for path in _places(name):
        words = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        if match := re.search(r"\) (\d+)", words.stdout):
            found[path] = int(match[1])
            if int(match[1]) >= server:
                return path
    if not found:
        raise NotCertain(f"Máy này chưa cài {name} (gói postgresql-client-{server}).")
    raise NotCertain(
        f"{name} trên máy này là bản {max(found.values())}, cũ hơn máy chủ PostgreSQL bản "
        f"{server}; hãy cài postgresql-client-{server}, hoặc đặt PG_BIN."
    )


def _places(name: str) -> list[str]:
    """Where the program may stand: as the settings name it, on the path, as Debian installs it."""
    folders = [settings.PG_BIN] if settings.PG_BIN else []
    on_path = shutil.which(name)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    places = [*(Path(f) / name for f in folders), *([Path(on_path)] if on_path else []), *debian]
    return [str(path) for path in places if path.is_file()]


def _environment() -> dict[str, str]:
    """How libpq finds the server: the password never stands on a command line."""
    config = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    given = {names[key]: str(config[key]) for key in names if config.get(key)}
    options = config.get("OPTIONS", {})
    given |= {f"PG{key.upper()}": str(options[key]) for key in options if key.startswith("ssl")}
    return os.environ | given | {"PGDATABASE": str(config["NAME"]), "PGCONNECT_TIMEOUT": "10"}


def run(command: Sequence[str]) -> None:
    """Run a program of PostgreSQL; `NotCertain` with its first words where it does not end well."""
    done = subprocess.run(
        [*command[:1], *([] if "--list" in command else ["--no-password"]), *command[1:]],
        env=_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        words = done.stderr.strip().splitlines() or ["không rõ vì sao"]
        raise NotCertain(f"{Path(command[0]).name} không làm được: {plain_words(words[0])}.")

"""An empty, migrated SQLite database that one run of tests leaves to the next.

To migrate takes ten seconds of a core in each process; a copy takes none. Its name holds a digest
of everything that it was made from, so a changed migration or package makes a new one.
"""

import fcntl
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings

MADE_FROM = ("*/migrations/*.py", "ntm_project/*/migrations/*.py", "requirements.txt")


def place() -> Path:
    """Where the database that suits the migrations of today stands or would stand."""
    root = Path(settings.BASE_DIR)
    digest = sha256()
    for pattern in MADE_FROM:
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return root / "data" / f"test-migrated-{digest.hexdigest()[:16]}.sqlite3"


# Held by the one process that migrates, while the others of its run wait for the copy.
_turn: list[IO[str]] = []


def take(name: Path) -> bool:
    """Copies the kept database to `name`; False where none suits: then it is this process's turn
    to make one, and to `keep` it."""
    turn = open(place().with_name("test-migrated.lock"), "w")  # noqa: SIM115 - closed by `keep`
    fcntl.flock(turn, fcntl.LOCK_EX)
    try:
        shutil.copyfile(place(), name)
    except FileNotFoundError:
        _turn.append(turn)
        return False
    turn.close()
    return True


def keep(connection) -> None:
    """Keeps a copy of the migrated database, and no older one."""
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
    while _turn:
        _turn.pop().close()


def remove(name: Path) -> None:
    """Removes a SQLite database with its log: one left behind would belong to no database."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{name}{suffix}").unlink(missing_ok=True)

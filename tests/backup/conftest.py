"""A site of one's own: a database file and a store that a test may copy, lose and replace."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from evidence.models import Revision
from evidence.papers.storage import evidence_store
from tests import factories as make
from tests import migrated
from tests.evidence import factories as ev
from villages.models import Unit


def run(command: str, *words: Any) -> str:
    """What a command prints."""
    call_command(command, *map(str, words), stdout=(out := StringIO()), stderr=out)
    return out.getvalue()


def refusal(command: str, *words: Any) -> str:
    """The sentence with which a command refuses; "" where it does not."""
    try:
        run(command, *words)
    except CommandError as error:
        return str(error)
    return ""


@dataclass
class Site:
    """The database and store in use, and a place for copies."""

    folder: Path

    @property
    def copies(self) -> Path:
        return self.folder / "copies"

    def names(self, place: Path | None = None) -> list[str]:
        return sorted(p.name for p in (place or self.copies).iterdir() if p.name.endswith("Z"))

    def add(self, shade: int) -> Path:
        """One more paper of the commune; the path of its file."""
        unit = Unit.objects.filter(level="commune").first() or make.make_commune()
        revision = ev.added(unit, content=ev.photo_bytes(shade)).revision
        return Path(evidence_store().path(revision.key))  # type: ignore[attr-defined]

    def keys(self) -> set[str]:
        return set(Revision.objects.values_list("key", flat=True))

    def lose_database(self) -> None:
        connection.close()
        for path in self.folder.glob("site.sqlite3*"):
            path.unlink()

    def begin_anew(self) -> None:
        """An empty, migrated database and no file."""
        self.lose_database()
        shutil.rmtree(self.folder / "files", ignore_errors=True)
        shutil.copyfile(migrated.place(), self.folder / "site.sqlite3")


@pytest.fixture
def site(tmp_path: Path, settings, django_db_setup, django_db_blocker) -> Iterator[Site]:
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    settings.LOCK_FOLDER = tmp_path / "locks"
    settings.BACKUP_TO, settings.BACKUP_RECIPIENTS, settings.PG_BIN = "", [], ""
    name = connection.settings_dict["NAME"]
    own = Site(tmp_path)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(tmp_path / "site.sqlite3")
        own.begin_anew()
        try:
            yield own
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name

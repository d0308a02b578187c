"""What a database holds, counted and listed, when a copy is made as when it is put back."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from evidence.papers.models import Revision
from ntm_project.backup.manifest import Listed
from villages.chain import heads_of_chains
from villages.models import AuditEvent

# Written by `migrate` itself into every empty database.
OF_MIGRATIONS = {"contenttypes", "auth", "backup"}
# Apps that earlier versions had: their migrations stay in the list of an upgraded database.
FORMER_APPS = {"axes"}


def stored_models() -> list[type[models.Model]]:
    """Every model with a table of its own."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy]


def counts(alias: str) -> dict[str, int]:
    """The rows of every table that the database has."""
    tables = set(connections[alias].introspection.table_names())
    return {
        model._meta.db_table: model._base_manager.using(alias).order_by().count()
        for model in stored_models()
        if model._meta.db_table in tables
    }


def has_rows(alias: str) -> bool:
    """Whether somebody's record is in the database already."""
    tables = set(connections[alias].introspection.table_names())
    return any(
        model._base_manager.using(alias).order_by().exists()
        for model in stored_models()
        if model._meta.db_table in tables and model._meta.app_label not in OF_MIGRATIONS
    )


def migrations(alias: str) -> list[str]:
    """The migrations that the database has had."""
    return sorted(f"{a}.{n}" for a, n in MigrationRecorder(connections[alias]).applied_migrations())


def known_migrations() -> set[str]:
    """The migrations of this program, also those that newer ones replace."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def newer_migrations(applied: Iterable[str]) -> list[str]:
    """The applied migrations that only a newer release of the program has."""
    unknown = set(applied) - known_migrations()
    return sorted(name for name in unknown if name.partition(".")[0] not in FORMER_APPS)


def last_event(alias: str) -> int:
    """The newest event of the trail."""
    return AuditEvent.objects.using(alias).aggregate(last=Max("pk"))["last"] or 0


def head_lines(alias: str) -> Iterator[bytes]:
    """Where every chain stands, one a line, as `verify_audit --head` reads them."""
    for head in heads_of_chains(alias):
        yield f"{head}\n".encode()


def listed_files(alias: str) -> Iterator[Listed]:
    """Every file that a row names, in the order of its SHA-256."""
    rows = Revision.objects.using(alias).order_by("sha256", "key")
    for row in rows.values_list("sha256", "size", "key").iterator(chunk_size=2_000):
        yield Listed(*row)

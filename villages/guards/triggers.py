"""Append-only tables, and rows that have been closed: triggers that refuse every change and
removal, on both databases.

Their models state which tables are guarded (`AppendOnlyModel`, `ClosableModel`). Django rebuilds a
table of SQLite by copying and dropping it, and its triggers go with it; so `migrate` ends by
comparing the database's own catalogue with the models and putting back what is missing.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ntm_project.common.models import ClosableModel
from villages.guards import closed, kept
from villages.guards.catalogue import Guards, present_guards


def all_guarded() -> list[type[models.Model]]:
    """The models whose rows are kept for ever, or from when they are closed."""
    return [*kept.guarded_models(), *closed.closable_models()]


def guards_of(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Guards:
    """The triggers that the model's table must have, as the table is now."""
    is_sqlite = connection.vendor == "sqlite"
    if issubclass(model, ClosableModel):
        if is_sqlite:
            return closed.sqlite_triggers(connection, model)
        return closed.postgresql_triggers(model)
    return kept.sqlite_triggers(connection, model) if is_sqlite else kept.postgresql_triggers(model)


def _body_of(model: type[models.Model]) -> str:
    """What the function behind the triggers of PostgreSQL does."""
    return closed.postgresql_body(model) if issubclass(model, ClosableModel) else kept.BODY


def missing_guards(connection: BaseDatabaseWrapper) -> dict[type[models.Model], Guards]:
    """What each guarded table lacks, or has in another form than the model requires."""
    present = present_guards(connection)
    tables = set(connection.introspection.table_names())
    is_sqlite = connection.vendor == "sqlite"
    missing = {
        model: {
            name: sql
            for name, sql in guards_of(connection, model).items()
            if present.get(name) != (sql if is_sqlite else sql + _body_of(model))
        }
        for model in all_guarded()
        if model._meta.db_table in tables
    }
    return {model: guards for model, guards in missing.items() if guards}


def restore(connection: BaseDatabaseWrapper) -> list[str]:
    """Put back every guard that is missing; the names of the tables that lacked one."""
    missing = missing_guards(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for model, guards in missing.items():
            for statement in statements(connection, model, guards):
                cursor.execute(statement)
    return [model._meta.db_table for model in missing]


def take_off_for_migration(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers of SQLite that name columns: with one of them in its way, no column that
    it names can be renamed or removed. The other triggers name none and stay."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in present_guards(connection):
            if name.endswith("_no_replace") or "_no_late_" in name:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def lift_to_fill(connection: BaseDatabaseWrapper, *tables: str) -> None:
    """Take the guards off tables of which a migration fills a new column; `migrate` puts them back
    as its last step."""
    with connection.cursor() as cursor:
        for name in present_guards(connection):
            table = name.rpartition("_no_")[0]
            if table in tables:
                of_table = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


def statements(
    connection: BaseDatabaseWrapper, model: type[models.Model], guards: Guards
) -> list[str]:
    """The statements that put these guards on the model's table, whatever is there now."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        made = []
    else:
        made = [
            f"CREATE OR REPLACE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS "
            f"$${_body_of(model)}$$"
        ]
    return [*made, *drop_statements(connection, model, guards), *guards.values()]


def drop_statements(
    connection: BaseDatabaseWrapper, model: type[models.Model], guards: Guards
) -> list[str]:
    """The statements that take these guards off (a flush of the tests)."""
    of_table = "" if connection.vendor == "sqlite" else f" ON {model._meta.db_table}"
    return [f"DROP TRIGGER IF EXISTS {name}{of_table}" for name in guards]


@register(Tags.database)
def check_guards(*, databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """`manage.py check --database default`: an error for each table whose guard fell off."""
    return [
        Error(
            f"Bảng {model._meta.db_table} mất chốt chỉ-thêm: {', '.join(sorted(guards))}.",
            hint="Chạy manage.py migrate để đặt lại.",
            id="villages.E001",
        )
        for alias in databases or ()
        for model, guards in missing_guards(connections[alias]).items()
    ]

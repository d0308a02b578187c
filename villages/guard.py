"""Append-only tables, and rows that have been closed: triggers that refuse every change and
removal, on both databases.

Their models state which tables are guarded (`AppendOnlyModel`, `ClosableModel`). Django rebuilds a
table of SQLite by copying and dropping it, and its triggers go with it; so `migrate` ends by
comparing the database's own catalogue with the models and putting back what is missing.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ntm_project.common.models import AppendOnlyModel, ClosableModel
from villages import guard_closed

Guards = dict[str, str]  # name of a trigger → the statement that creates it

MESSAGE = "append-only table"
_BODY = f" BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23514'; END "  # of PostgreSQL


def guarded_models() -> list[type[models.Model]]:
    """The models whose rows are kept for ever."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]


def all_guarded() -> list[type[models.Model]]:
    """Those, and the models whose rows are kept from when they are closed."""
    return [*guarded_models(), *guard_closed.closable_models()]


def guards_of(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Guards:
    """The triggers that the model's table must have, as the table now stands."""
    is_sqlite = connection.vendor == "sqlite"
    if issubclass(model, ClosableModel):
        columns = _columns(connection, model._meta.db_table) if is_sqlite else []
        triggers = guard_closed.sqlite_triggers
        return triggers(model, columns) if is_sqlite else guard_closed.postgresql_triggers(model)
    if is_sqlite:
        return _sqlite_guards(connection, model)
    table = model._meta.db_table
    return {
        f"{table}_no_change": (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()"
        ),
        f"{table}_no_truncate": (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_guard()"
        ),
    }


def _body_of(model: type[models.Model]) -> str:
    """What the function behind the triggers of PostgreSQL does."""
    return guard_closed.postgresql_body(model) if issubclass(model, ClosableModel) else _BODY


def _columns(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """From the catalogue, as `_unique_columns`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s) ORDER BY cid", [table])
        return [name for (name,) in cursor.fetchall()]


def _sqlite_guards(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Guards:
    table = model._meta.db_table
    refuse = f"SELECT RAISE(ABORT, '{MESSAGE}')"
    guards = {
        f"{table}_no_{verb.lower()}": (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN {refuse}; END"
        )
        for verb in ("UPDATE", "DELETE")
    }
    # INSERT OR REPLACE removes the row in its way without firing the trigger on DELETE.
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE "
        + " AND ".join(f"{column} = NEW.{column}" for column in columns)
        + ")"
        for columns in _unique_columns(connection, table)
    )
    guards[f"{table}_no_replace"] = (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN {taken} BEGIN {refuse}; END"
    )
    return guards


def _unique_columns(connection: BaseDatabaseWrapper, table: str) -> list[list[str]]:
    """The sets of columns in which no two rows of a table of SQLite may agree.

    From the catalogue, not from the model: between two migrations the table is not yet the model's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s) WHERE pk > 0 ORDER BY pk", [table])
        found = [[name for (name,) in cursor.fetchall()]]
        cursor.execute(
            'SELECT name, partial FROM pragma_index_list(%s) WHERE "unique" ORDER BY name', [table]
        )
        for index, is_partial in cursor.fetchall():
            if is_partial:
                raise ImproperlyConfigured(f"{index} is partial: its guard has yet to be written.")
            cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
            found.append([name for (name,) in cursor.fetchall()])
    return sorted(found)


def present_guards(connection: BaseDatabaseWrapper) -> Guards:
    """The triggers that the database has, by name, and what they do: on SQLite the statement, on
    PostgreSQL the body of the function, of those alone that are on."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def missing_guards(connection: BaseDatabaseWrapper) -> dict[type[models.Model], Guards]:
    """What each guarded table lacks, or has in another form than the model requires."""
    present = present_guards(connection)
    tables = set(connection.introspection.table_names())
    is_sqlite = connection.vendor == "sqlite"
    missing = {
        model: {
            name: sql
            for name, sql in guards_of(connection, model).items()
            if present.get(name) != (sql if is_sqlite else _body_of(model))
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

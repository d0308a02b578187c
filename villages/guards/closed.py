"""What the database refuses of rows that are written until they are closed (`ClosableModel`): the
conditions and bodies of their triggers, which `triggers` puts on and keeps there."""

from typing import cast

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from ntm_project.common.models import ClosableModel
from villages.guards.catalogue import Guards, stored_columns, unique_columns

MESSAGE = "closed row"


def closable_models() -> list[type[ClosableModel]]:
    """The models whose rows nobody changes once they are closed."""
    return [model for model in apps.get_models() if issubclass(model, ClosableModel)]


def _closer(model: type[ClosableModel]) -> "models.ForeignKey[models.Model] | None":
    """The key to what a row is closed with; None where the row itself is closed."""
    if not model.closed_with:
        return None
    return cast("models.ForeignKey[models.Model]", model._meta.get_field(model.closed_with))


def _is_closed(model: type[ClosableModel], row: str) -> str:
    """The condition that a row (`OLD`, `NEW`) is closed."""
    if (key := _closer(model)) is None:
        return f"{row}.closed_at IS NOT NULL"
    table = key.remote_field.model._meta.db_table
    return (
        f"EXISTS (SELECT 1 FROM {table} WHERE {table}.id = {row}.{key.column} "
        f"AND {table}.closed_at IS NOT NULL)"
    )


def _open_columns(model: type[ClosableModel]) -> list[str]:
    fields = {f.name: str(f.column) for f in model._meta.concrete_fields}
    return sorted(fields[name] for name in model.stays_open)


def _in_the_way(connection: BaseDatabaseWrapper, model: type[ClosableModel], other: str) -> str:
    """The condition that a closed row `was`, an `other`, has a key of `NEW`: INSERT OR REPLACE and
    UPDATE OR REPLACE would remove it without firing the trigger on DELETE.

    A key that binds some rows alone needs none: those of a part lie in what is closed with it, the
    one of a mapping binds drafts.
    """
    table = model._meta.db_table
    keys = " OR ".join(
        " AND ".join(f'was."{column}" = NEW."{column}"' for column in columns)
        for columns in unique_columns(connection, table, skips_partial=True)
    )
    closed = _is_closed(model, "was")
    return f"EXISTS (SELECT 1 FROM {table} AS was WHERE ({keys}) AND {other} AND {closed})"


def sqlite_triggers(connection: BaseDatabaseWrapper, model: type[ClosableModel]) -> Guards:
    """Name → statement; a row may neither change, go, come to what is closed, nor be replaced."""
    table, is_part = model._meta.db_table, bool(model.closed_with)
    open_columns = _open_columns(model)
    old, new = _is_closed(model, "OLD"), _is_closed(model, "NEW")
    kept = [
        f'"{column}"' for column in stored_columns(connection, table) if column not in open_columns
    ]
    added = _in_the_way(connection, model, "TRUE")
    changed = f"{old} OR {_in_the_way(connection, model, 'was.id <> OLD.id')}"
    conditions = {
        "insert": ("INSERT", f"{new} OR {added}" if is_part else added),
        "update": (f"UPDATE OF {', '.join(kept)}", f"{changed} OR {new}" if is_part else changed),
        "delete": ("DELETE", old),
    }
    return {
        f"{table}_no_late_{name}": (
            f"CREATE TRIGGER {table}_no_late_{name} BEFORE {event} ON {table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        for name, (event, condition) in conditions.items()
    }


def postgresql_triggers(model: type[ClosableModel]) -> Guards:
    """Name → statement, as the catalogue words it; which rows they refuse is in the function
    (`postgresql_body`)."""
    table = model._meta.db_table
    execute = f"EXECUTE FUNCTION {table}_guard()"
    return {
        f"{table}_no_late_change": (
            f"CREATE TRIGGER {table}_no_late_change BEFORE INSERT OR DELETE OR UPDATE ON {table} "
            f"FOR EACH ROW {execute}"
        ),
        f"{table}_no_truncate": (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {execute}"
        ),
    }


def postgresql_body(model: type[ClosableModel]) -> str:
    """The function behind the triggers, as the catalogue keeps it."""
    closed = _is_closed(model, "OLD")
    if model.closed_with:
        closed = f"({closed} OR {_is_closed(model, 'NEW')})"
    if columns := _open_columns(model):
        without = "- ARRAY[" + ", ".join(f"'{column}'" for column in columns) + "]"
        differs = f"to_jsonb(NEW) {without} IS DISTINCT FROM to_jsonb(OLD) {without}"
        closed = f"{closed} AND (TG_OP <> 'UPDATE' OR {differs})"
    return (
        f" BEGIN IF TG_OP = 'TRUNCATE' OR {closed} THEN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23514'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END "
    )

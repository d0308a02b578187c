"""What the database refuses of rows that are kept for ever (`AppendOnlyModel`)."""

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from ntm_project.common.models import AppendOnlyModel
from villages.guards.catalogue import Guards, unique_columns

MESSAGE = "append-only table"
BODY = f" BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23514'; END "  # of PostgreSQL


def guarded_models() -> list[type[models.Model]]:
    """The models whose rows are kept for ever."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]


def sqlite_triggers(connection: BaseDatabaseWrapper, model: type[models.Model]) -> Guards:
    """Name → statement; a row may neither change, go, nor be replaced."""
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
        for columns in unique_columns(connection, table)
    )
    guards[f"{table}_no_replace"] = (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN {taken} BEGIN {refuse}; END"
    )
    return guards


def postgresql_triggers(model: type[models.Model]) -> Guards:
    """Name → statement, as the catalogue words it; what they do is in the function (`BODY`)."""
    table = model._meta.db_table
    return {
        f"{table}_no_change": (
            f"CREATE TRIGGER {table}_no_change BEFORE DELETE OR UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()"
        ),
        f"{table}_no_truncate": (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_guard()"
        ),
    }

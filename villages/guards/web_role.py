"""The rights of a PostgreSQL role that serves the site and cannot change or unguard the trail."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from villages.guards.kept import guarded_models

# Written by `migrate` alone, which the owner of the database runs.
READ_ONLY = frozenset({"django_migrations"})


def grants(connection: BaseDatabaseWrapper, role: str) -> Iterator[str]:
    """The statements that the owner runs, again after each migration that makes a table.

    The role owns nothing, so it cannot drop, alter or truncate a table or take a trigger off; of
    what is kept for ever it reads and adds rows.
    """
    name = connection.ops.quote_name(role)
    kept = {model._meta.db_table for model in guarded_models()}
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}"
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"
    for table in sorted(connection.introspection.table_names()):
        rights = "SELECT, INSERT, UPDATE, DELETE"
        if table in kept:
            rights = "SELECT, INSERT"
        elif table in READ_ONLY:
            rights = "SELECT"
        yield f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {name}"

"""What the database itself states of its tables and triggers: between two migrations a table is not
yet its model's."""

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

Guards = dict[str, str]  # name of a trigger → the statement that creates it


def stored_columns(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """From the catalogue, as `unique_columns`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s) ORDER BY cid", [table])
        return [name for (name,) in cursor.fetchall()]


def unique_columns(
    connection: BaseDatabaseWrapper, table: str, *, skips_partial: bool = False
) -> list[list[str]]:
    """The sets of columns in which no two rows of a table of SQLite may agree; one that binds some
    rows alone has no guard yet, unless `skips_partial` states that none is needed.

    From the catalogue, not from the model: between two migrations the table is not yet the model's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s) WHERE pk > 0 ORDER BY pk", [table])
        found = [[name for (name,) in cursor.fetchall()]]
        cursor.execute(
            'SELECT name, partial FROM pragma_index_list(%s) WHERE "unique" ORDER BY name', [table]
        )
        for index, is_partial in cursor.fetchall():
            if is_partial and skips_partial:
                continue
            if is_partial:
                raise ImproperlyConfigured(f"{index} is partial: its guard has yet to be written.")
            cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
            found.append([name for (name,) in cursor.fetchall()])
    return sorted(found)


def present_guards(connection: BaseDatabaseWrapper) -> Guards:
    """The triggers that the database has, by name: the statement that makes each, on PostgreSQL
    with the body of its function; there of those alone that are on, on tables of our schema."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true) || prosrc FROM pg_trigger "
        "JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
        "AND relnamespace = to_regnamespace(current_schema())"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())

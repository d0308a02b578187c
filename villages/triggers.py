"""SQL that makes a table append-only on both databases: no update, no delete, whoever asks."""

from django.db import migrations

APPEND_ONLY_TABLES = [
    "villages_auditevent",
    "criteria_resultchange",
    "evidence_revision",
    "evidence_submitteditem",
    "evidence_submittedpaper",
    "evidence_verdict",
]

_MESSAGE = "append-only table"


def create_sql(vendor: str, table: str) -> list[str]:
    """Statements that create the guard on `table`."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = '23514'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_guard()",
    ]


def drop_sql(vendor: str, table: str) -> list[str]:
    """Statements that remove the guard again (migrations backwards, and the flush of tests)."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
    ]


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that guards `table`."""

    def run(make):
        def apply(apps, schema_editor):
            for statement in make(schema_editor.connection.vendor, table):
                schema_editor.execute(statement, params=None)

        return apply

    return migrations.RunPython(run(create_sql), run(drop_sql))

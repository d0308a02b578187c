"""A PostgreSQL role that serves the site and cannot touch what is kept for ever."""

import os
from collections.abc import Iterator
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction

from tests import factories as make
from villages import services, verify
from villages.guards.kept import guarded_models
from villages.models import AuditEvent, Unit

# Roles are the whole server's, whose databases several processes of tests share.
ROLE = f"ntm_web_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture
def as_web_role(transactional_db) -> Iterator[Unit]:
    """The connection acts as the lesser role, once the owner granted what the command prints."""
    commune = make.make_commune()
    out = StringIO()
    call_command("web_role", ROLE, stdout=out)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {ROLE}")
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(out.getvalue())
        cursor.execute(f"SET ROLE {ROLE}")
    try:
        yield commune
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP OWNED BY {ROLE}")
            cursor.execute(f"DROP ROLE {ROLE}")
            cursor.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")


@pytest.mark.postgresql
def test_it_does_the_work_of_the_site(as_web_role) -> None:
    made = services.create_body(by=make.system(), unit=as_web_role, name="Hội Phụ nữ")
    assert AuditEvent.objects.about(made).exists()
    make.make_official(as_web_role)
    make.make_assessment(as_web_role)
    assert [f for key in verify.chains("default") for f in verify.faults("default", key)] == []


@pytest.mark.postgresql
@pytest.mark.parametrize("table", [model._meta.db_table for model in guarded_models()])
def test_it_neither_changes_nor_unguards_what_is_kept_for_ever(as_web_role, table) -> None:
    for attempt in (
        f"UPDATE {table} SET id = id",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"ALTER TABLE {table} ADD COLUMN x int",
        f"CREATE OR REPLACE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$",
        "SET session_replication_role = replica",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(attempt)


@pytest.mark.postgresql
def test_the_site_keeps_its_rights_while_they_are_given_anew(as_web_role) -> None:
    """Each upgrade gives them anew while people work: half way through what the command prints for
    psql, which an owner sends over a connection of its own, the lesser role still reads."""
    call_command("web_role", ROLE, stdout=(out := StringIO()))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        with psycopg2.connect(**connection.get_connection_params()) as other:
            # Rights of a role, as SQL for psql: the ORM has no words for them.
            other.cursor().execute(out.getvalue().removesuffix("COMMIT;\n"))
            cursor.execute(f"SET ROLE {ROLE}")
            assert Unit.objects.filter(pk=as_web_role.pk).exists()
            cursor.execute("RESET ROLE")
            other.rollback()
        other.close()


@pytest.mark.sqlite
def test_sqlite_has_no_roles(db) -> None:
    with pytest.raises((CommandError, DatabaseError), match="Chỉ PostgreSQL"):
        call_command("web_role", ROLE)

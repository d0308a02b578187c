"""Append-only tables keep their guards through any migration, and the database itself shows it."""

import shutil
import sys
from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.writer import MigrationWriter
from django.utils import timezone

from tasks.models import AgendaItem, Attendance, Commendation, Conclusion, Meeting
from tasks.services import hold_meeting
from tests import factories as make
from villages.guards import kept, triggers
from villages.guards.at_start import refuse_unguarded
from villages.guards.catalogue import present_guards
from villages.models import AuditEvent

KEPT = kept.guarded_models()
GUARDED = triggers.all_guarded()
APPS = sorted({model._meta.app_label for model in GUARDED})
ADDED = "9000_widen"


def test_what_the_design_keeps_for_ever_is_guarded() -> None:
    assert {model._meta.label for model in KEPT} == {
        "villages.AuditEvent",
        "villages.AuditLink",
        "criteria.Origin",
        "villages.ImportFile",
        "criteria.ResultChange",
        "evidence.Doubt",
        "evidence.Ground",
        "evidence.IssuedDocument",
        "evidence.Revision",
        "evidence.SubmittedItem",
        "evidence.SubmittedPaper",
        "evidence.Verdict",
        "tasks.MeetingSheet",
    }
    assert {model._meta.label for model in GUARDED if model not in KEPT} == {
        "criteria.SetMapping",
        "criteria.MappedIndicator",
        "tasks.Meeting",
        "tasks.AgendaItem",
        "tasks.Attendance",
        "tasks.Commendation",
        "tasks.Conclusion",
    }


def _refused(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


@pytest.mark.both
@pytest.mark.django_db
def test_what_a_meeting_holds_changes_until_it_is_closed() -> None:
    """All but the task that a conclusion is given as."""
    unit, by = make.make_commune(), make.system()
    task = make.make_task(make.make_plan(unit))
    held, other = (
        hold_meeting(by=by, unit=unit, held_on=make.TODAY, name=name) for name in ("Một", "Hai")
    )
    present = {"official": make.make_official(unit), "is_present": True}
    parts: list[Any] = [
        AgendaItem.objects.create(meeting=held, order=9, title="Khác"),
        Attendance.objects.create(meeting=held, **present),
        Conclusion.objects.create(meeting=held, order=1, text="Giao"),
        Commendation.objects.create(meeting=held, order=1, name="Thôn", award="Giấy khen"),
    ]

    def rows(part: Any) -> Any:
        return type(part)._default_manager.filter(pk=part.pk)

    meetings = Meeting.objects.filter(pk=held.pk)
    changes: list[Callable[[], object]] = [lambda: meetings.update(start_time="08:00")]
    changes += [lambda part=part: rows(part).update(meeting=other) for part in parts]
    assert not any(map(_refused, changes))
    for part in parts:
        rows(part).update(meeting=held)
    meetings.update(closed_at=timezone.now())
    assert all(map(_refused, changes))
    for part in parts:
        assert _refused(rows(part).delete), part
        copy = rows(part).get()
        copy.pk, copy.order = None, 99
        assert _refused(lambda copy=copy: copy.save(force_insert=True)), part
    own = other.agenda.order_by("order")[0]
    assert _refused(lambda: rows(own).update(meeting=held))
    assert _refused(lambda: meetings.update(closed_at=None))
    assert _refused(meetings.delete)
    Conclusion.objects.filter(pk=parts[2].pk).update(task=task)
    rows(own).delete()
    assert other.agenda.count() == 5


def _altered(model: type[models.Model]) -> migrations.AlterField:
    """An ordinary change of a column, as any later migration will make one."""
    field = next(
        f
        for f in model._meta.concrete_fields
        if not f.primary_key and not f.is_relation and not f.null
    )
    changed = field.clone()
    if isinstance(field, models.CharField):
        changed.max_length = (field.max_length or 10) + 5
    else:
        changed.null = True
    return migrations.AlterField(model._meta.model_name, field.name, changed)


def _last_migration(app: str) -> str:
    folder = Path(apps.get_app_config(app).path) / "migrations"
    return max(path.stem for path in folder.glob("[0-9]*.py"))


def _regrouped(model: type[models.Model]) -> list[migrations.operations.base.Operation]:
    """What a guard of SQLite is made from changes: a unique column comes, another is renamed."""
    name = model._meta.model_name
    mark = models.UUIDField(null=True, unique=True)
    renamed = [
        migrations.RenameField(name, field.name, f"{field.name}_then")
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key
    ]
    return [migrations.AddField(name, "mark", mark), *renamed]


@pytest.fixture(params=["altered", "regrouped"])
def widened(request, tmp_path, monkeypatch) -> dict[str, str]:
    """Each guarded app's migrations with one more that changes its guarded tables; app → newest."""
    root = tmp_path / "widened_migrations"
    root.mkdir()
    (root / "__init__.py").touch()
    newest = {app: _last_migration(app) for app in APPS}
    for app in APPS:
        shutil.copytree(Path(apps.get_app_config(app).path) / "migrations", root / app)
        own = [m for m in GUARDED if m._meta.app_label == app]
        operations = [_altered(m) for m in own]
        if request.param == "regrouped":
            operations = [operation for m in own for operation in _regrouped(m)]
        attributes = {"dependencies": [(app, newest[app])], "operations": operations}
        extra = type("Migration", (migrations.Migration,), attributes)(ADDED, app)
        text = MigrationWriter(extra).as_string()
        (root / app / f"{ADDED}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    modules = {app: f"widened_migrations.{app}" for app in APPS}
    monkeypatch.setattr(settings, "MIGRATION_MODULES", modules)
    yield newest
    for app, name in newest.items():
        call_command("migrate", app, name, verbosity=0, skip_checks=False)
    for name in [n for n in sys.modules if n.startswith("widened_migrations")]:
        del sys.modules[name]


@pytest.mark.django_db(transaction=True)
def test_a_migration_of_every_guarded_table_leaves_it_guarded(widened) -> None:
    for app in APPS:
        call_command("migrate", app, ADDED, verbosity=0, skip_checks=False)
        # The catalogue, before anything else has touched the database.
        present = present_guards(connection)
        for model in GUARDED:
            assert set(triggers.guards_of(connection, model)) <= set(present), model
    assert triggers.missing_guards(connection) == {}


@pytest.fixture
def a_guard_fell_off():
    model = AuditEvent
    guards = triggers.guards_of(connection, model)
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection, model, guards):
            cursor.execute(statement)
    yield model
    triggers.restore(connection)


@pytest.mark.django_db(transaction=True)
def test_the_check_of_the_database_reports_a_missing_guard(a_guard_fell_off) -> None:
    with pytest.raises(SystemCheckError, match="villages_auditevent"):
        call_command("check", tags=["database"], databases=["default"])


@pytest.mark.django_db(transaction=True)
def test_nobody_is_served_from_sqlite_without_a_guard(a_guard_fell_off) -> None:
    refuses = pytest.raises(SystemExit, match=r"villages_auditevent\. Hãy chạy manage.py migrate")
    with refuses if connection.vendor == "sqlite" else nullcontext():
        refuse_unguarded()
    triggers.restore(connection)
    refuse_unguarded()


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_it_back_and_says_so(a_guard_fell_off) -> None:
    out = StringIO()
    # As at a terminal, with the checks that `call_command` skips of its own accord.
    call_command("migrate", stdout=out, skip_checks=False)
    assert triggers.missing_guards(connection) == {}
    assert "villages_auditevent" in out.getvalue()
    call_command("check", tags=["database"], databases=["default"])
    out = StringIO()
    call_command("migrate", stdout=out, skip_checks=False)
    assert "villages_auditevent" not in out.getvalue()


OFF = "DROP TRIGGER villages_auditevent_no_change ON villages_auditevent; "
NO_GUARDS = {
    "emptied": "CREATE OR REPLACE FUNCTION villages_auditevent_guard() RETURNS trigger "
    "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "half": f"{OFF}CREATE TRIGGER villages_auditevent_no_change BEFORE DELETE "
    "ON villages_auditevent FOR EACH ROW EXECUTE FUNCTION villages_auditevent_guard()",
    "elsewhere": f"{OFF}CREATE SCHEMA aside; CREATE TABLE aside.villages_auditevent (id int); "
    "CREATE TRIGGER villages_auditevent_no_change BEFORE DELETE OR UPDATE "
    "ON aside.villages_auditevent FOR EACH ROW EXECUTE FUNCTION villages_auditevent_guard()",
}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("spoil", NO_GUARDS.values(), ids=NO_GUARDS)
def test_what_only_bears_the_name_of_a_guard_counts_as_missing(spoil: str) -> None:
    with connection.cursor() as cursor:  # no ORM makes a trigger
        cursor.execute(spoil)
    try:
        assert AuditEvent in triggers.missing_guards(connection)
        triggers.restore(connection)
        assert triggers.missing_guards(connection) == {}
    finally:
        with connection.cursor() as cursor:  # nor a schema
            cursor.execute("DROP SCHEMA IF EXISTS aside CASCADE")


@pytest.mark.django_db(transaction=True)
def test_only_looking_at_a_plan_writes_nothing(a_guard_fell_off) -> None:
    call_command("migrate", plan=True, skip_checks=True, stdout=StringIO())
    assert a_guard_fell_off in triggers.missing_guards(connection)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_insert_or_replace_cannot_rewrite_a_row_of_the_trail() -> None:
    make.make_province()
    event = AuditEvent.objects.latest("pk")
    columns = ", ".join(f.column for f in AuditEvent._meta.concrete_fields if not f.primary_key)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT OR REPLACE INTO villages_auditevent (id, {columns}) "
            f"SELECT id, {columns} FROM villages_auditevent WHERE id = %s",
            [event.pk],
        )
    assert AuditEvent.objects.filter(pk=event.pk, action=event.action).exists()


@pytest.mark.sqlite
@pytest.mark.django_db
def test_nor_take_the_place_of_another_by_a_unique_column() -> None:
    from criteria.models import ResultChange
    from criteria.services import set_result

    result = make.make_assessment(make.make_commune()).results.first()
    entry = make.entry(claim="not_met", as_of=make.TODAY)
    set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=0)
    change = ResultChange.objects.get()
    columns = ", ".join(f.column for f in ResultChange._meta.concrete_fields if not f.primary_key)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT OR REPLACE INTO criteria_resultchange ({columns}) "
            f"SELECT {columns} FROM criteria_resultchange"
        )
    assert ResultChange.objects.get() == change


@pytest.mark.sqlite
@pytest.mark.django_db
def test_nothing_takes_the_place_of_what_is_closed() -> None:
    unit, by = make.make_commune(), make.system()
    held, other = (
        hold_meeting(by=by, unit=unit, held_on=make.TODAY, name=name) for name in ("Một", "Hai")
    )
    of_held, of_other = (meeting.agenda.order_by("order")[0] for meeting in (held, other))
    Meeting.objects.filter(pk=held.pk).update(closed_at=timezone.now())
    columns = [f.column for f in Meeting._meta.concrete_fields if not f.primary_key]
    opened = ", ".join("NULL" if name == "closed_at" else name for name in columns)
    by_its_name = (
        f"INSERT OR REPLACE INTO tasks_meeting ({', '.join(columns)}) "
        f"SELECT {opened} FROM tasks_meeting WHERE id = %s"
    )
    statements: tuple[tuple[str, list[object]], ...] = (
        ("UPDATE OR REPLACE tasks_agendaitem SET id = %s WHERE id = %s", [of_held.pk, of_other.pk]),
        ("UPDATE OR REPLACE tasks_meeting SET id = %s WHERE id = %s", [held.pk, other.pk]),
        ("UPDATE OR REPLACE tasks_meeting SET name = %s WHERE id = %s", [held.name, other.pk]),
        (by_its_name, [held.pk]),
    )
    for statement, values in statements:
        with (
            pytest.raises(DatabaseError, match="closed row"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, values)
    AgendaItem.objects.filter(pk=of_other.pk).update(order=90)  # what is open may change

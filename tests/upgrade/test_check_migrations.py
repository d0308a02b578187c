"""The check of migrations names what the release before could not bear, and what locks tables."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from ntm_project.common.migrations import AddIndexAside
from tests.test_tools import load

check = load("check_migrations")
FIRST = [
    migrations.CreateModel(
        "Row",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=20, null=True)),
        ],
    ),
]
INDEX = models.Index(fields=["name"], name="row_by_name")


def migration(name: str, *operations: object, **marks: object) -> migrations.Migration:
    made = migrations.Migration(name, "tasks")
    made.operations = list(operations)
    for mark, value in marks.items():
        setattr(made, mark, value)
    return made


def found(*operations: object, large: bool = False, **marks: object) -> list[str]:
    """What is said of them after a release that had the table."""
    both = [migration("0001", *FIRST), migration("0002", *operations, **marks)]
    return check.faults(both, {("tasks", "0001")}, {"tasks.row"} if large else set())


def fill(apps, schema_editor):
    apps.get_model("tasks", "Row").objects.update(name="")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("row", "name"),
        migrations.RenameField("row", "name", "title"),
        migrations.RenameModel("Row", "Line"),
        migrations.DeleteModel("Row"),
        migrations.AlterModelTable("row", "lines"),
        migrations.AddField("row", "note", models.TextField(default="")),
        migrations.AlterField("row", "name", models.CharField(max_length=20)),
        migrations.AddConstraint(
            "row", models.CheckConstraint(condition=models.Q(name="x"), name="c")
        ),
    ],
)
def test_what_takes_from_the_release_before_needs_a_reason(operation) -> None:
    assert len(found(operation)) == 1
    assert not found(operation, contract="Nothing has read it since 1.0.")


@pytest.mark.parametrize(
    "operation",
    [
        AddIndexAside("row", INDEX),
        migrations.AddIndex("row", INDEX),
        migrations.AddField("row", "note", models.TextField(null=True)),
        migrations.AddField("row", "note", models.TextField(default="", db_default="")),
        migrations.AlterField("row", "name", models.CharField(max_length=30, null=True)),
        migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
    ],
)
def test_what_only_adds_needs_none(operation) -> None:
    assert found(operation) == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddIndex("row", INDEX),
        migrations.AddField("row", "code", models.CharField(max_length=5, null=True, unique=True)),
        migrations.AlterField("row", "name", models.CharField(max_length=10, null=True)),
        migrations.AlterField("row", "name", models.IntegerField(null=True)),
        migrations.RunPython(fill),
        migrations.RunSQL("SELECT 1"),
    ],
)
def test_what_locks_a_growing_table_needs_a_reason(operation) -> None:
    assert len(found(operation, large=True)) == 1
    assert not found(operation, large=True, locks="A site has at most 300 rows here.")
    assert not found(AddIndexAside("row", INDEX), large=True)


def test_a_default_that_a_later_migration_of_the_release_gives_is_enough() -> None:
    field = models.TextField(default="", db_default="")
    add = migrations.AddField("row", "note", models.TextField(default=""))
    assert not found(add, migrations.AlterField("row", "note", field))


def test_a_table_of_the_same_release_bears_anything() -> None:
    one = migration("0001", *FIRST, migrations.RemoveField("row", "name"))
    assert check.faults([one], set(), {"tasks.row"}) == []


def test_the_program_s_own_migrations_are_sound() -> None:
    assert check.released()
    assert check.main() == 0


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_an_index_is_built_and_taken_back_on_both_databases() -> None:
    before, after = ProjectState(), ProjectState()
    for state in (before, after):
        FIRST[0].state_forwards("tasks", state)
    step = AddIndexAside("row", INDEX)
    step.state_forwards("tasks", after)
    row = before.apps.get_model("tasks", "Row")

    def names() -> set[str]:
        # Django's introspection reads the catalogue through a cursor that it is given.
        with connection.cursor() as cursor:
            return set(connection.introspection.get_constraints(cursor, row._meta.db_table))

    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(row)
        try:
            step.database_forwards("tasks", editor, before, after)
            assert INDEX.name in names()
            step.database_backwards("tasks", editor, after, before)
            assert INDEX.name not in names()
        finally:
            editor.delete_model(row)

"""What every test stands on: two real databases, strict templates, and skips that CI refuses."""

import gc
import os
import shutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template import engines
from django.test import SimpleTestCase
from model_bakery import baker, random_gen

from ntm_project.common.stack import with_stack_room
from ntm_project.watch import health
from tests import migrated, runs
from tests.spare import spare_database
from tests.strict_templates import RaiseForOurs
from tests.watch.stubs import AlwaysWell, NeverWell

IS_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
VENDORS = ("sqlite", "postgresql")
# Whoever touches a database under test does it through one of these, or pytest-django stops it.
LONG = ("deep", "stress", "long")  # marks of what is begun first
OF_MIGRATE = {"django_content_type", "auth_permission"}  # tables
PAGES = {"pages", "review_pages"}  # folders of tests that check what a page shows
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "database_url", "database_urls"}


# Time-outs in seconds, by their module.
PATIENT = {
    "evidence.papers.files.limits": (
        "READ_CPU_SECONDS",
        "READ_WALL_SECONDS",
        "READ_REQUEST_SECONDS",
        "READ_START_SECONDS",
        "READ_WAIT_SECONDS",
        "CHECK_WAIT_SECONDS",
    ),
    "evidence.papers.services.keeping": ("CHECKS_SECONDS",),
    "evidence.papers.clamd": ("CONNECT_SECONDS", "SCAN_SECONDS"),
    "ntm_project.common.hashers": ("WAIT_SECONDS",),
    "ntm_project.common.tables.workbook": ("_WAIT_SECONDS",),
}

# Our text fields are filled as the fields they extend; a key is made by saving, from its sources.
for name in ("LineField", "ProseField"):
    baker.generators.add(f"ntm_project.common.models.{name}", random_gen.gen_string)


def require(condition: object, reason: str) -> None:
    """Skips the test with this reason where the condition does not hold; in CI it fails instead."""
    if condition:
        return
    if IS_CI:
        pytest.fail(f"Trong CI không được bỏ qua: {reason}", pytrace=False)
    pytest.skip(reason)


def pytest_sessionstart() -> None:
    runs.begin()


def pytest_unconfigure() -> None:
    runs.end()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """A test calls far down, and pytest's own frames stand above it: without room the tests of
    pages took a quarter more of CPU."""
    pyfuncitem.obj = with_stack_room(pyfuncitem.obj)


def pytest_collection_finish() -> None:
    """Spares the collector what stays to the end anyway, all modules and tests, and comes to the
    rest seldom (as `ntm_project/server.py`, which must spare memory too)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what another run of the suite checks.

    That is what queries the other database about itself; and on PostgreSQL, which runs second, all
    that uses no database at all, or nothing in which two databases could differ: what is marked
    `once`, and pages, whose queries the walks of `tests/access` send there, but for those marked
    `both` that list, sort and sum.
    """
    others = set(VENDORS) - {connection.vendor}
    left_out = [
        item
        for item in items
        if any(item.get_closest_marker(name) for name in others)
        or (connection.vendor == "postgresql" and _is_met_once(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    kept = set(items) - set(left_out)
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = _shared_out([item for item in items if item in kept], processes)


def _shared_out(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Each process begins with its share of what takes long, and none is left alone with it at the
    end; the rest keeps its order, in which the tests of a module stand together."""
    long = [item for item in items if any(map(item.get_closest_marker, LONG))]
    taken = set(long)
    rest = [item for item in items if item not in taken]
    cuts = [len(rest) * number // processes for number in range(processes + 1)]
    return [
        item
        for number in range(processes)
        for item in (*long[number::processes], *rest[cuts[number] : cuts[number + 1]])
    ]


def _is_met_once(item: pytest.Item) -> bool:
    of_django = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    uses_database = of_django or bool(fixtures) or item.get_closest_marker("django_db") is not None
    is_page = PAGES.intersection(item.path.parts) and item.get_closest_marker("both") is None
    return not uses_database or bool(is_page) or item.get_closest_marker("once") is not None


@pytest.fixture(scope="session", autouse=True)
def _patience() -> Iterator[None]:
    """What the program gives up on for the sake of others, after a time that a slow machine needs
    for its work, is waited for as the databases are (`settings_test`). Files are read in turns of
    the whole machine, which all processes of tests share."""
    with pytest.MonkeyPatch.context() as patch:
        for place, names in PATIENT.items():
            module = import_module(place)
            for name in names:
                patch.setattr(module, name, getattr(module, name) * settings.PATIENCE)
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_folder() -> None:
    """The folder that WhiteNoise warns about when nothing has been gathered yet."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def _strict_templates() -> None:
    """Undefined variables fail in output; `{% if %}` keeps Django's meaning."""
    engines["django"].engine.string_if_invalid = RaiseForOurs(Path(settings.BASE_DIR, "templates"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Clears the SQLite files before and after the run."""
    config = settings.DATABASES["default"]
    if not config["ENGINE"].endswith("sqlite3"):
        yield
        return
    name = Path(config["TEST"]["NAME"])
    migrated.remove(name)
    yield
    migrated.remove(name)


@pytest.fixture(scope="session")
def _is_migrated(django_db_modify_db_settings: None, django_db_blocker) -> bool:
    """Whether a database that another process migrated stands ready to be copied."""
    with django_db_blocker.unblock():
        is_ready = migrated.take(connection)
    connection.settings_dict["TEST"]["MIGRATE"] = not is_ready
    return is_ready


@pytest.fixture(scope="session")
def django_db_keepdb(_is_migrated: bool) -> bool:
    """The copied file is there already; from a template the database is still to be made."""
    return _is_migrated and connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(_is_migrated: bool, django_db_setup: None, django_db_blocker) -> None:
    """The test database; what was migrated anew is kept for the others."""
    if not _is_migrated:
        with django_db_blocker.unblock():
            # Made for tests that ask for a database by a mark alone; others copy what is kept.
            known = connection.settings_dict
            if connection.vendor == "sqlite" and known["NAME"] != known["TEST"]["NAME"]:
                call_command("migrate", verbosity=0)
            migrated.keep(connection)


@pytest.fixture(scope="session", autouse=True)
def _stub_checks() -> Iterator[None]:
    """Pages that show the server's state look at no server: a check would wait for the test's own
    transaction. `tests/watch` runs the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health, "CHECKS", (AlwaysWell, NeverWell))
        yield


@pytest.fixture(autouse=True)
def _no_prints_of_others() -> Iterator[None]:
    """Rows are undone after a test and their keys come again: the files made from them go too."""
    yield
    shutil.rmtree(settings.PRINT_FOLDER, ignore_errors=True)


def _filled(of: BaseDatabaseWrapper, tables: Sequence[str]) -> list[str]:
    """Those of the tables that hold rows: most tests leave a few of a hundred."""
    quoted = [of.ops.quote_name(table) for table in tables]
    asked = (
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})"
        for table, name in zip(tables, quoted, strict=True)
    )
    with of.cursor() as cursor:  # a hundred tables in one question, which no ORM asks
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


@pytest.fixture(scope="session", autouse=True)
def _flush_past_triggers() -> Iterator[None]:
    """Lets the flush after a transactional test empty the tables that refuse every delete. Kinds of
    content and permissions stay, which `migrate` made and no test changes, and are not made anew.

    On SQLite their triggers are taken off and put back; only what stands there is: a guard that
    fell off stays fallen, and is seen. PostgreSQL passes them over for the transaction, and with
    them the checks of foreign keys: a hundred tables are not truncated for the rows of five.
    """
    from villages.guards import triggers
    from villages.guards.catalogue import present_guards

    operations = type(connection.ops)
    original = operations.sql_flush

    def sql_flush(self, style, tables, **options):
        tables = [table for table in tables if table not in OF_MIGRATE]
        if self.connection.vendor == "postgresql":
            emptied = [
                f"DELETE FROM {self.quote_name(table)}"
                for table in _filled(self.connection, tables)
            ]
            role = "SET LOCAL session_replication_role"
            return [f"{role} = replica", *emptied, f"{role} = origin"]
        statements = original(self, style, tables, **options)
        before, after = [], []
        present = present_guards(self.connection)
        for model in triggers.all_guarded():
            guards = triggers.guards_of(self.connection, model)
            kept = {name: sql for name, sql in guards.items() if name in present}
            before += triggers.drop_statements(self.connection, model, kept)
            after += kept.values()
        return [*before, *statements, *after] if statements else statements

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **options: None)
        yield


@pytest.fixture
def database_url(tmp_path: Path, django_db_setup: None) -> Iterator[str]:
    """A migrated database of its own; on SQLite where it is to be."""
    with spare_database(tmp_path, "drill", is_migrated=True) as url:
        yield url


@pytest.fixture
def empty_database_url(tmp_path: Path) -> Iterator[str]:
    """The same with nothing in it."""
    with spare_database(tmp_path, "empty") as url:
        yield url


@pytest.fixture
def database_urls(tmp_path: Path, django_db_setup: None) -> Iterator[list[str]]:
    """Two databases, a migrated one to be lost and an empty one to put the copy back into."""
    with (
        spare_database(tmp_path, "backup_1", is_migrated=True) as lost,
        spare_database(tmp_path, "backup_2") as empty,
    ):
        yield [lost, empty]

"""The program refuses to start unsafely, and both databases are opened as the design demands."""

import os
import re
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection, transaction

from ntm_project import server
from ntm_project.common.databases import database_options
from ntm_project.settings import DEFAULT_SECRET_KEY
from ntm_project.settings_test import PATIENCE
from tests.waiting import MOST_SECONDS

PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "mot-chuoi-ngau-nhien-du-dai-Zk3vP9xQ7wL2mN8rT4yB6cD1fG5hJ0sA",
    "ALLOWED_HOSTS": "ntm.example.vn",
    "DATABASE_URL": "sqlite:////nonexistent/ntm.sqlite3",
    # Said aloud, so that a developer's own .env cannot change what is tested.
    "HTTPS": "true",
    "TRUSTED_PROXIES": "127.0.0.1",
}


def start(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in the project as production would, save for these variables."""
    module = {"DJANGO_SETTINGS_MODULE": "ntm_project.settings"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, **module, **PRODUCTION, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS,
    )


def test_production_values_start():
    done = start("-c", "import ntm_project.settings")
    assert done.returncode == 0, done.stderr


def test_cookies_in_production_are_of_this_host_alone():
    names = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SAMPLE_PASSWORD_OPENS"
    done = start("-c", f"import ntm_project.settings as s; print({names})")
    assert done.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "False"], done.stderr


def test_a_database_that_is_not_there_keeps_no_server_from_starting():
    done = start("-c", "import ntm_project.wsgi")
    assert done.returncode == 0, done.stderr
    assert "mật khẩu mẫu" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", DEFAULT_SECRET_KEY),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "change-me"),
        ("ALLOWED_HOSTS", "https://ntm.example.vn/"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "ntm.example.vn,*"),
        ("ALLOWED_HOSTS", ""),
        ("SAMPLE_DAY", "hôm qua"),
        ("REPLICA_DATABASE_URL", "postgres://ntm@127.0.0.1/ntm"),
        ("DATABASE_URL", "postgress://ntm@127.0.0.1/ntm"),
        ("DATABASE_URL", "mysql://ntm@127.0.0.1/ntm"),
        ("DATABASE_URL", ""),
    ],
)
def test_outside_debug_unsafe_values_are_refused_by_name(name, value):
    done = start("-c", "import ntm_project.settings", **{name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert name in done.stderr


@pytest.mark.parametrize("command", ["migrate", "nightly"])
def test_a_command_without_its_database_ends_with_a_sentence(command, tmp_path) -> None:
    folders = ("BACKUP_TO", "LOCK_FOLDER", "PRINT_FOLDER", "EVIDENCE_FOLDER")
    done = start("manage.py", command, **dict.fromkeys(folders, str(tmp_path)))
    printed = done.stdout + done.stderr
    assert done.returncode == 1
    assert "DATABASE_URL" in printed
    assert "unable to open database file" in printed
    assert "Traceback" not in printed


def test_deployment_check_has_no_warning():
    """But of static files, which a working copy need not have collected: `test_static_files.py`."""
    done = start("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    found = set(re.findall(r"^\S+: \((\w+\.\w+)\)", done.stderr, re.M)) - {"villages.I001"}
    assert found <= {"common.E001"}, done.stderr
    assert done.returncode == len(found), done.stderr


def test_debug_listens_on_this_machine_alone():
    with pytest.raises(ValueError, match="DEBUG"):
        server.listening_address({"DEBUG": "true", "HOST": "0.0.0.0"})
    assert server.listening_address({"DEBUG": "true"}) == ("127.0.0.1", 8000)
    assert server.listening_address({"DEBUG": "false", "HOST": "0.0.0.0", "PORT": "80"}) == (
        "0.0.0.0",
        80,
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "tám", "80.0", "²"])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(ValueError, match="PORT"):
        server.listening_address({"PORT": port})


def test_a_worker_walks_what_was_loaded_before_it_no_more():
    done = start(
        "-c",
        "import django, gc; django.setup(); "
        "from ntm_project import server; server.post_fork(None, None); "
        "print(gc.get_freeze_count() > 1000, gc.isenabled(), gc.get_threshold()[0] > 700)",
    )
    assert done.stdout.split() == ["True"] * 3, done.stderr


def test_the_address_shown_can_be_opened():
    assert server.url({"HOST": "::1", "PORT": "8001"}) == "http://[::1]:8001/"
    assert server.url({}) == "http://127.0.0.1:8000/"


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_sqlite_is_durable_and_checks_foreign_keys(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_transaction_holds_the_write_lock_from_its_start():
    # A transaction that first reads and then writes must never find another writer in between.
    connection.ensure_connection()
    name = connection.settings_dict["NAME"]
    other = sqlite3.connect(name, timeout=0, isolation_level=None)
    try:
        with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    finally:
        other.close()


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "seconds"),
    [("statement_timeout", 10), ("lock_timeout", 3), ("idle_in_transaction_session_timeout", 30)],
)
def test_postgres_gives_up_in_time(name, seconds):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT extract(epoch FROM current_setting('{name}')::interval)::integer")
        assert cursor.fetchone()[0] == seconds * PATIENCE


def test_each_database_gets_its_options_whichever_the_suite_runs_on():
    sqlite = database_options({"ENGINE": "django.db.backends.sqlite3"})
    assert sqlite["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in sqlite["init_command"]
    postgres = database_options({"ENGINE": "django.db.backends.postgresql"})
    assert "statement_timeout=10000 -c lock_timeout=3000" in postgres["options"]


def test_every_variable_that_is_read_stands_in_the_example() -> None:
    text = (settings.BASE_DIR / "ntm_project/settings.py").read_text(encoding="utf-8")
    example = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    read = set(re.findall(r"\b(?:env|read)\b[.\w]*\(\s*\"([A-Z][A-Z0-9_]+)\"", text))
    assert {"BACKUP_TO", "SECRET_KEY"} <= read
    assert not {name for name in read if not re.search(rf"^#?{name}=", example, re.MULTILINE)}

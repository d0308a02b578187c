"""The tools of `make`: the lock is in step, the letters are all there, a skip is no pass in CI."""

import importlib.util
import os
import sqlite3
import subprocess
import sys
import tomllib
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import conftest, runs
from tests.waiting import MOST_SECONDS


def load(name):
    """A module of tools/, which is a folder of scripts and no package."""
    spec = importlib.util.spec_from_file_location(name, settings.BASE_DIR / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


check_lock = load("check_lock")
system_packages = load("system_packages")
run_tests = load("run_tests")
sbom = load("sbom")
advisories = load("advisories")
find_secrets = load("find_secrets")
serve = load("serve")

PROJECT = """
[project]
dependencies = ["Django>=5.2.19,<5.3", "whitenoise[brotli]==6.12.0"]
[dependency-groups]
dev = ["pytest==9.2.0"]
"""
RUNTIME = """django==5.2.19 \\
    --hash=sha256:aa
    # via ntm
whitenoise==6.12.0 \\
    --hash=sha256:bb
"""
DEVELOPMENT = RUNTIME + "pytest==9.2.0 \\\n    --hash=sha256:cc\n"


def test_a_lock_in_step_has_no_fault():
    assert check_lock.faults(PROJECT, RUNTIME, DEVELOPMENT) == []


@pytest.mark.parametrize(
    ("runtime", "development"),
    [
        (RUNTIME.replace("6.12.0", "6.11.0"), DEVELOPMENT.replace("6.12.0", "6.11.0")),
        (RUNTIME.replace("5.2.19", "5.3"), DEVELOPMENT.replace("5.2.19", "5.3")),
        (RUNTIME.partition("whitenoise")[0], DEVELOPMENT),
        (RUNTIME, RUNTIME),
        (RUNTIME, DEVELOPMENT.replace("5.2.19", "5.2.20")),
        (RUNTIME.replace("    --hash=sha256:bb\n", ""), DEVELOPMENT),
        ("--index-url https://example.org/simple\n" + RUNTIME, DEVELOPMENT),
    ],
    ids=["pin", "range", "absent", "dev absent", "locks differ", "no hash", "address"],
)
def test_a_lock_out_of_step_is_told(runtime, development):
    assert check_lock.faults(PROJECT, runtime, development)


def test_the_bill_of_materials_holds_the_whole_lock() -> None:
    pyproject, lock = (
        (settings.BASE_DIR / name).read_text() for name in ("pyproject.toml", "requirements.txt")
    )
    bill = sbom.bill(pyproject, lock)
    parts = {part["name"]: part["version"] for part in bill["components"]}
    assert parts == check_lock.locked(lock)
    assert all(part["properties"] for part in bill["components"])
    needs = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
    assert needs.keys() == {"ntm"} | {part["bom-ref"] for part in bill["components"]}
    wanted = {check_lock.canonicalize_name(p.partition("@")[0][9:]) for p in needs["ntm"]}
    named = map(check_lock.Requirement, tomllib.loads(pyproject)["project"]["dependencies"])
    assert wanted == {check_lock.canonicalize_name(one.name) for one in named}
    # Nothing stands in the lock that nobody needs.
    assert set().union(*needs.values()) | {"ntm"} == needs.keys()


@pytest.mark.parametrize(("codes", "expected"), [((0, 0), 0), ((0, 1), 1), ((0, 2), 2), ((1,), 2)])
def test_advisories_pass_only_where_somebody_answered(monkeypatch, codes, expected) -> None:
    projects, left = [], list(codes)

    def run(command, **how):
        projects.append(tomllib.loads((Path(how["cwd"]) / "pyproject.toml").read_text())["project"])
        return subprocess.CompletedProcess(command, left.pop(0))

    monkeypatch.setattr(advisories.subprocess, "run", run)
    first = 'a==1.0 ; sys_platform == "win32"'
    lock = f"{first} \\\n    --hash=sha256:aa\nb==2 \\\n    --hash=sha256:bb\n"
    assert advisories.audit(lock) == expected
    assert projects[0]["dependencies"] == [first, "b==2"]


# In two halves, or the search would find them here.
SECRETS = [
    "-----BEGIN RSA " + "PRIVATE KEY-----",
    "aws = AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "a1B2" * 9,
    "postgres://ntm:x9Kq" + "Lm@db.example.vn/ntm",
    "SECRET_KEY=" + "v8Jx2qLw9ZrT4nBc7MfK1sPd",
    "'api_key': '" + "9f86d081884c7d659a2feaa0c55ad015'",
    "Authorization: eyJhbGciOi" + "JIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
]


def test_a_secret_is_found_in_what_git_keeps_and_never_repeated() -> None:
    for secret in SECRETS:
        (fault,) = find_secrets.faults("x.py", f"one\n{secret}\n".encode())
        assert fault.startswith("x.py:2: ")
        assert secret[-8:] not in fault
    for path in (".env", "tls/site.key", "copy.sqlite3"):
        assert list(find_secrets.faults(path, b""))
    for harmless in (
        "#DATABASE_URL=postgres://ntm:mat-khau@127.0.0.1:5432/ntm",
        'SECRET_KEY = env.str("SECRET_KEY", default=DEFAULT_SECRET_KEY)',
        "    --hash=sha256:0133c3c3b54a0bf1e71fa5c1ad95c93f07fd54e24ef1fe182f5122e1573d2bf1",
    ):
        assert not list(find_secrets.faults("x.py", harmless.encode()))


def test_the_font_is_asked_for_every_vietnamese_letter():
    letters = system_packages.vietnamese_letters()
    assert len(letters) == len(set(letters)) == 134
    assert unicodedata.is_normalized("NFC", letters)
    assert set("ảạếềưộđĐỸ") <= set(letters)


def test_what_cannot_run_is_skipped_but_fails_in_ci(monkeypatch):
    monkeypatch.setattr(conftest, "IS_CI", False)
    with pytest.raises(pytest.skip.Exception):
        conftest.require(False, "thiếu")
    monkeypatch.setattr(conftest, "IS_CI", True)
    with pytest.raises(pytest.fail.Exception, match="thiếu"):
        conftest.require(False, "thiếu")
    conftest.require(True, "có đủ")


@pytest.mark.parametrize(
    ("closing", "code", "expected"),
    [
        ("12 passed, 1 skipped in 3.21s", 0, {"passed": 12, "skipped": 1}),
        ("1 failed, 2 passed, 1 error in 0.5s", 1, {"failed": 2, "passed": 2}),
        ("4 passed, 2 deselected in 61.02s (0:01:01)", 0, {"passed": 4}),
        ("no tests ran in 0.01s", 5, {"failed": 1}),
        ("Traceback", 1, {"failed": 1}),
    ],
)
def test_the_closing_line_of_a_suite_is_counted(closing, code, expected):
    part = run_tests.Part("suite", (), is_pytest=True)
    match = run_tests.CLOSING.match(closing)
    found = run_tests.count(part, code, match[1] if match else "")
    assert {name: number for name, number in found.items() if number} == expected


def test_what_failed_is_named_once_more_at_the_end(monkeypatch, capsys):
    line = "FAILED tests/test_a.py::test_b - AssertionError: không khớp"
    lines = f"one\n{line}\n1 failed, 2 passed in 0.5s"
    command = (sys.executable, "-c", f"print({lines!r}); raise SystemExit(1)")
    part = run_tests.Part("suite", command, is_pytest=True)
    monkeypatch.setattr(run_tests, "STATIC", (part,))
    monkeypatch.setattr(sys, "argv", ["run_tests.py", "--static-only"])
    assert run_tests.main() == 1
    out = capsys.readouterr().out.splitlines()
    assert out[-4:] == ["Hỏng: suite", line, "", "2 passed, 1 failed, 0 skipped"]


def test_a_damaged_database_is_not_written_on(tmp_path):
    name = tmp_path / "so.sqlite3"
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": name}
    serve.refuse_damage(config)  # nothing there yet
    with closing(sqlite3.connect(name)) as database, database:
        database.execute("CREATE TABLE a (b TEXT)")
        database.executemany("INSERT INTO a VALUES (?)", [("x" * 900,)] * 200)
    serve.refuse_damage(config)
    whole = bytearray(name.read_bytes())
    for at in (len(whole) // 2, 0):  # a page of the middle, then the head
        whole[at : at + 4096] = b"\xff" * 4096
        name.write_bytes(whole)
        with pytest.raises(SystemExit, match="bị hỏng"):
            serve.refuse_damage(config)


def test_a_server_of_postgres_lives_as_long_as_its_command():
    with_postgres = load("with_postgres")
    conftest.require(not (reason := with_postgres.reason_unavailable()), reason)
    script = (
        "import os, environ, psycopg2;"
        "c = environ.Env.db_url_config(os.environ['TEST_DATABASE_URL']);"
        "psycopg2.connect(host=c['HOST'], user=c['USER'], dbname=c['NAME']).close();"
        "print(c['HOST']); raise SystemExit(7)"
    )
    done = subprocess.run(
        [sys.executable, "tools/with_postgres.py", sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS,
    )
    assert done.returncode == 7, done.stderr


def test_a_first_start_that_is_interrupted_leaves_nothing_half(tmp_path, monkeypatch) -> None:
    """The sample takes the place of the empty database once it is whole, its files with it."""
    database, files = tmp_path / "ntm.sqlite3", tmp_path / "files"
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}
    with sqlite3.connect(database) as empty:
        empty.execute("CREATE TABLE villages_unit (name)")
    empty.close()
    interrupted = [True, False]

    def load_sample(*arguments: str, **places: str) -> None:
        connection = sqlite3.connect(places["DATABASE_URL"].removeprefix("sqlite:///"))
        connection.execute("INSERT INTO villages_unit VALUES ('Sao Mai')")
        connection.commit()
        connection.close()
        Path(places["EVIDENCE_FOLDER"]).mkdir()
        (Path(places["EVIDENCE_FOLDER"]) / "paper").write_text("x")
        if interrupted.pop(0):
            raise SystemExit("killed")

    monkeypatch.setattr(serve, "manage", load_sample)
    query = "SELECT name FROM villages_unit"
    with pytest.raises(SystemExit):
        serve.fill(config, files)
    assert (serve.rows(config, query), files.exists()) == (set(), False)
    serve.fill(config, files)
    assert serve.rows(config, query) == {("Sao Mai",)}
    assert [path.name for path in files.iterdir()] == ["paper"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "ntm.sqlite3"]


def test_a_migration_that_was_killed_is_run_again(tmp_path, monkeypatch) -> None:
    """All migrations are in, and the guards that it had taken off are not yet back."""
    name = tmp_path / "ntm.sqlite3"
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(name)}
    monkeypatch.setattr(serve, "STAMPS", tmp_path / "stamps")
    guard = "CREATE TRIGGER a_kept BEFORE DELETE ON a BEGIN SELECT RAISE(ABORT, 'kept'); END"
    runs: list[str] = []

    def migrate(*arguments: str) -> None:
        runs.append(arguments[0])
        with closing(sqlite3.connect(name)) as database, database:
            if len(runs) == 1:
                database.execute("CREATE TABLE a (b)")
                database.execute("CREATE TABLE django_migrations (app, name)")
                ours = [
                    (p.parent.parent.name, p.stem) for p in serve.ROOT.glob("*/migrations/0*.py")
                ]
                database.executemany("INSERT INTO django_migrations VALUES (?, ?)", ours)
            database.execute(guard)

    monkeypatch.setattr(serve, "manage", migrate)
    name.touch()
    serve.migrate(config)
    serve.migrate(config)
    assert runs == ["migrate"]
    with closing(sqlite3.connect(name)) as database, database:
        database.execute("DROP TRIGGER a_kept")
    serve.migrate(config)
    assert runs == ["migrate", "migrate"]
    assert serve.guards(config) == {"a_kept"}
    # Killed at its work, it leaves no word that it was done.
    monkeypatch.setattr(serve, "manage", lambda *arguments: sys.exit("killed"))
    (tmp_path / "stamps" / "migrated").write_text("of another release")
    with pytest.raises(SystemExit):
        serve.migrate(config)
    assert not serve.stamped("migrated")
    assert not (tmp_path / "stamps" / "migrated").exists()


def test_a_run_removes_its_own_folder_and_those_of_killed_runs(tmp_path, monkeypatch) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    own, killed = (tmp_path / f"test-run-{pid}" for pid in (os.getpid(), ended.pid))
    another = tmp_path / f"test-run-{os.getppid()}"
    for folder in (killed, another):
        (folder / "files").mkdir(parents=True)
    monkeypatch.setattr(settings, "RUN_FOLDER", own)
    runs.begin()
    assert {path.name for path in tmp_path.iterdir()} == {own.name, another.name}
    runs.end()
    assert [path.name for path in tmp_path.iterdir()] == [another.name]
    monkeypatch.setattr(settings, "RUN_FOLDER", another)
    runs.end()  # of the process that started this one
    assert another.exists()


def test_what_a_run_writes_stands_in_its_own_folder() -> None:
    places = [settings.PRINT_FOLDER, settings.LOCK_FOLDER]
    if connection.vendor == "sqlite":
        places.append(Path(connection.settings_dict["TEST"]["NAME"]))
    assert {path.parent for path in places} == {settings.RUN_FOLDER}
    assert settings.RUN_FOLDER.name == f"test-run-{os.environ['TEST_RUN']}"

"""`make run`: migrates and fills the database where needed, then becomes the web server."""

import contextlib
import hashlib
import importlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import environ
import psycopg2
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".stamps"
SAMPLE_DAY = "28/6/2024"  # as of which the sample opens, unless .env sets another day or none
sys.path.insert(0, str(ROOT))


def digest(paths: Iterable[Path]) -> str:
    """A short name for the content of these files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def project_settings() -> Any:
    """The project's settings, as `manage.py` will read them; exits with the reason if unsafe."""
    try:
        return importlib.import_module("ntm_project.settings")
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def connect(config: dict[str, Any]) -> contextlib.closing[Any]:
    """A bare connection, to look without starting Django; raises when there is no database yet."""
    if config["ENGINE"].endswith("sqlite3"):
        # "rw" is not "rwc": looking must not create the file.
        name = urllib.parse.quote(str(config["NAME"]))
        return contextlib.closing(sqlite3.connect(f"file:{name}?mode=rw", uri=True))
    return contextlib.closing(
        psycopg2.connect(
            dbname=config["NAME"],
            user=config.get("USER") or None,
            password=config.get("PASSWORD") or None,
            host=config.get("HOST") or None,
            port=config.get("PORT") or None,
            connect_timeout=5,
        )
    )


def rows(config: dict[str, Any], query: str) -> set[tuple[Any, ...]]:
    """The rows of a query, none when the database or the table is not there yet."""
    try:
        with connect(config) as connection:
            cursor = connection.cursor()
            cursor.execute(query)
            return set(cursor.fetchall())
    except (sqlite3.Error, psycopg2.Error):
        # A wrong address or password is reported by `migrate`, which then runs.
        return set()


def manage(*arguments: str, quiet: bool = False, **environment: str) -> str:
    """Runs a management command; its output is shown, or returned when quiet. Exits if it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        cwd=ROOT,
        check=False,
        text=True,
        env=os.environ | environment,
        stdout=subprocess.PIPE if quiet else None,
    )
    if done.returncode:
        sys.exit(f"Lệnh manage.py {arguments[0]} không thành công; chương trình chưa chạy được.")
    return done.stdout or ""


def stamped(name: str) -> str:
    """What the work of this name printed when it was last done."""
    path = STAMPS / name
    return path.read_text(encoding="utf-8").partition("\n")[2] if path.is_file() else ""


def is_stamped(name: str, key: str) -> bool:
    """Whether the work of this name was done for just this key."""
    path = STAMPS / name
    return path.is_file() and path.read_text(encoding="utf-8").partition("\n")[0] == key


def stamp(name: str, key: str, body: str = "") -> None:
    """Notes that the work of this name is done for this key, with what it printed."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(f"{key}\n{body}", encoding="utf-8")


def refuse_damage(config: dict[str, Any]) -> None:
    """Exits when the pages of a SQLite database do not fit together, as a dying disk leaves them:
    nobody writes on. PostgreSQL looks after its own."""
    if not config["ENGINE"].endswith("sqlite3") or not Path(config["NAME"]).is_file():
        return
    try:
        with connect(config) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        sys.exit(
            f"Cơ sở dữ liệu {config['NAME']} bị hỏng ({found}). Đừng ghi thêm: giữ nguyên tệp này, "
            "rồi khôi phục từ bản sao lưu gần nhất."
        )


def guards(config: dict[str, Any]) -> set[str]:
    """The triggers that guard the tables of SQLite, where a killed `migrate` leaves none."""
    if not config["ENGINE"].endswith("sqlite3"):
        return set()
    return {name for (name,) in rows(config, "SELECT name FROM sqlite_master WHERE type='trigger'")}


def migrate(config: dict[str, Any]) -> None:
    """Brings the database up to date, when a migration of ours or a package is newer than it, or
    when a guard has fallen off since, which `migrate` puts back."""
    ours = set(ROOT.glob("*/migrations/[0-9]*.py"))
    applied = rows(config, "SELECT app, name FROM django_migrations")
    wanted = {(path.parent.parent.name, path.stem) for path in ours}
    # The packages' own migrations can only change with the lock, so the lock stands for them.
    key = f"{digest([ROOT / 'requirements.txt'])} {config.get('HOST', '')} {config['NAME']}"
    is_guarded = set(stamped("migrated").split()) <= guards(config)
    if applied and wanted <= applied and is_stamped("migrated", key) and is_guarded:
        return
    (STAMPS / "migrated").unlink(missing_ok=True)  # what is killed here is done again
    print("Đang tạo hoặc cập nhật cơ sở dữ liệu.", flush=True)
    manage("migrate", "--verbosity", "0")
    stamp("migrated", key, "\n".join(sorted(guards(config))))


def fill(config: dict[str, Any], files: Path) -> None:
    """Loads the sample into a copy that takes the database's place once it is whole, its files with
    it: whatever interrupts the first start leaves nothing half, and the next one begins anew."""
    is_kept_here = config["ENGINE"].endswith("sqlite3") and not os.environ.get("EVIDENCE_S3_BUCKET")
    if not is_kept_here or (files.is_dir() and any(files.iterdir())):
        manage("load_sample", "--invented")
        return
    database = Path(config["NAME"]).resolve()
    part, part_files = database.with_name(f"{database.name}.part"), files.with_name("files.part")
    for left in part.parent.glob(f"{part.name}*"):
        left.unlink()
    shutil.rmtree(part_files, ignore_errors=True)
    shutil.copyfile(database, part)
    places = {"DATABASE_URL": f"sqlite:///{part}", "EVIDENCE_FOLDER": str(part_files)}
    manage("load_sample", "--invented", **places)
    if part_files.is_dir():
        if files.is_dir():
            files.rmdir()
        part_files.rename(files)
    part.replace(database)


def load_sample(config: dict[str, Any], files: Path) -> None:
    """Fills an empty database with the sample, and always shows its accounts."""
    invented = (ROOT / "ntm_project" / "generator" / "commune").glob("*.py")
    fixtures = (path for path in (ROOT / "fixtures").rglob("*") if path.is_file())
    key = digest([*fixtures, *invented])
    if not rows(config, "SELECT 1 FROM villages_unit LIMIT 1"):
        print("Đang nạp dữ liệu mẫu; chỉ làm một lần.", flush=True)
        fill(config, files)
        stamp("accounts", key, manage("load_sample", "--accounts-only", "--invented", quiet=True))
        return
    if not is_stamped("accounts", key):
        stamp("accounts", key, manage("load_sample", "--accounts-only", "--invented", quiet=True))
    print(stamped("accounts").rstrip(), flush=True)


def collect_static() -> None:
    """Gathers the static files for production, when any of them may have changed."""
    ours = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    key = digest([*ours, ROOT / "requirements.txt"])
    if is_stamped("static", key) and (ROOT / "staticfiles" / "staticfiles.json").is_file():
        return
    print("Đang gom các tệp tĩnh.", flush=True)
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
    stamp("static", key)


def refuse_taken_port(host: str, port: int) -> None:
    """Exits with the way out when somebody already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                f"Không nghe được tại {host}:{port} ({error.strerror}). "
                f"Hãy chọn cổng khác, ví dụ: make run PORT={port + 1}"
            )


def keep_printing(server: int) -> None:
    """Runs the worker of prints, again when it dies, for as long as the server's process lives."""
    # Ctrl+C, or the end of the whole group, is for the server, which we follow.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    command = [sys.executable, str(ROOT / "manage.py"), "print_worker"]
    while os.getppid() == server:
        worker = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        began = time.monotonic()
        while os.getppid() == server and worker.poll() is None:
            time.sleep(0.5)
        if worker.poll() is None:
            worker.terminate()
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                worker.kill()
        elif time.monotonic() - began < 10:
            time.sleep(2)  # what dies at once is not started again at once


def start_printing() -> None:
    """Leaves a process beside the server that keeps the worker of prints running."""
    server = os.getpid()
    if os.fork() == 0:
        try:
            keep_printing(server)
        finally:
            os._exit(0)


def main() -> None:
    """Prepares, starts the worker of prints, then replaces this process by gunicorn."""
    environ.Env.read_env(ROOT / ".env", overwrite=False)
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("SAMPLE_DAY", SAMPLE_DAY)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_project.settings")
    settings = project_settings()
    from ntm_project import server

    host, port = server.listening_address(os.environ)
    refuse_taken_port(host, port)
    print(f"Địa chỉ: http://{host}:{port}/ (mở được khi các bước dưới đây xong)", flush=True)
    # The database holds people's names and passwords' hashes: nobody else on the machine reads it.
    os.umask(0o077)
    (ROOT / "data").mkdir(exist_ok=True)
    # In debug it stays empty, but WhiteNoise wants it.
    (ROOT / "staticfiles").mkdir(exist_ok=True)
    config = settings.DATABASES["default"]
    refuse_damage(config)
    migrate(config)
    if settings.DEBUG:
        load_sample(config, settings.EVIDENCE_FOLDER)
    else:
        collect_static()
    os.chdir(ROOT)
    start_printing()
    gunicorn = ["-m", "gunicorn", "-c", "python:ntm_project.server", "ntm_project.wsgi"]
    os.execv(sys.executable, [sys.executable, *gunicorn])


if __name__ == "__main__":
    main()

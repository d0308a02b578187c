"""Keeps a small database of a released version, so that every later one is tried on its upgrade.

`python tools/keep_release.py COMMIT`: that commit's own program migrates an empty database and
loads the sample; what comes out is kept as SQL in `tests/upgrade/releases`. With
`tools/with_postgres.py` before it, PostgreSQL's is kept. Do it for each release, on its commit.
"""

import lzma
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import environ
import psycopg2

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "upgrade" / "releases"
NAME = "ntm_release"


def make(commit: str, url: str, folder: Path) -> None:
    """Let the program of a commit fill the database."""
    with subprocess.Popen(["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE) as archive:
        subprocess.run(["tar", "-x", "-C", folder], stdin=archive.stdout, check=True)
    variables = os.environ | {"DEBUG": "true", "DATABASE_URL": url, "DATABASE_PATIENCE": "30"}
    variables |= {"DJANGO_SETTINGS_MODULE": "ntm_project.settings"}
    (folder / "data").mkdir(exist_ok=True)
    for command in ("migrate", "load_sample"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"],
            cwd=folder, env=variables, check=True,
        )  # fmt: skip


def of_sqlite(commit: str, folder: Path) -> Iterator[str]:
    """The statements that make the database anew."""
    path = folder / "release.sqlite3"
    make(commit, f"sqlite:///{path}", folder)
    with closing(sqlite3.connect(path)) as database:
        yield from database.iterdump()


def of_postgresql(commit: str, folder: Path, server: str) -> Iterator[str]:
    """The same, but for what only one version of `psql` or of the server understands."""
    url = f"{server.rpartition('/')[0]}/{NAME}"
    config = environ.Env.db_url_config(server)
    with closing(
        psycopg2.connect(host=config["HOST"], user=config["USER"], dbname=config["NAME"])
    ) as base:
        base.autocommit = True
        base.cursor().execute(f"CREATE DATABASE {NAME}")
    make(commit, url, folder)
    done = subprocess.run(
        [Path(os.environ["PG_BIN"]) / "pg_dump", "--inserts", "--rows-per-insert=200", "--no-owner",
         "--no-privileges", f"--host={config['HOST']}", f"--username={config['USER']}", NAME],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    newer = re.compile(r"\\(un)?restrict |SET transaction_timeout|CREATE SCHEMA public")
    yield from (line for line in done.stdout.splitlines() if not newer.match(line))


def main() -> int:
    """0 when the file stands."""
    if len(sys.argv) != 2:
        sys.exit("Cách dùng: python tools/keep_release.py COMMIT")
    words = ["git", "log", "-1", "--format=%cs-%h", sys.argv[1]]
    name = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    server = os.environ.get("TEST_DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lines = (
            of_postgresql(sys.argv[1], folder, server) if server else of_sqlite(sys.argv[1], folder)
        )
        content = "\n".join(lines).encode()
    path = KEPT / f"{name}.{'postgresql' if server else 'sqlite'}.sql.xz"
    path.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} byte, giải nén {len(content)} byte")
    return 0


if __name__ == "__main__":
    sys.exit(main())

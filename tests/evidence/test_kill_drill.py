"""kill -9 under load: what was acknowledged is there, no row lacks its file, the rest is swept.

Three kills by default; `DRILL_KILLS=50` is the full drill (`make drill`).
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.evidence import drill

KILLS = int(os.environ.get("DRILL_KILLS", "3"))

AFTERWARDS = """
import json, time
from io import StringIO
from django.core.management import call_command
from django.db import connection
from evidence.models import Evidence, Revision
from evidence.papers.storage import evidence_store
from evidence.papers.uploads import incoming_folder

def check():
    try:
        call_command("check_evidence", "--hash", stdout=(out := StringIO()))
    except SystemExit as stop:
        return out.getvalue() if stop.code else ""
    return ""

def facts():
    rows = list(Revision.objects.values_list("upload_key", "sha256", "key"))
    assert Evidence.objects.count() == len(rows)
    folder = incoming_folder()
    return {
        "faults": check(),
        "rows": {str(upload_key): sha256 for upload_key, sha256, key in rows},
        "keys": sorted(key for upload_key, sha256, key in rows),
        "store": sorted(file.key for file in evidence_store().walk()),
        "incoming": [path.name for path in folder.iterdir()] if folder.exists() else [],
    }

if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
before = facts()
time.sleep(1.1)  # a bucket gives the time of an object in whole seconds
sweep = ("sweep_evidence", "--apply", "--older-than-hours=0", "--at-most=1000")
call_command(*sweep, stdout=StringIO())
print(json.dumps([before, facts()]))
"""


def before_and_after_the_sweep(variables: dict[str, str]) -> list[dict[str, Any]]:
    """What the check prints, the rows by upload key, and the keys in the store; twice."""
    code = f"import django\ndjango.setup()\n{AFTERWARDS}"
    done = drill.run("-c", code, variables=variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def rehearse(variables: dict[str, str], kills: int) -> None:
    """The drill itself, on whatever database and store the variables name."""
    known = drill.prepare(variables)
    load = drill.kill_repeatedly(variables, known, kills)
    assert load.unexpected == []
    assert len(load.acknowledged) >= kills

    # Every row has its good file, read byte for byte; orphans are too young to be reported.
    before, after = before_and_after_the_sweep(variables)
    assert (before["faults"], after["faults"]) == ("", "")
    assert load.acknowledged.items() - before["rows"].items() == set()
    assert after["rows"] == before["rows"]
    assert after["store"] == after["keys"]
    assert after["incoming"] == []
    drill.show(
        f"\n{kills} kills: {load.attempts} attempts, {len(load.acknowledged)} acknowledged, "
        f"0 lost, {len(before['rows'])} rows, {len(before['store']) - len(before['keys'])} orphans "
        f"and {len(before['incoming'])} unfinished uploads swept"
    )


@pytest.mark.deep
@pytest.mark.concurrency
def test_kill_9_under_load_loses_nothing_that_was_acknowledged(
    tmp_path: Path, database_url: str
) -> None:
    rehearse(drill.environment(tmp_path, database_url), KILLS)

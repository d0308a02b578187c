"""The drill: back up under load, lose everything, put it back, and find that nothing is missing."""

import json
import os
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.evidence import drill
from tests.waiting import until

BEGIN = "import django; django.setup()\n"
SEED = """
from tests import factories as make
from villages.models import Unit
plan = make.make_plan(Unit.objects.get(level="commune"))
for number in range(3):
    make.make_task(plan, text=f"Cứng hóa đường trục thôn số {number}")
"""
# What a person would look at: the words of the printed plan, and the hash of each file by key.
FACTS = """
import json, pypdfium2
from evidence.models import Revision
from reports.documents.kinds.plan import plan_document, plan_rows
from tasks.models import Plan
from tests.reports.printing import render_pdf
paper = pypdfium2.PdfDocument(render_pdf(plan_document(plan_rows(Plan.objects.get()))))
words = [page.get_textpage().get_text_range() for page in paper]
hashes = {str(key): sha256 for key, sha256 in Revision.objects.values_list("upload_key", "sha256")}
print(json.dumps([words, hashes]))
"""
# Every file of the copy with one byte flipped, and once without it.
SPOILT = """
import json, sys
from io import StringIO
from pathlib import Path
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

def refusal():
    try:
        call_command("restore", sys.argv[1], stdout=StringIO())
    except CommandError as error:
        return str(error)
    return ""

refusals = {}
root = Path(sys.argv[1])
files = [p for p in root.rglob("*") if p.is_file() and p.name != ".lock"]
evidence = [p for p in files if p.parent.parent.name == "files"]
for path in [*(p for p in files if p not in evidence), *evidence[:2]]:
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:])
    refusals[f"flipped {path.name}"] = refusal()
    path.unlink()
    refusals[f"missing {path.name}"] = refusal()
    path.write_bytes(whole)
print(json.dumps([refusals, connection.introspection.table_names()]))
"""


def command(variables: dict[str, str], *words: str) -> CompletedProcess[str]:
    return drill.run("manage.py", *words, variables=variables)


def script(variables: dict[str, str], code: str, *words: str) -> CompletedProcess[str]:
    done = drill.run("-c", BEGIN + code, *words, variables=variables)
    assert done.returncode == 0, done.stderr
    return done


def facts(variables: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    words, hashes = json.loads(script(variables, FACTS).stdout.splitlines()[-1])
    return words, hashes


def environment(folder: Path, url: str) -> dict[str, str]:
    return drill.environment(folder, url) | {"LOCK_FOLDER": str(folder / "locks")}


def back_up_under_load(here: dict[str, str], shelf: str) -> tuple[drill.Load, dict[str, str]]:
    """Two copies while clients upload, of which the rotation leaves the second; the load, and what
    had been acknowledged before the first."""
    load = drill.Load(drill.prepare(here))
    script(here, SEED)
    with drill.serving(here) as server:
        load.port = server.port
        load.start(clients=4)
        try:
            until(lambda: len(load.acknowledged) >= 10, "the load flows", pause=0.02)
            before = dict(load.acknowledged)
            first = command(here, "backup", shelf)
            assert first.returncode == 0, first.stderr
            assert len(load.acknowledged) > len(before)  # others went on writing
            second = command(here, "backup", shelf, "--keep", "1,0,0")
            assert second.returncode == 0, second.stderr
        finally:
            load.stop()
    assert load.unexpected == []
    return load, before


@pytest.mark.deep
@pytest.mark.both
@pytest.mark.pdf
def test_what_was_backed_up_under_load_comes_back_whole(
    tmp_path: Path, database_urls: list[str]
) -> None:
    here, shelf = environment(tmp_path / "here", database_urls[0]), str(tmp_path / "copies")
    load, before = back_up_under_load(here, shelf)
    words, _ = facts(here)
    assert sum(name.endswith("Z") for name in os.listdir(shelf)) == 1
    later = {"LOCK_FOLDER": str(tmp_path / "locks"), "BACKUP_TO": shelf}
    shutil.rmtree(tmp_path / "here")

    there = environment(tmp_path / "there", database_urls[1]) | later
    refusals, tables = json.loads(script(there, SPOILT, shelf).stdout.splitlines()[-1])
    assert len(refusals) >= 12
    assert [name for name, sentence in refusals.items() if not sentence] == []
    assert tables == []

    done = command(there, "restore", shelf, "--verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "HỎNG" not in done.stdout
    words_there, hashes = facts(there)
    assert words_there == words
    assert before.items() - hashes.items() == set()
    again = command(there, "restore", shelf)
    assert (again.returncode, "--replace" in again.stderr) == (1, True)
    drill.show(
        f"\n{len(load.acknowledged)} uploads, {len(hashes)} in the copy, "
        f"{len(refusals)} spoilt copies refused"
    )

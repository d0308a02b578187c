"""The check reports every disagreement between rows and store, and mends none."""

import os
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evidence.models import FileFault, Revision
from evidence.papers.enums import FileType
from evidence.papers.services import sweep
from evidence.papers.services.sweep import Fault, inspect
from evidence.papers.storage import StoredFile
from tests import factories as make
from tests.evidence import factories as ev
from tests.shared import command

pytestmark = pytest.mark.django_db

HOUR = 3600


def age(path: Path, hours: float) -> Path:
    moment = time.time() - hours * HOUR
    os.utime(path, (moment, moment))
    return path


check = partial(command, "check_evidence")


@pytest.fixture
def files(evidence_folder) -> list[Path]:
    """Five papers kept, as the paths of their files."""
    commune = make.make_commune()
    return [evidence_folder / ev.added(commune).revision.key for _ in range(5)]


def orphan(folder: Path, hours: float = 30) -> Path:
    path = folder / "2024" / "08" / ("f" * 32)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"nobody's")
    return age(path, hours)


def test_a_sound_store_is_said_to_be_sound(files, monkeypatch):
    monkeypatch.setattr(sweep, "ROWS_AT_ONCE", 2)
    for options in ((), ("--hash",)):
        code, out = check(*options)
        assert (code, len(out.splitlines())) == (0, 1)


def test_each_fault_is_told_once_with_its_file_and_nothing_is_mended(files, evidence_folder):
    missing, short, changed, *_ = files
    missing.unlink()
    short.write_bytes(short.read_bytes()[:-1])
    content = changed.read_bytes()
    changed.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    stray = orphan(evidence_folder)
    before = sorted(evidence_folder.rglob("*"))

    code, out = check("--hash")
    assert code == 1
    lines = out.splitlines()
    assert len(lines) == 5
    expected = {
        missing: Fault.MISSING,
        short: Fault.WRONG_SIZE,
        changed: Fault.WRONG_HASH,
        stray: Fault.ORPHAN,
    }
    for path, fault in expected.items():
        key = path.relative_to(evidence_folder).as_posix()
        (line,) = (line for line in lines if line.startswith(key))
        assert fault.label in line
    assert sorted(evidence_folder.rglob("*")) == before
    assert Revision.objects.count() == 5
    noted = FileFault.objects.values_list("revision__key", flat=True)
    assert {evidence_folder / key for key in noted} == {short, changed}
    changed.write_bytes(content)
    check()
    assert [fault.detail[:6] for fault in FileFault.objects.all()] == ["sổ ghi"]


def test_without_hash_the_content_is_not_read_again(files):
    content = files[0].read_bytes()
    files[0].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert check()[0] == 0
    assert check("--hash")[0] == 1


def nights(time_machine) -> Iterator[int]:
    """The days of a month, after each of which what was noted of a file is forgotten."""
    for day in range(1, 31):
        time_machine.move_to(datetime(2024, 6, day, 5, tzinfo=UTC))
        yield day
        FileFault.objects.all().delete()


def test_each_file_has_its_day_within_the_month(files, time_machine):
    content = files[0].read_bytes()
    files[0].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    found = [day for day in nights(time_machine) if check("--in-turn")[0]]
    assert len(found) == 1


def test_what_a_night_found_wrong_is_told_each_night_until_it_is_mended(files, time_machine):
    content = files[0].read_bytes()
    files[0].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (first,) = (day for day in nights(time_machine) if check("--in-turn")[0])
    for day in (first, first + 1, first + 2):
        time_machine.move_to(datetime(2024, 6, 1, 5, tzinfo=UTC) + timedelta(days=day - 1))
        assert check("--in-turn")[0] == 1
    files[0].write_bytes(content)
    assert check("--in-turn")[0] == 0
    assert not FileFault.objects.exists()


def test_a_file_that_cannot_be_read_is_told(files, monkeypatch):
    real = Path.open

    def fail(self, *args, **kwargs):
        if self == files[2]:
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", fail)
    (finding,) = inspect(now=timezone.now())
    assert (finding.fault, finding.row.key) == (Fault.UNREADABLE, "/".join(files[2].parts[-3:]))


def test_a_file_whose_row_may_be_on_its_way_is_no_orphan_yet(files, evidence_folder):
    stray = orphan(evidence_folder, hours=0.5)
    assert check()[0] == 0
    age(stray, 2)
    assert check()[0] == 1


def test_a_file_that_came_after_its_part_of_the_listing_is_not_missing(files, monkeypatch):
    late = "/".join(files[0].parts[-3:])
    store = sweep.evidence_store()
    listed = [file for file in store.walk() if file.key != late]
    monkeypatch.setattr(type(store), "walk", lambda self: iter(listed))
    assert list(inspect(now=timezone.now())) == []
    files[0].unlink()
    (finding,) = inspect(now=timezone.now())
    assert (finding.fault, finding.key) == (Fault.MISSING, late)


def test_the_pictures_of_a_file_cost_no_query_each(files, evidence_folder):
    """Of a PDF there may be one for each page; those of a file that is lost stay as well."""
    files[1].unlink()
    with CaptureQueriesContext(connection) as before:
        assert check()[0] == 1
    for path in files:
        for page in range(30):
            picture = path.with_name(f"{path.name}.p{page}.1600.jpg")
            picture.write_bytes(b"x")
            age(picture, 100)
    with CaptureQueriesContext(connection) as after:
        assert check()[0] == 1
    assert len(after) == len(before)


@dataclass
class Endless:
    """A store of 220,000 files that exist only while they are listed, and one that is real."""

    moment: datetime
    real: Revision

    def walk(self):
        for n in range(200_000):
            yield StoredFile(f"2022/01/{n:032x}", 1, self.moment)
        for n in range(20_000):
            yield StoredFile(f"2023/01/{n:032x}", 1, self.moment)
        yield StoredFile(self.real.key, self.real.size, self.moment)

    def touch(self, key):
        return None


def many_revisions(evidence, count: int) -> None:
    Revision.objects.bulk_create(
        Revision(
            evidence=evidence,
            number=n + 2,
            key=f"2023/01/{n:032x}",
            name="a.jpg",
            sha256="0" * 64,
            size=1,
            file_type=FileType.JPEG,
            upload_key=f"{n:032x}",
        )
        for n in range(count)
    )


@pytest.mark.deep
def test_memory_does_not_grow_with_the_number_of_rows_and_files(monkeypatch):
    """A hundred times the files, the same memory: both sides are read in pieces."""
    evidence = ev.paper(make.make_commune())
    moment = timezone.now()
    store = Endless(moment, evidence.revisions.get())
    monkeypatch.setattr(sweep, "evidence_store", lambda: store)
    many_revisions(evidence, 20_000)
    tracemalloc.start()
    try:
        assert list(inspect(now=moment)) == []
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12 * 2**20

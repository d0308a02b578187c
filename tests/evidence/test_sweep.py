"""The sweep takes nothing that may still be wanted: a restored, a foreign, a mistaken database."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evidence.models import Evidence, Revision, StoreMark
from evidence.papers.reading_store import open_original
from evidence.papers.services import store_marks, sweep
from evidence.papers.storage import MARK, QUARANTINE, evidence_store
from evidence.papers.store_errors import StorageDown
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.test_check_evidence import age, check, orphan

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def files(evidence_folder) -> list[Path]:
    """Five papers kept long ago, as the paths of their files."""
    commune = make.make_commune()
    return [age(evidence_folder / ev.added(commune).revision.key, 1000) for _ in range(5)]


def run(*options: str) -> str:
    call_command("sweep_evidence", *options, stdout=(out := StringIO()))
    return out.getvalue()


@pytest.fixture
def forgetful(monkeypatch):
    """Makes the rows invisible from a key on, as in a database restored from before them."""

    manager = type(Revision.objects)
    real = manager.get_queryset

    def forget(*keys: str) -> None:
        def get_queryset(self):
            found = real(self)
            return found.exclude(key__in=keys) if self.model is Revision else found

        monkeypatch.setattr(manager, "get_queryset", get_queryset)

    return forget


def kept(files: list[Path]) -> bool:
    return all(path.exists() for path in files)


@pytest.mark.parametrize(("hours", "goes"), [(23, False), (25, True)])
def test_old_orphans_go_aside_and_old_unfinished_uploads_go(files, evidence_folder, hours, goes):
    stray = orphan(evidence_folder, hours)
    upload = age(ev.received().path, hours)
    fresh = ev.received().path
    run("--apply", "--at-most=1")
    assert [stray.exists(), upload.exists()] == [not goes] * 2
    assert fresh.exists()
    assert kept(files)
    aside = evidence_folder / QUARANTINE / stray.relative_to(evidence_folder)
    assert aside.exists() == goes
    assert check("--hash")[0] == (0 if goes else 1)


def test_unless_asked_it_only_lists(files, evidence_folder):
    stray, upload = orphan(evidence_folder), age(ev.received().path, 30)
    before = sorted(evidence_folder.rglob("*"))
    out = run("--at-most=1")
    assert stray.name in out
    assert upload.name in out
    assert sorted(evidence_folder.rglob("*")) == before


def test_what_lay_aside_for_thirty_days_is_removed_by_a_later_run(files, evidence_folder):
    stray = orphan(evidence_folder, 10_000)
    run("--apply", "--at-most=1")
    aside = evidence_folder / QUARANTINE / stray.relative_to(evidence_folder)
    for hours, stays in ((0, True), (29 * 24, True), (31 * 24, False)):
        if hours:
            age(aside, hours)
        assert stray.name in run("--apply")
        assert aside.exists() == stays
    assert stray.name not in run("--apply")


def test_more_than_a_hundredth_goes_only_by_its_number(files, evidence_folder):
    stray = orphan(evidence_folder)
    for options in (["--apply"], ["--apply", "--at-most=0"], []):
        with pytest.raises(CommandError, match="--at-most 1"):
            run(*options)
    assert stray.exists()
    for number in range(95):
        ev.received()
        other = evidence_folder / "2024" / f"{number:032x}"
        other.write_bytes(b"x")
        row = ev.added(Evidence.objects.all()[0].unit).revision
        age(evidence_folder / row.key, 100)
        other.unlink()
    run("--apply")  # one of 101
    assert not stray.exists()


def test_a_file_whose_row_came_back_comes_back(files, evidence_folder):
    keys = [path.relative_to(evidence_folder).as_posix() for path in files]
    for key in keys:
        evidence_store().set_aside(key)
    assert not any(path.exists() for path in files)
    assert check()[0] == 1
    revision = Revision.objects.get(key=keys[0])
    with open_original(revision) as file:
        assert len(file.read()) == revision.size
    assert [path.exists() for path in files] == [True, False, False, False, False]
    run("--apply")
    assert kept(files)
    assert check("--hash")[0] == 0


def test_a_database_restored_from_yesterday_loses_nothing(files, evidence_folder, forgetful):
    """Five uploads, yesterday's rows, and every command of the night that the docs name."""
    forgetful(*(path.relative_to(evidence_folder).as_posix() for path in files[1:]))
    named = (ROOT / "docs/by-hand.md").read_text().split("`")
    nightly = [line.split()[1:] for line in named if line.startswith("manage.py ")]
    assert ["sweep_evidence", "--apply"] in nightly
    for command in nightly:
        try:
            call_command(*command, stdout=StringIO())
        except (CommandError, SystemExit):
            continue
    assert kept(files)
    with pytest.raises(CommandError, match="cũ hơn"):
        run("--apply", "--at-most=1000")
    assert kept(files)


def test_going_on_after_the_restore_does_not_hide_it(files, evidence_folder, forgetful):
    forgetful(*(path.relative_to(evidence_folder).as_posix() for path in files[1:]))
    unit = Evidence.objects.all()[0].unit
    for _ in range(8):
        ev.added(unit)
    with pytest.raises(CommandError, match="cũ hơn"):
        run("--apply", "--at-most=1000")
    accepted = str(StoreMark.objects.get().store_id)[:8]
    with pytest.raises(CommandError):
        run("--accept-store", "00000000")
    run("--accept-store", accepted)
    run("--apply", "--at-most=1000")
    assert [path.exists() for path in files] == [True, False, False, False, False]
    assert len(list(evidence_store().aside())) == 4


def test_another_valid_database_is_refused(files, evidence_folder):
    store_id = store_marks.read_mark().store_id
    other = "3f3e4f26-9d59-4b0e-9e4e-0d6a4ad0a001"
    StoreMark.objects.update(store_id=other)
    with pytest.raises(CommandError, match="sổ khác"):
        run("--apply", "--at-most=1000")
    assert check()[0] == 1
    StoreMark.objects.all().delete()
    with pytest.raises(CommandError, match=store_id[:8]):
        run("--apply", "--at-most=1000")
    assert kept(files)


def test_a_store_without_the_mark_is_refused_unless_it_and_the_record_are_empty(
    files, evidence_folder
):
    """An empty folder is most likely one on which no disk is mounted."""
    (evidence_folder / MARK).unlink()
    with pytest.raises(CommandError, match="không mang dấu"):
        run("--apply", "--at-most=1000")
    unit = Evidence.objects.all()[0].unit
    away = evidence_folder.rename(evidence_folder.with_name("away"))
    with pytest.raises(CommandError, match="không mang dấu"):
        run("--apply", "--at-most=1000")
    with pytest.raises(StorageDown):
        ev.added(unit)
    assert not list(evidence_store().walk())
    shutil.rmtree(evidence_folder)
    away.rename(evidence_folder)
    run("--accept-store", str(StoreMark.objects.get().store_id)[:8])
    ev.added(unit)
    assert "không" in run("--apply", "--at-most=1000").lower()
    assert kept(files)


def test_an_empty_store_of_an_empty_record_is_in_order(evidence_folder):
    StoreMark.objects.create()
    assert run("--apply")


def test_a_pair_from_before_there_were_marks_is_tied_by_its_first_sweep(files, evidence_folder):
    (evidence_folder / MARK).unlink()
    StoreMark.objects.all().delete()
    orphan(evidence_folder)
    with pytest.raises(CommandError, match="--at-most"):
        run("--apply")
    assert store_marks.read_mark() is None
    run("--apply", "--at-most=1")
    assert store_marks.read_mark().newest == Revision.objects.order_by("pk").last().pk
    assert store_marks.deny_sweep() == ""


def test_the_sweep_asks_again_before_it_moves(files, evidence_folder, monkeypatch):
    """A row that comes while the sweep reads on keeps its file."""
    late = Revision.objects.get(key__endswith=files[0].name)
    real = sweep._rows
    monkeypatch.setattr(sweep, "_rows", lambda: iter([r for r in real() if r.key != late.key]))
    assert "không" in run("--apply").lower()
    assert kept(files)


def test_a_mark_that_cannot_be_read_stops_everything(files, evidence_folder):
    (evidence_folder / MARK).write_bytes(b"{")
    with pytest.raises(CommandError):
        run("--apply", "--at-most=1000")
    assert kept(files)


def test_the_pictures_of_an_orphan_go_with_it_and_those_of_a_row_stay(files, evidence_folder):
    stray = orphan(evidence_folder)
    for path in (stray, files[0]):
        picture = path.with_name(f"{path.name}.240.jpg")
        picture.write_bytes(b"x")
        age(picture, 100)
    run("--apply", "--at-most=1")
    assert not stray.with_name(f"{stray.name}.240.jpg").exists()
    assert files[0].with_name(f"{files[0].name}.240.jpg").exists()


@pytest.mark.parametrize("hours", ["-1", "nan", "1e9"])
def test_a_senseless_age_is_refused(hours):
    with pytest.raises(CommandError):
        call_command("sweep_evidence", f"--older-than-hours={hours}")

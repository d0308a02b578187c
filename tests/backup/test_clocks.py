"""Clocks that jump: no copy is lost by one, and which is the newest is never guessed."""

import gzip
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from ntm_project.backup.management.commands import backup
from ntm_project.backup.models import Work
from ntm_project.backup.runs import last_run
from tests.backup.conftest import Site, refusal, run

pytestmark = [pytest.mark.sqlite, pytest.mark.once]


@pytest.fixture
def days_on(time_machine) -> Callable[[float], None]:
    begun = timezone.now()
    return lambda days: time_machine.move_to(begun + timedelta(days=days))


def test_a_copy_of_a_clock_that_ran_ahead_takes_no_true_one_away(
    site: Site, days_on: Callable[[float], None]
) -> None:
    site.add(1)
    days_on(400)
    run("backup", site.copies)
    ahead = site.names()[0]
    days_on(0)
    site.add(2)
    assert ahead in refusal("backup", site.copies, "--keep", "1,0,0")
    true, still = site.names()
    assert (still, true < ahead) == (ahead, True)
    assert len(list(site.copies.glob("files/*/*"))) == 2
    assert not last_run(Work.BACKUP).is_well
    sentence = refusal("restore", site.copies, "--check-only")
    assert f"có: {true}, {ahead}." in sentence
    assert true in run("restore", site.copies, "--check-only", "--copy", true)
    days_on(401)
    assert "1 bản sao cũ" in run("backup", site.copies, "--keep", "2,0,0")


def test_rotation_over_a_list_that_lost_lines_removes_nothing(
    site: Site, days_on: Callable[[float], None]
) -> None:
    for day in range(3):
        days_on(day)
        site.begin_anew()
        site.add(day)
        run("backup", site.copies)
    names = site.names()
    held = set(site.copies.glob("files/*/*"))
    (site.copies / names[1] / "files.jsonl.gz").write_bytes(gzip.compress(b""))
    days_on(3)
    assert names[1] in refusal("backup", site.copies, "--keep", "3,0,0")
    assert set(site.names()) > set(names)
    assert set(site.copies.glob("files/*/*")) >= held


def test_a_copy_that_somebody_renamed_is_neither_taken_nor_removed(
    site: Site, days_on: Callable[[float], None]
) -> None:
    """Its name ends as a copy's does and holds no moment; by its letters it would be the newest."""
    site.add(1)
    run("backup", site.copies)
    for strange in ("truoc-khi-nang-capZ", "2026112T01101Z"):
        renamed = (site.copies / site.names()[0]).rename(site.copies / strange)
        assert "không có bản sao nào" in refusal("restore", site.copies)
        days_on(1)
        assert f"chứa thứ khác ({strange})" in refusal("backup", site.copies, "--keep", "1,0,0")
        assert (renamed / "manifest.json").exists()


def test_a_database_that_gives_out_while_it_is_copied_is_written_down(
    site: Site, monkeypatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(backup, "make_copy", fail)
    with pytest.raises(CommandError, match="closed the connection"):
        call_command("backup", str(site.copies))
    assert "closed the connection" in last_run(Work.BACKUP).words


def test_a_copy_to_carry_away_shows_nothing_of_those_of_every_night(site: Site, settings) -> None:
    disk = site.folder / "disk"
    settings.BACKUP_TO = str(site.copies)
    run("backup", disk)
    assert last_run(Work.BACKUP).ended_at is None
    run("backup", f"{site.copies}/")
    (disk / "photos").mkdir()
    assert "photos" in refusal("backup", disk)
    assert last_run(Work.BACKUP).is_well

"""What a copy is, when there is none, and what a restore never does. The drill tries the rest."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from evidence.models import Revision
from evidence.papers.services import sweep
from ntm_project.backup import making, restoring, seals
from ntm_project.backup.engines import tool
from ntm_project.backup.faults import NotCertain, alone
from ntm_project.backup.manifest import copies, read_file_list, read_manifest
from ntm_project.backup.models import Work
from ntm_project.backup.restoring import check_server, named_copy
from ntm_project.backup.rotation import read_keep, staying
from ntm_project.backup.runs import last_run
from ntm_project.backup.shelf import FolderShelf
from tests.backup.conftest import Site, refusal, run
from tests.conftest import require
from villages.models import AuditEvent, OnlineSession

pytestmark = [pytest.mark.sqlite, pytest.mark.once]

NO_GPG = "chưa có gpg (apt-get install gnupg)"
EXPIRED = "het-han@xa.example.vn"


@pytest.fixture
def later(time_machine):
    """Moves the clock on, since a copy is named after its second."""
    begun = timezone.now()

    def move(**step: float) -> None:
        nonlocal begun
        begun += timedelta(**(step or {"seconds": 5}))
        time_machine.move_to(begun)

    return move


def test_a_second_copy_sends_only_what_is_new(site: Site, later) -> None:
    paths = [site.add(1), site.add(2)]
    (site.copies / "lost+found").mkdir(parents=True)  # as on a disk that is mounted there
    assert "2 tệp mới" in run("backup", site.copies)
    paths.append(site.add(3))
    later()
    assert "1 tệp mới" in run("backup", site.copies)
    shelf = FolderShelf(site.copies)
    manifest = read_manifest(shelf, copies(shelf)[-1])
    hashes = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
    assert [entry.sha256 for entry in read_file_list(shelf, manifest)] == hashes
    assert manifest.counts["evidence_revision"] == manifest.files == 3
    assert manifest.last_event == AuditEvent.objects.latest("pk").pk
    assert (manifest.engine, manifest.seal, manifest.lost) == ("sqlite", "", [])
    assert last_run(Work.BACKUP).is_well
    assert not list(site.copies.glob(".parts/*"))


def test_an_older_copy_under_newer_files_takes_none_of_them(site: Site, later, monkeypatch) -> None:
    """Finding 1: put the database back to before an upload, and let the night go over it."""
    site.add(1)
    run("backup", site.copies)
    newer, keys = site.add(2), site.keys()
    OnlineSession.objects.create(session_key="x" * 32, expire_date=timezone.now())
    later()
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "check_whole", lambda _: pytest.fail("read for nothing"))
        assert "--replace" in refusal("restore", site.copies)
    assert site.keys() == keys
    done = run("restore", site.copies, "--replace", site.folder / "before")
    assert "Đã khôi phục" in done
    assert site.keys() < keys
    assert not Session.objects.exists()
    assert AuditEvent.objects.latest("pk").action == "khôi phục từ bản sao"
    os.utime(newer, (0, 0))
    assert "Sổ cũ hơn kho tệp" in refusal("sweep_evidence", "--apply")
    assert "1 việc" not in refusal("nightly")
    assert newer.exists()
    # The record as it was before the restore was kept, and comes back with its file.
    later()
    run("restore", site.folder / "before", "--replace", site.folder / "after")
    assert site.keys() == keys
    assert run("verify").endswith("Mọi mục đều ổn.\n")


def test_a_lost_file_makes_no_copy_unless_that_is_accepted(site: Site, later) -> None:
    lost, spoilt = site.add(1), site.add(2)
    site.add(3)
    lost.unlink()
    spoilt.write_bytes(spoilt.read_bytes()[:-1] + b"?")
    assert "2 tệp" in refusal("backup", site.copies)
    assert site.names() == []
    assert not last_run(Work.BACKUP).is_well
    later()
    assert "đã mất 2 tệp" in run("backup", site.copies, "--accept-lost")
    assert "nguyên vẹn" in run("restore", site.copies, "--check-only")
    site.lose_database()
    assert "2 tệp đã mất" in run("restore", site.copies)
    assert refusal("verify") == "1 mục không ổn."


def test_damaged_files_of_the_store_come_back_from_the_copy(site: Site) -> None:
    paths = [site.add(1), site.add(2), site.add(3)]
    contents = [path.read_bytes() for path in paths]
    run("backup", site.copies)
    paths[0].unlink()
    paths[1].write_bytes(b"x" * len(contents[1]))
    site.lose_database()
    assert "2 tệp được chép vào kho" in run("restore", site.copies, "--verify")
    assert [path.read_bytes() for path in paths] == contents


def test_what_rots_among_the_copies_is_found_and_mended(site: Site, later, monkeypatch) -> None:
    site.add(1)
    site.add(2)
    run("backup", site.copies)
    first, second = sorted(site.copies.glob("files/*/*"))
    whole = first.read_bytes(), second.read_bytes()
    first.write_bytes(whole[0][:-1])
    later()
    assert "1 tệp sao từ trước bị hỏng" in refusal("backup", site.copies)
    second.write_bytes(b"?" + whole[1][1:])
    monkeypatch.setattr(sweep, "ROUNDS", 1)  # the day on which it is this file's turn
    later()
    assert "1 tệp sao từ trước bị hỏng" in refusal("backup", site.copies)
    assert (first.read_bytes(), second.read_bytes()) == whole


def test_a_copy_that_is_cut_short_is_none(site: Site, later, monkeypatch) -> None:
    site.add(1)
    with alone():
        assert "khác" in refusal("backup", site.copies)
    full = OSError(errno.ENOSPC, "No space left on device")

    def fail(*args: object) -> None:
        raise full

    with monkeypatch.context() as patch:
        patch.setattr(making, "keep_files", fail)
        assert "đĩa đã hết chỗ" in refusal("backup", site.copies)
    assert site.names() == []
    # What a killed process leaves has no digest, so it counts for nothing and is swept up later.
    (site.copies / "20200101T000000Z").mkdir()
    (site.copies / "20200101T000000Z" / "database.sqlite3.gz").write_bytes(b"half")
    assert "không có bản sao nào" in refusal("restore", site.copies)
    later()
    run("backup", site.copies)
    assert named_copy(FolderShelf(site.copies), "", "").manifest.name == site.names()[-1]
    strange = site.folder / "strange"
    (strange / "photos").mkdir(parents=True)
    assert "chứa thứ khác" in refusal("backup", strange)


def test_a_copy_of_a_newer_program_is_refused(site: Site) -> None:
    run("backup", site.copies)
    path = site.copies / site.names()[0] / "manifest.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    known["migrations"].append("villages.9999_of_next_year")
    content = json.dumps(known).encode()
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    path.with_name("manifest.json.sha256").write_text(f"{digest}  manifest.json\n")
    site.lose_database()
    assert "villages.9999_of_next_year" in refusal("restore", site.copies)
    known["engine"] = "postgresql"
    content = json.dumps(known).encode()
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    path.with_name("manifest.json.sha256").write_text(f"{digest}  manifest.json\n")
    assert "DATABASE_URL đang là sqlite" in refusal("restore", site.copies)


def test_a_copy_of_a_newer_server_is_refused_before_it_is_loaded(site: Site) -> None:
    run("backup", site.copies)
    manifest = read_manifest(FolderShelf(site.copies), copies(FolderShelf(site.copies))[-1])
    made = replace(manifest, engine="postgresql", server="17.5")
    with pytest.raises(NotCertain, match="17"):
        check_server(made, 15)
    check_server(made, 17)
    check_server(made, 18)


def test_rotation_keeps_days_weeks_months_and_only_their_files(site: Site, later) -> None:
    path = site.add(1)
    run("backup", site.copies)
    content = path.read_bytes()
    names = [f"2026{m:02}{d:02}T010000Z" for m in (1, 2, 3) for d in range(1, 29)]
    assert staying([], read_keep("7,4,12")) == set()
    days = [name[4:8] for name in sorted(staying(names, read_keep("3,2,3")))]
    assert days == ["0128", "0228", "0322", "0326", "0327", "0328"]
    with pytest.raises(NotCertain):
        read_keep("7,4")
    # A copy of which nothing names the file any more takes the file with it.
    later(days=1)
    site.begin_anew()
    site.add(2)
    assert "1 bản sao cũ và 1 tệp" in run("backup", site.copies, "--keep", "1,0,0")
    held = [p.read_bytes() for p in site.copies.glob("files/*/*")]
    assert len(held) == 1
    assert held != [content]


def test_a_record_that_was_begun_anew_takes_no_copy_of_the_old_one_away(site: Site, later) -> None:
    """Whoever installs anew where the database was lost has its copies in the same place."""
    for shade in (1, 2):
        site.add(shade)
    run("backup", site.copies)
    full = site.names()[0]
    site.begin_anew()
    for shade in (3, 4):
        later(hours=1)
        run("backup", site.copies, "--keep", "1,0,0")
        assert site.names()[:-1] == [full]
        site.add(shade)
    later(hours=1)
    run("backup", site.copies, "--keep", "1,0,0")
    assert full not in site.names()


def test_what_a_killed_backup_left_goes_and_what_is_being_brought_stays(site: Site, later) -> None:
    site.add(1)
    run("backup", site.copies)
    left, brought = (site.copies / f"2026010{day}T010000Z" for day in (1, 2))
    for folder in (left, brought):
        folder.mkdir()
        (folder / "database.sqlite3.gz").write_bytes(b"half")
    (brought / "manifest.json").write_text("{}", encoding="utf-8")
    later()
    run("backup", site.copies)
    assert (left.exists(), brought.exists()) == (False, True)


def age_key(file: Path) -> str:
    """The public half of a new key of age, whose private half lies in the file."""
    subprocess.run(["age-keygen", "-o", file], check=True, capture_output=True)
    made = subprocess.run(["age-keygen", "-y", file], check=True, capture_output=True, text=True)
    return made.stdout.strip()


def test_a_copy_sealed_by_age_opens_with_its_key_alone(site: Site, settings) -> None:
    require(shutil.which("age"), "chưa có age (apt-get install age)")
    key, other = site.folder / "key.txt", site.folder / "other.txt"
    age_key(other)
    content = site.add(1).read_bytes()
    settings.BACKUP_RECIPIENTS = [age_key(key)]
    run("backup", site.copies)
    everything = b"".join(p.read_bytes() for p in site.copies.rglob("*") if p.is_file())
    assert content not in everything
    assert b"SQLite" not in everything
    site.lose_database()
    shutil.rmtree(site.folder / "files")
    assert "--identity" in refusal("restore", site.copies)
    assert "no identity matched" in refusal("restore", site.copies, "--identity", other)
    run("restore", site.copies, "--identity", key, "--verify")
    assert Revision.objects.count() == 1
    with pytest.raises(NotCertain):
        seals.seal_for(["age1example", "van-thu@xa.vn"])


def test_what_age_refuses_is_told_in_plain_words(site: Site) -> None:
    require(shutil.which("age"), "chưa có age (apt-get install age)")
    site.add(1)
    assert "không phải khóa công khai" in refusal("backup", site.copies, "--recipient", "age1xyz")
    run("backup", site.copies, "--recipient", age_key(site.folder / "key"))
    age_key(site.folder / "other")
    for name, words in (("other", "không phải của bản sao này"), ("none", "không có tệp khóa")):
        told = refusal("restore", site.copies, "--check-only", "--identity", site.folder / name)
        assert words in told


def test_gpg_that_has_no_such_key_makes_no_copy(site: Site, monkeypatch) -> None:
    require(shutil.which("gpg"), NO_GPG)
    monkeypatch.setenv("GNUPGHOME", str(site.folder))
    sentence = refusal("backup", site.copies, "--recipient", "khong@co.vn")
    assert "không có khóa công khai" in sentence  # nor is it looked for on the network
    assert site.names() == []


@pytest.fixture
def keyring(monkeypatch) -> Iterator[str]:
    """Whose the one key of a keyring of its own is; the agent's sockets need a short path."""
    require(shutil.which("gpg"), NO_GPG)
    owner, quiet = "sao-luu@xa.example.vn", ("--batch", "--pinentry-mode", "loopback")
    with TemporaryDirectory(prefix="ntm-gpg-", ignore_cleanup_errors=True) as home:
        monkeypatch.setenv("GNUPGHOME", home)
        for name, when, until in ((owner, "now", "never"), (EXPIRED, "20200101T000000", "10d")):
            made = ("--passphrase", "", "--quick-generate-key", name, "future-default", "-", until)
            then = () if when == "now" else ("--faked-system-time", when)
            subprocess.run(["gpg", *quiet, *then, *made], check=True, capture_output=True)
        yield owner
        subprocess.run(["gpgconf", "--kill", "all"], check=False)


def test_a_copy_sealed_by_gpg_comes_back_with_its_keyring_alone(
    site: Site, keyring: str, monkeypatch
) -> None:
    content = site.add(1).read_bytes()
    run("backup", site.copies, "--recipient", keyring)
    everything = b"".join(p.read_bytes() for p in site.copies.rglob("*") if p.is_file())
    assert content not in everything
    assert b"SQLite" not in everything
    site.lose_database()
    shutil.rmtree(site.folder / "files")
    with monkeypatch.context() as patch:
        patch.setenv("GNUPGHOME", str(site.folder))
        assert "không có khóa riêng" in refusal("restore", site.copies)
    run("restore", site.copies, "--verify")
    assert Revision.objects.count() == 1


def test_a_copy_for_a_key_that_has_expired_is_not_made(site: Site, keyring: str) -> None:
    for recipients in ([EXPIRED], [keyring, EXPIRED]):
        named = [word for name in recipients for word in ("--recipient", name)]
        assert "đã hết hạn" in refusal("backup", site.copies, *named)
    assert site.names() == []


def test_a_client_older_than_the_server_is_refused(tmp_path: Path, settings, monkeypatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'\n")
    program.chmod(0o755)
    settings.PG_BIN = str(tmp_path)
    assert tool("pg_dump", 15) == str(program)
    with pytest.raises(NotCertain, match="99"):
        tool("pg_dump", 99)


def test_one_step_of_the_night_fails_alone(site: Site, settings, mailoutbox) -> None:
    settings.HAS_MAIL, settings.OPERATOR_MAIL = True, ["it@tinh.vn"]
    settings.BACKUP_TO = str(site.copies)
    began = datetime.now(UTC)
    assert "Đêm nay mọi việc đều ổn." in run("nightly")
    assert last_run(Work.NIGHTLY).is_well
    assert last_run(Work.VERIFY).is_well
    site.add(1).unlink()
    assert "2 việc đêm hỏng" in refusal("nightly")
    assert not last_run(Work.BACKUP).is_well
    words = mailoutbox[-1].body
    assert "ổn    phiên đăng nhập" in words
    assert "HỎNG  sao lưu" in words
    assert "HỎNG  kiểm tra toàn vẹn" in words
    assert len(mailoutbox) == 2
    assert last_run(Work.NIGHTLY).ended_at >= began

"""A scanner for malware: what it finds is refused or blocked; while it is away nothing stops."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from evidence.models import ContentScan, Revision
from evidence.papers import clamd, previews
from evidence.papers.antivirus import Blocked, scan_state
from evidence.papers.clamd import ScannerDown
from evidence.papers.reading_store import open_original
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.files.corpus import EICAR
from tests.shared import command
from tests.waiting import until
from villages.models import AuditEvent

# What a scanner answers no database decides.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


class FakeClamd:
    """Speaks INSTREAM on a socket of this machine, and finds EICAR wherever it stands."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.reply = b""  # sent instead of a verdict
        self.longest = 10**9
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line:
                line.sendall(self._answer(line.makefile("rb")))

    def _answer(self, line) -> bytes:
        assert line.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(line.read(4), "big"):
            content += line.read(length)
            if len(content) > self.longest:
                return b"INSTREAM size limit exceeded. ERROR\0"
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        return self.reply or found


@pytest.fixture(params=["unix", pytest.param("tcp", marks=pytest.mark.once)])
def scanner(request, settings, tmp_path) -> Iterator[FakeClamd]:
    if request.param == "unix":
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "c"))
        listener.listen()
        settings.CLAMD_SOCKET = f"unix:{tmp_path / 'c'}"
    else:
        listener = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD_SOCKET = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    with listener:
        yield FakeClamd(listener)
        listener.shutdown(socket.SHUT_RDWR)


def is_given_out(revision: Revision) -> bool:
    with open_original(revision) as file:
        return file.read(2) == b"\xff\xd8"


def infected() -> bytes:
    return ev.photo_bytes() + EICAR


scan_kept = partial(command, "scan_evidence")


def test_an_upload_that_holds_malware_is_refused_at_the_place(scanner):
    commune = make.make_commune()
    with pytest.raises(ValidationError) as refused:
        ev.paper(commune, content=infected())
    assert "mã độc" in refused.value.message_dict["files"][0]
    assert not Revision.objects.exists()
    revision = ev.paper(commune, content=ev.photo_bytes() + bytes(3_000_000)).revisions.get()
    assert scan_state(revision) == "clean"


@pytest.mark.parametrize(
    "reply", [b"INSTREAM: Can't allocate. ERROR\0", b"\0", b"what?", b" FOUND\0"]
)
def test_without_a_verdict_the_paper_is_kept_and_scanned_later(scanner, reply):
    scanner.reply = reply
    revision = ev.paper(make.make_commune(), content=infected()).revisions.get()
    assert scan_state(revision) == "unscanned"
    assert is_given_out(revision)
    scanner.reply = b""
    code, output = scan_kept()
    assert (code, revision.key in output) == (1, True)
    assert scan_state(revision) == "blocked"
    assert scan_kept() == (0, "Đã quét 0 tệp, chặn 0 tệp.\n")
    event = AuditEvent.objects.about(revision.evidence).first()
    assert event.action == "chặn tệp có mã độc"


def test_a_blocked_file_is_given_out_in_no_way_even_where_a_picture_was_kept(scanner, settings):
    scanner.reply = b"stream: OK\0"
    commune = make.make_commune()
    revision = ev.paper(commune, content=infected()).revisions.get()
    letter = ev.pdf_paper(commune).revisions.get()
    assert previews.thumbnail_of(revision)
    assert previews.page_image(letter, 1)
    scanner.reply = b""
    assert scan_kept()[0] == 0  # nothing new
    assert scan_kept("--all")[0] == 1
    settings.CLAMD_SOCKET = ""
    for job in (open_original, previews.thumbnail_of, previews.preview_of):
        with pytest.raises(Blocked):
            job(revision)
    ContentScan.objects.filter(sha256=letter.sha256).update(state="blocked", threat="Eicar")
    with pytest.raises(Blocked):
        previews.page_image(letter, 1)


# A package of the system, which our own files do not install: where an operator has it, the real
# daemon answers as the scanner of the other tests does. What they check is checked everywhere.
@pytest.mark.skipif(shutil.which("clamd") is None, reason="clamav-daemon is not installed")
def test_the_daemon_itself_finds_what_its_signatures_name(tmp_path):
    (tmp_path / "own.ndb").write_text(f"Thu.Eicar:0:*:{EICAR.hex()}\n", encoding="ascii")
    lines = (
        f"LocalSocket {tmp_path / 'c'}",
        f"DatabaseDirectory {tmp_path}",
        "Foreground yes",
        "StreamMaxLength 1M",
    )
    (tmp_path / "clamd.conf").write_text("\n".join(lines) + "\n", encoding="ascii")
    command = ["clamd", "-c", str(tmp_path / "clamd.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as daemon:
        try:
            until((tmp_path / "c").exists, "the daemon listens")
            address = f"unix:{tmp_path / 'c'}"
            assert clamd.scan(address, BytesIO(infected())) == "Thu.Eicar.UNOFFICIAL"
            assert clamd.scan(address, BytesIO(ev.photo_bytes())) == ""
            with pytest.raises(ScannerDown, match="size limit"):
                clamd.scan(address, BytesIO(bytes(2 << 20)))
        finally:
            daemon.terminate()


def test_what_is_clean_again_is_given_out_again(scanner):
    revision = ev.paper(make.make_commune()).revisions.get()
    ContentScan.objects.update(state="blocked", threat="False.Alarm")
    assert scan_kept("--all")[0] == 0
    assert is_given_out(revision)


def test_a_scanner_that_is_away_stops_nothing_but_its_own_command(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")
    revision = ev.paper(make.make_commune(), content=infected()).revisions.get()
    assert scan_state(revision) == "unscanned"
    with pytest.raises(CommandError, match="clamd"):
        call_command("scan_evidence")
    settings.CLAMD_SOCKET = ""
    with pytest.raises(CommandError, match="CLAMD_SOCKET"):
        call_command("scan_evidence")


def test_without_a_setting_nothing_is_asked(settings):
    assert settings.CLAMD_SOCKET == ""
    ev.paper(make.make_commune(), content=infected())
    assert not ContentScan.objects.exists()


def test_a_file_too_long_for_the_scanner_has_no_verdict(scanner, settings):
    scanner.longest = 1_000_000
    with pytest.raises(ScannerDown):
        clamd.scan(settings.CLAMD_SOCKET, BytesIO(bytes(15_000_000)))


@pytest.mark.parametrize("address", ["http://h:1", "tcp://", "tcp://h:x", "unix:relative"])
def test_an_address_that_is_none_is_a_scanner_that_is_away(address):
    with pytest.raises(ScannerDown):
        clamd.scan(address, BytesIO(b"x"))


def test_a_scanner_that_hangs_is_left_after_its_time(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clamd, "SCAN_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(ScannerDown):
            clamd.scan(address, BytesIO(b"x"))

"""What a scanner for malware finds in contents, where the settings name one (`CLAMD_SOCKET`)."""

import logging
from typing import BinaryIO

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from evidence.papers import clamd
from evidence.papers.clamd import ScannerDown
from evidence.papers.enums import ScanState
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.models import ContentScan, Revision
from evidence.papers.store_errors import StorageDown

log = logging.getLogger(__name__)


class Blocked(StorageDown):
    """The file holds what a scanner found; it is never given out, under no address."""

    reason = (
        "Tệp này bị chặn vì phần mềm diệt virus báo có mã độc. "
        "Hãy gửi lại bản sạch bằng “Thêm tệp mới”."
    )
    status = 403


def is_on() -> bool:
    """Whether the settings name a scanner."""
    return bool(settings.CLAMD_SOCKET)


def with_scan(revisions: "QuerySet[Revision]") -> "QuerySet[Revision]":
    """The files, each with the state of its content: read once for all of them."""
    scans = ContentScan.objects.filter(sha256=OuterRef("sha256"))
    return revisions.annotate(known_scan=Subquery(scans.values("state")[:1]))


def scan_state(revision: Revision) -> ScanState:
    """Not scanned yet, clean, or blocked; read with `with_scan` it costs no query."""
    known = revision.__dict__.get("known_scan", "unread")
    if known == "unread":
        scans = ContentScan.objects.filter(sha256=revision.sha256)
        known = scans.values_list("state", flat=True).first()
    return ScanState(known) if known else ScanState.UNSCANNED


def refuse_blocked(revision: Revision) -> None:
    """Raise `Blocked` where the content was found to hold malware, also when scanning is off."""
    if scan_state(revision) == ScanState.BLOCKED:
        raise Blocked(revision.key)


def scan(file: BinaryIO, sha256: str) -> ScanState:
    """Scan a content and keep the verdict. Raises `ScannerDown`."""
    threat = clamd.scan(settings.CLAMD_SOCKET, file)
    state = ScanState.BLOCKED if threat else ScanState.CLEAN
    if threat:
        log.error("Malware found in %s: %s", sha256, threat)
    values = {"state": state, "threat": threat, "scanned_at": timezone.now()}
    ContentScan.objects.update_or_create(sha256=sha256, defaults=values)
    return state


def check_upload(file: BinaryIO, sha256: str) -> None:
    """Refuse an upload that holds malware; while the scanner is away it waits unscanned."""
    if not is_on():
        return
    try:
        state = scan(file, sha256)
    except ScannerDown as down:
        log.warning("An upload was not scanned: %s", down)
        return
    if state == ScanState.BLOCKED:
        raise RefusedFile("virus")

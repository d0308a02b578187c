"""What a scanner for malware found in contents, where the settings name one (`CLAMD_SOCKET`)."""

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from evidence.papers.enums import ScanState
from evidence.papers.models import ContentScan, Revision
from evidence.papers.store_errors import StorageDown


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

"""Scanning for malware: of uploads, and of files that are kept already, those that came while no
scanner answered, or all."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from evidence.papers import clamd
from evidence.papers.antivirus import is_on, scan_state
from evidence.papers.clamd import ScannerDown
from evidence.papers.enums import ScanState
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.models import ContentScan, Revision
from evidence.papers.reading_store import open_stored
from evidence.papers.store_errors import StorageDown
from villages.access import system_access
from villages.audit import record

log = logging.getLogger(__name__)

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Scanned:
    """A file and what was found; no state where it cannot be read."""

    revision: Revision
    state: ScanState | None


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


def scan_kept(*, everything: bool = False) -> Iterator[Scanned]:
    """Scan what was never scanned, or everything anew; raises `ScannerDown`.

    A file that turns out to hold malware is blocked at once, with an event at its paper.
    """
    rows = Revision.objects.select_related("evidence__unit").order_by("pk")
    if not everything:
        rows = rows.exclude(sha256__in=ContentScan.objects.values("sha256"))
    last = 0
    while page := list(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        for revision in page:
            yield Scanned(revision, _scan(revision))
        last = page[-1].pk


def _scan(revision: Revision) -> ScanState | None:
    before = scan_state(revision)
    try:
        with open_stored(revision) as file:
            state = scan(cast(BinaryIO, file.file), revision.sha256)
    except StorageDown:
        return None
    if state == ScanState.BLOCKED and before != state:
        paper, today = revision.evidence, timezone.localdate()
        with transaction.atomic():
            record(
                system_access(today),
                "chặn tệp có mã độc",
                paper,
                unit=paper.unit,
                old={"file": None},
                new={"file": f"{revision.name} ({revision.sha256})"},
            )
    return state

"""Scanning of files that are kept already: those that came while no scanner answered, or all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.db import transaction
from django.utils import timezone

from evidence.papers import antivirus
from evidence.papers.enums import ScanState
from evidence.papers.models import ContentScan, Revision
from evidence.papers.reading_store import open_stored
from evidence.papers.store_errors import StorageDown
from villages.access import system_access
from villages.audit import record

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Scanned:
    """A file and what was found; no state where it cannot be read."""

    revision: Revision
    state: ScanState | None


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
    before = antivirus.scan_state(revision)
    try:
        with open_stored(revision) as file:
            state = antivirus.scan(cast(BinaryIO, file.file), revision.sha256)
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

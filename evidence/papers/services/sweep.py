"""Compares the rows of files with the store.

Both sides are read in the order of their keys, so memory stays the same for any number of
files. Nothing is repaired here: a missing file is reported, never papered over; of one that holds
other bytes a note stays, by which it is not taken for sound elsewhere.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices

from evidence.papers.models import FileFault, Revision
from evidence.papers.notes import mark_fault
from evidence.papers.storage import (
    EvidenceStore,
    StoredFile,
    evidence_store,
    original_key,
)

ROWS_AT_ONCE = 2_000
BYTES_AT_ONCE = 1 << 20
# A file is durable some moments before its row is written.
ROW_FOLLOWS_WITHIN = timedelta(hours=1)
# Of files that rest for years one part in so many is read again each day, so that a disk that
# rots shows within a month.
ROUNDS = 30


class Fault(TextChoices):
    MISSING = "missing", "thiếu tệp"
    UNREADABLE = "unreadable", "không đọc được"
    WRONG_SIZE = "wrong_size", "sai dung lượng"
    WRONG_HASH = "wrong_hash", "sai mã băm"
    ORPHAN = "orphan", "tệp thừa, không có dòng nào trong sổ"
    ASIDE = "aside", "tệp nằm trong khu cách ly; đọc tệp hoặc dọn kho sẽ trả về"


OTHER_BYTES = (Fault.WRONG_SIZE, Fault.WRONG_HASH)


@dataclass(frozen=True)
class RowFacts:
    """What the row of a file promises."""

    key: str
    pk: int
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Disagreement:
    """One place where rows and store disagree; `row` is None for an orphan."""

    fault: Fault
    key: str
    row: RowFacts | None = None
    detail: str = ""


def _rows() -> Iterator[RowFacts]:
    """Every row in the order of its key, in short queries, so that no time-out is met."""
    rows = Revision.objects.order_by("key").values_list("key", "pk", "name", "size", "sha256")
    last = ""
    while page := [RowFacts(*row) for row in rows.filter(key__gt=last)[:ROWS_AT_ONCE]]:
        yield from page
        last = page[-1].key


def rows_beside_files(store: EvidenceStore) -> Iterator[tuple[RowFacts | None, StoredFile | None]]:
    """Row and file of each key; either may be missing. The small pictures of a row, of a PDF up to
    one for each page, come right behind it and are left out."""
    rows, files = _rows(), store.walk()
    row, file, last = next(rows, None), next(files, None), ""
    while row or file:
        if file is None or (row and row.key < file.key):
            yield row, None
            last, row = row.key if row else "", next(rows, None)
        elif row is None or file.key < row.key:
            if original_key(file.key) != last:
                yield None, file
            file = next(files, None)
        else:
            yield row, file
            last, row, file = row.key, next(rows, None), next(files, None)


def is_due(sha256: str, day: date) -> bool:
    """Whether this is the day on which a file of this content is read again."""
    return int(sha256[:4], 16) % ROUNDS == day.toordinal() % ROUNDS


def inspect(
    *, now: datetime, with_hash: bool = False, day: date | None = None
) -> Iterator[Disagreement]:
    """Every disagreement between rows and store; `with_hash` reads every byte again, with a `day`
    only those of the files whose turn it is.

    A file whose row may still be on its way (`ROW_FOLLOWS_WITHIN`) is no orphan yet.
    """
    store = evidence_store()
    # What was found spoilt by somebody who opened it is read again every time.
    spoilt = set(FileFault.objects.values_list("revision_id", flat=True))
    for row, file in rows_beside_files(store):
        if row and file:
            is_spoilt = row.pk in spoilt
            is_read = with_hash or is_spoilt or (day is not None and is_due(row.sha256, day))
            findings = list(_compare(store, row, file, is_read))
            if is_spoilt and not findings:
                FileFault.objects.filter(revision=row.pk).delete()
            for finding in findings:
                if finding.fault in OTHER_BYTES:
                    mark_fault(row.pk, finding.detail)
                yield finding
        elif row and not store.exists(row.key):
            # Checked again, because it may have come after that part of the listing.
            is_aside = any(file.key == row.key for file in store.aside())
            yield Disagreement(Fault.ASIDE if is_aside else Fault.MISSING, row.key, row)
        elif file and file.modified_at < now - ROW_FOLLOWS_WITHIN and is_orphan(file):
            yield Disagreement(Fault.ORPHAN, file.key, detail=f"{file.size} byte")


def is_orphan(file: StoredFile) -> bool:
    """Checked again, because the row may have come after that part of the rows. A small picture
    belongs to the row of its original."""
    return not Revision.objects.filter(key=original_key(file.key)).exists()


def _compare(
    store: EvidenceStore, row: RowFacts, file: StoredFile, with_hash: bool
) -> Iterator[Disagreement]:
    if file.size != row.size:
        detail = f"sổ ghi {row.size} byte, kho có {file.size} byte"
        yield Disagreement(Fault.WRONG_SIZE, row.key, row, detail)
        return
    try:
        digest = _read(store, row.key, whole=with_hash)
    except Exception as error:
        yield Disagreement(Fault.UNREADABLE, row.key, row, f"{type(error).__name__}: {error}"[:200])
        return
    if digest and digest != row.sha256:
        detail = f"sổ ghi {row.sha256}, kho có {digest}"
        yield Disagreement(Fault.WRONG_HASH, row.key, row, detail)


def _read(store: EvidenceStore, key: str, *, whole: bool) -> str:
    """The SHA-256 of a file read whole; "" when it was not."""
    if not whole:
        store.touch(key)
        return ""
    digest = hashlib.sha256()
    with store.open(key) as file:
        while piece := file.read(BYTES_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()

"""What is read in a file is kept beside its row: at upload, or by a nightly reading."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from django.db.models import Q
from django.utils import timezone

from evidence.papers.antivirus import refuse_blocked
from evidence.papers.enums import FileType
from evidence.papers.files import reading
from evidence.papers.files.file_facts import ReadFacts
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.limits import MAX_TEXT_CHARS
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.remarks import Remark, plain_remarks
from evidence.papers.files.signed import plain_signatures
from evidence.papers.models import FileFacts, Revision
from evidence.papers.notes import READER, noted
from evidence.papers.reading_store import open_stored
from evidence.papers.store_errors import StorageDown
from ntm_project.common.text import spoken

ROWS_AT_ONCE = 200


def facts_in(file: BinaryIO, sha256: str, file_type: FileType) -> ReadFacts:
    """What is read in a file; of one that cannot be read, nothing. Raises `ReaderBusy`."""
    try:
        with noted(sha256, "facts", "view_too_big"):
            return reading.facts(file, file_type)
    except RefusedFile:
        return ReadFacts()


def keep_facts(revision: Revision, facts: ReadFacts | None, remarks: Sequence[Remark]) -> None:
    """The row beside a new file; without facts it waits for the nightly reading."""
    FileFacts.objects.create(revision=revision, remarks=plain_remarks([*remarks]), **_values(facts))


def _values(facts: ReadFacts | None) -> dict[str, object]:
    if facts is None:
        return {}
    return {
        "taken_on": facts.taken_on,
        "signatures": plain_signatures([*facts.signatures]),
        "text": facts.text,
        "words": f" {spoken(facts.text)}"[:MAX_TEXT_CHARS],
        "program": READER,
        "read_at": timezone.now(),
    }


def read_kept(*, everything: bool = False) -> Iterator[tuple[Revision, bool]]:
    """Read what was never read, or by an older program too; yields of each file whether it was."""
    rows = Revision.objects.select_related("facts").order_by("pk")
    if not everything:
        rows = rows.filter(Q(facts=None) | Q(facts__program=""))
    last = 0
    while page := list(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        for revision in page:
            yield revision, _read(revision)
        last = page[-1].pk


def _read(revision: Revision) -> bool:
    try:
        refuse_blocked(revision)
        with open_stored(revision) as file:
            facts = facts_in(
                cast(BinaryIO, file.file), revision.sha256, FileType(revision.file_type)
            )
    except (StorageDown, ReaderBusy):
        return False
    FileFacts.objects.update_or_create(revision=revision, defaults=_values(facts))
    return True

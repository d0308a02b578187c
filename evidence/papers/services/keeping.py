"""From a received file to a kept one: checked, within the quotas, durable before any row.

No transaction is open while the store is waited for. Files that certainly no row names are removed
at once; where a commit's outcome is unknown they stay, and the sweep decides.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from criteria.models import Result
from criteria.nouns import of_set
from evidence.papers.files.detect import Checked
from evidence.papers.files.file_facts import ReadFacts
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.names import clean_name, original_name
from evidence.papers.files.reading import check
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.remarks import Remark
from evidence.papers.models import Evidence, Revision
from evidence.papers.notes import noted
from evidence.papers.queries.contents import bytes_since, files_of
from evidence.papers.rules import commune_path, deny_more_bytes, deny_more_files
from evidence.papers.services import store_marks
from evidence.papers.services.file_facts import facts_in, keep_facts
from evidence.papers.services.scanning import check_upload
from evidence.papers.storage import evidence_store, store
from evidence.papers.uploads import ReceivedFile
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.models import Body, Unit

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Upload:
    """A received file with the key by which a retry is known."""

    received: ReceivedFile
    upload_key: UUID


@dataclass(frozen=True)
class KeptFile:
    """A file that is durable in the store, and what its row will hold."""

    key: str
    name: str
    original_name: str
    sha256: str
    crc32: int | None
    size: int
    file_type: str
    upload_key: UUID
    remarks: tuple[Remark, ...]
    facts: ReadFacts | None  # None: to be read another time


@dataclass(frozen=True)
class TakenFile:
    """An upload that may be kept: what it is, and what was read in it."""

    checked: Checked
    facts: ReadFacts | None


def earlier(by: Access, uploads: Iterable[Upload]) -> dict[UUID, Revision]:
    """Upload key → its revision, for the uploads already kept; refuses a key of another person's
    upload."""
    keys = [upload.upload_key for upload in uploads]
    sent = Revision.objects.filter(upload_key__in=keys)
    # Nearly every file comes for the first time: then nothing is read with its paper and unit.
    found = list(sent.select_related("evidence__unit")) if sent.exists() else []
    own = by.official.pk if by.official else None
    if any(revision.uploaded_by_id != own for revision in found):
        raise Refused("Mã lần gửi này đã được dùng. Hãy tải lại trang rồi gửi lại.")
    return {revision.upload_key: revision for revision in found}


# The files of one request that do not come to their turn by then are to be sent again.
CHECKS_SECONDS = 8
OnRefused = Callable[[ReceivedFile, str], None]


def checked_files(
    uploads: Sequence[Upload], on_refused: OnRefused | None = None
) -> dict[UUID, TakenFile]:
    """What each file is by its content; one refused file refuses all, each with its reason.

    With `on_refused` the refused ones are reported to it and left out.
    """
    found: dict[UUID, Checked] = {}
    refusals = []
    until = time.monotonic() + CHECKS_SECONDS
    for upload in uploads:
        received = upload.received
        try:
            if time.monotonic() > until:
                raise ReaderBusy
            with noted(received.sha256, "check", "too_heavy"), received.open() as file:
                found[upload.upload_key] = check(file, received.name)
                check_upload(file, received.sha256)
        except (RefusedFile, ReaderBusy) as refusal:
            found.pop(upload.upload_key, None)
            if on_refused:
                on_refused(received, refusal.reason)
            else:
                refusals.append(f"{clean_name(received.name)}: {refusal.reason}")
    if refusals:
        raise ValidationError({"files": refusals})
    return {
        upload.upload_key: TakenFile(known, _facts(upload.received, known, until))
        for upload in uploads
        if (known := found.get(upload.upload_key))
    }


def _facts(received: ReceivedFile, known: Checked, until: float) -> ReadFacts | None:
    """What can be read in the file while there is time; the nightly reading does the rest."""
    if known.facts is not None or time.monotonic() > until:
        return known.facts
    try:
        with received.open() as file:
            return facts_in(file, received.sha256, known.file_type)
    except ReaderBusy:
        return None


def check_quotas(unit: Unit, results: Sequence[Result], sizes: Sequence[int]) -> None:
    """Refuse what would exceed the files of an indicator or the commune's bytes of the day."""
    if not sizes:
        return
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    held, limit = bytes_since(day, unit), settings.EVIDENCE_BYTES_PER_DAY
    if reason := deny_more_bytes(held=held, adding=sum(sizes), limit=limit):
        raise Refused(reason)
    check_files_of(results, len(sizes))


def check_files_of(results: Sequence[Result], adding: int) -> None:
    """Refuse more files than an indicator of an assessment may have."""
    if not results:
        return
    counts = files_of(results)
    for result in results:
        reason = deny_more_files(
            result.indicator.code,
            held=counts.get(result.pk, 0),
            adding=adding,
            limit=settings.EVIDENCE_FILES_PER_INDICATOR,
        )
        if reason:
            raise Refused(of_set(reason, result))


def lock_commune(unit: Unit) -> None:
    """One upload of a commune at a time counts against its quotas and looks for its own retry."""
    Unit.objects.select_for_update(no_key=True).get(path=commune_path(unit))


def write_files(
    uploads: Sequence[Upload],
    taken: dict[UUID, TakenFile],
    write_rows: Callable[[dict[UUID, KeptFile]], list[Revision]],
) -> tuple[list[Revision], set[str]]:
    """Keep the files, then let `write_rows` write theirs in one transaction.

    Gives what `write_rows` gives, and the keys of the files that are kept by this very call.
    """
    kept: dict[UUID, KeptFile] = {}
    is_committing = False
    mark = store_marks.before_upload()
    try:
        for upload in uploads:
            received, known = upload.received, taken[upload.upload_key]
            kept[upload.upload_key] = KeptFile(
                key=store(received),
                name=known.checked.name,
                original_name=original_name(received.name),
                sha256=received.sha256,
                crc32=received.crc32,
                size=received.size,
                file_type=known.checked.file_type.value,
                upload_key=upload.upload_key,
                remarks=known.checked.remarks,
                facts=known.facts,
            )
        with transaction.atomic(durable=True):
            revisions = write_rows(kept)
            is_committing = True
    except BaseException:
        if not is_committing:
            remove_kept(file.key for file in kept.values())
        raise
    keys = {file.key for file in kept.values()}
    new_keys = keys & {revision.key for revision in revisions}
    remove_kept(keys - new_keys)
    store_marks.after_upload(mark, max((revision.pk for revision in revisions), default=0))
    return revisions, new_keys


def remove_kept(keys: Iterable[str]) -> None:
    """Remove files that no row names; what cannot be removed now, the sweep removes."""
    for key in keys:
        try:
            evidence_store().remove(key)
        except Exception:
            log.warning("An extra file stays until the sweep: %s", key, exc_info=True)


def add_row(
    by: Access, evidence: Evidence, number: int, kept: KeptFile, on_behalf_of: Body | None
) -> Revision:
    """The row of a kept file."""
    revision = Revision(
        evidence=evidence,
        number=number,
        key=kept.key,
        name=kept.name,
        original_name=kept.original_name,
        sha256=kept.sha256,
        crc32=kept.crc32,
        size=kept.size,
        file_type=kept.file_type,
        uploaded_by=by.official,
        on_behalf_of=on_behalf_of,
        upload_key=kept.upload_key,
    )
    # Its rows and keys come from the program: what is left to check is the length of words.
    revision.clean_fields(exclude=["evidence", "uploaded_by", "on_behalf_of"])
    revision.save()
    keep_facts(revision, kept.facts, kept.remarks)
    return revision


def check_body(unit: Unit, body: Body | None) -> None:
    """The body on whose behalf a paper is sent belongs to the same commune."""
    if body and commune_path(body.unit) != commune_path(unit):
        sentence = f"Tổ chức này không thuộc {unit.full_name}."
        raise ValidationError({"on_behalf_of": sentence})

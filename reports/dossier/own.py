"""The papers of a dossier that are made, not filed: its list as PDF, its drafts as Word files.

The worker of prints makes them into one file (ADR 16) while the evidence is being sent, so that the
web process lays out no page and holds no Word file.
"""

import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.urls import reverse

from criteria.models import Assessment
from evidence.issued.queries import issued_of
from evidence.papers.queries.dossier import folders_of
from reports.documents.kind import Kind
from reports.documents.kinds import KINDS, dossier_index
from reports.documents.kinds.dossier_index import IndexRows, index_document
from reports.documents.word import render_docx
from reports.documents.word.reference import looks_for
from reports.drawn import drawn
from reports.pdf import character_fault, page_to_print, pdf_available
from reports.prints import store
from reports.prints.answers import made_of
from reports.prints.layouts import layout_of
from reports.prints.orders import PrintOrder
from reports.prints.queries import PrintJob
from reports.prints.services import order_print
from reports.prints.tasks import GONE, CannotPrint, Room
from villages.http import Request, official_of
from villages.unchanged import version_of

SLUG = "dossier_own"
NOW = "ngay"  # in the address of the ZIP: that nobody waits for them
LIST, WHY_NOT = "danh-muc.pdf", "danh-muc.txt"
WAIT_SECONDS, LOOK_SECONDS = 90.0, 0.2
LATE = "Máy chủ chưa làm xong khi gửi hồ sơ; hãy tải lại sau ít phút."


def kinds_of(assessment: Assessment) -> Iterator[Kind]:
    """The papers that the program prints of the assessment, but for the list."""
    for kind in KINDS:
        is_own = kind.model is Assessment and kind.slug != dossier_index.KIND.slug
        if is_own and kind.exists(assessment):
            yield kind


def order_own(request: Request, assessment: Assessment) -> "OwnFiles":
    """Have them made, whoever may read which; raises `TooManyPrints`."""
    url = reverse("reports:dossier_zip", args=[assessment.pk])
    order = PrintOrder(
        slug=SLUG,
        row=assessment.pk,
        ending="zip",
        version=f"{version_of(assessment.unit)} {request.access.on}",
        title=f"Văn bản của hồ sơ {assessment}",
        url=url,
        back=reverse("reports:dossier", args=[assessment.pk]),
        without=f"{url}?{NOW}=1",
    )
    if found := made_of(request, order) or store.find(f"{order.key}.zip"):
        return OwnFiles(found)
    return OwnFiles(None, order_print(official_of(request).pk, order))


def make_own(order: dict[str, Any], into: Path, room: Room) -> None:
    """Leave them in the file, each under its slug."""
    assessment = dossier_index.KIND.row(order["row"])
    if assessment is None:
        raise CannotPrint(GONE)
    with ZipFile(into, "w", ZIP_STORED) as whole, tempfile.TemporaryDirectory() as folder:
        _put_list(whole, assessment, room)
        for kind in kinds_of(assessment):
            if issued_of(kind.slug, assessment.pk).in_force().exists():
                continue
            one, made = drawn(kind, assessment), Path(folder, kind.slug)
            room.run(partial(render_docx, one.document, looks_for(one.unit)), made)
            whole.write(made, draft_name(kind))


def _put_list(whole: ZipFile, assessment: Assessment, room: Room) -> None:
    document = index_document(IndexRows(assessment, tuple(folders_of(assessment))))
    if reason := pdf_available() or character_fault(document):
        whole.writestr(WHY_NOT, reason)
        return
    page, styles = page_to_print(document)
    whole.write(layout_of(page, styles, room.lay_out), LIST)


def draft_name(kind: Kind) -> str:
    return f"{kind.slug}.docx"


class OwnFiles:
    """What the worker makes of a dossier, as it is read for the ZIP: waits until it is there."""

    def __init__(self, path: Path | None, job: PrintJob | None = None) -> None:
        self._path, self._job = path, job
        self._until = time.monotonic() + WAIT_SECONDS

    @property
    def waiting_page(self) -> str:
        """Where one waits for them while other prints come first; "" where they come next."""
        job = self._job
        is_behind = job and job.is_unfinished and job.ahead > job.is_working
        return job.page if job and is_behind else ""

    def read(self, name: str) -> bytes | None:
        """The file of that name; None where there is none."""
        if self._path is None:
            self._wait()
        if self._path is None:
            return None
        with ZipFile(self._path) as whole:
            return whole.read(name) if name in whole.namelist() else None

    @property
    def why_no_list(self) -> str:
        """Why the list could not be laid out."""
        return (self.read(WHY_NOT) or b"").decode() or LATE

    def _wait(self) -> None:
        """Waits a while for the first file; for later ones it only looks whether they are ready."""
        if self._job is None:
            return
        while self._job.is_unfinished and not self._job.file and time.monotonic() < self._until:
            time.sleep(LOOK_SECONDS)
            self._job.row.refresh_from_db()
        self._path = self._job.file

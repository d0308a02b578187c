"""Issuing: the made files are kept, and the document gets its number in the same transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from evidence.issued.models import IssuedDocument
from evidence.issued.queries import series_of
from evidence.issued.rules import TAKEN_MEANWHILE, day_fault, deny_issue, number_fault
from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Revision
from evidence.papers.services import keeping
from evidence.papers.uploads import ReceivedFile, incoming_folder
from ntm_project.common.views import Refused
from villages.access import Access
from villages.edit import create_row
from villages.enums import Ability
from villages.models import Unit

# By the name of its type; what is none of these is kept as another paper.
_PAPER_KINDS = {
    "kế hoạch": PaperKind.PLAN,
    "báo cáo": PaperKind.REPORT,
    "biên bản": PaperKind.MINUTES,
    "quyết định": PaperKind.DECISION,
}


@dataclass(frozen=True)
class MadeFile:
    """A rendering of the document with its number and day: name, type as served, bytes."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be issued, as it will stand in the register."""

    unit: Unit
    kind: str
    row_key: int
    series: str
    number: int
    issued_on: date
    skips: bool
    type_name: str
    title: str
    issuer: str
    signatory: str
    head: str
    replaces: IssuedDocument | None


def issue_document(*, by: Access, order: Order, files: Sequence[MadeFile]) -> IssuedDocument:
    """Keep the files and enter the document into the register; it never changes again.

    Raises `Refused`, `ValidationError` (`number`, `issued_on`) also where somebody took the number
    meanwhile, or `StorageDown`.
    """
    if reason := deny_issue(by, order.unit, order.series):
        raise Refused(reason)
    check_order(order, today=by.on)
    with ExitStack() as stack:
        uploads = [keeping.Upload(_received(file, stack), uuid4()) for file in files]
        taken = keeping.checked(uploads)
        made: list[IssuedDocument] = []

        def write_rows(kept: dict[UUID, keeping.KeptFile]) -> list[Revision]:
            made.append(_write(by, order, list(kept.values())))
            return list(made[0].paper.revisions.all())

        keeping.write(uploads, taken, write_rows)
    return made[0]


def check_order(order: Order, *, today: date) -> None:
    """Refuse a number that does not follow, or a day before that of an earlier number."""
    series = series_of(order.unit, order.series, order.issued_on.year)
    faults = {
        "number": number_fault(order.number, series.last, skips=order.skips),
        "issued_on": day_fault(order.issued_on, series.latest, today=today),
    }
    if found := {name: fault for name, fault in faults.items() if fault}:
        raise ValidationError(found)


def _write(by: Access, order: Order, kept: Sequence[keeping.KeptFile]) -> IssuedDocument:
    keeping.lock_commune(order.unit)
    if series_of(order.unit, order.series, order.issued_on.year).last >= order.number:
        raise ValidationError({"number": TAKEN_MEANWHILE})
    made: list[IssuedDocument] = []

    def write_parts(paper: Evidence) -> Mapping[str, Any]:
        for number, file in enumerate(kept, start=1):
            keeping.add_row(by, paper, number, file, None)
        document = IssuedDocument(
            unit=order.unit,
            kind=order.kind,
            row_key=order.row_key,
            series=order.series,
            year=order.issued_on.year,
            number=order.number,
            issued_on=order.issued_on,
            type_name=order.type_name,
            title=order.title,
            signatory=order.signatory,
            paper=paper,
            head=order.head,
            replaces=order.replaces,
            issued_by=by.official,
        )
        made.append(create_row(by=by, row=document, action="phát hành văn bản", is_recorded=False))
        return {
            "document": str(document),
            "files": [f"{file.name}: {file.sha256}" for file in kept],
            "replaces": str(order.replaces or ""),
        }

    create_row(
        by=by,
        row=_paper(by, order),
        action="phát hành văn bản",
        ability=Ability.ISSUE_DOCUMENT,
        parts=write_parts,
    )
    return made[0]


def _paper(by: Access, order: Order) -> Evidence:
    return Evidence(
        unit=order.unit,
        kind=_PAPER_KINDS.get(order.type_name.casefold(), PaperKind.OTHER),
        number=f"{order.number:02d}/{order.series}",
        dated_on=order.issued_on,
        issuer=order.issuer,
        title=order.title,
        is_issued=True,
        created_by=by.official,
    )


def _received(file: MadeFile, stack: ExitStack) -> ReceivedFile:
    """The bytes as a file that arrived, removed at the end unless it was kept."""
    folder = incoming_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / uuid4().hex
    path.write_bytes(file.content)
    digest = hashlib.sha256(file.content).hexdigest()
    received = ReceivedFile(path, file.name, file.content_type, len(file.content), digest)
    stack.callback(received.discard)
    return received

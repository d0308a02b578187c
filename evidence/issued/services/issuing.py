"""Issue: a signed document is numbered as its made files are kept."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from evidence.issued.checked import ISSUED
from evidence.issued.enums import DocumentState
from evidence.issued.models import IssuedDocument, Preparation, full_number, new_token
from evidence.issued.notices import notify_recipients
from evidence.issued.queries import preparation_of, series_of
from evidence.issued.rules import (
    TAKEN_MEANWHILE,
    NotAfter,
    Series,
    blanks_fault,
    day_fault,
    deny_issue,
    late_fault,
    no_fault,
    number_fault,
    standing,
)
from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Revision
from evidence.papers.services import keeping
from evidence.papers.uploads import ReceivedFile
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import create_row, edit_row
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
class IssueOrder:
    """What is to be issued, as the register will show it."""

    unit: Unit
    kind: str
    row_key: int
    series: str
    number: int
    issued_on: date
    skips: bool
    blanks: int = 0  # places of its text that are left to be filled in by hand
    fills_blanks: bool = False  # whether they were, on the paper that was signed
    type_name: str
    title: str
    issuer: str
    signatory: str
    sent_to: str = ""  # one a line
    kept_by: str = ""
    head: str
    replaces: IssuedDocument | None
    is_amendment: bool = False
    digest: str
    not_after: NotAfter | None = None  # the last day that it may bear
    fault: Callable[[], str] = no_fault  # finds why its text may not be issued
    token: str = field(default_factory=new_token)


def issue_document(
    *,
    by: Access,
    order: IssueOrder,
    files: Sequence[MadeFile],
    at_last: Callable[[IssuedDocument], None] = lambda _document: None,
) -> IssuedDocument:
    """Keep the files and enter the document into the register; it never changes again.

    Raises `Refused`, `ValidationError` (`number`, `issued_on`) also where somebody took the number
    meanwhile, or `StorageDown`. `at_last` is the last act of the transaction: where it raises,
    nothing was issued.
    """
    signed = _signed(by, order)
    check_order(order, signed, today=by.on)
    with ExitStack() as stack:
        uploads = [keeping.Upload(_received(file, stack), uuid4()) for file in files]
        taken = keeping.checked_files(uploads)
        made: list[IssuedDocument] = []

        def write_rows(kept: dict[UUID, keeping.KeptFile]) -> list[Revision]:
            made.append(_write(by, order, list(kept.values())))
            at_last(made[0])
            return list(made[0].paper.revisions.all())

        keeping.write_files(uploads, taken, write_rows)
    return made[0]


def _signed(by: Access, order: IssueOrder) -> Preparation:
    """The signed document that is to be issued; refused unless it still reads as it was signed."""
    known = preparation_of(order.kind, order.row_key)
    now = standing(known, order.digest)
    if reason := deny_issue(by, order.unit, order.series, now, order.fault):
        raise Refused(reason)
    assert known is not None  # what was signed has its row
    return known


def check_order(
    order: IssueOrder, signed: Preparation, *, today: date, series: Series | None = None
) -> None:
    """Refuse a number that does not follow, or a day before that of an earlier number. `series` is
    what the register has, unless what waits in the line counts too."""
    year = order.issued_on.year
    series = series or series_of(order.unit, order.series, year)
    faults = {
        "number": number_fault(order.number, series, skips=order.skips, year=year),
        "issued_on": day_fault(
            order.issued_on,
            series.latest,
            today=today,
            signed=signed.signed_on,
            end=order.unit.valid_to,
        )
        or late_fault(order.unit, order.not_after, order.issued_on, "ngày ban hành"),
        "fills_blanks": blanks_fault(order.blanks, fills=order.fills_blanks),
    }
    if found := {name: fault for name, fault in faults.items() if fault}:
        raise ValidationError(found)


def _write(by: Access, order: IssueOrder, kept: Sequence[keeping.KeptFile]) -> IssuedDocument:
    keeping.lock_commune(order.unit)
    signed = _signed(by, order)
    series = series_of(order.unit, order.series, order.issued_on.year)
    if series.last >= order.number:
        raise ValidationError({"number": TAKEN_MEANWHILE})
    check_order(order, signed, today=by.on)  # signed anew, or another number given, meanwhile
    made: list[IssuedDocument] = []

    def write_parts(paper: Evidence) -> Mapping[str, Any]:
        for number, file in enumerate(kept, start=1):
            keeping.add_row(by, paper, number, file, None)
        document = _register_row(by, order, paper, is_one=series.is_one)
        made.append(create_row(by=by, row=document, action=ISSUED, is_recorded=False))
        edit_row(
            by=by,
            rows=Preparation.objects.all(),
            pk=signed.pk,
            action=ISSUED,
            fields={"state": DocumentState.ISSUED, "issued": document},
            is_recorded=False,
        )
        return {
            "document": str(document),
            "files": [f"{file.name}: {file.sha256}" for file in kept],
            ("amends" if order.is_amendment else "replaces"): str(order.replaces or ""),
        }

    create_row(
        by=by,
        row=_paper(by, order),
        action=ISSUED,
        ability=Ability.ISSUE_DOCUMENT,
        parts=write_parts,
    )
    notify_recipients(by, made[0])
    return made[0]


def _register_row(
    by: Access, order: IssueOrder, paper: Evidence, *, is_one: bool
) -> IssuedDocument:
    return IssuedDocument(
        unit=order.unit,
        kind=order.kind,
        row_key=order.row_key,
        series=order.series,
        year=order.issued_on.year,
        number=order.number,
        common_number=order.number if is_one else None,
        issued_on=order.issued_on,
        type_name=order.type_name,
        title=order.title,
        signatory=order.signatory,
        sent_to=order.sent_to,
        kept_by=order.kept_by,
        paper=paper,
        head=order.head,
        replaces=order.replaces,
        is_amendment=order.is_amendment,
        issued_by=by.official,
        token=order.token,
    )


def _paper(by: Access, order: IssueOrder) -> Evidence:
    return Evidence(
        unit=order.unit,
        kind=_PAPER_KINDS.get(order.type_name.casefold(), PaperKind.OTHER),
        number=full_number(order.number, order.series),
        dated_on=order.issued_on,
        issuer=order.issuer,
        title=order.title,
        is_issued=True,
        created_by=by.official,
    )


def _received(file: MadeFile, stack: ExitStack) -> ReceivedFile:
    """The bytes as a file that arrived, removed at the end unless it was kept."""
    received = ReceivedFile.of(file.content, file.name, file.content_type)
    stack.callback(received.discard)
    return received

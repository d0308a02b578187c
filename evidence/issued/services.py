"""From draft to issue: checked, signed, then numbered as its made files are kept."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evidence.issued.checked import CHECKED, ISSUED, SIGNED, PreparedPaper, keep_text
from evidence.issued.enums import DocumentState
from evidence.issued.models import (
    IssuedDocument,
    Preparation,
    RegisterSettings,
    full_number,
    new_token,
)
from evidence.issued.notices import notify_recipients
from evidence.issued.queries import preparation_of, series_of, series_of_year, settings_of
from evidence.issued.rules import (
    TAKEN_MEANWHILE,
    NotAfter,
    Series,
    authority_lines,
    blanks_fault,
    day_fault,
    deny_check,
    deny_issue,
    deny_relate,
    deny_set_register,
    deny_sign,
    late_fault,
    no_fault,
    number_fault,
    register_faults,
    signature_fault,
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
from villages.models import Posting, Unit

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


def check_document(*, by: Access, paper: PreparedPaper) -> Preparation:
    """Record that the text was checked as it stands; whatever changes later makes it a draft."""
    facts = {
        "state": DocumentState.CHECKED,
        "title": paper.title,
        "digest": paper.fresh,
        "checked_by": by.official,
        "checked_at": timezone.now(),
    }
    with transaction.atomic():
        keeping.lock_commune(paper.unit)
        known = preparation_of(paper.kind, paper.row_key)
        now = standing(known, paper.digest)
        reason = deny_check(by, paper.unit, paper.symbol, now, paper.fault)
        if reason or known is None or known.state == DocumentState.ISSUED:
            row = Preparation(unit=paper.unit, kind=paper.kind, row_key=paper.row_key, **facts)
            made = create_row(by=by, row=row, action=CHECKED, deny_reason=reason, **_CHECKS)
        else:
            made = _moved(by, known, CHECKED, Ability.CHECK_DOCUMENT, facts | _UNSIGNED)
        keep_text(made, paper.words)
        return made


def relate_document(*, by: Access, paper: PreparedPaper, is_amendment: bool) -> Preparation:
    """Set whether a further paper amends the one that was issued before or replaces it; what was
    checked with the other sentence is a draft again."""
    facts = {"title": paper.title, "is_amendment": is_amendment}
    with transaction.atomic():
        keeping.lock_commune(paper.unit)
        known = preparation_of(paper.kind, paper.row_key)
        now = standing(known, paper.digest)
        reason = deny_relate(by, paper.unit, paper.symbol, now, paper.earlier)
        if reason or known is None or known.state == DocumentState.ISSUED:
            row = Preparation(unit=paper.unit, kind=paper.kind, row_key=paper.row_key, **facts)
            return create_row(by=by, row=row, action=_RELATED, deny_reason=reason, **_CHECKS)
        return _moved(by, known, _RELATED, Ability.CHECK_DOCUMENT, facts)


_RELATED = "chọn thay thế hoặc sửa đổi văn bản trước"
_CHECKS: dict[str, Any] = {"ability": Ability.CHECK_DOCUMENT}
_UNSIGNED: dict[str, Any] = {
    "signed_on": None, "signatory": None, "signatory_name": "", "authority": "",
    "office_below": "", "head": {}, "signed_by": None, "signed_at": None,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SignedAs:
    """Who signed, by which office and authority, on which day; what stood above the text."""

    posting: Posting
    authority: str
    signed_on: date
    opening: str  # names the body, `TM. ỦY BAN NHÂN DÂN`, or the office of a single head
    office_below: str = ""
    head: Mapping[str, Any] = field(default_factory=dict)


def sign_document(*, by: Access, paper: PreparedPaper, signed: SignedAs) -> Preparation:
    """Record the signature of a checked document; raises `ValidationError` by field."""
    with transaction.atomic():
        keeping.lock_commune(paper.unit)
        known = preparation_of(paper.kind, paper.row_key)
        now = standing(known, paper.digest)
        if reason := deny_sign(by, paper.unit, paper.symbol, now, paper.fault):
            raise Refused(reason)
        assert known is not None  # what was checked has its row
        posting, opening = signed.posting, signed.opening
        faults = signature_fault(
            posting,
            signed.authority,
            signed.signed_on,
            today=by.on,
            opening=opening,
            not_before=paper.not_before,
        )
        if posting.unit_id != paper.unit.pk:
            faults["posting"] = f"Người ký phải giữ chức vụ ở {paper.unit.full_name}."
        if fault := late_fault(paper.unit, paper.not_after, signed.signed_on, "ngày ký"):
            faults["signed_on"] = fault
        if faults:
            raise ValidationError(faults)
        facts = {
            "state": DocumentState.SIGNED,
            "signed_on": signed.signed_on,
            "signatory": posting.official,
            "signatory_name": posting.official.full_name,
            "authority": "\n".join(
                filter(None, authority_lines(posting, signed.authority, opening))
            ),
            "office_below": signed.office_below,
            "head": dict(signed.head),
            "signed_by": by.official,
            "signed_at": timezone.now(),
        }
        return _moved(by, known, SIGNED, Ability.SIGN_DOCUMENT, facts)


def _moved(
    by: Access, known: Preparation, action: str, ability: Ability, fields: Mapping[str, Any]
) -> Preparation:
    return edit_row(
        by=by,
        rows=Preparation.objects.all(),
        pk=known.pk,
        action=action,
        ability=ability,
        fields=fields,
    )


def set_register(
    *, by: Access, unit: Unit, fields: Mapping[str, Any], seen_version: int
) -> RegisterSettings:
    """Set how the agency numbers; the way does not change once the year has a number, and no first
    number is set that would have no effect."""
    if reason := deny_set_register(by, unit):
        raise Refused(reason)
    with transaction.atomic():
        keeping.lock_commune(unit)
        known = settings_of(unit)
        present = series_of_year(unit, by.on.year)
        year = fields.get("first_year", known.first_year)
        begun = series_of_year(unit, year) if year else present
        if faults := register_faults(known, fields, present=present, begun=begun):
            raise ValidationError(faults)
        action, ability = "thiết lập sổ văn bản đi", Ability.ISSUE_DOCUMENT
        if known.pk is None:
            for name, value in fields.items():
                setattr(known, name, value)
            return create_row(by=by, row=known, action=action, ability=ability)
        return edit_row(
            by=by,
            rows=RegisterSettings.objects.all(),
            pk=known.pk,
            action=action,
            ability=ability,
            fields=fields,
            seen=seen_version,
        )


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
    what the register has, unless what stands in the line counts too."""
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

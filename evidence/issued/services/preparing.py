"""Before the issue: a document is checked as it is, related to an earlier one, and signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evidence.issued.checked import CHECKED, SIGNED, PreparedPaper
from evidence.issued.enums import DocumentState
from evidence.issued.models import Preparation
from evidence.issued.queries import preparation_of
from evidence.issued.rules import (
    authority_lines,
    deny_check,
    deny_relate,
    deny_sign,
    late_fault,
    signature_fault,
    standing,
)
from evidence.issued.services.checked_texts import keep_text
from evidence.papers.services import keeping
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import create_row, edit_row
from villages.enums import Ability
from villages.models import Posting

_RELATED = "chọn thay thế hoặc sửa đổi văn bản trước"
_CHECKS: dict[str, Any] = {"ability": Ability.CHECK_DOCUMENT}
_UNSIGNED: dict[str, Any] = {
    "signed_on": None, "signatory": None, "signatory_name": "", "authority": "",
    "office_below": "", "head": {}, "signed_by": None, "signed_at": None,
}  # fmt: skip


def check_document(*, by: Access, paper: PreparedPaper) -> Preparation:
    """Record that the text was checked as it is; whatever changes later makes it a draft."""
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

"""Numbering and issuing: one number once, in order, with the files as they were made."""

import hashlib
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from evidence.issued.checked import PreparedPaper
from evidence.issued.enums import DocumentState
from evidence.issued.models import IssuedDocument, Preparation
from evidence.issued.queries import settings_of
from evidence.issued.rules import (
    Series,
    day_fault,
    number_fault,
    standing,
)
from evidence.issued.services.issuing import IssueOrder, MadeFile, issue_document
from evidence.issued.services.preparing import check_document, sign_document
from evidence.issued.services.register import set_register
from evidence.papers.rules import deny_change, deny_correct, deny_withdraw_paper
from evidence.papers.services import edit_paper
from evidence.papers.services.sweep import inspect
from evidence.papers.storage import evidence_store
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence.files import makers
from tests.issuing import signed_as, signed_paper
from tests.shared import at_once
from villages.access import Access
from villages.enums import Role
from villages.models import AuditEvent, Official, Unit

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file() -> bytes:
    made = io.BytesIO()
    file = docx.Document()
    file.add_paragraph("Kế hoạch")
    file.save(made)
    return made.getvalue()


def files() -> tuple[MadeFile, MadeFile]:
    return (
        MadeFile("Kế hoạch.pdf", "application/pdf", makers.text_pdf("Ke hoach")),
        MadeFile("Kế hoạch.docx", WORD, word_file()),
    )


def order(unit: Unit, **other: object) -> IssueOrder:
    fields: dict[str, object] = {
        "unit": unit,
        "kind": "plan",
        "row_key": 1,
        "series": "KH-UBND",
        "number": 1,
        "issued_on": date(2024, 8, 15),
        "skips": False,
        "type_name": "Kế hoạch",
        "title": "Xây dựng nông thôn mới năm 2024",
        "issuer": "ỦY BAN NHÂN DÂN XÃ MAI ĐÌNH",
        "signatory": "Ngô Văn Chủ",
        "head": "3:7:abc",
        "replaces": None,
        "digest": DIGEST,
    }
    return IssueOrder(**fields | other)


DIGEST = "0" * 64


def paper(unit: Unit, row_key: int = 1, **other: object) -> PreparedPaper:
    given = {
        "kind": "plan", "symbol": "KH-UBND", "title": "Kế hoạch", "digest": DIGEST, "fresh": DIGEST
    }  # fmt: skip
    return PreparedPaper(unit=unit, row_key=row_key, **given | other)


def chair_of(unit: Unit) -> Official:
    return make.make_official(unit, Role.CHAIR, "Ngô Văn Chủ", title="Chủ tịch UBND xã")


def sign(unit: Unit, *row_keys: int, on: date = date(2024, 8, 15), **other: object) -> None:
    """Documents that wait for their numbers."""
    chair = chair_of(unit)
    for key in row_keys or (1,):
        signed_paper(paper(unit, key, **other), chair, on)


def fields(unit: Unit) -> dict[str, object]:
    """What the service is given, beside by whom."""
    sign(unit)
    return {"order": order(unit), "files": files()}


def sign_fields(unit: Unit) -> dict[str, object]:
    check_document(by=make.system(), paper=paper(unit))
    return {"paper": paper(unit), "signed": signed_as(chair_of(unit).postings.get())}


# Each service of this room with what it is rightly given (`tests/access/test_every_service.py`).
CALLS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "evidence.issued.services.preparing.check_document": lambda r: {"paper": paper(r.commune)},
    "evidence.issued.services.preparing.relate_document": lambda r: {
        "paper": paper(r.commune, earlier=_kept(r.commune)), "is_amendment": True
    },
    "evidence.issued.services.preparing.sign_document": lambda r: sign_fields(r.commune),
    "evidence.issued.services.issuing.issue_document": lambda r: fields(r.commune),
    "evidence.issued.services.register.set_register": lambda r: {
        "unit": r.commune, "fields": {"first_number": 12, "first_year": 2024}, "seen_version": 0
    },
}  # fmt: skip


def _kept(unit: Unit) -> IssuedDocument:
    row = register_row(unit)
    row.save()
    return row


def register_row(unit: Unit, number: int = 1, title: str = "Kế hoạch") -> IssuedDocument:
    """A document in the register, its paper without a file."""
    paper = unit.evidence.create(title=title, is_issued=True)
    given = order(unit)
    return IssuedDocument(
        unit=unit, kind=given.kind, row_key=1, series=given.series, year=2024, number=number,
        issued_on=given.issued_on, type_name="Kế hoạch", title=title, paper=paper,
    )  # fmt: skip


@pytest.fixture
def clerk(db: None) -> Access:
    return make.access(make.make_official(make.make_commune(), Role.CLERK))


def unit_of(clerk: Access) -> Unit:
    assert clerk.main_posting is not None
    return clerk.main_posting.unit


@pytest.mark.django_db(transaction=True)
def test_what_was_issued_is_kept_byte_for_byte_and_never_changes(clerk, evidence_folder) -> None:
    made = files()
    sign(unit_of(clerk))
    document = issue_document(by=clerk, order=order(unit_of(clerk)), files=made)
    assert str(document) == "Kế hoạch số 01/KH-UBND ngày 15/8/2024"
    revisions = list(document.paper.revisions.order_by("number"))
    for revision, file in zip(revisions, made, strict=True):
        assert revision.sha256 == hashlib.sha256(file.content).hexdigest()
        with evidence_store().open(revision.key) as kept:
            assert kept.read() == file.content
    event = AuditEvent.objects.get(action="phát hành văn bản")
    assert event.object_id == document.paper_id
    rows = IssuedDocument.objects.filter(pk=document.pk)
    for change in (lambda: rows.update(number=2), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    paper, reason = document.paper, deny_correct(clerk, document.paper)
    assert "đã phát hành" in reason
    officer = make.access(make.make_official(unit_of(clerk), Role.STANDING_OFFICER))
    assert deny_withdraw_paper(officer, paper, "") == reason
    assert deny_change(clerk, paper) == ""  # a scan of the signed copy may follow
    with pytest.raises(Refused, match="đã phát hành"):
        edit_paper(by=clerk, evidence_id=paper.pk, data={"title": "Khác"}, seen_version=0)
    assert list(inspect(now=timezone.now(), with_hash=True)) == []


@pytest.mark.parametrize(
    ("number", "last", "skips", "is_right"),
    [
        (1, 0, False, True),
        (46, 0, True, True),  # continues the agency's own register
        (46, 0, False, False),
        (0, 0, True, False),
        (6, 5, False, True),
        (5, 5, False, False),
        (4, 5, True, False),
        (8, 5, False, False),
        (8, 5, True, True),
        (100_000, 5, True, False),  # a slip of the hand
    ],
)
def test_numbers_follow_each_other(number, last, skips, is_right) -> None:
    assert (number_fault(number, Series(last, None), skips=skips, year=2024) == "") is is_right


def test_a_later_number_bears_no_earlier_day() -> None:
    today = date(2024, 8, 15)
    assert day_fault(today, None, today=today) == ""
    assert day_fault(today, today, today=today) == ""
    assert "sớm hơn" in day_fault(date(2024, 8, 14), today, today=today)
    assert "hôm nay" in day_fault(date(2024, 8, 16), None, today=today)


@pytest.mark.django_db(transaction=True)
def test_series_and_years_have_numbers_of_their_own(clerk, evidence_folder) -> None:
    unit = unit_of(clerk)
    sign(unit, 1, 2, 3, 4, on=date(2023, 12, 29))
    for number, other in enumerate(
        ({}, {"series": "BC-UBND"}, {"issued_on": date(2023, 12, 29)}), start=1
    ):
        issue_document(by=clerk, order=order(unit, row_key=number, **other), files=files())
    with pytest.raises(ValidationError, match="số tiếp theo là 02"):
        issue_document(by=clerk, order=order(unit, row_key=4), files=files())
    first = IssuedDocument.objects.get(series="KH-UBND", year=2024)
    second = order(unit, row_key=4, number=2, replaces=first)
    assert issue_document(by=clerk, order=second, files=files()).replaces == first


@pytest.mark.django_db(transaction=True)
def test_only_the_clerk_of_the_agency_issues_and_only_what_is_numbered(clerk) -> None:
    unit = unit_of(clerk)
    sign(unit)
    for role in (Role.STANDING_OFFICER, Role.CHAIR, Role.ADMINISTRATOR):
        other = make.access(make.make_official(unit, role))
        with pytest.raises(Refused):
            issue_document(by=other, order=order(unit), files=files())
    with pytest.raises(Refused, match="không lấy số"):
        issue_document(by=clerk, order=order(unit, series=""), files=files())
    assert not IssuedDocument.objects.exists()


@pytest.mark.django_db
def test_the_database_gives_no_number_twice(clerk) -> None:
    unit = unit_of(clerk)

    register_row(unit).save()
    for number in (1, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            register_row(unit, number).save()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_one_series", [False, True])
def test_clerks_at_one_moment_get_no_number_twice(evidence_folder, is_one_series) -> None:
    unit = make.make_commune()
    clerks = [make.access(make.make_official(unit, Role.CLERK)) for _ in range(3)]
    if is_one_series:
        set_register(by=clerks[0], unit=unit, fields={"is_one_series": True}, seen_version=0)
    sign(unit, 1, 2, 3)
    symbols = ("KH-UBND", "BC-UBND", "TB-UBND") if is_one_series else ("KH-UBND",) * 3
    given = [(order(unit, row_key=at, series=one), files()) for at, one in enumerate(symbols, 1)]
    jobs = [
        lambda by=by, made=made: issue_document(by=by, order=made[0], files=made[1])
        for by, made in zip(clerks, given, strict=True)
    ]
    refused = at_once(*jobs)
    assert [type(error) for error in refused] == [ValidationError] * 2
    assert IssuedDocument.objects.get().number == 1
    assert IssuedDocument.objects.get().paper.revisions.count() == 2
    assert Preparation.objects.filter(state=DocumentState.SIGNED).count() == 2


# --- From draft to signature --------------------------------------------------------------------


@pytest.mark.django_db
def test_a_document_is_checked_signed_and_only_then_issued(clerk) -> None:
    unit = unit_of(clerk)
    deputy = make.access(make.make_official(unit, Role.VICE_CHAIR, title="Phó Chủ tịch UBND xã"))
    signed = signed_as(deputy.postings[0], "KT")
    with pytest.raises(Refused, match="chưa được ký"):
        issue_document(by=clerk, order=order(unit), files=files())
    with pytest.raises(Refused, match="còn là dự thảo"):
        sign_document(by=clerk, paper=paper(unit), signed=signed)
    with pytest.raises(Refused, match="kiểm tra văn bản"):
        check_document(by=clerk, paper=paper(unit))
    check_document(by=deputy, paper=paper(unit))
    made = sign_document(by=clerk, paper=paper(unit), signed=signed)
    assert made.authority.splitlines() == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    events = AuditEvent.objects.filter(action__contains="văn bản").order_by("pk")
    actions = list(events.values_list("action", flat=True))
    assert actions == ["kiểm tra văn bản", "ghi nhận chữ ký văn bản"]
    changed = paper(unit, digest="1" * 64, fresh="1" * 64)
    fell_back = standing(made, changed.digest)
    assert fell_back.state == DocumentState.DRAFT
    for refused in (
        lambda: sign_document(by=clerk, paper=changed, signed=signed),
        lambda: issue_document(by=clerk, order=order(unit, digest="1" * 64), files=files()),
    ):
        with pytest.raises(Refused) as refusal:
            refused()
        assert refusal.value.reason == fell_back.fell_back
    again = check_document(by=deputy, paper=changed)
    assert (again.pk, again.state, again.signatory_name) == (made.pk, DocumentState.CHECKED, "")
    with pytest.raises(Refused, match="chưa thay đổi"):
        check_document(by=deputy, paper=changed)


@pytest.mark.django_db(transaction=True)
def test_a_commune_numbers_as_it_has_set(clerk, evidence_folder) -> None:
    unit = unit_of(clerk)
    given = {"is_one_series": True, "first_number": 46, "first_year": 2024}
    set_register(by=clerk, unit=unit, fields=given, seen_version=0)
    sign(unit, 1, 2, on=date(2024, 8, 14))
    for number in (1, 45, 47):
        with pytest.raises(ValidationError, match="46"):
            issue_document(by=clerk, order=order(unit, number=number), files=files())
    issue_document(by=clerk, order=order(unit, number=46), files=files())
    other = order(unit, row_key=2, series="BC-UBND", number=47)
    early = order(unit, row_key=2, series="BC-UBND", number=47, issued_on=date(2024, 8, 13))
    with pytest.raises(ValidationError, match="không sớm hơn"):
        issue_document(by=clerk, order=early, files=files())
    assert issue_document(by=clerk, order=other, files=files()).full_number == "47/BC-UBND"
    settings = settings_of(unit)
    with pytest.raises(ValidationError, match="Năm nay đã cấp số"):
        set_register(
            by=clerk,
            unit=unit,
            fields={"is_one_series": False},
            seen_version=settings.version,
        )
    assert settings.first_of(2025) == 1

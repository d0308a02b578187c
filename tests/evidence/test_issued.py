"""Numbering and issuing: one number once, in order, with the files as they were made."""

import hashlib
import io
from datetime import date

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from evidence.issued.models import IssuedDocument
from evidence.issued.rules import day_fault, number_fault
from evidence.issued.services import MadeFile, Order, issue_document
from evidence.papers.rules import deny_change, deny_correct, deny_withdraw
from evidence.papers.services import edit_paper
from evidence.papers.services.sweep import inspect
from evidence.papers.storage import evidence_store
from ntm_project.common.views import Refused
from tests import factories as make
from tests.evidence.files import makers
from tests.evidence.test_papers import at_once
from villages.access import Access
from villages.enums import Role
from villages.models import AuditEvent, Unit

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


def order(unit: Unit, **other: object) -> Order:
    said: dict[str, object] = {
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
    }
    return Order(**said | other)


def fields(unit: Unit) -> dict[str, object]:
    """What the service is given, beside by whom."""
    return {"order": order(unit), "files": files()}


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
    assert deny_withdraw(clerk, paper, "") == reason
    assert deny_change(clerk, paper) == ""  # a scan of the signed copy may follow
    with pytest.raises(Refused, match="đã phát hành"):
        edit_paper(by=clerk, evidence_id=paper.pk, data={"title": "Khác"}, seen_version=0)
    assert list(inspect(now=timezone.now(), with_hash=True)) == []


@pytest.mark.parametrize(
    ("number", "last", "skips", "is_right"),
    [
        (1, 0, False, True),
        (46, 0, False, True),  # continues the agency's own register
        (6, 5, False, True),
        (5, 5, False, False),
        (4, 5, True, False),
        (8, 5, False, False),
        (8, 5, True, True),
    ],
)
def test_numbers_follow_each_other(number, last, skips, is_right) -> None:
    assert (number_fault(number, last, skips=skips) == "") is is_right


def test_a_later_number_bears_no_earlier_day() -> None:
    today = date(2024, 8, 15)
    assert day_fault(today, None, today=today) == ""
    assert day_fault(today, today, today=today) == ""
    assert "sớm hơn" in day_fault(date(2024, 8, 14), today, today=today)
    assert "hôm nay" in day_fault(date(2024, 8, 16), None, today=today)


@pytest.mark.django_db(transaction=True)
def test_series_and_years_have_numbers_of_their_own(clerk, evidence_folder) -> None:
    unit = unit_of(clerk)
    for number, other in enumerate(
        ({}, {"series": "BC-UBND"}, {"issued_on": date(2023, 12, 29)}), start=1
    ):
        issue_document(by=clerk, order=order(unit, row_key=number, **other), files=files())
    with pytest.raises(ValidationError, match="số tiếp theo là 02"):
        issue_document(by=clerk, order=order(unit), files=files())
    first = IssuedDocument.objects.get(series="KH-UBND", year=2024)
    second = order(unit, number=2, replaces=first)
    assert issue_document(by=clerk, order=second, files=files()).replaces == first


@pytest.mark.django_db(transaction=True)
def test_only_the_clerk_of_the_agency_issues_and_only_what_is_numbered(clerk) -> None:
    unit = unit_of(clerk)
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
def test_two_clerks_at_one_moment_get_no_number_twice(evidence_folder) -> None:
    unit = make.make_commune()
    clerks = [make.access(make.make_official(unit, Role.CLERK)) for _ in range(3)]
    given = [files() for _ in clerks]
    jobs = [
        lambda by=by, made=made: issue_document(by=by, order=order(unit), files=made)
        for by, made in zip(clerks, given, strict=True)
    ]
    refused = at_once(*jobs)
    assert [type(error) for error in refused] == [ValidationError] * 2
    assert IssuedDocument.objects.get().number == 1
    assert IssuedDocument.objects.get().paper.revisions.count() == 2

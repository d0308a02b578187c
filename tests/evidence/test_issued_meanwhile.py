"""What happens between the clerk's order and the number: under the lock all of it is looked at."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from evidence.issued.models import IssuedDocument
from evidence.issued.services.issuing import issue_document
from evidence.issued.services.preparing import SignedAs, sign_document
from evidence.papers.services import keeping
from tests import factories as make
from tests.evidence.test_issued import files, order, paper, sign
from tests.issuing import signed_as
from villages.enums import Role

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]
EARLY, LATE = date(2024, 8, 13), date(2024, 8, 14)


@pytest.fixture
def unit(evidence_folder):
    made = make.make_commune()
    sign(made, 1, 2, on=EARLY)
    return made


def _issue_while(unit, monkeypatch, happens: Callable[[], object]) -> ValidationError:
    """Number 02 of the earlier day is ordered; before the lock is taken something else happens."""
    clerk = make.access(make.make_official(unit, Role.CLERK))
    check = keeping.checked_files

    def checked(uploads: object) -> object:
        monkeypatch.setattr(keeping, "checked_files", check)
        happens()
        return check(uploads)

    monkeypatch.setattr(keeping, "checked_files", checked)
    late = order(unit, number=2, issued_on=EARLY, skips=True)
    with pytest.raises(ValidationError) as refused:
        issue_document(by=clerk, order=late, files=files())
    return refused.value


def test_no_number_bears_an_earlier_day_than_one_given_meanwhile(unit, monkeypatch) -> None:
    def issue_other() -> None:
        other = order(unit, row_key=2, issued_on=LATE)
        issue_document(by=make.system(), order=other, files=files())

    faults = _issue_while(unit, monkeypatch, issue_other)
    assert "không ghi ngày sớm hơn" in faults.message_dict["issued_on"][0]
    assert IssuedDocument.objects.get().row_key == 2


def test_no_number_is_given_before_a_signature_recorded_meanwhile(unit, monkeypatch) -> None:
    def sign_again() -> None:
        posting = unit.postings.get(role=Role.CHAIR)
        signed: SignedAs = signed_as(posting, on=LATE)
        sign_document(by=make.system(), paper=paper(unit), signed=signed)

    faults = _issue_while(unit, monkeypatch, sign_again)
    assert "Văn bản ký ngày 14/8/2024" in faults.message_dict["issued_on"][0]
    assert not IssuedDocument.objects.exists()

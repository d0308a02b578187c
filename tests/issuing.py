"""A document brought as far as its signature, for tests of what comes after."""

from datetime import date
from typing import Any

from evidence.issued.checked import PreparedPaper
from evidence.issued.models import Preparation
from evidence.issued.services.preparing import SignedAs, check_document, sign_document
from reports.documents.way import head_of_document
from reports.drawn import Kind, drawn
from tests import factories as make
from villages.models import Official, Posting


def check_paper(kind: Kind, row: Any) -> Preparation:
    """A document of a row, checked as it stands."""
    return check_document(by=make.system(), paper=drawn(kind, row, is_to_check=True).paper)


def sign_paper(
    kind: Kind, row: Any, signatory: Official, on: date = make.TODAY, authority: str = "TM"
) -> Preparation:
    """The same, checked and signed by somebody's main office."""
    check_paper(kind, row)
    one = drawn(kind, row)
    posting = signatory.postings.select_related("official", "unit").first()
    head = head_of_document(one.document)
    signed = signed_as(posting, authority, on, head=head)
    return sign_document(by=make.system(), paper=one.paper, signed=signed)


def signed_as(
    posting: Posting | None, authority: str = "TM", on: date = make.TODAY, **other: Any
) -> SignedAs:
    """What the service is given of a signature."""
    assert posting is not None
    given = {"opening": "TM. ỦY BAN NHÂN DÂN"} | other
    return SignedAs(posting=posting, authority=authority, signed_on=on, **given)


def signed_paper(paper: PreparedPaper, signatory: Official, on: date) -> Preparation:
    """A paper without a document behind it, checked and signed."""
    check_document(by=make.system(), paper=paper)
    posting = signatory.postings.select_related("official", "unit").first()
    return sign_document(by=make.system(), paper=paper, signed=signed_as(posting, on=on))

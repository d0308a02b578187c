"""A scan of the signed copy stands beside what was issued, never in its place."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from evidence.issued.queries import file_of
from evidence.issued.services.issuing import issue_document
from evidence.papers.services import add_revision
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.test_issued import WORD, files, order, sign, unit_of, word_file
from villages.access import Access
from villages.enums import Role


@pytest.fixture
def clerk(db: None) -> Access:
    return make.access(make.make_official(make.make_commune(), Role.CLERK))


@pytest.mark.django_db(transaction=True)
def test_the_scan_of_the_signed_copy_follows_what_was_issued(clerk, evidence_folder) -> None:
    unit = unit_of(clerk)
    sign(unit)
    document = issue_document(by=clerk, order=order(unit), files=files())
    made = [(file.pk, file.sha256) for file in document.paper.revisions.order_by("number")]
    add_revision(
        by=clerk,
        evidence_id=document.paper_id,
        received=ev.received(),
        upload_key=uuid4(),
        seen_version=document.paper.version,
    )
    kept = [(file.pk, file.sha256) for file in document.paper.revisions.order_by("number")]
    assert kept[:2] == made
    assert len(kept) == 3
    issued = file_of(document, "pdf")
    assert issued is not None
    assert issued.pk == made[0][0]
    kept_files = list(document.paper.revisions.order_by("number"))
    assert document.paper.file_in_use(kept_files) == issued
    assert [file.is_signed_scan for file in kept_files] == [False, False, True]


@pytest.mark.django_db(transaction=True)
def test_what_can_be_no_scan_is_not_put_beside_what_was_issued(clerk, evidence_folder) -> None:
    unit = unit_of(clerk)
    sign(unit)
    made = files()
    document = issue_document(by=clerk, order=order(unit), files=made)
    issued = next(file for file in made if file.name.endswith(".pdf"))
    draft = ev.received(word_file(), "Dự thảo.docx", WORD)
    unsigned = ev.received(issued.content, "Bản quét.pdf")
    for received, fault in ((draft, "bản quét đã ký"), (unsigned, "đã có ở văn bản")):
        with pytest.raises(ValidationError, match=fault):
            add_revision(
                by=clerk,
                evidence_id=document.paper_id,
                received=received,
                upload_key=uuid4(),
                seen_version=document.paper.version,
            )
    assert document.paper.revisions.count() == 2

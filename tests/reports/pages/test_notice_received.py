"""Whom a notice of the agency above addresses reads it as it was issued there."""

from datetime import date

import pytest
from django.urls import reverse

from evidence.models import IssuedDocument
from reports.documents.kinds import kind_of
from reports.pdf import pdf_available
from tests.conftest import require
from tests.evidence.review import factories as review
from tests.factories import make_official
from tests.issuing import sign_paper
from tests.world import client_of
from villages.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def test_the_commune_reads_the_notice_that_the_district_issued(
    settings, tmp_path, time_machine
) -> None:
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    time_machine.move_to("2024-08-15 09:00 +0700", tick=False)
    world = review.ready_world()
    review.approved(world)
    submission = review.returned(world, step=1)
    chair = make_official(
        world.district, Role.CHAIR, name="Ngô Văn Chủ", title="Chủ tịch UBND huyện"
    )
    clerk = client_of(make_official(world.district, Role.CLERK))
    sign_paper(kind_of("review_notice"), submission, chair, on=date(2024, 8, 15))
    preview, pdf, word, issue = (
        reverse(f"reports:review_notice_{name}", args=[submission.pk])
        for name in ("preview", "pdf", "word", "issue")
    )
    assert clerk.post(issue, {"number": "1", "issued_on": "15/8/2024"}).status_code == 303
    document = IssuedDocument.objects.get()
    assert clerk.get(pdf).status_code == 302  # from the register of the agency itself
    lan = client_of(world.lan.official)
    page = lan.get(preview).content.decode()
    assert str(document) in page
    paper = reverse("evidence:paper", args=[document.paper_id])
    assert f'href="{paper}"' not in page
    assert lan.get(paper).status_code == 404
    for address, ending in ((pdf, "pdf"), (word, "docx")):
        answer = lan.get(address)
        assert answer.status_code == 200
        kept = document.paper.revisions.get(file_type=ending)
        assert answer["Content-Length"] == str(kept.size)
        assert len(b"".join(answer.streaming_content)) == kept.size

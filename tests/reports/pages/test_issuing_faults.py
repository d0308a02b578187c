"""What a clerk reads where the machine cannot keep a paper that is to be issued."""

import errno
import os
from datetime import date

import pytest
from django.urls import reverse

from evidence.models import IssuedDocument
from evidence.papers.services import keeping
from evidence.papers.store_errors import down
from reports.documents.kinds import kind_of
from reports.pdf import pdf_available
from tests.conftest import require
from tests.issuing import sign_paper
from tests.reports.at_once import AtHand

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.pdf]
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
BROKEN = OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.fixture
def issue(world, settings, tmp_path):
    """The clerk issues a signed plan: the sentences that the form answers with."""
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    sign_paper(kind_of("plan"), world.plan, world.official("chair"), on=date(2024, 8, 14))
    typed = {"number": "5", "issued_on": "14/8/2024", "skips": "on"}

    def send() -> str:
        answer = world.client("vanthu").post(
            reverse("reports:plan_issue", args=[world.plan.pk]), typed
        )
        assert answer.status_code == 422
        assert 'value="14/8/2024"' in answer.content.decode()
        return " ".join(answer.context["form"].non_field_errors())

    return send


@pytest.mark.parametrize(("fault", "words"), [(FULL, "hết chỗ"), (BROKEN, "không nhận được tệp")])
def test_a_store_that_takes_nothing_gives_no_number(fault, words, issue, monkeypatch) -> None:
    def refuse(received: object) -> None:
        raise down(fault)

    monkeypatch.setattr(keeping, "store", refuse)
    sentence = issue()
    assert words in sentence
    assert "chưa lấy số" in sentence
    assert "minh chứng" not in sentence
    assert not IssuedDocument.objects.exists()


def test_a_disk_that_is_full_while_the_paper_is_made_gives_no_number(issue, monkeypatch) -> None:
    def refuse(*given: object) -> None:
        raise FULL

    monkeypatch.setattr(AtHand, "lay_out", refuse)
    sentence = issue()
    assert "hết chỗ" in sentence
    assert not IssuedDocument.objects.exists()

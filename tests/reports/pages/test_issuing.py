"""A clerk numbers a paper from its preview; the register gives back the very files."""

import io

import docx
import pytest
from django.urls import reverse

from evidence.models import IssuedDocument
from reports.pdf import pdf_available
from tests.conftest import require
from tests.reports.words import words_in_word
from villages.enums import Role

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.pdf]
PAGE = "reports:plan_issue"


@pytest.fixture
def clerk(world, settings, tmp_path):
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    return world.member(Role.CLERK)


def _issue(client, plan, **typed):
    url = reverse(PAGE, args=[plan.pk])
    return client.post(url, {"number": "5", "issued_on": "14/8/2024"} | typed)


def test_a_plan_is_numbered_issued_and_found_in_the_register(world, clerk) -> None:
    preview = reverse("reports:plan_preview", args=[world.plan.pk])
    assert f'href="{reverse(PAGE, args=[world.plan.pk])}"' in clerk.get(preview).content.decode()
    answer = _issue(clerk, world.plan)
    assert answer.status_code == 303
    document = IssuedDocument.objects.get()
    assert document.full_number == "05/KH-UBND"
    register = clerk.get(answer["Location"]).content.decode()
    assert "05/KH-UBND" in register
    pdf, word = document.paper.revisions.order_by("number")
    for file in (pdf, word):
        url = reverse("evidence:file", args=[file.pk])
        assert url in register
    sent = b"".join(clerk.get(reverse("evidence:file", args=[word.pk])).streaming_content)
    assert "05/kh-ubnd" in " ".join(words_in_word(sent))
    assert "Đã phát hành" in clerk.get(preview).content.decode()
    head = docx.Document(io.BytesIO(sent)).tables[0]
    assert "ngày 14 tháng 8 năm 2024" in head.cell(1, 1).text.replace("\u00a0", " ")


def test_what_was_issued_stays_when_the_plan_changes(world, clerk) -> None:
    _issue(clerk, world.plan)
    file = IssuedDocument.objects.get().paper.revisions.first()
    url = reverse("evidence:file", args=[file.pk])
    before = b"".join(clerk.get(url).streaming_content)
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    assert b"".join(clerk.get(url).streaming_content) == before
    first = IssuedDocument.objects.get()
    answer = _issue(clerk, world.plan, number="6", replaces=first.pk)
    assert answer.status_code == 303
    assert IssuedDocument.objects.get(number=6).replaces == first


def test_a_wrong_number_or_day_is_told_at_its_field_and_keeps_what_was_typed(world, clerk) -> None:
    _issue(clerk, world.plan)
    answer = _issue(clerk, world.plan, number="9", issued_on="1/1/2024")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Số tiếp theo là 06" in page
    assert "sớm hơn" in page
    assert 'value="9"' in page
    assert IssuedDocument.objects.count() == 1
    assert _issue(clerk, world.plan, number="9", skips="on").status_code == 303


def test_whoever_is_no_clerk_hears_why(world, clerk) -> None:
    answer = _issue(world.member(Role.STANDING_OFFICER), world.plan)
    assert answer.status_code == 403
    assert not IssuedDocument.objects.exists()

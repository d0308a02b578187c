"""What was checked keeps its words whatever the program prints later, while the record stands."""

import io
from datetime import date, timedelta

import pdfplumber
import pytest
from django.urls import reverse
from django.utils import timezone

from evidence.issued.enums import DocumentState
from evidence.issued.queries import preparation_of
from evidence.models import CheckedText, IssuedDocument
from reports.confirming import confirm_last, confirm_some
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from reports.pdf import pdf_available
from reports.prints.press_room import ROOM
from reports.prints.worker import PrintWorker
from tasks.models import Plan
from tests import factories as make
from tests.conftest import require
from tests.issuing import check_paper, sign_paper
from tests.reports.rewording import NEW_WORDS, install_later_release, with_name
from tests.reports.words import words_in_word, words_on_paper
from villages.edit import edit_row

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PLAN = kind_of("plan")
DAY = date(2024, 8, 14)


def _edit(plan: Plan, title: str = "Trích yếu khác") -> None:
    edit = {"action": "sửa kế hoạch", "fields": {"title": title}}
    edit_row(by=make.system(), rows=Plan.objects.all(), pk=plan.pk, **edit)


def _edit_something_else(world) -> None:
    """What leaves events in the commune's trail, and nothing on the plan."""
    make.make_official(world.commune)


def _now(plan: Plan):
    return drawn(PLAN, Plan.objects.select_related(*PLAN.related).get(pk=plan.pk))


def _sign(world) -> None:
    sign_paper(PLAN, world.plan, world.official("chair"), on=DAY)


def _let_time_pass() -> None:
    CheckedText.objects.update(confirmed_at=timezone.now() - timedelta(days=2))


def test_it_is_issued_in_the_words_that_were_signed(world, monkeypatch, settings, tmp_path) -> None:
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    clerk = world.client("vanthu")
    _sign(world)
    signed = _now(world.plan).document
    install_later_release(monkeypatch, PLAN)
    preview = clerk.get(reverse("reports:plan_preview", args=[world.plan.pk])).content.decode()
    assert NEW_WORDS not in preview
    url = reverse("reports:plan_issue", args=[world.plan.pk])
    sent = {"number": "5", "issued_on": "14/8/2024", "skips": "on", "fills_blanks": "on"}
    assert clerk.post(url, sent).status_code == 303
    pdf, word = IssuedDocument.objects.get().paper.revisions.order_by("number")
    files = [
        b"".join(clerk.get(reverse("evidence:file", args=[file.pk])).streaming_content)
        for file in (pdf, word)
    ]
    with pdfplumber.open(io.BytesIO(files[0])) as paper:
        printed = " ".join(page.extract_text() for page in paper.pages)
    assert "do bản chương trình sau" not in printed
    one = _now(world.plan)
    assert one.now.state == DocumentState.ISSUED
    assert one.document.blocks == signed.blocks
    assert one.document.appendices == signed.appendices
    assert words_in_word(files[1]) == words_on_paper(one.document)
    _let_time_pass()
    assert confirm_some() == 1
    _edit_something_else(world)
    assert _now(world.plan).document == one.document
    _edit(world.plan)
    assert _now(world.plan).now.state == DocumentState.DRAFT  # a further paper may be made


@pytest.mark.parametrize("is_later", [False, True])
def test_a_row_that_changed_puts_it_back_to_draft(world, monkeypatch, is_later) -> None:
    _sign(world)
    if is_later:
        install_later_release(monkeypatch, PLAN)
        assert _now(world.plan).now.state == DocumentState.SIGNED
    _edit(world.plan)
    one = _now(world.plan)
    assert one.now.state == DocumentState.DRAFT
    assert "trở lại dự thảo" in one.now.fell_back
    assert "đã thay đổi" in one.deny_issue(make.system())
    assert "đã thay đổi" in one.deny_sign(make.system())
    assert one.deny_check(make.system()) == ""
    assert (NEW_WORDS in str(one.document)) is is_later
    clerk = world.client("vanthu")
    assert clerk.get(reverse("reports:plan_issue", args=[world.plan.pk])).status_code == 403


def test_by_the_same_program_other_words_are_another_text(world, monkeypatch) -> None:
    _sign(world)
    install_later_release(monkeypatch, PLAN)
    CheckedText.objects.update(program="later")
    assert _now(world.plan).now.state == DocumentState.DRAFT


def test_the_sentence_on_the_earlier_paper_is_of_the_text(world, monkeypatch) -> None:
    check_paper(PLAN, world.plan)
    install_later_release(monkeypatch, PLAN)
    one = _now(world.plan)
    assert one.now.state == DocumentState.CHECKED
    assert NEW_WORDS not in str(one.document)
    edit_row(
        by=make.system(),
        rows=type(one.preparation).objects.all(),
        pk=one.preparation.pk,
        action="chọn thay thế hoặc sửa đổi văn bản trước",
        fields={"is_amendment": True},
    )
    assert _now(world.plan).now.state == DocumentState.DRAFT


def test_a_later_program_goes_on_from_what_the_former_found(world, monkeypatch) -> None:
    _sign(world)
    signed = _now(world.plan).document
    _edit_something_else(world)
    with monkeypatch.context() as unconfirmed:
        install_later_release(unconfirmed, PLAN)
        # Something was recorded since: nobody knows whether the paper would have read otherwise.
        assert _now(world.plan).now.state == DocumentState.DRAFT
    _let_time_pass()
    assert confirm_some() == 1  # by the program that checked it, whose digest knows
    install_later_release(monkeypatch, PLAN)
    assert _now(world.plan).document == signed
    _let_time_pass()
    confirm_some()
    _edit_something_else(world)  # from here on the digest of the later program knows
    assert _now(world.plan).document == signed
    _let_time_pass()
    confirm_some()
    with_name(monkeypatch, "third")
    assert _now(world.plan).document == signed
    _edit(world.plan)
    assert _now(world.plan).now.state == DocumentState.DRAFT


def test_what_an_earlier_release_checked_gets_its_words_kept(world, monkeypatch) -> None:
    _sign(world)
    CheckedText.objects.all().delete()  # it kept none
    signed = _now(world.plan)
    assert signed.now.state == DocumentState.SIGNED
    with monkeypatch.context() as at_once:
        install_later_release(at_once, PLAN)
        assert _now(world.plan).now.state == DocumentState.DRAFT  # nobody has its words
        assert confirm_some() == 1
        assert _now(world.plan).now.state == DocumentState.DRAFT
    _let_time_pass()
    assert confirm_some() == 1
    assert confirm_some() == 0  # looked at just now
    install_later_release(monkeypatch, PLAN)
    assert _now(world.plan).document == signed.document
    assert preparation_of(PLAN.slug, world.plan.pk).digest == CheckedText.objects.get().digest


def test_one_paper_that_cannot_be_read_keeps_no_other_waiting(world, monkeypatch) -> None:
    _sign(world)
    _let_time_pass()

    def broken(*_args, **_more) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("reports.confirming.drawn", broken)
    with_name(monkeypatch, "later")
    assert confirm_some() == 1
    assert confirm_some() == 0


def test_the_worker_reads_papers_when_nobody_waits_and_as_it_stops(world, monkeypatch) -> None:
    _sign(world)
    monkeypatch.setattr(ROOM, "warm_up", lambda: None)
    for look in (PrintWorker("one")._look, confirm_last):
        CheckedText.objects.all().delete()
        look()
        assert CheckedText.objects.get().digest == preparation_of(PLAN.slug, world.plan.pk).digest

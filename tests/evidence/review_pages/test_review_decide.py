"""What ends a review: "đạt" on the rest, the decision, opening again, and the recognition."""

import pytest
from django.urls import reverse

from criteria.models import Recognition
from evidence.models import DraftVerdict, Verdict
from evidence.review.enums import SubmissionState
from evidence.review.services import send_decision
from tests.evidence.review import factories as review
from villages.enums import Role


@pytest.fixture
def submission(world):
    return review.sent(world)


@pytest.fixture
def tam(world, client_of):
    return client_of(world.tam)


def url_of(name, submission):
    return reverse(f"evidence:{name}", args=[submission.pk])


RETURN = {
    "outcome": "return",
    "decision_text": "Hồ sơ còn thiếu.",
    "supplement_by": "30/09/2024",
}


# --- "đạt" on what is left ------------------------------------------------------------------------


def test_all_unmarked_are_listed_and_then_noted(world, tam, submission):
    first = submission.items.order_by("result__indicator__code").first()
    review.save_draft(
        by=world.tam,
        item=first,
        kind="not_met",
        reason_code="missing",
        text="Thiếu",
        seen_version=0,
    )
    page = tam.get(url_of("approve_unmarked", submission))
    listed = [item.pk for item in page.context["items"]]
    assert len(listed) == 3
    assert "Tỷ lệ thử của chỉ tiêu 2.2" in page.content.decode()
    assert tam.post(url_of("approve_unmarked", submission), {"item": listed}).status_code == 303
    assert DraftVerdict.objects.filter(kind="met").count() == 3


def test_a_list_that_has_changed_is_shown_anew(world, tam, submission):
    response = tam.post(url_of("approve_unmarked", submission), {"item": ["1", "abc"]})
    assert response.status_code == 409
    assert "đã đổi từ lúc hiển thị" in response.content.decode()
    assert "Tỷ lệ thử của chỉ tiêu 1.1" in response.content.decode()
    assert not DraftVerdict.objects.exists()


# --- the decision ---------------------------------------------------------------------------------


def test_nothing_is_sent_before_all_is_judged(tam, submission):
    url = url_of("decide", submission)
    page = tam.get(url).content.decode()
    assert "Còn 4 chỉ tiêu chưa có kết luận" in page
    assert 'aria-disabled="true"' in page
    response = tam.post(url, RETURN)
    assert response.status_code == 422
    assert not Verdict.objects.exists()


def test_returning_gives_every_verdict_with_its_reason(world, tam, submission):
    review.judge(world.tam, submission, bad=[0])
    url = url_of("decide", submission)
    assert tam.get(url).context["form"]["outcome"].value() == "return"
    response = tam.post(url, RETURN)
    assert response["Location"] == url_of("round", submission)
    submission.refresh_from_db()
    assert submission.state == SubmissionState.RETURNED
    assert Verdict.objects.filter(item__submission=submission).count() == 4
    assert not DraftVerdict.objects.exists()


def test_what_is_wrong_is_said_at_its_field(world, tam, submission):
    review.judge(world.tam, submission, bad=[0])
    url = url_of("decide", submission)
    missing = tam.post(url, RETURN | {"decision_text": "", "supplement_by": "15/08/2024"})
    page = missing.content.decode()
    assert missing.status_code == 422
    assert 'id="id_decision_text_error"' in page
    assert 'id="id_supplement_by_error"' in page
    assert 'value="15/08/2024"' in page
    wrong = tam.post(url, {"outcome": "approve", "decision_text": "Đồng ý"})
    assert wrong.status_code == 422
    assert "Còn 1 chỉ tiêu chưa đạt" in wrong.content.decode()
    unread = tam.post(url, RETURN | {"supplement_by": "31/02/2024"})
    assert unread.status_code == 422
    assert 'value="31/02/2024"' in unread.content.decode()


def test_of_two_who_send_the_second_sees_what_the_first_sent(world, tam, client_of, submission):
    review.judge(world.tam, submission, bad=[0])
    send_decision(
        by=world.dong,
        submission=submission,
        outcome="return",
        decision_text="Thiếu biên bản.",
        supplement_by=review.date(2024, 9, 20),
    )
    response = tam.post(url_of("decide", submission), RETURN)
    page = response.content.decode()
    assert response.status_code == 409
    assert str(world.dong.official) in page
    assert "Thiếu biên bản." in page
    assert "Hồ sơ còn thiếu." in page
    assert "20/9/2024" in page
    submission.refresh_from_db()
    assert submission.decision_text == "Thiếu biên bản."


@pytest.mark.parametrize("name", ["decide", "approve_unmarked", "reopen"])
def test_who_may(world, client_of, stranger, submission, name):
    url = url_of(name, submission)
    for access in (world.lan, world.hoa, world.person(world.commune, Role.OFFICIAL)):
        client = client_of(access)
        page = client.get(url)
        assert page.status_code == 403
        assert "Phó Chủ tịch UBND của" in page.content.decode()
        assert client.post(url, RETURN).status_code == 403
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, RETURN).status_code == 404
    assert client_of(world.tam).put(url).status_code == 405


# --- opening again --------------------------------------------------------------------------------


def test_reopening_asks_for_a_reason(world, tam, submission):
    url = url_of("reopen", submission)
    assert tam.get(url).status_code == 403  # nothing approved yet
    review.decide(world.tam, submission, "approve")
    assert url in tam.get(url_of("review", submission)).content.decode()
    assert tam.post(url, {"reason": ""}).status_code == 422
    assert tam.post(url, {"reason": "Phát hiện sai số liệu"}).status_code == 303
    submission.refresh_from_db()
    assert submission.state == SubmissionState.REOPENED
    assert submission.closed_reason == "Phát hiện sai số liệu"


def test_what_went_up_is_not_opened_again(world, tam, submission):
    review.decide(world.tam, submission, "approve")
    review.sent(world, 1)
    response = tam.post(url_of("reopen", submission), {"reason": "x"})
    assert response.status_code == 403
    assert "đã gửi lên bước sau" in response.content.decode()


# --- the recognition ------------------------------------------------------------------------------

DECISION = {
    "decision_number": "1234/QĐ-UBND",
    "decided_on": "14/08/2024",
    "issuer": "UBND tỉnh Bắc Giang",
}


@pytest.fixture
def recognise(world):
    return reverse("evidence:recognise", args=[world.assessment.pk])


def test_recognition_is_entered_after_the_last_step(world, client_of, recognise):
    lan = client_of(world.lan)
    early = lan.get(recognise)
    assert early.status_code == 403
    assert "chưa được thông qua ở bước cuối" in early.content.decode()
    review.approved(world, 0)
    review.approved(world, 1)
    rounds = reverse("evidence:rounds", args=[world.assessment.pk])
    assert recognise in lan.get(rounds).content.decode()
    late = lan.post(recognise, DECISION | {"decided_on": "16/08/2024"})
    assert late.status_code == 422
    assert 'id="id_decided_on_error"' in late.content.decode()
    assert "1234/QĐ-UBND" in late.content.decode()
    assert lan.post(recognise, DECISION).status_code == 303
    made = Recognition.objects.get()
    assert (made.decision_number, made.issuer) == ("1234/QĐ-UBND", "UBND tỉnh Bắc Giang")
    assert "1234/QĐ-UBND" in lan.get(rounds).content.decode()
    twice = lan.post(recognise, DECISION)
    assert twice.status_code == 422
    assert Recognition.objects.count() == 1
    assert 'id="id_decision_number_error"' in twice.content.decode()


def test_recognition_is_for_standing_officer_and_administrator(
    world, client_of, recognise, stranger
):
    review.approved(world, 0)
    review.approved(world, 1)
    for access in (world.tam, world.hoa, world.person(world.commune, Role.CLERK)):
        response = client_of(access).post(recognise, DECISION)
        assert response.status_code == 403
        assert "dành cho: Quản trị hệ thống, Thường trực NTM" in response.content.decode()
    assert stranger.get(recognise).status_code == 404
    assert client_of(world.lan).delete(recognise).status_code == 405
    assert not Recognition.objects.exists()

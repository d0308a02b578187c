"""What ends a review: "đạt" on the rest, the decision, and opening again."""

import pytest
from django.urls import reverse

from evidence.models import DraftVerdict, Requirement, Verdict
from evidence.review.enums import SubmissionState
from evidence.review.services import send_decision, withdraw
from ntm_project.common.models import NO_VERSION
from tests.evidence.review import factories as review
from villages.enums import Role
from villages.models import AuditEvent


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
        seen_version=NO_VERSION,
    )
    page = tam.get(url_of("approve_unmarked", submission))
    listed = [item.pk for item in page.context["unmarked"].ready]
    assert len(listed) == 3
    assert "Tỷ lệ thử của chỉ tiêu 2.2" in page.content.decode()
    assert tam.post(url_of("approve_unmarked", submission), {"item": listed}).status_code == 303
    assert DraftVerdict.objects.filter(kind="met").count() == 3


def test_a_list_that_has_changed_is_shown_anew(world, tam, submission):
    response = tam.post(url_of("approve_unmarked", submission), {"item": ["1", "abc"]})
    assert response.status_code == 409
    assert response.templates[0].name == "villages/conflict.html"
    assert "1.1, 1.2, 2.1, 2.2" in response.content.decode()
    assert f'href="{url_of("approve_unmarked", submission)}"' in response.content.decode()
    assert "Lưu bản của tôi" not in response.content.decode()
    assert not DraftVerdict.objects.exists()


def test_what_the_unit_does_not_claim_or_cannot_show_is_judged_one_by_one(world, tam):
    not_met, not_applicable, short, bare = world.results()
    review.set_claim(not_met, "not_met")
    review.set_claim(not_applicable, "not_applicable", note="Xã không có chợ.")
    review.set_claim(short, value=44)
    sent = review.sent(world)
    # Asked for only after the round was sent: before, the round would not have gone.
    Requirement.objects.create(
        indicator=bare.indicator, order=1, text="Biên bản họp", confidence="seed", source="thử"
    )
    page = tam.get(url_of("approve_unmarked", sent))
    unmarked = page.context["unmarked"]
    assert unmarked.ready == []
    reasons = {item.result_id: reason for item, reason in unmarked.rest}
    assert reasons[not_met.pk] == "Đơn vị tự đánh giá: chưa đạt."
    assert reasons[not_applicable.pk] == "Đơn vị tự đánh giá: không áp dụng."
    assert reasons[short.pk].startswith("Số liệu (44%) chưa đủ mức yêu cầu")
    assert reasons[bare.pk] == "Thiếu giấy tờ bắt buộc: Biên bản họp."
    for reason in reasons.values():
        assert reason in page.content.decode()
    listed = {"item": [str(pk) for pk in sent.items.values_list("pk", flat=True)]}
    assert tam.post(url_of("approve_unmarked", sent), listed).status_code == 409
    assert tam.post(url_of("approve_unmarked", sent), {}).status_code == 303
    assert not DraftVerdict.objects.exists()
    # One by one the reviewer still may.
    item = sent.items.get(result=not_applicable)
    review.save_draft(by=world.tam, item=item, kind="met", seen_version=NO_VERSION)


def test_a_required_paper_that_was_sent_lets_its_item_go(world, tam):
    result = world.results()[0]
    requirement = Requirement.objects.create(
        indicator=result.indicator, order=1, text="Biên bản", confidence="seed", source="thử"
    )
    review.make_paper(result, requirement)
    sent = review.sent(world)
    unmarked = tam.get(url_of("approve_unmarked", sent)).context["unmarked"]
    assert (len(unmarked.ready), unmarked.rest) == (4, [])


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
    assert tam.get(url).status_code == 403  # it is decided
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
    assert url not in tam.get(url_of("review", submission)).content.decode()
    review.decide(world.tam, submission, "approve")
    assert url in tam.get(url_of("review", submission)).content.decode()
    assert tam.post(url, {"reason": ""}).status_code == 422
    assert tam.post(url, {"reason": "Phát hiện sai số liệu"}).status_code == 303
    submission.refresh_from_db()
    assert submission.state == SubmissionState.REOPENED
    assert submission.closed_reason == "Phát hiện sai số liệu"


def test_what_was_found_false_comes_back_not_reviewed_and_only_that(world, tam, submission):
    review.decide(world.tam, submission, "approve")
    false, *others = submission.items.order_by("result__indicator__code")
    url = url_of("reopen", submission)
    wrong = tam.post(url, {"reason": "Sai", "doubted": ["999999"]})
    assert (wrong.status_code, wrong.context["form"].errors.keys()) == (422, {"doubted"})
    assert tam.post(url, {"reason": "Ảnh chụp nơi khác", "doubted": [false.pk]}).status_code == 303
    assert "phải xét lại" in AuditEvent.objects.about(submission).first().changes
    round_page = tam.get(url_of("round", submission)).content.decode()
    assert f"<dt>Phải xét lại</dt><dd>{false.result.indicator.code}</dd>" in round_page
    again = review.sent(world)
    assert again.items.filter(is_changed=True).count() == 0
    kept = DraftVerdict.objects.filter(item__submission=again, is_kept=True)
    assert {draft.item.result_id for draft in kept} == {item.result_id for item in others}
    # Nor does a round taken back and sent anew bring its verdict back, nor "đạt" on all the rest.
    withdraw(by=world.lan, submission=again, reason="Nhầm.")
    again = review.sent(world)
    unmarked = tam.get(url_of("approve_unmarked", again)).context["unmarked"]
    assert unmarked.ready == []
    ((item, reason),) = unmarked.rest
    assert (item.result_id, "phải xét lại" in reason) == (false.result_id, True)
    page = tam.get(url_of("review", again)).content.decode()
    assert page.count("không đổi nhưng phải xét lại") == 1
    assert "đã đổi so với lượt trước" not in page
    review.decide(world.tam, again, "approve")
    assert Verdict.objects.get(item=item).is_kept is False


def test_what_went_up_is_not_opened_again(world, tam, submission):
    review.decide(world.tam, submission, "approve")
    review.sent(world, 1)
    response = tam.post(url_of("reopen", submission), {"reason": "x"})
    assert response.status_code == 403
    assert "đã gửi lên bước sau" in response.content.decode()

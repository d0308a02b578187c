"""The rounds as the submitting unit reads them, and taking one back."""

from datetime import date

import pytest
from django.urls import reverse

from evidence.review.enums import SubmissionState
from tests import factories as make
from tests.evidence.review import factories as review
from tests.queries import MOST, assert_constant_queries, queries_of
from tests.shared import text_of
from tests.swaps import settled
from villages.enums import Role


def test_the_way_to_send_is_off_for_whoever_does_not_send(world, client_of):
    for role, is_off in ((Role.STANDING_OFFICER, False), (Role.COMMITTEE, True)):
        client = client_of(world.person(world.commune, role))
        page = page_of(client, "rounds", world.assessment.pk)
        assert ('id="submit-reason"' in page) == is_off, role


@pytest.fixture
def lan(world, client_of):
    return client_of(world.lan)


def page_of(client, name, pk):
    response = client.get(reverse(f"evidence:{name}", args=[pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_returned_round_shows_why_until_when_and_where_to_mend(world, lan):
    submission = review.returned(world, bad=[0])
    page = page_of(lan, "round", submission.pk)
    assert "Thiếu biên bản nghiệm thu." in page
    assert "Thiếu văn bản" in page
    assert "30/9/2024" in page
    assert "Phải bổ sung: 1 chỉ tiêu" in page
    assert reverse("criteria:edit_result", args=[world.results()[0].pk]) in page
    assert "Chuẩn bị gửi lại" in page


def test_where_the_unit_mends_it_stands_why_it_came_back_until_it_is_sent_again(world, lan):
    assessment = review.returned(world, bad=[0]).assessment
    number = world.results()[0].indicator.criterion.number
    mended = [
        reverse("reports:assessment", args=[assessment.pk]),
        reverse("reports:criterion", args=[assessment.pk, number]),
    ]
    for url in mended:
        page = lan.get(url).content.decode()
        assert "Thiếu biên bản nghiệm thu." in page, url
        assert "Bổ sung chậm nhất 30/9/2024" in page, url
    review.sent(world)
    assert all("Bị trả lại" not in lan.get(url).content.decode() for url in mended)


def test_words_corrected_after_sending_stand_beside_those_that_were_sent(world, lan, client_of):
    """On the round, before the reviewer, in the list of the dossier, and in the notice."""
    submission = review.sent(world)
    paper = world.results()[0].proofs.get().evidence
    was = paper.title
    lan.post(
        reverse("evidence:edit", args=[paper.pk]),
        {"kind": "other", "title": "Tên sửa lại", "number": "45/BB", "seen_version": paper.version},
    )
    for client, name, pk in (
        (lan, "round", submission.pk),
        (client_of(world.tam), "review", submission.pk),
    ):
        page = text_of(client.get(reverse(f"evidence:{name}", args=[pk])))
        assert f"{was} (bản 1)" in page or f"{was} · bản 1" in page
        assert f"{was} → Tên sửa lại" in page
        assert "trống → 45/BB" in page
    index = lan.get(reverse("evidence:index", args=[world.assessment.pk]))
    assert f"{was} → Tên sửa lại" in text_of(index)
    review.decide(world.tam, submission, "approve")
    notice = lan.get(reverse("reports:review_notice_preview", args=[submission.pk]))
    assert was in notice.content.decode()
    assert "Tên sửa lại" not in notice.content.decode()


def test_an_open_round_tells_how_long_it_waits(world, client_of, time_machine):
    submission = review.sent(world)  # Thursday; five working days end on Thursday 22 August
    time_machine.move_to("2024-08-20 09:00 +0700", tick=False)
    page = page_of(client_of(world.lan), "round", submission.pk)
    assert "3 ngày làm việc; hạn trả lời 22/8/2024" in page
    assert "còn 2 ngày làm việc" in page


def test_a_draft_changes_nothing_that_the_unit_reads(world, lan):
    submission = review.sent(world)
    names = [("round", submission.pk), ("rounds", world.assessment.pk)]
    before = [settled(page_of(lan, name, pk)) for name, pk in names]
    review.judge(world.tam, submission, bad=[0])
    assert [settled(page_of(lan, name, pk)) for name, pk in names] == before


def test_withdrawing_asks_for_a_reason_and_keeps_it(world, lan):
    submission = review.sent(world)
    url = reverse("evidence:withdraw_round", args=[submission.pk])
    empty = lan.post(url, {"reason": " "})
    assert empty.status_code == 422
    assert "Hãy ghi lý do." in empty.content.decode()
    response = lan.post(url, {"reason": "Gửi nhầm tiêu chí 2"})
    assert response.status_code == 303
    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN
    assert "Gửi nhầm tiêu chí 2" in page_of(lan, "round", submission.pk)
    again = lan.post(url, {"reason": "Lần nữa"})
    assert again.status_code == 403
    assert "đã rút lại" in again.content.decode()


def test_withdrawing_is_for_the_submitting_side(world, client_of, stranger):
    submission = review.sent(world, step=0)
    url = reverse("evidence:withdraw_round", args=[submission.pk])
    tam = client_of(world.tam)
    assert tam.get(url).status_code == 403
    assert tam.post(url, {"reason": "x"}).status_code == 403
    assert "dành cho: Thường trực NTM" in tam.post(url, {"reason": "x"}).content.decode()
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"reason": "x"}).status_code == 404
    assert client_of(world.lan).delete(url).status_code == 405


@pytest.mark.parametrize("name", ["round", "rounds"])
def test_strangers_and_methods(world, client_of, stranger, name):
    submission = review.sent(world)
    pk = submission.pk if name == "round" else world.assessment.pk
    url = reverse(f"evidence:{name}", args=[pk])
    assert stranger.get(url).status_code == 404
    assert client_of(world.lan).post(url).status_code == 405


def test_the_reviewer_of_another_district_does_not_see_the_round(world, client_of):
    submission = review.sent(world)
    far = make.make_unit("district", "Nghi Lộc", make.make_province("Nghệ An"))
    reviewer = client_of(world.person(far, Role.REVIEWER))
    assert reviewer.get(reverse("evidence:round", args=[submission.pk])).status_code == 404
    assert reviewer.get(reverse("evidence:review", args=[submission.pk])).status_code == 404


def test_dossiers_tell_the_last_round_of_each_assessment(world, lan, stranger):
    url = reverse("evidence:dossiers")
    assert "Chưa gửi lần nào" in lan.get(url).content.decode()
    review.returned(world)
    page = lan.get(url).content.decode()
    assert "Đã trả lại" in page
    assert "bổ sung chậm nhất 30/9/2024" in page
    assert str(world.assessment) not in stranger.get(url).content.decode()
    assert lan.post(url).status_code == 405


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2030, 1, 1), "hạn trả lời 01/01/2030"),
        (date(2020, 1, 1), "quá hạn trả lời 01/01/2020"),
    ],
)
def test_a_dossier_that_waits_beyond_its_term_is_marked(world, lan, day, words):
    submission = review.sent(world)
    type(submission).objects.filter(pk=submission.pk).update(due_on=day)
    page = lan.get(reverse("evidence:dossiers")).content.decode()
    assert f">{words}<" in page
    assert ('class="tone-red"' in page) == words.startswith("quá")


def test_constant_queries(world, lan):
    review.returned(world)
    submission = review.sent(world)

    def more_rounds():
        review.decide(world.tam, submission, "return", [0])
        for _ in range(4):
            review.returned(world)

    assert_constant_queries(
        lan, reverse("evidence:rounds", args=[world.assessment.pk]), more_rounds
    )
    assert_constant_queries(
        lan,
        reverse("evidence:dossiers"),
        lambda: [make.make_assessment(world.commune, year=year) for year in range(2025, 2034)],
    )


def test_a_round_asks_as_often_for_many_items_as_for_one(world, lan):
    one = world.results()[:1]
    review.decide(world.tam, review.sent(world, results=one), "return", [0])
    submission = review.sent(world, results=one)
    url = reverse("evidence:round", args=[submission.pk])
    lan.get(url)
    few = queries_of(lan, url)
    review.decide(world.tam, submission, "return", [0])
    for result in world.results():
        review.make_paper(result)
    review.decide(world.tam, review.sent(world), "return", [0, 1])
    many = review.sent(world)
    assert queries_of(lan, reverse("evidence:round", args=[many.pk])) == few <= MOST


def test_wherever_a_dossier_waits_it_stands_that_the_day_to_mend_it_has_passed(
    world, client_of, time_machine
):
    assessment = review.returned(world, bad=[0]).assessment
    pages = [
        reverse("evidence:dossiers"),
        reverse("reports:assessment", args=[assessment.pk]),
        reverse("reports:my_work"),
    ]
    time_machine.move_to("2024-10-01 09:00 +0700", tick=False)
    lan = client_of(world.lan)
    for url in pages:
        page = lan.get(url).content.decode().lower()
        assert "quá hạn bổ sung 30/9/2024" in page, url
        assert "bổ sung chậm nhất" not in page, url

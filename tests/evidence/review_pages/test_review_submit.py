"""Sending an assessment to its next step."""

import pytest
from django.urls import reverse

from criteria.enums import Claim, Confidence
from evidence.models import Requirement, Submission
from tests import factories as make
from tests.evidence.review import factories as review
from tests.queries import assert_constant_queries
from villages.enums import Role


@pytest.fixture
def url(world):
    return reverse("evidence:submit", args=[world.assessment.pk])


def test_sends_all_to_the_next_step_and_shows_the_round(world, url, client_of):
    lan = client_of(world.lan)
    assert "Xã kiểm tra" in lan.get(url).content.decode()
    response = lan.post(url, {"step": world.steps[0].pk, "message": "Kính đề nghị kiểm tra"})
    sent = Submission.objects.get()
    assert response.status_code == 303
    assert response["Location"] == reverse("evidence:round", args=[sent.pk])
    assert sent.items.count() == 4
    assert sent.message == "Kính đề nghị kiểm tra"
    assert sent.submitted_by == world.lan.official


def test_sends_the_chosen_criteria_alone(world, url, client_of):
    lan = client_of(world.lan)
    page = lan.get(url, {"tieu_chi": ["2"]}).content.decode()
    assert 'name="tieu_chi" value="1"' in page  # still offered
    assert '<input type="hidden" name="tieu_chi" value="2">' in page
    assert '<input type="hidden" name="tieu_chi" value="1">' not in page
    lan.post(url, {"step": world.steps[0].pk, "tieu_chi": ["2"]})
    codes = set(Submission.objects.get().items.values_list("result__indicator__code", flat=True))
    assert codes == {"2.1", "2.2"}


def test_blocked_lines_lead_to_the_place_that_mends_them(world, url, client_of):
    result = world.results()[0]
    review.set_claim(result, Claim.NOT_YET)
    other = world.results()[1]
    Requirement.objects.create(
        indicator=other.indicator,
        order=1,
        text="Quyết định phê duyệt quy hoạch",
        confidence=Confidence.VERIFIED,
        source="Kế hoạch",
    )
    lan = client_of(world.lan)
    page = lan.get(url).content.decode()
    assert reverse("criteria:edit_result", args=[result.pk]) in page
    assert "Quyết định phê duyệt quy hoạch" in page
    assert "còn 2 điểm phải bổ sung" in page
    assert 'aria-disabled="true"' in page
    response = lan.post(url, {"step": world.steps[0].pk, "message": "Giữ lại lời này"})
    assert response.status_code == 422
    assert "còn 2 điểm phải bổ sung" in response.content.decode()
    assert not Submission.objects.exists()


def test_a_message_that_is_too_long_stays_typed(world, url, client_of):
    message = "Kính đề nghị. " * 500
    response = client_of(world.lan).post(url, {"step": world.steps[0].pk, "message": message})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_message_error"' in page
    assert message.strip() in page


def test_nothing_is_sent_while_a_round_is_open(world, url, client_of):
    review.sent(world)
    lan = client_of(world.lan)
    assert "Hồ sơ đang chờ ở bước" in lan.get(url).content.decode()
    response = lan.post(url, {"step": world.steps[0].pk})
    assert response.status_code == 403
    assert "Hồ sơ đang chờ ở bước" in response.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CHAIR, 303), (Role.VICE_CHAIR, 403), (Role.OFFICIAL, 403), (Role.CLERK, 403)],
)
def test_who_may(world, url, client_of, role, status):
    client = client_of(world.person(world.commune, role))
    response = client.post(url, {"step": world.steps[0].pk})
    assert response.status_code == status
    if status == 403:
        assert "dành cho: Thường trực NTM" in response.content.decode()
        assert "dành cho: Thường trực NTM" in client.get(url).content.decode()


def test_strangers_steps_and_methods(world, url, client_of, stranger):
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"step": world.steps[0].pk}).status_code == 404
    lan = client_of(world.lan)
    assert lan.post(url, {"step": 10**6}).status_code == 404
    assert lan.post(url, {"step": world.steps[1].pk}).status_code == 403
    assert lan.delete(url).status_code == 405


def test_without_a_chain_the_page_says_whom_to_ask(world, client_of):
    other = make.make_commune("Bắc Lý", make.make_province("Bắc Ninh"))
    assessment = make.make_assessment(other)
    client = client_of(world.person(other, Role.STANDING_OFFICER))
    page = client.get(reverse("evidence:submit", args=[assessment.pk])).content.decode()
    assert "Chưa có quy trình thẩm tra" in page


def test_constant_queries(world, url, client_of):
    def grow():
        for result in world.results():
            for _ in range(5):
                review.make_paper(result)

    assert_constant_queries(client_of(world.lan), url, grow)


def test_a_set_that_is_not_checked_says_so(world, url, client_of):
    page = client_of(world.lan).get(url).content.decode()
    assert "Chưa đối chiếu văn bản gốc" in page

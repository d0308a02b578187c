"""The review of a round: one item at a time, drafts, marks, and two reviewers at once."""

import json

import pytest
from django.urls import reverse

from evidence.models import DraftVerdict
from evidence.review.services import save_draft
from ntm_project.common.models import NO_VERSION
from tasks.services import set_supervision
from tests import factories as make
from tests.evidence.review import factories as review
from tests.evidence.review.factories import set_claim
from tests.queries import MOST, queries_of
from tests.swaps import settled, swapped
from villages.enums import Role

HTMX = {"HX-Request": "true"}


@pytest.fixture
def items(submission):
    return list(submission.items.order_by("result__indicator__code"))


def judge_url(item):
    return reverse("evidence:judge", args=[item.submission_id, item.pk])


def review_url(submission, item=None):
    url = reverse("evidence:review", args=[submission.pk])
    return f"{url}?chi_tieu={item.pk}" if item else url


@pytest.fixture
def negative():
    return {
        "kind": "not_met",
        "reason_code": "unsigned",
        "text": "Chưa ký, đóng dấu.",
        "seen_version": str(NO_VERSION),
    }


def test_shows_what_was_sent_and_begins_where_nothing_is_said(world, tam, submission, items):
    page = tam.get(review_url(submission)).content.decode()
    assert "Tỷ lệ thử của chỉ tiêu 1.1" in page
    assert "50%" in page
    assert "đủ mức" in page
    assert "còn 4 chưa xét" in page
    assert "Chưa đối chiếu văn bản gốc" in page
    review.save_draft(by=world.tam, item=items[0], kind="met", seen_version=NO_VERSION)
    later = tam.get(review_url(submission))
    assert later.context["item"].code == "1.2"
    assert "còn 3 chưa xét" in later.content.decode()


def test_a_verdict_is_kept_and_the_next_item_opens(world, tam, items, negative):
    response = tam.post(judge_url(items[0]), negative)
    assert response.status_code == 303
    assert response["Location"] == review_url(items[0].submission, items[1])
    draft = DraftVerdict.objects.get(item=items[0])
    assert (draft.kind, draft.reason_code, draft.by) == ("not_met", "unsigned", world.tam.official)


def test_the_old_page_with_the_answer_equals_the_reloaded_page(tam, submission, items, negative):
    before = settled(tam.get(review_url(submission, items[0])).content.decode())
    answer = tam.post(judge_url(items[0]), negative, headers=HTMX)
    assert answer["HX-Push-Url"] == review_url(submission, items[1])
    after = settled(tam.get(review_url(submission, items[1])).content.decode())
    assert settled_swap(before, answer) == after != before


def settled_swap(page, answer):
    fragment = f'<main id="content" {answer.content.decode()}</main>'
    return swapped(page, settled(fragment).removeprefix('<main id="content" '), "review")


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(tam, items):
    data = {
        "kind": "supplement",
        "reason_code": "",
        "text": "",
        "seen_version": str(NO_VERSION),
        "mark_text": "chữ ký",
    }
    response = tam.post(judge_url(items[0]), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_reason_code_error"' in page
    assert 'id="id_text_error"' in page
    assert 'value="chữ ký"' in page
    none = tam.post(
        judge_url(items[0]), {"text": "Chưa rõ", "seen_version": str(NO_VERSION)}, headers=HTMX
    )
    assert none.status_code == 422
    assert "Hãy chọn kết luận" in none.content.decode()
    assert "Chưa rõ" in none.content.decode()
    assert not DraftVerdict.objects.exists()


def test_marks_by_page_number_by_place_and_dropped_again(tam, items, negative):
    revision = items[0].papers.get().revision_id
    by_page = {"mark_revision": revision, "mark_page": "2", "mark_text": "Thiếu chữ ký"}
    tam.post(judge_url(items[0]), negative | by_page)
    draft = DraftVerdict.objects.get()
    assert draft.marks == [{"revision": revision, "page": 2, "text": "Thiếu chữ ký"}]
    placed = {
        "seen_version": "1",
        "marks": json.dumps(draft.marks),
        "mark_revision": revision,
        "mark_x": "0.6", "mark_y": "0.7", "mark_w": "0.2", "mark_h": "0.1",
    }  # fmt: skip
    tam.post(judge_url(items[0]), negative | placed)
    draft.refresh_from_db()
    assert [mark.get("x") for mark in draft.marks] == [None, 0.6]
    page = tam.get(review_url(items[0].submission, items[0])).content.decode()
    assert "Trang 2: Thiếu chữ ký" in page
    dropped = {"seen_version": "2", "marks": json.dumps(draft.marks), "drop": ["0"]}
    tam.post(judge_url(items[0]), negative | dropped)
    draft.refresh_from_db()
    assert [mark["page"] for mark in draft.marks] == [1]


@pytest.mark.parametrize(
    "marks", ["[1]", "{}", "không", '[{"revision": 999999}]', '[{"page": "x"}]']
)
def test_marks_that_lie_nowhere_are_refused(tam, items, negative, marks):
    response = tam.post(judge_url(items[0]), negative | {"marks": marks})
    assert response.status_code == 422
    assert not DraftVerdict.objects.exists()


def test_two_reviewers_of_an_item_see_each_other(world, tam, client_of, items, negative):
    save_draft(
        by=world.dong, item=items[0], kind="supplement", reason_code="missing",
        text="Bổ sung biên bản.", seen_version=NO_VERSION,
    )  # fmt: skip
    response = tam.post(judge_url(items[0]), negative)
    page = response.content.decode()
    assert response.status_code == 409
    assert str(world.dong.official) in page
    assert "Bổ sung biên bản." in page
    assert "Chưa ký, đóng dấu." in page
    assert "Lưu bản của tôi" in page
    mine = dict(response.context["hidden"])
    assert tam.post(judge_url(items[0]), mine).status_code == 303
    assert DraftVerdict.objects.get(item=items[0]).text == "Chưa ký, đóng dấu."
    fragment = tam.post(judge_url(items[0]), negative | {"text": "Khác"}, headers=HTMX)
    assert fragment.status_code == 409
    assert fragment["HX-Retarget"] == "#content"


@pytest.mark.parametrize("role", [Role.STANDING_OFFICER, Role.COMMITTEE, Role.OFFICIAL, Role.CLERK])
def test_people_of_the_commune_who_do_not_review(world, client_of, items, negative, role):
    client = client_of(world.person(world.commune, role))
    page = client.get(review_url(items[0].submission))
    assert page.status_code == 403
    assert "dành cho: Phó Chủ tịch UBND" in page.content.decode()
    assert client.post(judge_url(items[0]), negative).status_code == 403
    assert not DraftVerdict.objects.exists()


def test_the_chair_stands_in_for_the_vice_chairs(world, client_of, items, negative):
    chair = client_of(world.person(world.commune, Role.CHAIR))
    assert chair.get(review_url(items[0].submission)).status_code == 200
    assert chair.post(judge_url(items[0]), negative).status_code == 303
    assert review_url(items[0].submission) in chair.get("/").content.decode()


def test_strangers_methods_and_items_of_other_rounds(world, tam, stranger, items, negative):
    assert stranger.get(review_url(items[0].submission)).status_code == 404
    assert stranger.post(judge_url(items[0]), negative).status_code == 404
    assert tam.get(judge_url(items[0])).status_code == 405
    url = reverse("evidence:review", args=[items[0].submission_id])
    for number in ("999999", "abc", "-1", "9" * 40):
        assert tam.get(url, {"chi_tieu": number}).status_code == 404
    other = reverse("evidence:judge", args=[items[0].submission_id, 999999])
    assert tam.post(other, negative).status_code == 404


def test_whoever_directs_a_criterion_does_not_judge_it(world, tam, client_of, items, negative):
    item = items[0]
    set_supervision(
        by=make.system(),
        assessment=world.assessment,
        criterion=item.result.indicator.criterion,
        officials=[world.dong.official],
    )
    dong = client_of(world.dong)
    page = dong.get(review_url(item.submission, item)).content.decode()
    assert "Đồng chí phụ trách tiêu chí 1 nên không tự thẩm tra" in page
    assert 'id="verdict-form"' not in page
    response = dong.post(judge_url(item), negative)
    assert response.status_code == 403
    assert "Đồng chí phụ trách tiêu chí 1" in response.content.decode()
    assert tam.post(judge_url(item), negative).status_code == 303


def test_the_next_round_tells_what_changed_and_what_is_kept(world, tam):
    review.returned(world, bad=[0])
    result = world.results()[0]
    set_claim(result, value=79)
    submission = review.sent(world)
    first, second = list(submission.items.order_by("result__indicator__code"))[:2]
    page = tam.get(review_url(submission, first)).content.decode()
    assert "Đổi so với lượt 1" in page
    assert "<del>50%</del> →" in page
    assert "<ins>79%</ins>" in page
    assert "Lượt 1: chưa đạt" in page
    kept = tam.get(review_url(submission, second)).content.decode()
    assert "giữ từ lượt trước" in kept
    assert "không đổi" in kept


def test_what_is_new_is_open_first_and_an_earlier_step_is_heard(world, client_of):
    first = world.assessment.results.order_by("indicator__code").first()
    review.approved(world)
    review.returned(world, step=1)
    new = review.make_paper(set_claim(first, value=60))
    submission = review.sent(world, 1)
    item = submission.items.get(result=first)
    response = client_of(world.hoa).get(review_url(submission, item))
    tabs = response.context["tabs"]
    assert (tabs[0].paper.evidence_id, tabs[0].is_new) == (new.pk, True)
    assert tabs[0].is_current
    assert not tabs[1].is_new
    (words,) = response.context["review"].steps_before
    assert words.startswith(f"Bước “{world.steps[0]}”: đạt")
    changes = {change.name: change.new for change in response.context["review"].changes}
    assert changes["Minh chứng thêm"] == f"{tabs[0].paper.title} (bản 1)"
    assert "Minh chứng không còn" not in changes
    assert words in response.content.decode().replace("&quot;", '"')


def test_a_decided_round_is_read_only(world, tam, items, negative):
    submission = review.decide(world.tam, items[0].submission, "return", [0])
    page = tam.get(review_url(submission, items[0])).content.decode()
    assert 'id="verdict-form"' not in page
    assert "Thiếu biên bản nghiệm thu." in page
    response = tam.post(judge_url(items[0]), negative)
    assert response.status_code == 403
    assert "đã trả lại" in response.content.decode()


def test_constant_queries(world, tam):
    one = world.results()[:1]
    review.decide(world.tam, review.sent(world, results=one), "return", [0])
    submission = review.sent(world, results=one)
    tam.get(review_url(submission))
    few = queries_of(tam, review_url(submission))
    review.decide(world.tam, submission, "return", [0])
    for result in world.results():
        review.make_paper(result)
    review.decide(world.tam, review.sent(world), "return", [0, 1])
    assert queries_of(tam, review_url(review.sent(world))) == few <= MOST

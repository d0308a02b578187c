"""The review of a PDF: its pages are requested apart, its marks stay on the page of the review."""

import json

import pytest
from django.urls import reverse

from evidence.models import FileFacts
from ntm_project.common.models import NO_VERSION
from tests.evidence.review import factories as review
from tests.evidence.review_pages.test_review_items import judge_url, review_url
from tests.shared import one_line


@pytest.fixture
def items(world):
    return list(review.sent(world).items.order_by("result__indicator__code"))


def draft_marks(world, item, *places: dict) -> list[dict]:
    """A draft with these marks on the item's own file."""
    revision = item.papers.get().revision_id
    marks = [{"revision": revision} | place for place in places]
    review.save_draft(
        by=world.tam,
        item=item,
        kind="not_met",
        reason_code="unsigned",
        text="Chưa ký",
        marks=marks,
        seen_version=NO_VERSION,
    )
    return marks


PLACED = {"page": 12, "x": 0.1, "y": 0.2, "w": 0.16, "h": 0.06, "text": 'Thiếu "dấu" <đỏ>'}
SAID = {"page": 2, "text": "Chưa ghi ngày"}


def test_a_pdf_is_asked_for_page_by_page(tam, items):
    response = tam.get(review_url(items[0].submission, items[0]))
    page = response.content.decode()
    revision = items[0].papers.get().revision_id
    assert response.context["paper"].kind == "pages"
    assert f'hx-get="{reverse("evidence:pages", args=[revision])}"' in page
    assert f'data-revision="{revision}"' in page
    assert "data-places" in page
    assert "Trang có dấu" not in page


def test_without_a_script_the_file_itself_is_shown_and_the_fields_remain(tam, items):
    page = tam.get(review_url(items[0].submission, items[0])).content.decode()
    hidden = page.split("<noscript>")[1].split("</noscript>")[0]
    revision = items[0].papers.get().revision_id
    assert f'src="{reverse("evidence:file", args=[revision])}?xem=1"' in hidden
    for name in ("mark_page", "mark_text"):
        assert f'name="{name}"' in page


def test_marks_go_to_the_script_whole_and_their_pages_are_linked(world, tam, items):
    marks = draft_marks(world, items[0], PLACED, SAID, PLACED)
    response = tam.get(review_url(items[0].submission, items[0]))
    assert json.loads(response.context["paper"].marks_data) == marks
    assert "Thiếu \\&quot;dấu\\&quot; &lt;đỏ&gt;" in response.content.decode()
    url = reverse("evidence:pages", args=[marks[0]["revision"]])
    assert response.context["paper"].marked_pages == [2, 12]
    assert f'href="{url}?so=12" hx-get="{url}?so=12"' in one_line(response)


def test_a_round_that_is_decided_shows_its_marks_and_takes_none(world, tam, items):
    marks = draft_marks(world, items[0], PLACED)
    for item in items[1:]:
        review.save_draft(by=world.tam, item=item, kind="met", seen_version=NO_VERSION)
    review.send_decision(
        by=world.tam,
        submission=items[0].submission,
        outcome="return",
        decision_text="Đề nghị bổ sung.",
        supplement_by=review.date(2024, 9, 30),
    )
    response = tam.get(review_url(items[0].submission, items[0]))
    assert json.loads(response.context["paper"].marks_data) == marks
    assert "data-places" not in response.content.decode()


def test_a_place_on_a_page_is_kept_with_its_page(world, tam, items):
    posted = {
        "kind": "not_met",
        "reason_code": "unsigned",
        "text": "Chưa ký",
        "seen_version": str(NO_VERSION),
        "mark_revision": items[0].papers.get().revision_id,
        "mark_page": "2",
        "mark_x": "0.4", "mark_y": "0.3", "mark_w": "0.16", "mark_h": "0.06",
    }  # fmt: skip
    assert tam.post(judge_url(items[0]), posted).status_code == 303
    (mark,) = tam.get(review_url(items[0].submission, items[0])).context["current"].present.marks
    assert (mark["page"], mark["x"], mark["y"]) == (2, 0.4, 0.3)


def test_what_was_read_in_the_file_stands_before_the_reviewer(tam, items):
    """Who signed it, and what is odd about it: also for whoever only reviews."""
    facts = {"signatures": [{"state": "changed", "signer": "Đinh Văn Tám"}]}
    facts |= {"remarks": [["pdf_attachment", "“phu-luc.pdf”"]]}
    revision = items[0].papers.get().revision
    FileFacts.objects.update_or_create(revision=revision, defaults=facts)
    page = tam.get(review_url(items[0].submission, items[0])).content.decode()
    assert "Đinh Văn Tám" in page
    assert "Tệp đã bị sửa sau khi ký" in page
    assert "đính kèm: “phu-luc.pdf”" in page

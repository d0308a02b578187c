"""A reviewer marks a place on the second page of a PDF by a click, and finds it again."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evidence.models import DraftVerdict, Submission
from evidence.review.queries.chain import route_of
from evidence.review.services import submit
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_review_story import claim_all, thang_loi
from tests.evidence import factories as ev
from tests.evidence.files.test_pages import marked_pdf
from villages.access import system_access

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "/hang-cho-tham-tra/{}/?chi_tieu={}"


@pytest.fixture(autouse=True)
def _evidence_folder(settings, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "files"


@pytest.fixture
def submission(sample: None) -> Submission:
    """The village's round before the vice-chair, with a PDF of three pages at its first item."""
    assessment = thang_loi()
    claim_all(assessment)
    result = assessment.results.order_by("indicator__criterion__number").first()
    ev.pdf_paper(assessment.unit, result, content=marked_pdf(3, (595, 842)))
    today = timezone.localdate()
    step = route_of(assessment, today).next_step
    return submit(by=system_access(today), assessment=assessment, step=step)


@pytest.fixture
def address(submission: Submission) -> str:
    item = submission.items.get(papers__isnull=False)
    return ADDRESS.format(submission.pk, item.pk)


def click_at(page: Page, x: float, y: float) -> None:
    """A click at a share of the page picture."""
    picture = page.locator("#review-pages img")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * x, "y": box["height"] * y})


def turn_to_second(page: Page) -> None:
    page.get_by_role("link", name="Trang sau").click()
    expect(page.locator("#review-pages [data-page='2']")).to_be_visible()


def fill_verdict(page: Page) -> None:
    form = page.locator("#verdict-form")
    form.get_by_role("radio", name="ổ sung").check()
    form.get_by_label("Lý do").select_option("unsigned")
    form.get_by_label("Nhận xét, yêu cầu bổ sung").fill("Trang 2 chưa ký.")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_click_on_page_two_makes_a_mark_there(people, address: str, size) -> None:
    tam = people("tam", size)
    page = tam.go(address)
    turn_to_second(page)
    click_at(page, 0.5, 0.25)
    expect(page.get_by_label("Trang số")).to_have_value("2")
    expect(page.get_by_label("Ghi gì ở chỗ đó")).to_be_focused()
    page.get_by_label("Ghi gì ở chỗ đó").fill("Thiếu chữ ký")
    page.get_by_role("button", name="Thêm dấu").click()
    expect(page.locator("[data-mark-list]")).to_contain_text("Trang 2: Thiếu chữ ký")

    # What is not saved yet goes and comes with its page.
    rectangles = page.locator("#review-pages rect")
    expect(rectangles).to_have_count(1)
    page.get_by_role("link", name="Trang sau").click()
    expect(page.locator("#review-pages [data-page='3']")).to_be_visible()
    expect(rectangles).to_have_count(0)
    page.get_by_role("link", name="Trang trước").click()
    expect(rectangles).to_have_count(1)
    tam.looks_right()

    fill_verdict(page)
    with page.expect_response(lambda response: "/chi-tieu/" in response.url):
        page.locator("#save-verdict").click()
    (mark,) = DraftVerdict.objects.get(marks__0__page=2).marks
    assert (mark["page"], mark["text"]) == (2, "Thiếu chữ ký")
    assert mark["x"] + mark["w"] / 2 == pytest.approx(0.5, abs=0.01)
    assert mark["y"] + mark["h"] / 2 == pytest.approx(0.25, abs=0.01)

    page = tam.go(address)
    expect(page.locator("#review-pages [data-page='1']")).to_be_visible()
    expect(rectangles).to_have_count(0)
    page.locator(".review-paper").get_by_role("link", name="2", exact=True).click()
    expect(page.locator("#review-pages text")).to_have_text("1")
    drawn = page.locator("#review-pages rect").bounding_box()
    picture = page.locator("#review-pages img").bounding_box()
    middle = (drawn["x"] + drawn["width"] / 2 - picture["x"]) / picture["width"]
    assert middle == pytest.approx(0.5, abs=0.02)
    tam.looks_right()


def test_a_place_that_is_not_named_yet_waits_while_pages_are_turned(people, address: str) -> None:
    page = people("tam", DESK).go(address)
    click_at(page, 0.5, 0.5)
    expect(page.locator("#review-pages rect.pending")).to_have_count(1)
    turn_to_second(page)
    expect(page.locator("#review-pages rect")).to_have_count(0)
    page.get_by_role("link", name="Trang trước").click()
    expect(page.locator("#review-pages rect.pending")).to_have_count(1)


def test_a_place_on_the_enlarged_page_is_the_same_place(people, address: str) -> None:
    tam = people("tam", DESK)
    page = tam.go(address)
    small = page.locator("#review-pages img").bounding_box()["width"]
    page.get_by_label("Phóng to").check()
    click_at(page, 0.3, 0.2)
    turn_to_second(page)
    page.get_by_role("link", name="Trang trước").click()
    expect(page.locator("#review-pages [data-page='1']")).to_be_visible()
    expect(page.get_by_label("Phóng to")).to_be_checked()
    drawn = page.locator("#review-pages rect.pending").bounding_box()
    picture = page.locator("#review-pages img").bounding_box()
    assert picture["width"] > small
    assert drawn["width"] / picture["width"] == pytest.approx(0.16, abs=0.01)
    middle = (drawn["x"] + drawn["width"] / 2 - picture["x"]) / picture["width"]
    assert middle == pytest.approx(0.3, abs=0.02)
    tam.looks_right()


def test_a_page_is_found_by_its_number(people, address: str) -> None:
    page = people("tam", DESK).go(address)
    page.get_by_label("Trang", exact=True).fill("3")
    page.get_by_label("Trang", exact=True).press("Enter")
    expect(page.locator("#review-pages [data-page='3']")).to_be_visible()
    page.get_by_label("Trang", exact=True).fill("2")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("#review-pages [data-page='2']")).to_be_visible()
    page.get_by_label("Trang", exact=True).fill("3")
    page.get_by_label("Trang", exact=True).press("Enter")
    expect(page.get_by_role("link", name="Trang sau")).to_have_count(0)


def test_without_a_script_a_mark_is_a_number_and_words(
    browser, people, address: str, live_server
) -> None:
    state = people("tam", DESK).context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{live_server.url}{address}")
    expect(page.get_by_role("link", name="Xem từng trang của tệp")).to_be_visible()
    fill_verdict(page)
    page.locator("[data-mark-fields] summary").click()
    page.get_by_label("Trang số").fill("2")
    page.get_by_label("Ghi gì ở chỗ đó").fill("Thiếu dấu")
    with page.expect_navigation():
        page.locator("#save-verdict").click()
    page.goto(f"{live_server.url}{address}")
    expect(page.locator("[data-mark-list]")).to_contain_text("Trang 2: Thiếu dấu")
    page.get_by_role("link", name="Xem từng trang của tệp").click()
    page.get_by_role("link", name="Trang sau").click()
    expect(page.locator("[data-page='2'] img")).to_be_visible()
    context.close()
    (mark,) = DraftVerdict.objects.get(marks__0__page=2).marks
    assert set(mark) == {"revision", "page", "text"}


def test_a_small_picture_that_is_not_ready_is_asked_for_again(people, submission) -> None:
    tam = people("tam", DESK)
    page = tam.page
    requested: list[str] = []

    def busy_once(route) -> None:
        requested.append(route.request.url)
        if len(requested) == 1:
            route.fulfill(status=503, headers={"Retry-After": "5"})
        else:
            route.continue_()

    page.route("**/anh-nho/", busy_once)
    page.goto(f"{tam.base}/minh-chung/")
    sheet = page.locator("img.paper-sheet")
    expect(sheet).to_have_attribute("data-again", "2")
    # Up to 4.5 seconds until it is requested again, and then it has to be drawn.
    expect(sheet).to_have_js_property("naturalHeight", 240, timeout=20_000)
    assert len(requested) == 2

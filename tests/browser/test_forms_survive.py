"""What was typed outlives a session that ended, another sign-in, and a hand that moves on."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from criteria.models import Result
from evidence.models import DraftVerdict, Submission
from evidence.review.queries.chain import route_of
from evidence.review.services import submit
from ntm_project.sample.accounts import SAMPLE_PASSWORD
from tasks.models import Plan, PlanText
from tests.browser.conftest import DESK, PHONE, press
from tests.browser.test_review_story import claim_all, thang_loi
from tests.browser.test_set_result import clean_water
from villages.access import system_access
from villages.models import Posting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTE = "Đã lấy mẫu nước ở ba xóm."


@pytest.fixture(autouse=True)
def _evidence_folder(settings, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "files"


def open_row(page: Page, base: str) -> None:
    page.goto(f"{base}/danh-gia/{clean_water().assessment_id}/tieu-chi/18/")
    page.locator(f"#result-{clean_water().pk}").get_by_text("Cập nhật").click()
    page.get_by_role("radio", name="Đạt", exact=True).check()
    page.get_by_label("Kết quả (%)").fill("41,2")


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()


def sign_in_beside(page: Page, username: str) -> None:
    """The sign-in in a tab of its own, closed when done."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    tab = opened.value
    tab.get_by_label("Tên đăng nhập").fill(username)
    tab.get_by_label("Mật khẩu").fill(SAMPLE_PASSWORD)
    tab.get_by_role("button", name="Đăng nhập").click()
    expect(tab.get_by_role("heading", name="Đã đăng nhập")).to_be_visible()
    tab.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_row_stays_as_typed_until_somebody_has_signed_in_beside_it(people, size) -> None:
    lan = people("lan", size)
    page = lan.page
    open_row(page, lan.base)
    page.context.clear_cookies(name="sessionid")
    lan.expected = ("401",)
    save(page)
    form = page.locator(f"form#result-{clean_water().pk}")
    expect(form.get_by_text("Phiên làm việc đã hết")).to_be_visible()
    expect(page.get_by_label("Kết quả (%)")).to_have_value("41,2")
    assert page.get_by_label("Mật khẩu").count() == 0
    lan.looks_right()
    sign_in_beside(page, "lan")
    expect(form.get_by_text("Đã đăng nhập; nội dung vừa nhập vẫn còn")).to_be_visible()
    save(page)
    expect(page.locator(f"#result-{clean_water().pk}").get_by_text("41,2%").first).to_be_visible()
    assert str(clean_water().value) == "41.2000"


def test_another_account_does_not_send_it(people) -> None:
    lan = people("lan")
    page = lan.page
    open_row(page, lan.base)
    page.context.clear_cookies(name="sessionid")
    save(page)
    sign_in_beside(page, "hien")
    expect(page.get_by_text("đang đăng nhập bằng tài khoản khác").first).to_be_visible()
    save(page)
    expect(page.get_by_text("đang đăng nhập bằng tài khoản khác").first).to_be_visible()
    expect(page.get_by_label("Kết quả (%)")).to_have_value("41,2")
    assert clean_water().version == 1


def test_a_token_from_before_the_last_sign_in_is_renewed(people) -> None:
    lan = people("lan")
    page = lan.page
    open_row(page, lan.base)
    page.evaluate("document.querySelectorAll(\"[name='csrfmiddlewaretoken']\").forEach("
                  "(field) => { field.value = 'x'.repeat(64); })")  # fmt: skip
    page.evaluate("document.body.setAttribute('hx-headers', '{\"X-CSRFToken\": \"cu\"}')")
    save(page)
    expect(page.get_by_text("Đã đăng nhập; nội dung vừa nhập vẫn còn")).to_be_visible()
    save(page)
    expect(page.locator(f"#result-{clean_water().pk}").get_by_text("41,2%").first).to_be_visible()


def test_a_right_withdrawn_is_said_beside_the_form(people) -> None:
    lan = people("lan")
    page = lan.page
    open_row(page, lan.base)
    Posting.objects.filter(official__username="lan").update(
        is_main=False, starts_on="2020-01-01", ends_on="2024-01-01"
    )
    save(page)
    form = page.locator(f"form#result-{clean_water().pk}")
    expect(form.get_by_text("nằm ngoài phạm vi được giao")).to_be_visible()
    expect(page.get_by_label("Kết quả (%)")).to_have_value("41,2")


def test_a_page_of_its_own_is_sent_again_after_the_sign_in(people) -> None:
    lan = people("lan")
    page = lan.page
    plan = PlanText.objects.order_by("pk").first().plan_id
    page.goto(f"{lan.base}/ke-hoach/{plan}/noi-dung/purpose/")
    page.locator("textarea").first.fill(NOTE)
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Nội dung chưa được ghi")).to_be_visible()
    expect(page.get_by_text(NOTE).last).to_be_visible()
    sign_in_beside(page, "lan")
    expect(page.get_by_text("Đã đăng nhập; nội dung vừa nhập vẫn còn")).to_be_visible()
    press(page, "Gửi lại")
    assert PlanText.objects.filter(plan=plan, text=NOTE).count() == 1


# --- a verdict that is not saved ------------------------------------------------------------------


@pytest.fixture
def submission(sample: None) -> Submission:
    assessment = thang_loi()
    claim_all(assessment)
    today = timezone.localdate()
    step = route_of(assessment, today).next_step
    return submit(by=system_access(today), assessment=assessment, step=step)


def write_verdict(page: Page) -> None:
    form = page.locator("#verdict-form")
    form.get_by_role("radio", name="ổ sung").check()
    form.get_by_label("Lý do").select_option("unsigned")
    form.get_by_label("Nhận xét, yêu cầu bổ sung").fill(NOTE)


def test_moving_on_asks_about_a_verdict_that_is_not_saved(people, submission) -> None:
    tam = people("tam")
    page = tam.go(f"/hang-cho-tham-tra/{submission.pk}/")
    write_verdict(page)
    other = page.locator(".review-line").nth(2)
    other.click()
    dialog = page.locator("#confirm-dialog")
    expect(dialog).to_be_visible()
    tam.looks_right()
    dialog.get_by_role("button", name="Không").click()
    expect(page.get_by_label("Nhận xét, yêu cầu bổ sung")).to_have_value(NOTE)
    # Saved, nothing is to be confirmed any more.
    page.locator("#save-verdict").click()
    expect(page.get_by_label("Nhận xét, yêu cầu bổ sung")).to_have_value("")
    assert DraftVerdict.objects.get(item__submission=submission).text == NOTE
    page.locator(".review-line").nth(4).click()
    expect(page.locator(".review-line").nth(4)).to_have_attribute("aria-current", "true")
    expect(dialog).not_to_be_visible()
    # Left on purpose, it is gone.
    write_verdict(page)
    page.locator(".review-line").nth(5).click()
    dialog.get_by_role("button", name="Đồng ý").click()
    expect(page.locator(".review-line").nth(5)).to_have_attribute("aria-current", "true")
    assert DraftVerdict.objects.filter(item__submission=submission).count() == 1


@pytest.mark.parametrize("way", ["link", "back"])
def test_a_link_and_the_back_button_ask_too(people, submission, way: str) -> None:
    tam = people("tam")
    page = tam.go(f"/hang-cho-tham-tra/{submission.pk}/")
    page.locator(".review-line").nth(2).click()
    expect(page.locator(".review-line").nth(2)).to_have_attribute("aria-current", "true")
    write_verdict(page)
    shown: list[str] = []

    def stay(dialog) -> None:
        shown.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        if way == "link":
            page.get_by_role("link", name="Gửi kết quả").click(no_wait_after=True)
        else:
            page.evaluate("history.back()")
    assert shown == ["beforeunload"]
    expect(page.get_by_label("Nhận xét, yêu cầu bổ sung")).to_have_value(NOTE)


def test_a_form_with_an_error_still_holds_what_is_not_saved(people) -> None:
    lan = people("lan")
    page = lan.page
    open_row(page, lan.base)
    page.get_by_label("Kết quả (%)").fill("41.2 %!")
    save(page)
    expect(page.get_by_label("Kết quả (%)")).to_have_attribute("aria-invalid", "true")
    shown: list[str] = []
    page.on("dialog", lambda dialog: (shown.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.evaluate("location.href = '/'")
    assert shown == ["beforeunload"]
    assert Result.objects.get(pk=clean_water().pk).version == 1


def test_a_form_that_comes_back_opens_at_its_first_error(people) -> None:
    lan = people("lan", PHONE)
    page = lan.page
    page.goto(lan.base + reverse("tasks:edit_plan", args=[Plan.objects.first().pk]))
    signer = page.get_by_label("Người ký", exact=True)
    signer.evaluate("field => field.removeAttribute('maxlength')")
    signer.fill("N" * 300)
    lan.expected = ("422",)
    page.locator("#send").click()
    expect(signer).to_have_attribute("aria-invalid", "true")
    expect(signer).to_be_focused()
    expect(signer).to_be_in_viewport()
    lan.looks_right()

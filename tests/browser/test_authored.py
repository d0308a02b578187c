"""A passage of a paper is written: kept while it is typed, taken up again, saved, printed."""

import pytest
from playwright.sync_api import expect

from tasks.models import Plan
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "- Còn chậm giải phóng mặt bằng."


def test_what_is_typed_is_kept_until_it_is_saved(people) -> None:
    plan = Plan.objects.get(unit__name="Mai Đình").pk
    lan = people("lan", PHONE)
    lan.page.on("dialog", lambda dialog: dialog.accept())
    preview, form = f"/ke-hoach/{plan}/bao-cao-nam/", f"/doan/year_report/{plan}/shortcomings/"
    page = lan.go(preview)
    expect(page.locator(".doc-preview .doc-edit").first).to_be_visible()
    lan.looks_right()
    lan.go(form)
    lan.looks_right()
    text = page.locator("textarea[name=text]")
    text.press_sequentially(WORDS)
    expect(page.get_by_text("Đã giữ bản nháp")).to_be_visible()
    lan.go(preview)
    expect(page.locator(".doc")).not_to_contain_text("giải phóng mặt bằng")
    lan.go(form)
    page.get_by_role("button", name="Dùng bản nháp").click()
    expect(text).to_have_value(WORDS)
    page.get_by_role("button", name="Lưu đoạn này").click()
    expect(page.locator(".doc")).to_contain_text("Còn chậm giải phóng mặt bằng")
    lan.go(form)
    expect(page.get_by_text("Có bản nháp")).to_have_count(0)


def test_two_windows_of_one_person_lose_no_words(people) -> None:
    """The second may drop what the first kept, and goes on with its own."""
    plan = Plan.objects.get(unit__name="Mai Đình").pk
    form = f"/doan/year_report/{plan}/shortcomings/"
    lan = people("lan", PHONE)
    lan.go(form)
    other = lan.page.context.new_page()
    answers = []
    other.on("dialog", lambda dialog: (answers.append(dialog.message), dialog.dismiss()))
    other.goto(lan.page.url)
    lan.page.locator("textarea[name=text]").press_sequentially(WORDS)
    expect(lan.page.get_by_text("Đã giữ bản nháp")).to_be_visible()
    text = other.locator("textarea[name=text]")
    text.press_sequentially("- Thiếu vốn.")
    expect(other.get_by_text("hãy dùng hoặc bỏ bản nháp cũ")).to_be_visible()
    other.get_by_role("button", name="Dùng bản nháp").click()
    assert "sẽ được thay bằng bản nháp" in answers[0]
    expect(text).to_have_value("- Thiếu vốn.")
    other.get_by_role("button", name="Bỏ bản nháp").click()
    expect(other.get_by_text("Có bản nháp")).to_have_count(0)
    expect(text).to_have_value("- Thiếu vốn.")
    text.press_sequentially(" Chậm.")
    expect(other.get_by_text("Đã giữ bản nháp")).to_be_visible()

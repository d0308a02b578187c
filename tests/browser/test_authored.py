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

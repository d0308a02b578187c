"""A day typed on a keypad of digits: read, shown back, and to be chosen from a calendar too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_set_result import clean_water

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_day_is_shown_back_and_chosen_from_a_calendar(people) -> None:
    lan = people("lan", PHONE)
    page = lan.go(f"/danh-gia/{clean_water().assessment_id}/tieu-chi/18/")
    page.locator(f"#result-{clean_water().pk}").get_by_text("Cập nhật").tap()
    day = page.get_by_label("Tính đến ngày")
    day.fill("15022024")
    expect(page.get_by_text("Đọc là Thứ Năm, 15/02/2024")).to_be_visible()
    day.fill("15/2")
    expect(page.get_by_text("Đọc là Thứ Năm, 15/02/2024")).to_be_visible()
    expect(page.get_by_role("button", name="Chọn ngày trên lịch")).to_be_visible()
    page.locator(".day-picker").evaluate(
        "e => { e.value = '2024-03-05'; e.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    expect(day).to_have_value("05/3/2024")
    lan.looks_right()


def test_keys_typed_before_a_new_form_has_settled_stay_in_their_field(people) -> None:
    lan = people("lan", PHONE)
    page = lan.go(f"/danh-gia/{clean_water().assessment_id}/tieu-chi/18/")
    page.evaluate("() => { htmx.config.defaultSettleDelay = 1500; }")
    settled = "() => new Promise(done => addEventListener('htmx:afterSettle', done, {once: true}))"
    page.evaluate(f"() => {{ window.settled = ({settled})(); }}")
    page.locator(f"#result-{clean_water().pk}").get_by_text("Cập nhật").tap()
    day = page.get_by_label("Tính đến ngày")
    day.fill("1")
    page.evaluate("() => window.settled.then(() => true)")
    page.keyboard.type("5022024")
    expect(day).to_have_value("15022024")


def test_a_button_below_a_day_stays_where_it_is_while_the_day_is_read(people) -> None:
    lan = people("lan", PHONE)
    page = lan.go("/bao-cao/lap/")
    page.get_by_label("Đến hết ngày").focus()
    button = page.get_by_role("button", name="Lập báo cáo")
    before = button.bounding_box()
    page.keyboard.type("30/6/2024")
    expect(page.get_by_text("Đọc là Chủ nhật, 30/6/2024")).to_be_visible()
    assert button.bounding_box() == before

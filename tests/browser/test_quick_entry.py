"""Quick entry by keyboard and clipboard: a whole assessment in one paste, saved once."""

import pytest
from playwright.sync_api import Page, expect

from criteria.enums import IndicatorKind
from criteria.models import Assessment, Result
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def commune() -> Assessment:
    return Assessment.objects.get(unit__name="Mai Đình", year=2024)


def paste(page: Page, text: str) -> None:
    """What Ctrl+V does in the cell that has the focus."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const how = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def line_for(result: Result) -> str:
    kind = result.indicator.kind
    value = {IndicatorKind.PERCENT: "95,5", IndicatorKind.NUMBER: "60", IndicatorKind.COUNT: "3"}
    return f"{result.indicator.code}\t{value.get(kind, '')}\tĐạt"


def test_every_indicator_of_a_commune_in_one_paste(people) -> None:
    lan = people("lan")
    page = lan.go(f"/danh-gia/{commune().pk}/nhap-nhanh/")
    results = list(commune().results.for_table())
    page.locator("[data-col=value] input").first.focus()
    paste(page, "\r\n".join(line_for(r) for r in results))
    expect(page.locator("#entry-save")).to_contain_text("dòng")
    page.get_by_label("Nguồn chung").fill("Biểu tổng hợp 8/2024")
    lan.looks_right()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator("#messages")).to_contain_text("Đã lưu")
    assert set(commune().results.values_list("claim", flat=True)) == {"met"}


def test_the_keys_of_a_spreadsheet(people) -> None:
    lan = people("lan")
    page = lan.go(f"/danh-gia/{commune().pk}/nhap-nhanh/?tieu_chi=17")
    rows = page.locator(".entry-row")
    first = rows.nth(0).locator("[data-col=claim] select")
    first.focus()
    page.keyboard.press("d")
    expect(first).to_have_value("met")
    # A first click of the mouse goes to the cell, so that the letter after it is not lost.
    rows.nth(2).locator("[data-col=claim] select").click()
    page.keyboard.press("d")
    expect(rows.nth(2).locator("[data-col=claim] select")).to_have_value("met")
    page.keyboard.press("Control+z")
    first.focus()
    page.keyboard.press("Enter")
    second = rows.nth(1).locator("[data-col=claim] select")
    expect(second).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.press("Control+z")
    expect(second).to_have_value("not_yet")
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    expect(page.locator("#entry-save")).to_have_text("Lưu 1 dòng")
    cell = page.locator("[data-col=value] input").first
    cell.focus()
    paste(page, "512\r\n60")
    expect(page.locator(".entry-wrong")).to_be_visible()
    expect(cell).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Dùng 51,2").click()
    expect(cell).to_have_value("51,2")
    expect(page.locator(".entry-wrong")).to_have_count(0)
    lan.looks_right()
    cell.focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("18.")


def test_a_card_for_each_row_on_a_phone(people) -> None:
    lan = people("lan", PHONE)
    page = lan.go(f"/danh-gia/{commune().pk}/nhap-nhanh/?tieu_chi=17")
    row = page.locator(".entry-row").first
    row.locator("select").select_option("met")
    expect(page.locator("#entry-save")).to_have_text("Lưu 1 dòng")
    lan.looks_right()

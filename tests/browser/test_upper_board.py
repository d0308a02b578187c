"""The board of a district on paper: its sums once, below its last row; no field to fill in."""

import pytest
from playwright.sync_api import expect

from villages.models import Unit

pytestmark = [pytest.mark.browser]


def test_the_board_of_a_district_is_printed_with_its_sums_once(people) -> None:
    district = Unit.objects.get(name="Hiệp Hòa")
    page = people("thamtra").go(f"/bang/{district.pk}/?so_voi=1/6/2024")
    expect(page.locator(".board-filters")).to_be_visible()
    form, chips = (page.locator(f".board-filters {part}") for part in (".filters", ".chips"))
    boxes = form.bounding_box(), chips.bounding_box()
    assert boxes[1]["y"] - boxes[0]["y"] - boxes[0]["height"] >= 8  # px between form and filters on
    page.emulate_media(media="print")
    expect(page.locator(".board-filters")).to_be_hidden()
    shown = page.locator(".matrix tfoot").evaluate("foot => getComputedStyle(foot).display")
    assert shown == "table-row-group"
    expect(page.locator(".page-lead")).to_contain_text("tính đến ngày")

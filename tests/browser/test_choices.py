"""A long select fetches its lines when it is opened, with a mouse, a key or a finger."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser]
GALLERY = "/thu-vien-giao-dien/"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_lines_come_when_the_select_is_opened(people, size) -> None:
    person = people("quantri", size)
    page = person.go(GALLERY)
    select = page.locator("#id_table")
    expect(select.locator("option")).to_have_count(1)
    if size == PHONE:
        select.tap()
    else:
        select.focus()
    expect(select.locator("option")).not_to_have_count(1)
    expect(select).not_to_have_attribute("data-choices", "table")
    expect(select).to_have_value("")
    assert person.complaints == []

"""Every page that each sample person can reach: looks right at phone, desk and projector width."""

import pytest

from tests.browser.conftest import DESK, PHONE, PROJECTOR

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = ["lan", "tam", "hien", "chutich", "vanthu", "banchidao", "thangloi", "thamtra", "quantri"]
MOST_PAGES = 14  # pages looked at for one person; the menu and what it leads to


def reachable(person) -> list[str]:
    """Addresses linked from the person's first page and menu, one of each kind."""
    found: dict[str, str] = {"/": "/"}
    links = person.page.locator("a[href^='/']")
    for address in links.evaluate_all("a => a.map(x => x.getAttribute('href'))"):
        path = address.split("#")[0].split("?")[0]
        kind = "".join("n" if c.isdigit() else c for c in path)
        if path and not path.startswith(("/static/", "/quan-tri/")) and not path.endswith("/pdf/"):
            found.setdefault(kind, path)
    return list(found.values())[:MOST_PAGES]


@pytest.mark.parametrize("username", PEOPLE)
def test_pages_look_right(people, username: str) -> None:
    person = people(username, DESK)
    addresses = reachable(person)
    assert len(addresses) > 3
    for size in (DESK, PHONE):
        person.page.set_viewport_size({"width": size[0], "height": size[1]})
        for address in addresses:
            person.go(address)
            person.looks_right()


def test_the_board_on_a_projector(people) -> None:
    chair = people("banchidao", PROJECTOR)
    board = chair.page.locator("a[href^='/bang/']").first.get_attribute("href")
    chair.go(f"{board}?trinh_chieu=1")
    chair.looks_right()

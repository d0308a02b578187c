"""Every page once: no violation, no sideways scroll, nothing too small for a finger.

The sample has the words and lengths of real life, each kind of page looked at by the first of its
people who comes to it; the matrix of rights has the addresses that nobody finds by following links.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from criteria.models import Assessment
from tests.access.matrix import Matrix, build_matrix
from tests.access.test_matrix import PEOPLE, PRINTS, ROWS, _address
from tests.browser.conftest import DESK, PHONE, PROJECTOR, WCAG, Person
from tests.shared import MORNING
from villages.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = ["lan", "tam", "hien", "chutich", "vanthu", "banchidao", "thangloi", "thamtra", "quantri"]
FILES = (
    *PRINTS, ":register_excel", ":export_list", ":file", ":received_file", ":preview",
    ":thumbnail", ":page",
)  # fmt: skip
NO_PAGES = ("/static/", "/quan-tri/", "/dang-", "/tai-khoan/lien-ket/")
SMALL_TARGETS = Path(__file__).with_name("small_targets.js").read_text(encoding="utf-8")
CSS = Path(__file__).parents[2] / "static" / "css"
CLASSES = "[...new Set([...document.querySelectorAll('[class]')].flatMap(e => [...e.classList]))]"
SHEETS = "[...document.styleSheets].map(sheet => sheet.href ?? '')"
WALKERS = [Role.STANDING_OFFICER, "upper", *PEOPLE]


def kind_of(address: str) -> str:
    return re.sub(r"\d+", "n", address)


def links_of(person: Person) -> Iterator[str]:
    """Where the page at hand leads, without what is no page."""
    links = person.page.locator("a[href^='/']:not([download])")
    for address in links.evaluate_all("a => a.map(x => x.getAttribute('href'))"):
        path = address.partition("#")[0].partition("?")[0]
        if path and not path.startswith(NO_PAGES) and not path.endswith("/pdf/"):
            yield path


@cache
def sheets_of_classes() -> dict[str, set[str]]:
    """Which of our style sheets speak of a class, but for the projector alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for sheet in CSS.glob("*.css"):
        rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", ",", sheet.read_text(encoding="utf-8"), flags=re.S)
        selectors = [one for one in rules.split(",") if ".projector" not in one]
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(selectors)):
            found[name].add(sheet.stem)
    return found


def unstyled_on(person: Person) -> list[str]:
    """The classes of a page that only style sheets which it does not load speak of."""
    loaded = {Path(href).name.split(".")[0] for href in person.page.evaluate(SHEETS)}
    known = sheets_of_classes()
    used = person.page.evaluate(CLASSES)
    lost = [name for name in used if name in known and not known[name] & loaded]
    return [f"{person.page.url} unstyled: {name}" for name in lost]


def faults_at(person: Person, address: str) -> list[str]:
    """What is wrong with this page on a phone, or too wide on a desk."""
    page = person.page
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    response = page.goto(f"{person.base}{address}")
    if response is None or response.status != 200:
        return [f"{address}: {response and response.status}"]
    if not page.locator("main").count():
        return []  # a fragment or a picture
    found = person.faults()
    found += [f"{page.url} small target: {target}" for target in page.evaluate(SMALL_TARGETS)]
    found += unstyled_on(person)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    width = page.evaluate("document.documentElement.scrollWidth")
    return found if width <= DESK[0] else [*found, f"{page.url} scrolls sideways: {width}"]


@pytest.fixture
def matrix(transactional_db: None, time_machine, settings, tmp_path: Path) -> Matrix:
    """The world of the matrix of rights, written for a server to read."""
    time_machine.move_to(MORNING)
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    return build_matrix()


def test_pages_of_the_sample_look_right(people) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    for username in SAMPLE:
        person = people(username, PHONE)
        faults += faults_at(person, "/")
        for path in list(links_of(person)):
            if kind_of(path) not in seen:
                seen.add(kind_of(path))
                faults += faults_at(person, path)
    assert len(seen) > 20
    assert not faults, "\n".join(faults)


def app_of(row: dict[str, str]) -> str:
    return row["name"].rpartition(":")[0]


@pytest.mark.parametrize("app", sorted({app_of(row) for row in ROWS}))
def test_pages_of_the_matrix_look_right(seat, matrix: Matrix, app: str) -> None:
    faults: list[str] = []
    seated: dict[str, Person] = {}
    for row in ROWS:
        if app_of(row) != app or row["method"] != "GET" or row["name"].endswith(FILES):
            continue
        walker = next((who for who in WALKERS if row.get(who) == "ok"), None)
        if walker is None:
            continue
        if walker not in seated:
            seated[walker] = seat(PHONE)
            seated[walker].take_session(matrix.clients[walker])
        faults += faults_at(seated[walker], _address(row, matrix))
    assert not faults, "\n".join(faults)


def test_an_assessment_on_a_phone_is_short_before_anything_is_opened(people) -> None:
    lan = people("lan", PHONE)
    assessment = Assessment.objects.get(unit__name="Mai Đình", year=2024)
    with lan.page.expect_response(f"**/danh-gia/{assessment.pk}/") as answer:
        lan.go(f"/danh-gia/{assessment.pk}/")
    assert len(answer.value.body()) <= 60_000
    assert lan.page.evaluate("document.documentElement.scrollHeight") <= 4_000


def test_a_page_of_tasks_on_a_phone_is_short(people) -> None:
    lan = people("lan", PHONE)
    lan.go("/nhiem-vu/")
    assert lan.page.locator("[id^=task-]").count() == 20
    assert lan.page.evaluate("document.documentElement.scrollHeight") <= 6_000


def test_lists_of_the_administration_site_are_read_and_hit(people) -> None:
    admin = people("quantri", DESK)
    for path in ("tasks/", "villages/unit/", "evidence/holiday/"):
        admin.go(f"/quan-tri/{path}")
        found = Axe().run(admin.page, options={"runOnly": [*WCAG, "wcag22aa"]}).response
        assert not [rule["id"] for rule in found["violations"]], path


def test_the_board_on_a_projector(people) -> None:
    chair = people("banchidao", PROJECTOR)
    board = chair.go("/").locator("a[href^='/bang/']").first.get_attribute("href")
    chair.go(f"{board}?trinh_chieu=1")
    chair.looks_right()

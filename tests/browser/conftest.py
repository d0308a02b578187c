"""A real Chromium on a real server with the real sample; every page is watched while it is used."""

import io
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import require
from tests.world import client_of
from villages.models import Official

log = logging.getLogger(__name__)

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# A request that the next key or page makes needless is dropped, and htmx reports it in two lines;
# one that fails has a line of its own.
DROPPED = ("htmx:afterRequest", "htmx:sendAbort")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# Style sheets are not read once more: the one rule for which axe reads them is an experimental one.
LOOK = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling, [aria-busy=true]"
TOO_WIDE = """() => [...document.querySelectorAll("main *")]
    .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "visible")
    .at(-1)?.outerHTML.slice(0, 120)"""
# A machine busy with other work: what comes at all is waited for.
expect.set_options(timeout=20_000)
TEN_YEARS = 10 * 365 * 24 * 3600
PHONE, DESK, PROJECTOR = (360, 740), (1280, 800), (1920, 1080)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    require(CHROMIUM.exists(), f"chưa có trình duyệt {CHROMIUM}")
    # Playwright's loop runs in this thread; the ORM is used between its steps, never inside them.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _kept_files() -> Iterator[None]:
    """A browser keeps style sheets and scripts, as the real server bids it; Django's, left alone,
    is asked again for each of ten files on every page. For longer than a test's clock is behind."""
    original = StaticFilesHandler.serve

    def serve(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response = original(self, request)
        response["Cache-Control"] = f"max-age={TEN_YEARS}"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve)
        yield


@pytest.fixture(scope="session")
def loaded_sample(django_db_setup: None, django_db_blocker) -> Iterator[sqlite3.Connection]:
    """The sample with its accounts, loaded once and kept in memory."""
    with closing(sqlite3.connect(":memory:")) as kept:
        with django_db_blocker.unblock():
            call_command("load_sample", with_accounts=True, verbosity=0, stdout=io.StringIO())
            connection.connection.backup(kept)
        yield kept


@pytest.fixture
def sample(transactional_db: None, loaded_sample: sqlite3.Connection) -> None:
    """The two real communes with their sample accounts, keys and sequences as first loaded.

    The pages of the database are laid back, which takes a hundredth of loading it.
    """
    connection.ensure_connection()
    loaded_sample.backup(connection.connection)
    ContentType.objects.clear_cache()


class Person:
    """Somebody at a screen; complaints of the browser and requests elsewhere are kept."""

    def __init__(self, browser: Browser, base: str, size: tuple[int, int]) -> None:
        self.base = base
        self.context: BrowserContext = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            has_touch=size == PHONE,
            reduced_motion="reduce",  # a colour on its way to another is not judged
        )
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        # What the story itself brings about: the browser reports a refused request a little later.
        self.expected: tuple[str, ...] = ()
        self.page.on(
            "console",
            lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._watch(request.url))
        self.page.on(
            "requestfailed", lambda request: log.warning("%s %s", request.url, request.failure)
        )

    def _watch(self, url: str) -> None:
        # The viewer of a PDF is the browser's own page.
        if not url.startswith((self.base, "data:", "blob:", "chrome:", "chrome-extension:")):
            self.complaints.append(f"requested elsewhere: {url}")

    def take_session(self, client: Client) -> None:
        """Is signed in as this client is, without the pages that lead there."""
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.base}
        self.context.add_cookies([cookie])

    def go(self, address: str) -> Page:
        response = self.page.goto(f"{self.base}{address}")
        assert response is not None
        assert response.status == 200, f"{address}: {response.status}"
        return self.page

    def looks_right(self) -> None:
        """Nothing on the page at hand is wrong."""
        faults = self.faults()
        assert not faults, "\n".join(faults)

    def faults(self) -> list[str]:
        """Sideways scroll, violations of WCAG AA, complaints of the browser."""
        # What is being sent is dimmed: judged when the answer is there.
        expect(self.page.locator(UNDER_WAY)).to_have_count(0)
        found = Axe().run(self.page, options=LOOK)
        faults = [
            f"axe {rule['id']}: {[node['html'][:120] for node in rule['nodes']]}"
            for rule in found.response["violations"]
        ]
        width, wide = self.page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
        if wide > width:
            faults.append(f"scrolls sideways: {wide} in {width}: {self.page.evaluate(TOO_WIDE)}")
        expected = (*DROPPED, *self.expected)
        faults += [line for line in self.complaints if not any(word in line for word in expected)]
        self.complaints.clear()
        return [f"{self.page.url} {fault}" for fault in faults]


def press(page: Page, name: str) -> None:
    """A button that leads to another page; back when that page is there, not before."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def seat(browser: Browser, live_server) -> Iterator[callable]:
    """Seats people at screens; all get up when the test is over."""
    seated: list[Person] = []

    def take(size: tuple[int, int]) -> Person:
        seated.append(Person(browser, live_server.url, size))
        return seated[-1]

    yield take
    for person in seated:
        # Shown where the test failed.
        log.warning("%s %s", person.page.url, person.complaints)
        person.context.close()


@pytest.fixture
def people(seat, sample: None) -> callable:
    """`people("lan", PHONE)` is Lan at a phone, signed in."""

    def sign_in(username: str, size: tuple[int, int] = DESK) -> Person:
        person = seat(size)
        person.take_session(client_of(Official.objects.get(username=username)))
        return person

    return sign_in

"""No button is dead: what a page points to is there, on every page of the sample; on every page of
the matrix `test_matrix.py` looks, which draws them all.

Two were dead (the stand-alone pages of a task): htmx found no target, so nothing was sent or shown.
"""

import io
from collections.abc import Iterator
from functools import partial

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from tests.targets import anchors_of, faults_of, faults_of_fragments, links_of
from tests.world import HTMX, client_of
from villages.models import Official

pytestmark = pytest.mark.once

SAMPLE = ["lan", "tam", "hien", "thangloi", "thamtra", "quantri", "vanthu"]
OF_A_KIND = 2  # pages of one kind looked at for one person of the sample
MOST = 90  # pages of one person


def _page(response: HttpResponse) -> str:
    """The text of a whole page; "" for a file, a fragment or a redirect."""
    if response.streaming:
        b"".join(response.streaming_content)
        return ""
    text = response.content.decode(errors="replace")
    return text if response.status_code == 200 and "<main" in text else ""


def _fragment(client: Client, address: str) -> str:
    response = client.get(address, headers=HTMX)
    return "" if response.streaming or response.status_code != 200 else response.content.decode()


@pytest.fixture
def sample(db: None) -> None:
    call_command("load_sample", with_accounts=True, verbosity=0, stdout=io.StringIO())


def _kind(address: str) -> str:
    return "".join("n" if c.isdigit() else c for c in address.partition("?")[0])


def _walk(client: Client, files: set[str]) -> Iterator[tuple[str, str]]:
    """Address and text of the pages that a person comes to from the first one; of the files on the
    way, which lead nowhere and take longest, each kind is made for the first who comes to it."""
    waiting, known, kinds = ["/"], {"/"}, {}
    while waiting and len(known) < MOST * 4:
        address = waiting.pop(0)
        kind = _kind(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        skipped = ("/static/", "/quan-tri/", "/dang-")
        if kinds[kind] > OF_A_KIND or address.startswith(skipped) or kind.endswith("/pdf/"):
            continue
        if kind in files:
            continue
        if not (page := _page(response := client.get(address))):
            if response.has_header("Content-Disposition"):
                files.add(kind)
            continue
        yield address, page
        for link, _ in links_of(page, address):
            if link not in known and kinds.get(_kind(link), 0) < OF_A_KIND:
                known.add(link)
                waiting.append(link)


@pytest.mark.long
def test_every_page_of_the_sample_points_to_what_is_there(sample: None) -> None:
    faults: set[str] = set()
    seen: set[str] = set()
    files: set[str] = set()
    for username in SAMPLE:
        client = client_of(Official.objects.get(username=username))
        pages = dict(_walk(client, files))
        assert len(pages) > 3, username
        anchors = {address: anchors_of(page) for address, page in pages.items()}
        for address, page in pages.items():
            faults.update(faults_of(page, address))
            fetch = partial(_fragment, client)
            faults.update(faults_of_fragments(page, address, fetch, seen))
            for link, anchor in links_of(page, address):
                if anchor and link in pages and anchor not in anchors[link]:
                    faults.add(f"{address}: {link}#{anchor} is not there")
    assert not faults, "\n" + "\n".join(sorted(faults))


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<form hx-post="/" hx-target="#away"></form>', "hx-target='#away'"),
        ('<a hx-get="/" hx-target="closest .away" href="/">x</a>', "hx-target='closest .away'"),
        ('<a href="#away">x</a>', "href='#away'"),
        ('<a href="/khong-co/">x</a>', "href='/khong-co/'"),
        ('<form action="/khong-co/" method="post"></form>', "action='/khong-co/'"),
        ('<button hx-post="/khong-co/">x</button>', "hx-post='/khong-co/'"),
        ('<label for="away">x</label>', "for='away'"),
        ('<button aria-controls="away">x</button>', "aria-controls='away'"),
        ('<button data-bs-target="#away">x</button>', "data-bs-target='#away'"),
        ('<p id="a"></p><p id="a"></p>', "two elements #a"),
    ],
)
def test_the_look_at_a_page_finds(markup: str, fault: str) -> None:
    assert any(fault in line for line in faults_of(f"<main>{markup}</main>", "/"))
    assert faults_of('<main id="a"><a href="#a" hx-get="/" hx-target="#a">x</a></main>', "/") == []

"""Pages of PDFs as pictures on the site: who sees them, how they are kept, what else is shown."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from evidence.models import Evidence, Revision
from evidence.papers import notes, previews
from evidence.papers.files import limits
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.refusals import SENTENCES, RefusedFile
from evidence.papers.services.quarantine import sweep
from evidence.papers.services.sweep import inspect
from tests.evidence import factories as ev
from tests.evidence.files import makers
from tests.evidence.files.test_pages import marked_pdf, spinning_pdf
from tests.evidence.pages.conftest import page_of
from tests.queries import queries_of
from tests.world import HTMX
from villages.enums import Role


@pytest.fixture
def paper(world) -> Evidence:
    """A PDF of three pages, the last with a dark corner."""
    return ev.pdf_paper(world.commune, world.result, content=marked_pdf(3))


@pytest.fixture
def pdf(paper) -> Revision:
    return paper.revisions.get()


@pytest.fixture
def runs(monkeypatch) -> list[int]:
    """The numbers of the pages that were really drawn."""
    drawn: list[int] = []
    real = previews.draw_page

    def draw(file, number, longest):
        drawn.append(number)
        return real(file, number, longest)

    monkeypatch.setattr(previews, "draw_page", draw)
    return drawn


def pages_url(revision: Revision, so: object = "") -> str:
    return reverse("evidence:pages", args=[revision.pk]) + (f"?so={so}" if so != "" else "")


def page_url(revision: Revision, number: int = 1) -> str:
    return reverse("evidence:page", args=[revision.pk, number])


def thumbnail_url(revision: Revision) -> str:
    return reverse("evidence:thumbnail", args=[revision.pk])


def test_a_page_is_a_guarded_jpeg(world, pdf):
    response = world.standing.get(page_url(pdf, 3))
    assert response["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(response.content)).size == (1600, 800)
    assert response["Content-Disposition"].startswith("inline; ")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("number", [0, 4, 2_001, 10**30])
def test_there_are_no_other_pages(world, pdf, number):
    assert world.standing.get(f"{pages_url(pdf)}{number}/").status_code == 404


def test_other_files_have_no_pages(world):
    photo = ev.paper(world.commune).revisions.get()
    assert world.standing.get(page_url(photo)).status_code == 404
    assert world.standing.get(pages_url(photo)).status_code == 404


@pytest.mark.parametrize("url", [pages_url, page_url, thumbnail_url])
def test_whoever_stands_outside_gets_nothing_and_nothing_is_drawn(world, pdf, runs, url):
    for client in (world.stranger(), world.member(Role.VILLAGE_BOARD, world.village)):
        assert client.get(url(pdf)).status_code == 404
    assert runs == []
    assert world.standing.post(url(pdf)).status_code == 405
    assert world.standing.head(url(pdf)).status_code == 200


def test_the_right_is_asked_again_for_a_page_that_is_kept(world, pdf):
    assert world.standing.get(page_url(pdf)).status_code == 200
    world.lan.official.postings.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert world.standing.get(page_url(pdf)).status_code == 404


def test_a_page_is_drawn_once_and_kept_beside_the_original(world, pdf, runs, evidence_folder):
    before = (evidence_folder / pdf.key).read_bytes()
    first = world.standing.get(page_url(pdf, 2)).content
    assert world.standing.get(page_url(pdf, 2)).content == first
    world.standing.get(pages_url(pdf, 2))
    assert runs == [2]
    assert (evidence_folder / f"{pdf.key}.p2.1600.jpg").read_bytes() == first
    assert (evidence_folder / pdf.key).read_bytes() == before


@pytest.mark.parametrize("spoil", [lambda c: b"", lambda c: c[:-9], lambda c: c[:99] + b"\xff\xd9"])
def test_a_kept_page_that_is_damaged_is_drawn_and_kept_again(
    world, pdf, runs, evidence_folder, spoil
):
    first = world.standing.get(page_url(pdf)).content
    kept = evidence_folder / f"{pdf.key}.p1.1600.jpg"
    kept.write_bytes(spoil(first))
    assert world.standing.get(page_url(pdf)).content == first == kept.read_bytes()
    assert runs == [1, 1]


def refuse(monkeypatch, reason: str) -> list[int]:
    requested: list[int] = []

    def draw(file, number, longest):
        requested.append(number)
        raise RefusedFile(reason)

    monkeypatch.setattr(previews, "draw_page", draw)
    return requested


def test_a_page_that_cannot_be_drawn_costs_its_time_once(world, pdf, monkeypatch, evidence_folder):
    requested = refuse(monkeypatch, "page_heavy")
    for url in (page_url(pdf), thumbnail_url(pdf), page_url(pdf)):
        assert world.standing.get(url).status_code == 404
    assert requested == [1]
    world.standing.get(page_url(pdf, 2))
    assert requested == [1, 2]
    monkeypatch.setattr(notes, "READER", "99")  # a newer one tries again
    world.standing.get(page_url(pdf))
    assert requested == [1, 2, 1]


def test_a_hostile_file_is_stopped_and_remembered(world, monkeypatch, runs):
    """It came through the check of the upload: nothing in it acts, it only takes for ever."""
    monkeypatch.setattr(limits, "READ_CPU_SECONDS", 1)
    hostile = ev.pdf_paper(world.commune, content=spinning_pdf()).revisions.get()
    for _ in range(2):
        assert SENTENCES["page_heavy"] in page_of(world.standing.get(pages_url(hostile)))
        assert world.standing.get(thumbnail_url(hostile)).status_code == 404
    assert runs == [1]


@pytest.mark.parametrize("reason", ["page_heavy", "page_damaged", "page_locked"])
def test_what_cannot_be_drawn_says_so_and_still_opens(world, pdf, monkeypatch, reason):
    refuse(monkeypatch, reason)
    for headers in ({}, HTMX):
        page = page_of(world.standing.get(pages_url(pdf), headers=headers))
        assert SENTENCES[reason] in page
        assert f'src="{reverse("evidence:file", args=[pdf.pk])}?xem=1"' in page
        assert "<img" not in page.split("<main")[-1]
    response = world.standing.get(f"{reverse('evidence:file', args=[pdf.pk])}?xem=1")
    assert response.getvalue().startswith(b"%PDF")


def test_a_file_that_came_damaged_says_so(world, pdf, evidence_folder):
    """As after a fault of the disk: what is uploaded has been checked."""
    (evidence_folder / pdf.key).write_bytes(b"%PDF-1.7 nothing")
    assert SENTENCES["page_damaged"] in page_of(world.standing.get(pages_url(pdf)))


def test_a_busy_drawer_blames_no_file(world, pdf, monkeypatch, evidence_folder):
    def draw(*_):
        raise ReaderBusy

    with monkeypatch.context() as patch:
        patch.setattr(previews, "draw_page", draw)
        response = world.standing.get(page_url(pdf))
        assert (response.status_code, response["Retry-After"]) == (503, "5")
        page = page_of(world.standing.get(pages_url(pdf, 2), headers=HTMX))
        assert ReaderBusy.reason in page
        assert "Thử lại" in page
    assert world.standing.get(page_url(pdf)).status_code == 200


def test_a_store_that_is_down_answers_503_or_says_so_in_place(world, pdf, evidence_folder):
    (evidence_folder / pdf.key).unlink()
    assert world.standing.get(page_url(pdf)).status_code == 503
    response = world.standing.get(pages_url(pdf), headers=HTMX)
    assert response.status_code == 200
    assert "không còn trong kho" in page_of(response)


def test_the_pages_are_turned_with_and_without_a_script(world, pdf):
    fragment = page_of(world.standing.get(pages_url(pdf, 2), headers=HTMX))
    assert "<html" not in fragment
    for part in (page_url(pdf, 2), 'data-page="2"', 'max="3"', "?so=1", "?so=3", "trên 3"):
        assert part in fragment
    full = page_of(world.standing.get(pages_url(pdf)))
    assert "<html" in full
    assert "Trang trước" not in full
    assert "Trang sau" in full
    assert "Trang sau" not in page_of(world.standing.get(pages_url(pdf, 3)))
    assert SENTENCES["page_missing"].format(number=4) in page_of(
        world.standing.get(pages_url(pdf, 4))
    )
    assert 'data-page="1"' in page_of(world.standing.get(pages_url(pdf, "hai")))
    single = ev.pdf_paper(world.commune, content=makers.pdf()).revisions.get()
    assert "Trang sau" not in page_of(world.standing.get(pages_url(single)))


def test_a_page_of_a_long_file_asks_no_more_of_the_database(world, pdf):
    long = ev.pdf_paper(world.commune, content=marked_pdf(1_000)).revisions.get()
    few = queries_of(world.standing, pages_url(pdf, 3))
    assert queries_of(world.standing, pages_url(long, 1_000)) == few <= 9


def test_lists_show_the_first_page_small(world, paper, pdf):
    content = world.standing.get(thumbnail_url(pdf)).content
    assert max(Image.open(io.BytesIO(content)).size) == 240
    assert thumbnail_url(pdf) in page_of(world.standing.get(reverse("evidence:library")))


def test_the_check_and_the_sweep_know_the_pictures(world, pdf, evidence_folder, monkeypatch):
    for url in (page_url(pdf), page_url(pdf, 2), thumbnail_url(pdf)):
        assert world.standing.get(url).status_code == 200
    refuse(monkeypatch, "page_heavy")
    world.standing.get(page_url(pdf, 3))
    made = sorted(path.name for path in evidence_folder.rglob(f"{pdf.key.split('/')[-1]}.*"))
    assert len(made) == 3
    later = timezone.now() + timedelta(days=2)
    assert list(inspect(now=later, with_hash=True)) == []
    call_command("check_evidence")
    assert list(sweep(older_than=timedelta(seconds=-1), is_real=True)) == []
    assert len(list(evidence_folder.rglob(f"{pdf.key.split('/')[-1]}.*"))) == 3

"""Served files: their headers, who reads them, what can be looked at in place."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from evidence.models import ReviewChain, Revision, Submission
from evidence.papers.files import reading
from evidence.papers.files.refusals import SENTENCES, RefusedFile
from evidence.papers.previews import preview_of
from evidence.papers.services.sweep import inspect
from evidence.review.enums import HolderKind
from tests import factories as make
from tests.evidence.files import makers
from tests.evidence.pages.conftest import page_of, photo, typed, upload_url
from tests.world import HTMX
from villages.enums import Role

CANARY = b"CANARY-KHONG-DUOC-LO"

KINDS = {
    "jpg": (lambda: makers.jpeg(exif=makers.exif(6, located=True)), "image/jpeg"),
    "png": (makers.png, "image/png"),
    "webp": (makers.webp, "image/webp"),
    "heic": (makers.heic, "image/heic"),
    "pdf": (makers.pdf, "application/pdf"),
    "docx": (makers.real_docx, "application/octet-stream"),
    "xlsx": (makers.sheet, "application/octet-stream"),
}
PICTURES = ("jpg", "png", "webp", "heic")


@pytest.fixture
def kept(world):
    """`kept("pdf", "tên")`: a file of the commune as it was uploaded through the page."""

    def keep(kind: str, name: str = "Hồ sơ", content: bytes | None = None) -> Revision:
        make_bytes, declared = KINDS[kind]
        file = photo(f"{name}.{kind}", make_bytes() if content is None else content)
        file.content_type = declared
        assert world.standing.post(upload_url(world), typed(world, file)).status_code == 303
        return Revision.objects.latest("pk")

    return keep


def _url(name: str, revision: Revision, query: str = "") -> str:
    return reverse(f"evidence:{name}", args=[revision.pk]) + query


def _code(client, url: str) -> int:
    """The status of an answer whose bytes are read to their end, so that the file is closed."""
    response = client.get(url)
    if response.streaming:
        response.getvalue()
    return response.status_code


def _check_guard(response) -> None:
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "script" not in response["Content-Security-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_file_is_saved_as_it_came_with_its_guards(world, kept, kind):
    content = KINDS[kind][0]()
    revision = kept(kind, content=content)
    response = world.standing.get(_url("file", revision))
    assert response.status_code == 200
    assert response.getvalue() == content
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Length"] == str(len(content))
    _check_guard(response)


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("name", ["preview", "thumbnail"])
def test_pictures_are_shown_anew_upright_and_without_notes(world, kept, kind, name):
    revision = kept(kind)
    response = world.standing.get(_url(name, revision))
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline; ")
    _check_guard(response)
    image = Image.open(io.BytesIO(response.content))
    assert not image.getexif()
    if kind == "jpg":  # held on its side: 64 × 48 becomes 48 × 64
        assert image.size == (48, 64)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_only_pictures_and_pdfs_have_thumbnails(world, kept, kind):
    assert _code(world.standing, _url("thumbnail", kept(kind))) == 404


def test_a_pdf_is_looked_at_in_place_and_nothing_else_is(world, kept):
    pdf = kept("pdf")
    for url in (_url("file", pdf, "?xem=1"), _url("preview", pdf)):
        response = world.standing.get(url)
        assert response["Content-Disposition"].startswith("inline; ")
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        _check_guard(response)
        assert response.getvalue().startswith(b"%PDF")
    for kind in ("jpg", "docx"):
        response = world.standing.get(_url("file", kept(kind), "?xem=1"))
        assert response.getvalue()
        assert response["Content-Disposition"].startswith("attachment; ")
    assert world.standing.get(_url("preview", kept("docx"))).status_code == 404


def test_the_name_goes_out_in_utf8_with_a_plain_fallback(world, kept):
    response = world.standing.get(_url("file", kept("pdf", "Biên bản “Đông Hòa”")))
    header = response["Content-Disposition"]
    assert response.getvalue()
    assert "filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n" in header
    assert header.isascii()


def test_the_original_stays_and_the_picture_is_kept_beside_it(world, kept, evidence_folder):
    revision = kept("jpg")
    before = (evidence_folder / revision.key).read_bytes()
    first = world.standing.get(_url("preview", revision)).content
    small = evidence_folder / f"{revision.key}.1600.jpg"
    assert small.read_bytes() == first
    assert world.standing.get(_url("preview", revision)).content == first
    assert (evidence_folder / revision.key).read_bytes() == before
    later = timezone.now() + timedelta(days=2)
    assert list(inspect(now=later, with_hash=True)) == []


def test_a_picture_that_was_not_kept_whole_is_made_again(world, kept, evidence_folder):
    revision = kept("jpg")
    small = evidence_folder / f"{revision.key}.1600.jpg"
    small.write_bytes(b"")
    assert preview_of(revision).startswith(b"\xff\xd8")


def test_a_file_that_is_gone_answers_503(world, kept, evidence_folder):
    revision = kept("jpg")
    (evidence_folder / revision.key).unlink()
    response = world.standing.get(_url("file", revision))
    assert response.status_code == 503
    assert "Kho tệp" in page_of(response)


@pytest.mark.parametrize(("kind", "name"), [("jpg", "preview"), ("pdf", "thumbnail")])
def test_no_picture_that_was_kept_is_shown_of_a_file_that_is_gone(
    world, kept, evidence_folder, kind, name
):
    revision = kept(kind)
    assert _code(world.standing, _url(name, revision)) == 200
    (evidence_folder / revision.key).unlink()
    assert _code(world.standing, _url(name, revision)) == 503


@pytest.mark.parametrize("name", ["file", "preview", "thumbnail", "view"])
def test_whoever_stands_outside_gets_no_byte(world, kept, name):
    revision = kept("jpg", content=makers.jpeg(comment=CANARY))
    response = world.stranger().get(_url(name, revision))
    assert response.status_code == 404
    assert CANARY not in response.content
    village = world.member(Role.VILLAGE_BOARD, world.village)
    assert village.get(_url(name, revision)).status_code == 404


def test_the_right_is_asked_at_each_request(world, kept):
    revision = kept("jpg")
    clerk = make.make_official(world.commune, Role.CLERK)
    client = world.client(clerk)
    assert _code(client, _url("file", revision)) == 200
    clerk.postings.update(ends_on=make.TODAY.replace(day=14))
    assert _code(client, _url("file", revision)) == 404


def _send(world, revision: Revision, reviewer) -> None:
    """A round with this file alone, sent to a reviewer whose own unit lies elsewhere."""
    chain = ReviewChain.objects.create(unit=world.commune, level="commune", name="Quy trình thử")
    step = chain.steps.create(
        order=1,
        name="Thẩm tra",
        holder_kind=HolderKind.FIXED_UNIT,
        holder_unit=reviewer.postings.get().unit,
        role=Role.REVIEWER,
    )
    submission = Submission.objects.create(
        assessment=world.assessment,
        step=step,
        round=1,
        holder=step.holder_unit,
        submitted_by=world.lan.official,
        due_on=make.TODAY,
    )
    item = submission.items.create(result=world.result, result_version=0, claim="not_yet")
    item.papers.create(evidence=revision.evidence, revision=revision)


def test_a_reviewer_reads_what_was_frozen_in_a_round_and_no_other_file(world, kept):
    frozen, other = kept("jpg"), kept("png")
    elsewhere = make.make_commune("Lạng Giang", world.commune.parent)
    reviewer = make.make_official(elsewhere, Role.REVIEWER)
    client = world.client(reviewer)
    assert client.get(_url("file", frozen)).status_code == 404
    _send(world, frozen, reviewer)
    for name in ("file", "preview", "thumbnail", "view"):
        assert _code(client, _url(name, frozen)) == 200
        assert _code(client, _url(name, other)) == 404
    assert client.get(reverse("evidence:paper", args=[frozen.evidence_id])).status_code == 404
    clerk = world.client(make.make_official(elsewhere, Role.CLERK))
    assert clerk.get(_url("file", frozen)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "words"), [("docx", "Nghiệm thu nhà văn hóa thôn Mai Hạ"), ("xlsx", "Thu nhập")]
)
def test_the_words_of_a_document_are_read_in_place(world, kept, kind, words):
    revision = kept(kind)
    fragment = page_of(world.standing.get(_url("view", revision), headers=HTMX))
    assert words in fragment
    assert "<html" not in fragment
    page = page_of(world.standing.get(_url("view", revision)))
    assert words in page
    assert "<html" in page


def test_words_are_never_markup(world, kept):
    body = "<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p>"
    content = makers.zipped(makers.docx_parts(body))
    page = page_of(world.standing.get(_url("view", kept("docx", content=content))))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("name", ["file", "preview", "thumbnail", "view"])
def test_files_are_only_read(world, kept, name):
    url = _url(name, kept("jpg"))
    assert world.standing.post(url).status_code == 405
    head = world.standing.head(url)
    assert head.getvalue() == b""
    assert head.status_code == 200


def test_a_page_that_only_reads_notes_what_was_too_heavy_when_it_has_ended(
    world, kept, monkeypatch
):
    revision, tries = kept("jpg"), []

    def read(*_: object) -> None:
        tries.append(1)
        raise RefusedFile("picture_heavy")

    monkeypatch.setattr(reading, "preview", read)
    for name in ("preview", "thumbnail", "preview"):
        assert world.standing.get(_url(name, revision)).status_code == 404
    assert len(tries) == 1
    page = page_of(world.standing.get(reverse("evidence:paper", args=[revision.evidence_id])))
    assert SENTENCES["picture_heavy"] in page
    assert _url("preview", revision) not in page

"""A dossier as one PDF: every file bound or named, and each number leads where it says."""

import io
import re
import unicodedata
from datetime import date

import pdfplumber
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from criteria.models import Assessment
from evidence.models import Evidence, ReadingNote
from evidence.papers.enums import PaperKind
from evidence.papers.notes import READER
from evidence.papers.previews import preview_of
from evidence.papers.reading_store import MISSING
from evidence.papers.storage import evidence_store
from reports.dossier.binder import put_picture
from reports.dossier.completeness import dossier_page
from reports.dossier.contents import dossier_of
from reports.dossier.portfolio import _caption as caption
from reports.dossier.portfolio_parts import lay_out_files, why_unbound
from reports.pdf import pdf_available
from tests.conftest import require
from tests.evidence import factories as make_paper
from tests.evidence.files import makers
from tests.reports.test_dossier import damage, file_of
from tests.shared import text_of
from tests.world import open_world

pytestmark = [pytest.mark.once, pytest.mark.pdf]


def pages_saying(word: str, pages: int, rotate: int = 0, **saving) -> bytes:
    """A PDF whose every page says a word."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(400, 300))
            page.obj.Rotate = rotate
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.contents_add(f"BT /F1 30 Tf 60 150 Td ({word}) Tj ET".encode())
        pdf.save(out, **saving)
    return out.getvalue()


@pytest.fixture(scope="module")
def _engine():
    require(not pdf_available(), "Máy không in được PDF.")


@pytest.fixture
def portfolio(db, _engine):
    world = open_world("commune", "assessment", "lan")
    first, second = world.results()[0], world.results()[2]
    pdf, photo = make_paper.pdf_paper, make_paper.paper
    pdf(world.commune, first, second, title="Quyết định về đường", content=pages_saying("AAA", 3))
    pdf(world.commune, first, title="Bản đồ nằm ngang", content=pages_saying("BBB", 2, 90))
    out = io.BytesIO()
    picture = Image.new("RGB", (60, 60), "red")
    picture.paste("blue", (0, 30, 60, 60))
    picture.save(out, "JPEG")
    photo(
        world.commune,
        first,
        content=out.getvalue(),
        title="Ảnh nhà văn hóa thôn Đoài",
        place="Thôn Đoài",
    )
    locked = pages_saying(
        "CCC",
        1,
        encryption=pikepdf.Encryption(
            user="", owner="x", allow=pikepdf.Permissions(modify_assembly=False)
        ),
    )
    pdf(world.commune, second, title="Bản bị khóa", content=locked)
    spoilt = pdf(world.commune, second, title="Bản hỏng", content=pages_saying("DDD", 1))
    damage(file_of(spoilt), b"%PDF-1.7 khong con gi")
    response = world.client("lan").get(f"/danh-gia/{world.assessment.pk}/ho-so/pdf/", follow=True)
    assert response.status_code == 200, response.content[:500]
    return b"".join(response) if response.streaming else response.content


def contents_of(portfolio: bytes) -> tuple[str, dict[str, int]]:
    """The words of the first pages, and on which page each paper stands according to them."""
    with pdfplumber.open(io.BytesIO(portfolio)) as book:
        words = "\n".join(page.extract_text() for page in book.pages[:3])
    names = ("Quyết định về đường", "Bản đồ nằm ngang", "Ảnh nhà văn hóa")
    says = {n: int(re.search(rf"{n}.*? (\d+)$", words, re.MULTILINE)[1]) for n in names}
    return words, says


def test_every_file_is_bound_where_the_contents_say_or_named(portfolio) -> None:
    with pdfplumber.open(io.BytesIO(portfolio)) as book:
        texts = [page.extract_text() for page in book.pages]
    words, says = contents_of(portfolio)
    assert unicodedata.is_normalized("NFC", "".join(texts))
    for name, mark, pages in (("Quyết định về đường", "AAA", 3), ("Bản đồ nằm ngang", "BBB", 2)):
        for number in range(says[name], says[name] + pages):
            assert mark in texts[number - 1]
            assert str(number) in texts[number - 1].split()
    assert "Ảnh nhà văn hóa thôn Đoài" in texts[says["Ảnh nhà văn hóa"] - 1]
    picture = pdfium.PdfDocument(portfolio)[says["Ảnh nhà văn hóa"] - 1].render(scale=0.2).to_pil()
    middle = [picture.getpixel((picture.width // 2, picture.height * n // 10)) for n in (3, 6)]
    assert [(red > 128, blue > 128) for red, _, blue in middle] == [(True, False), (False, True)]
    assert words.count("không ghép") == 2
    assert "Bản bị khóa" in words[words.index("TỆP KHÔNG GHÉP") :]
    assert "Bản hỏng" in words[words.index("TỆP KHÔNG GHÉP") :]
    assert not any("CCC" in text or "DDD" in text for text in texts)


def test_what_cannot_be_bound_is_named_on_the_page_before_the_job_is_started(db) -> None:
    world = open_world("commune", "assessment", "lan")
    first, second = world.results()[0], world.results()[2]
    text = make_paper.paper(
        world.commune, first, title="Bản Word", content=makers.real_docx(), file_name="a.docx"
    )
    spoilt = make_paper.pdf_paper(world.commune, second, title="Bản hỏng")
    locked = make_paper.pdf_paper(world.commune, second, title="Bản bị khóa")
    damage(file_of(spoilt), b"%PDF-1.7 khong con gi")
    ReadingNote.objects.create(
        sha256=file_of(locked).sha256, job="leaves", program=READER, reason="pdf_locked"
    )

    def sentences() -> dict[str, str]:
        page = dossier_page(world.access("lan"), dossier_of(world.assessment))
        lacks = [lack for part in page.parts for lack in part.lacks]
        return {
            paper.title: " ".join(k.sentence for k in lacks if k.url.endswith(f"/{paper.pk}/"))
            for paper in (text, spoilt, locked)
        }

    found = sentences()
    assert "Tệp Word không ghép được vào tập PDF" in found["Bản Word"]
    assert "không còn đúng" in found["Bản hỏng"]
    assert "Tệp PDF có mật khẩu hoặc bị khóa" in found["Bản bị khóa"]
    url = f"/danh-gia/{world.assessment.pk}/ho-so/"
    assert "trừ 3 tệp không ghép được" in text_of(world.client("lan").get(url))


def test_only_a_photo_is_captioned_as_taken_on_its_day(db) -> None:
    world = open_world("commune", "assessment")
    given = {"dated_on": date(2024, 3, 5), "issuer": "UBND xã"}
    make_paper.paper(
        world.commune, world.result, title="Đường trục thôn", place="Thôn Đoài", **given
    )
    make_paper.paper(
        world.commune, world.result, title="Về việc mở đường", number="12/QĐ-UBND",
        kind=PaperKind.DECISION, **given,
    )  # fmt: skip
    ((photo, scan),) = (one.rows for one in dossier_of(world.assessment).index if one.rows)
    assert caption(photo) == ("Đường trục thôn", "chụp ngày 05/3/2024; Thôn Đoài; UBND xã")
    assert caption(scan) == (
        "Quyết định: Về việc mở đường", "số 12/QĐ-UBND ngày 05/3/2024; UBND xã"
    )  # fmt: skip


def test_a_photo_that_is_gone_is_not_bound_from_its_kept_preview(db, tmp_path) -> None:
    world = open_world("commune", "assessment")
    photo = file_of(make_paper.paper(world.commune, world.result))
    assert preview_of(photo)
    evidence_store().remove(photo.key)
    (part,) = lay_out_files(dossier_of(world.assessment), tmp_path, lambda _read, _of: None)
    assert part.reason == MISSING


def test_what_kept_a_file_out_of_the_portfolio_is_known_from_then_on(portfolio) -> None:
    found = why_unbound(dossier_of(Assessment.objects.get()))
    (paper,) = Evidence.objects.filter(title="Bản bị khóa")
    assert "bị khóa" in found[file_of(paper).pk]


def test_whoever_waits_sees_how_many_of_its_files_are_read(portfolio, tmp_path) -> None:
    shown: list[tuple[int, int]] = []
    dossier = dossier_of(Assessment.objects.get())
    files = list(lay_out_files(dossier, tmp_path, lambda read, of: shown.append((read, of))))
    assert shown == [(read, len(files)) for read in range(len(files) + 1)]


def test_each_bookmark_leads_to_the_page_that_the_contents_name(portfolio) -> None:
    _, says = contents_of(portfolio)
    with pikepdf.open(io.BytesIO(portfolio)) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        with pdf.open_outline() as outline:
            below = {
                item.title: numbers[item.destination[0].objgen]
                for chapter in outline.root
                for item in chapter.children
            }
            assert [c.title[:9] for c in outline.root] == [
                "Bìa",
                "Mục lục",
                "Tiêu chí ",
                "Tiêu chí ",
            ]
    assert len(below) == 3
    for name, number in says.items():
        assert {n for title, n in below.items() if name in title} == {number}


def test_what_could_act_is_not_bound(portfolio) -> None:
    with pikepdf.open(io.BytesIO(portfolio)) as pdf:
        for page in pdf.pages:
            assert "/Annots" not in page.obj
            assert "/AA" not in page.obj
        assert "/Names" not in pdf.Root
        assert "/AcroForm" not in pdf.Root


@pytest.mark.usefixtures("db", "_engine")
def test_the_contents_part_no_number_at_a_line_end() -> None:
    world, number = open_world("commune", "assessment", "lan"), "1234/QĐ-UBND-VX"
    for length in range(40, 80, 2):
        title = ("Văn bản về đường làng, ngõ xóm và các công trình công cộng của xã" * 2)[:length]
        kept = {"title": title, "number": number}
        make_paper.pdf_paper(
            world.commune, world.results()[0], **kept, content=pages_saying("A", 1)
        )
    response = world.client("lan").get(f"/danh-gia/{world.assessment.pk}/ho-so/pdf/", follow=True)
    content = b"".join(response) if response.streaming else response.content
    with pdfplumber.open(io.BytesIO(content)) as book:
        words = "\n".join(page.extract_text() for page in book.pages[:4])
    assert words.count(f"số {number}") == 20


@pytest.mark.parametrize(("pixels", "points"), [(1, 9.0), (20, 180.0), (1_000, 510.3)])
def test_a_picture_of_a_few_pixels_does_not_fill_the_page(pixels, points, tmp_path) -> None:
    path, pdf = tmp_path / "picture", pikepdf.new()
    Image.new("RGB", (pixels, pixels), "red").save(path, "JPEG")
    page = pdf.add_blank_page()
    put_picture(pdf, page, str(path))
    drawn = b"".join(part.read_bytes() for part in page.Contents).decode()
    assert f"q {points:.2f} 0 0 {points:.2f} " in drawn

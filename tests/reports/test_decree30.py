"""Made documents pass every check of decree 30; each check fails on a document broken for it."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pypdfium2
import pytest
import segno

from reports.documents.blocks import Document, Paragraph, Recipients, Signature, Table
from reports.documents.characters import clean
from reports.documents.code import SIDE
from reports.documents.html import render_page
from reports.documents.word import render_docx
from reports.pdf import stylesheet
from tests.reports import sample
from tests.reports.decree30 import CHECKS, Paper, faults
from tests.reports.paper import MM, read
from tests.reports.printing import html_to_pdf, render_pdf

pytestmark = pytest.mark.pdf

# The checks that look at appendices, or at each page.
OF_APPENDICES = {"P1", "P2", "P3", "F1", "A1"}


def _shortened(*, appendix_rows: int) -> str:
    """The HTML of an issued plan with two appendices, most of it left out to save time."""
    document = _short()
    goals = document.appendices[1]
    appendices = (
        sample.appendix(appendix_rows),
        replace(goals, blocks=(*goals.blocks[:2], sample.table(1))),
    )
    return render_page(replace(document, appendices=appendices))


def _short() -> Document:
    document = sample.issued()
    return replace(document, blocks=(*document.blocks[:14], *document.blocks[-4:]))


@pytest.fixture(scope="module")
def page() -> str:
    return _shortened(appendix_rows=1)


@pytest.fixture(scope="module")
def body() -> str:
    """The same without appendices, to which most checks give no look; made in half the time."""
    return render_page(replace(_short(), appendices=()))


@pytest.fixture(scope="module")
def long_page() -> str:
    """The same, with an appendix that goes on on a second page."""
    return _shortened(appendix_rows=16)


def test_the_pages_to_be_broken_are_right(page: str, body: str, long_page: str) -> None:
    assert faults(html_to_pdf(body, stylesheet())) == {}
    assert faults(html_to_pdf(page, stylesheet())) == {}
    assert faults(html_to_pdf(long_page, stylesheet())) == {}


@pytest.mark.parametrize(
    ("check", "css"),
    [
        ("P2", "@page doc-landscape { margin-bottom: 5mm }"),
        ("P3", "@page :nth(1 of doc-landscape) { counter-reset: page 7 }"),
    ],
)
def test_a_broken_second_page_of_an_appendix_fails(long_page: str, check: str, css: str) -> None:
    assert check in faults(html_to_pdf(long_page, stylesheet(), css))


@pytest.mark.parametrize("make", [sample.plan, sample.issued, lambda: sample.plan(0)])
def test_a_made_document_passes_every_check(make: Callable) -> None:
    assert faults(render_pdf(make())) == {}


@pytest.mark.parametrize(
    ("check", "css"),
    [
        ("P1", "@page { size: letter portrait }"),
        ("P1", "@page { size: A4 landscape }"),
        ("P2", "@page { margin-left: 25mm }"),
        ("P3", "@page :first { @top-center { content: counter(page) } }"),
        ("P3", "@page { @top-center { content: none } }"),
        ("P3", "@page { @top-left { content: counter(page) } @top-center { content: none } }"),
        ("P3", "@page { @top-center { font-style: italic } }"),
        ("F1", ".doc { font-family: 'DejaVu Serif' }"),
        ("F1", ".doc .doc-p { color: #333 }"),
        ("F1", ".doc-table td { border-color: #999 }"),
        ("H1", ".doc .doc-name-of-state { font-weight: normal }"),
        ("H1", ".doc .doc-name-of-state { font-size: 14pt }"),
        ("H1", ".doc .doc-name-of-state { white-space: normal; width: 60mm }"),
        ("H2", ".doc .doc-motto { font-size: 12pt }"),
        ("H2", ".doc-rule-full::after { width: 80% }"),
        ("H2", ".doc .doc-motto { margin-top: 12pt }"),
        ("H3", ".doc-rule-short::after { width: 90% }"),
        ("H3", ".doc-rule-short::after { border: none }"),
        ("H3", ".doc-rule-short::after { margin-left: 0 }"),
        ("H4", ".doc-number { padding-top: 12pt }"),
        ("H5", ".doc-date { font-style: normal }"),
        ("T1", ".doc-title { text-align: left }"),
        ("T1", ".doc .doc-kind { font-weight: normal }"),
        ("B1", ".doc .doc-p { text-align: left }"),
        ("B1", ".doc .doc-p { text-indent: 5mm }"),
        ("B1", ".doc .doc-p { line-height: 2 }"),
        ("B1", ".doc .doc-p { margin-top: 2pt }"),
        ("B1", ".doc .doc-p { font-size: 12pt }"),
        ("B3", ".doc .doc-italic { font-style: normal }"),
        ("S1", ".doc .doc-recipients-label { font-style: normal }"),
        ("S1", ".doc .doc-recipients p { font-size: 13pt }"),
        ("S1", ".doc-recipients { padding-top: 20pt }"),
        ("S1", ".doc-recipients { padding-left: 10mm }"),
        ("S2", ".doc-signature { font-weight: normal }"),
        ("S2", ".doc-sign-room { height: 10mm }"),
        ("S2", ".doc-signature p:last-child { text-align: left }"),
        ("S2", ".doc-closing { break-before: page }"),
    ],
)
def test_a_broken_stylesheet_fails_its_check(page: str, body: str, check: str, css: str) -> None:
    broken = page if check in OF_APPENDICES else body
    assert check in faults(html_to_pdf(broken, stylesheet(), css))


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("H1", "CỘNG HÒA XÃ HỘI", "CỘNG HÒA"),
        ("H2", "Độc lập - Tự do", "Độc lập – Tự do"),
        ("H4", "05/KH-UBND</div>", "05-KH/UBND</div>"),
        ("H4", "05/KH-UBND</div>", "5/KH-UBND</div>"),
        ("H5", "ngày\xa005 tháng\xa002", "ngày\xa05 tháng\xa02"),
        ("H5", "Mai Đình, ngày", "Mai Đình ngày"),
        ("T1", "năm\xa02024</div></div>", "năm\xa02024.</div></div>"),
        ("T1", ">KẾ HOẠCH</h2>", " style='text-transform:none'>Kế hoạch</h2>"),
        ("B2", "./.", "."),
        ("B3", "2015;</p>", "2015.</p>"),
        ("S1", "- Lưu: VT.", "- Lưu: VP."),
        ("S1", "Nơi nhận:", "Gửi:"),
        ("S2", "TM. ỦY BAN NHÂN DÂN", "TM. Ủy ban nhân dân"),
        ("A1", "tại Phụ lục\xa0I và", "tại bảng và"),
        ("A1", '"doc-appendix-label">Phụ lục\xa0II<', '"doc-appendix-label">Phụ lục\xa0III<'),
        ("U1", "Nội dung thực hiện", unicodedata.normalize("NFD", "Nội dung thực hiện")),
        ("U1", "Nội dung thực hiện", "N\ufffdi dung"),
    ],
)
def test_a_broken_text_fails_its_check(
    page: str, body: str, check: str, right: str, wrong: str
) -> None:
    broken = page if check in OF_APPENDICES else body
    assert right in broken
    assert check in faults(html_to_pdf(broken.replace(right, wrong), stylesheet()))


def test_a_steering_committee_prints_below_its_superior() -> None:
    header = replace(
        sample.HEADER,
        issuer_lines=(("ỦY BAN NHÂN DÂN XÃ MAI ĐÌNH", False), ("BAN CHỈ ĐẠO XÂY DỰNG NTM", True)),
        symbol="KH-BCĐ",
    )
    signature = replace(
        sample.SIGNATURE,
        authority_lines=("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        office_below="CHỦ TỊCH UBND XÃ",
    )
    document = replace(sample.plan(0), header=header, signature=signature)
    assert faults(render_pdf(document)) == {}


def test_a_place_of_four_words_stands_on_the_line_of_the_date() -> None:
    """In 13 pt, since 14 would run over the edge of the text."""
    for day in (None, date(2024, 2, 28)):
        header = replace(sample.HEADER, place="Phường Điện Biên Phủ", issued_on=day)
        made = render_pdf(replace(sample.plan(0), header=header, appendices=()))
        assert faults(made) == {}
        (line,) = (x for x in read(made)[0].segments if "Biên Phủ, ngày" in x.text)
        assert line.x1 <= 190.2 * MM
        assert round(line.size) == 13


@pytest.mark.parametrize("times", [1, 3])
def test_beside_a_place_of_several_lines_the_number_is_level_with_the_date(times: int) -> None:
    place = " ".join(["Phú Thạnh Tây Vĩnh Thuận Đông Nam"] * times)
    header = replace(sample.HEADER, place=place, issued_on=date(2024, 2, 28), number=128)
    made = render_pdf(replace(sample.plan(0), header=header, appendices=()))
    assert faults(made) == {}
    lines = " ".join(line.text for line in read(made)[0].segments if line.is_italic)
    assert f"{place}, ngày 28 tháng 02" in lines


def test_a_longer_place_and_symbol_go_on_in_a_second_line() -> None:
    """Neither over each other nor into the margin."""
    place, symbol = "Phú Thạnh Tây Vĩnh Thuận Đông Nam", "KH-UBND-BCĐNTM-VPĐP"
    header = replace(sample.HEADER, place=place, symbol=symbol)
    made = render_pdf(replace(sample.plan(0), header=header, appendices=()))
    assert "P2" not in faults(made)
    cells = read(made)[0].segments
    assert "BCĐNTM-VPĐP" in " ".join(line.text for line in cells)
    assert place in " ".join(line.text for line in cells if line.x0 > 90 * MM)


def test_the_code_of_each_page_is_that_of_its_address() -> None:
    """Read as a telephone does: dark or light in the middle of each module."""
    address = "https://sontm.example/van-ban-di/kiem-tra/" + "Ab3_" * 5 + "xy"
    document = replace(sample.plan(0), code=address, appendices=())
    wanted = [bytes(row) for row in segno.make(address, error="m").matrix]
    with pypdfium2.PdfDocument(render_pdf(document)) as pdf:
        for page in pdf:
            sheet = page.render(scale=8).to_pil().convert("L").point(lambda grey: grey < 128)
            margin = (0, sheet.height - round(8 * 20 * MM), *sheet.size)
            code = sheet.crop(margin)
            code = code.crop(code.getbbox())
            assert abs(code.width / (8 * MM) - SIDE) < 0.5
            step = code.width / len(wanted)
            places = [step * (number + 0.5) for number in range(len(wanted))]
            assert [bytes(code.getpixel((x, y)) for x in places) for y in places] == wanted


def test_a_font_that_is_not_embedded_fails() -> None:
    sheets = read(render_pdf(sample.plan(0)))
    bare = replace(sheets[0], fonts=dict.fromkeys(sheets[0].fonts, False))
    assert list(CHECKS["F1"](Paper([bare, *sheets[1:]])))


TWO_LINES = Paragraph(
    "Trên đây là báo cáo kết quả thực hiện, kèm biểu chi tiết từng tiêu chí, của Ủy ban nhân dân xã"
)


@pytest.mark.parametrize("lines", range(16, 30, 2))
@pytest.mark.parametrize(
    "closing", [sample.CLOSING, Paragraph("Để các thôn biết, thực hiện"), TWO_LINES]
)
def test_the_signature_never_stands_alone(lines: int, closing: Paragraph) -> None:
    blocks = (*[Paragraph("Một dòng.")] * lines, closing)
    assert faults(render_pdf(replace(sample.plan(0), blocks=blocks, appendices=()))) == {}


def test_two_lines_of_the_end_go_overleaf_with_the_signature_and_no_more() -> None:
    """What stands before them fills the page that it can fill."""
    before = Paragraph("Đoạn trước đoạn cuối đủ dài để phải xuống dòng thứ hai của trang này. " * 2)
    blocks = (*[Paragraph("Một dòng.")] * 20, before, TWO_LINES)
    made = render_pdf(replace(sample.plan(0), blocks=blocks, appendices=()))
    first, last = (" ".join(line.text for line in sheet.lines) for sheet in read(made))
    assert "Đoạn trước đoạn cuối" in first
    assert "Trên đây là" in last
    assert "CHỦ TỊCH" in last


def test_a_table_may_stand_right_above_the_signature() -> None:
    table = replace(sample.table(14), columns=sample.COLUMNS)
    assert isinstance(table, Table)
    blocks = (sample.CLOSING, table)
    document = replace(sample.plan(0), blocks=blocks, appendices=())
    assert set(faults(render_pdf(document))) <= {"S2"}  # its rows, not body lines, come along


def test_more_recipients_than_a_page_holds_leave_the_signature_with_the_body() -> None:
    """They go on below it and overleaf."""
    name = "Ban Chỉ đạo xây dựng nông thôn mới và giảm nghèo bền vững của đơn vị số"
    lines = (*(f"{name} {number} (để báo cáo)" for number in range(40)), "Lưu: VT")
    paragraph = Paragraph("Một đoạn của kế hoạch đủ dài để phải xuống dòng thứ hai. " * 3)
    document = replace(sample.issued(), blocks=(paragraph,) * 12, appendices=())
    made = render_pdf(replace(document, recipients=Recipients(lines)))
    assert faults(made) == {}
    sheets = read(made)
    pages = [" ".join(line.text for line in sheet.lines) for sheet in sheets]
    signed = next(page for page in pages if "CHỦ TỊCH" in page)
    assert "Nơi nhận:" in signed
    assert "./." in signed
    assert pages[-1].endswith("Lưu: VT.")
    assert len(pages) == 4


@pytest.mark.parametrize("writer", [None, Signature(("THƯ KÝ",), name="Nguyễn Thị Lan")])
def test_forty_recipients_leave_no_half_page_white(writer: Signature | None) -> None:
    """As many as take no more room than the signature stand with it; the others go on overleaf."""
    lines = (*(f"Ban công tác Mặt trận thôn số {number}" for number in range(1, 40)), "Lưu: VT")
    made = render_pdf(
        replace(
            sample.plan(0),
            blocks=(*[Paragraph("Một dòng.")] * 12, TWO_LINES),
            appendices=(),
            recipients=Recipients(lines),
            written_by=writer,
        )
    )
    first, last = (" ".join(line.text for line in sheet.lines) for sheet in read(made))
    assert "CHỦ TỊCH" in first
    assert "Mặt trận thôn số 10;" in first
    assert "Mặt trận thôn số 38;" in last
    assert last.endswith("Lưu: VT.")


@pytest.mark.parametrize("before", ["", "Nguyễn "])
def test_a_name_without_a_blank_is_cut_in_the_same_places_on_paper_and_in_word(before: str) -> None:
    """A hundred letters, as long as a unit's name may be."""
    name = f"{before}Đ{'ăk' * 48}ă"
    issuer = (("ỦY BAN NHÂN DÂN", True), (f"XÃ {name.upper()}", True))
    plan = sample.plan(0)
    document = replace(
        plan,
        header=replace(plan.header, place=name, issuer_lines=issuer),
        title=replace(plan.title, abstract=(f"Thực hiện xã {name.upper()} đạt chuẩn",)),
        signature=replace(plan.signature, name=name),
        appendices=(),
    )
    made = render_pdf(document)
    assert faults(made) == {}
    file = docx.Document(BytesIO(render_docx(document)))
    words = [*file.paragraphs, *(p for t in file.tables for c in t._cells for p in c.paragraphs)]
    of_word = [line for p in words for line in p.text.split("\n") if "ăkăk" in line.lower()]
    drawn = [line.text for sheet in read(made) for line in sheet.segments]
    of_paper = [line for line in drawn if "ăkăk" in line.lower()]
    assert sorted(map(clean, of_word)) == sorted(map(clean, of_paper))

"""Printing: what hostile, huge and odd texts do, what it costs, and when it reports a failure."""

import io
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import fonts, pdf, press, press_parts, presses
from reports.checks_fonts import check_document_font
from reports.documents.blocks import Appendix, Bullet, Document, Paragraph, TextRun
from reports.documents.html import render_body, render_page
from reports.documents.numbering import recipient_lines
from reports.prints.press_room import TooMuch
from tests.reports import sample
from tests.reports.decree30 import faults
from tests.reports.paper import Line, read
from tests.reports.printing import html_to_pdf, laid_out, pressed, render_pdf

pytestmark = pytest.mark.pdf

HOSTILE = (
    '<img src="file:///etc/passwd">',
    "<link rel=attachment href=file:///etc/passwd>",
    "<style>@import url(http://127.0.0.1:9/a.css)</style>",
    "url(http://127.0.0.1:9/)",
    "\"><script>alert('1')</script>",
    "&lt;b&gt; &amp; {{ x }} {% y %}",
)


def with_text(*texts: str) -> Document:
    """A short document whose body, cells, names and recipients are these texts."""
    joined = " ".join(texts)
    base = sample.plan(0)
    rows = tuple((text,) * 6 for text in texts)
    table = replace(sample.table(0), rows=rows)
    return replace(
        base,
        blocks=(*(Paragraph(text) for text in texts), sample.CLOSING),
        signature=replace(base.signature, name=joined[:40]),
        appendices=(Appendix(joined[:60], blocks=(table,), landscape=True),),
    )


def words_of(made: bytes) -> str:
    """All text of a PDF, blanks and line ends as one blank."""
    return " ".join(" ".join(line.text for line in sheet.lines) for sheet in read(made))


def test_recipients_stand_single_spaced_as_in_word() -> None:
    """So that the end of a paper takes no more room on one than on the other."""
    document = sample.plan(0)
    lines = set(recipient_lines(document))
    sheets = read(render_pdf(document))
    at = [part.baseline for one in sheets for part in one.segments if part.text in lines]
    gaps = [after - before for before, after in pairwise(at)]
    assert len(gaps) > 2
    single = 11 * 1.15
    # A longer one, which goes on in a second line, is none of them.
    assert [gap / single for gap in gaps] == pytest.approx([round(g / single) for g in gaps])


def test_the_body_stands_single_spaced_as_in_word() -> None:
    """So that both fill as many pages."""
    document = replace(sample.plan(0), blocks=(Paragraph("Rà soát tiêu chí của xã. " * 40),))
    baselines = [
        part.baseline
        for sheet in read(render_pdf(document))[:1]
        for part in sheet.segments
        if "Rà soát tiêu chí của xã. Rà soát" in part.text
    ]
    gaps = [after - before for before, after in pairwise(baselines)]
    assert len(gaps) > 5
    assert gaps == pytest.approx([14 * 1.15] * len(gaps), rel=0.01)


def test_text_prints_as_text_and_loads_nothing() -> None:
    made = render_pdf(with_text(*HOSTILE))
    words = words_of(made).replace(" ", "")
    for text in HOSTILE:
        assert text.replace(" ", "") in words
    assert b"/EmbeddedFile" not in made
    assert "root:" not in words


def test_a_quarter_stays_on_the_line_of_its_year() -> None:
    words = ("Xong", "Việc", "Hoàn thành", "Thực hiện", "Thực hiện xong", "Hoàn thành dứt điểm")
    texts = [f"{start} trong quý III/2024 theo kế hoạch" for start in words]
    lines = [line for sheet in read(render_pdf(with_text(*texts))) for line in sheet.segments]
    assert sum("III/2024" in line.text for line in lines) >= len(texts)
    assert not [line.text for line in lines if line.text.endswith("/")]
    assert pdf.character_fault(with_text(*texts)) == ""


class Elements(HTMLParser):
    """Collects the elements and attributes of a piece of HTML."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def test_hostile_text_makes_no_element_and_no_attribute() -> None:
    found = Elements(render_body(with_text(*HOSTILE)))
    usual = Elements(render_body(with_text("Lành", "mạnh")))
    assert found.tags == usual.tags
    assert found.attributes == usual.attributes
    assert not {"style", "src", "href", "onerror"} & found.attributes


def test_the_engine_reads_no_file_and_no_address(caplog: pytest.LogCaptureFixture) -> None:
    page = '<link rel="attachment" href="file:///etc/passwd"><img src="file:///etc/hostname">x'
    made = html_to_pdf(page, "@import url(file:///etc/passwd);")
    assert b"/EmbeddedFile" not in made


def test_nfd_zero_width_and_direction_marks_print_clean() -> None:
    text = unicodedata.normalize("NFD", "Nhà văn hóa") + " thô\u200bn \u202eMai Hạ\ufeff"
    made = render_pdf(with_text(text))
    assert "Nhà văn hóa thôn Mai Hạ" in words_of(made)
    assert faults(made) == {}


def test_a_character_the_font_lacks_is_shown_as_a_box_and_stops_the_print() -> None:
    document = with_text("Chúc mừng 🎉 và ₫, ≥, m²")
    assert pdf.missing_in(document) == ("🎉",)
    assert "🎉" in pdf.character_fault(document)
    words = words_of(render_pdf(document))
    assert "Chúc mừng □ và ₫, ≥, m²" in words


def test_a_sign_of_a_font_of_signs_is_printed_or_stops_the_print() -> None:
    ticked, unknown = with_text("Đã có \uf0fc"), with_text("Đã có \uf0ab")
    assert pdf.character_fault(ticked) == ""
    assert "Đã có ✓" in words_of(render_pdf(ticked))
    assert "U+F0AB" in pdf.character_fault(unknown)
    assert "Đã có □" in words_of(render_pdf(unknown))


def test_a_tick_stays_a_tick_on_paper_or_the_print_is_stopped(monkeypatch) -> None:
    document = with_text("☑ đạt ☐ chưa đạt ✓")
    assert (pdf.missing_in(document), pdf.character_fault(document)) == ((), "")
    made = render_pdf(document)
    assert "☑ đạt ☐ chưa đạt ✓" in words_of(made)
    assert set(faults(made)) <= {"F1"}  # the ticks alone come from another font
    drawable = fonts.glyphs() - fonts.sign_glyphs()
    monkeypatch.setattr(pdf, "glyphs", lambda: drawable)
    assert "☐ ☑" in pdf.character_fault(document)


@pytest.mark.parametrize("length", [6_000, pytest.param(20_000, marks=pytest.mark.deep)])
def test_a_long_word_stays_inside_the_page(length: int) -> None:
    """Longer than a page, and in every cell and line that takes words."""
    in_cells = length // 8
    base = with_text("x" * in_cells)
    document = replace(base, blocks=(Paragraph("x" * length), sample.CLOSING))
    made = render_pdf(document)
    assert not {"P1", "P2", "P3", "F1"} & set(faults(made))
    assert words_of(made).count("x") >= length + 6 * in_cells


@pytest.mark.deep
def test_a_paragraph_of_a_megabyte_prints() -> None:
    text = ("Nhà văn hóa thôn Mai Hạ được khởi công trong quý này. " * 20_000)[:1_000_000]
    document = replace(sample.plan(0), blocks=(Paragraph(text), sample.CLOSING), appendices=())
    made = render_pdf(document)
    with pdfplumber.open(io.BytesIO(made)) as pages:
        assert len(pages.pages) > 200
        lines = pages.pages[100].extract_text_lines()
    assert all(abs(line["x1"] - 538.6) < 1 for line in lines[1:])


def test_an_empty_table_says_so() -> None:
    assert "Chưa có dòng nào." in words_of(render_pdf(sample.plan(0)))


def test_rows_are_not_split_and_groups_stay_with_their_first_row() -> None:
    sheets = read(render_pdf(sample.plan(60)))[1:]
    for sheet in sheets:
        texts = [line.text for line in sheet.lines]
        assert not texts[-1].startswith("Nhóm")
        assert sum("Nguyễn Thị Lan" in text for text in texts) == sum(
            "Khuyến nông xã" in text for text in texts
        )


def test_no_row_stands_alone_on_the_last_page() -> None:
    def rows_by_page(count: int) -> list[int]:
        rows = tuple(("", f"Dòng {at}", *[""] * 4) for at in range(count))
        table = replace(sample.table(0), rows=rows)
        base = sample.plan(0)
        made = render_pdf(replace(base, appendices=(Appendix("Biểu", (table,), landscape=True),)))
        shown = [sum(line.text.startswith("Dòng ") for line in sheet.lines) for sheet in read(made)]
        return [many for many in shown if many]

    full = rows_by_page(60)[0]
    assert rows_by_page(full) == [full]
    assert rows_by_page(full + 1) == [full - 1, 2]


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 4)), min_size=30, max_size=30))
def test_lines_stay_full_around_bold_words(sizes: list[tuple[int, int]]) -> None:
    text = "giao công chức địa chính rà soát các tuyến đường trên địa bàn"
    word = re.findall(r"\S+", text)
    blocks = tuple(
        Paragraph(
            (
                " ".join(word[:before]) + " ",
                TextRun(" ".join(word[-bold:]), bold=True),
                ", " + " ".join(word * 3),
            )
        )
        for before, bold in sizes
    )
    document = replace(sample.plan(0), blocks=(*blocks, sample.CLOSING), appendices=())
    assert "B1" not in faults(render_pdf(document))


def test_the_same_document_gives_the_same_bytes_with_its_metadata() -> None:
    made = render_pdf(sample.issued())
    assert made == render_pdf(sample.issued())
    with pdfplumber.open(io.BytesIO(made)) as pages:
        assert pages.metadata["Title"].startswith("Kế hoạch Thực hiện xã Mai Đình")
        assert pages.metadata["Author"] == "ỦY BAN NHÂN DÂN XÃ MAI ĐÌNH"
    assert 'lang="vi"' in render_page(sample.issued())


@pytest.mark.deep
def test_three_hundred_rows_stay_under_150_megabytes() -> None:
    # VmHWM, since `ru_maxrss` would still count the process that started this one; of the presses
    # that it starts in turn `ru_maxrss` counts itself too, so neither is above the bound.
    code = (
        "import django; django.setup(); import re, resource; from pathlib import Path; "
        "from tests.reports import sample; from tests.reports.printing import render_pdf; "
        "render_pdf(sample.plan(300)); status = Path('/proc/self/status').read_text(); "
        "presses = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024; "
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024, presses)"
    )
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    own, presses = map(int, answer.stdout.split())
    print(f"300 rows: {own} MB, its presses {presses} MB")  # noqa: T201 - for the reader
    assert max(own, presses) < 150


def test_the_press_lays_a_page_out_as_it_is_laid_out_here() -> None:
    page, styles = pdf.page_to_print(sample.issued())
    assert pressed(page, *styles) == laid_out(page, *styles)


@pytest.mark.stress
def test_a_long_page_in_parts_is_the_page_as_a_whole(monkeypatch, tmp_path) -> None:
    blocks = sample.contents()
    prose = [Bullet(f"{sample.LONG} {'Thêm. ' * (number % 17)}") for number in range(90)]
    document = replace(sample.plan(120), blocks=(*blocks[:-1], *prose, blocks[-1]))
    more = replace(sample.appendix(20), title="Phụ lục thêm")  # a part that is one stretch
    page = render_page(replace(document, appendices=(*document.appendices, more)))
    monkeypatch.setattr(press_parts, "LONG", 0)
    monkeypatch.setattr(press_parts, "STRETCH", 15_000)
    monkeypatch.setattr(press_parts, "MOST_AT_ONCE", 4)  # its three parts, and one made ready
    from_row, turn = [], press_parts._Press._turn
    monkeypatch.setattr(
        press_parts._Press,
        "_turn",
        lambda press, one: (from_row.append((one.start, one.part.next_row)), turn(press, one)),
    )
    into, styles = tmp_path / "parts.pdf", [pdf.stylesheet()]
    how = {"pdf_variant": press.VARIANT}
    main, *appendices = press_parts.split(page)[1]
    assert main.flows
    assert appendices
    whole = laid_out(page, *styles)
    together = sheets_of(whole)
    for behind, is_early_enough in ((2, True), (12, False)):
        from_row.clear()
        monkeypatch.setattr(press_parts, "BEHIND", behind)
        assert press_parts.lay_out_in_parts(page, styles, into, press.lay_out, **how)
        apart = sheets_of(into.read_bytes())
        assert len(apart) > 8
        assert any(start < row for start, row in from_row) == is_early_enough
        assert apart == together
        assert outline_of(into.read_bytes()) == outline_of(whole)
    # A part that cannot end ends the whole.
    monkeypatch.setattr(press_parts, "_cut", lambda pages, flows: 1 / 0)
    with pytest.raises(press_parts.PartFailed):
        press_parts.lay_out_in_parts(page, styles, into, press.lay_out, **how)


def sheets_of(made: bytes) -> list[tuple[list[str], list[Line]]]:
    """The number of each page, and its lines."""
    return [([line.text for line in sheet.number], sheet.lines) for sheet in read(made)]


def outline_of(made: bytes) -> list[tuple[str, int]]:
    """The bookmarks with their pages."""
    with pikepdf.open(io.BytesIO(made)) as file, file.open_outline() as outline:
        at = {page.objgen: number for number, page in enumerate(file.pages)}
        return [(item.title, at[item.destination[0].objgen]) for item in outline.root]


def test_a_page_that_takes_too_much_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(presses, "MEMORY_BYTES", 40_000_000)
    with pytest.raises((TooMuch, RuntimeError)):
        pressed("x")


@pytest.mark.stress
def test_a_paper_laid_out_in_parts_comes_back_whole() -> None:
    page, styles = pdf.page_to_print(sample.plan(300))
    assert len(read(pressed(page, *styles))) > 15


def test_the_press_reads_no_file_and_no_address() -> None:
    page = '<link rel="attachment" href="file:///etc/passwd"><img src="file:///etc/hostname">x'
    made = pressed(page, "@import url(file:///etc/passwd);")
    assert b"/EmbeddedFile" not in made


def test_a_right_font_gives_no_warning() -> None:
    assert len(fonts.VIETNAMESE) == 146
    assert pdf.pdf_available() == ""
    assert check_document_font() == []


def test_a_wrong_font_is_named_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    file = fonts.font_files()[0][1]
    assert "DejaVu Serif" in fonts.fault_of_fonts((("DejaVu Serif", file),))
    assert "fontconfig" in fonts.fault_of_fonts(())
    monkeypatch.setattr(fonts, "drawable", lambda _: frozenset(map(ord, "aAeE")))
    assert "thiếu 142 chữ cái" in fonts.fault_of_fonts((("Tinos", file),))


def test_a_missing_font_is_a_system_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.checks_fonts.font_fault", lambda: "Thiếu phông chữ.")
    assert [warning.id for warning in check_document_font()] == ["reports.W001"]


def test_a_missing_engine_turns_printing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    pdf._engine_fault.cache_clear()
    try:
        assert "Pango" in pdf.pdf_available()
    finally:
        pdf._engine_fault.cache_clear()


def test_appendix_pages_do_not_share_a_page_with_the_body() -> None:
    sheets = read(render_pdf(sample.issued()))
    turned = [sheet.width > sheet.height for sheet in sheets]
    assert [a for a, b in pairwise([*turned, None]) if a != b] == [False, True, False]

"""A paper as a Word file: the same words in the same order, sheets and styles to go on with."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.documents.blanks import blanks_in
from reports.documents.blocks import (
    Appendix,
    Cell,
    Document,
    Paragraph,
    Recipients,
    Row,
    Table,
    TableColumn,
    TextRun,
)
from reports.documents.html import render_body
from reports.documents.plain_text import render_text
from reports.documents.word import render_docx
from reports.documents.word.text import line_width
from tests.reports import sample
from tests.reports.words import renderings

SPANNED = Table(
    columns=(TableColumn(1), TableColumn(2, "right"), TableColumn(2)),
    header=((Cell("TT", rowspan=2), Cell("Kết quả", colspan=2)), ("Năm trước", "Năm nay")),
    rows=(
        Row((Cell("Nhóm một", colspan=3),), "group"),
        (Cell("1", rowspan=2), "41,2", "43"),
        ("2", "dòng một\ndòng hai"),
        Row(("", "Cộng", "3"), "total"),
    ),
    has_index_row=True,
)

# In the order of ECMA-376, 17.3.1.26.
PARAGRAPH_PARTS = (
    *("w:pStyle", "w:keepNext", "w:pBdr", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    "w:sectPr",
)


def _with(document: Document, *blocks: object) -> Document:
    return replace(document, blocks=(*blocks, *document.blocks))


@pytest.mark.parametrize("document", [sample.plan(0), sample.plan(6), sample.issued()])
def test_paper_word_and_message_say_the_same_in_the_same_order(document: Document) -> None:
    document = _with(document, SPANNED)
    drawn = renderings(document)
    assert len(drawn["paper"]) > 100
    assert drawn["word"] == drawn["paper"]
    assert drawn["message"] == drawn["paper"]


@given(st.lists(st.text(max_size=60), max_size=4))
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_is_said_alike(texts: list[str]) -> None:
    runs = tuple(TextRun(text, bold=True) for text in texts)
    table = replace(SPANNED, rows=tuple((text,) * 3 for text in texts))
    document = _with(sample.plan(0), *map(Paragraph, texts), Paragraph(("Giao ", *runs)), table)
    drawn = renderings(document)
    assert "".join(drawn["word"]) == "".join(drawn["paper"])


def test_a_message_keeps_each_cell_in_its_column() -> None:
    """Given to the third village, a target is none of the second's."""
    table = replace(
        SPANNED,
        has_index_row=False,
        header=(("", "Ba", "Hai"),),
        rows=(("1", "", "5"), ("", "Cộng", "")),
    )
    words = render_text(_with(sample.plan(0), table))
    assert "\n | Ba | Hai\n1 |  | 5\n | Cộng\n" in words
    (dots,) = (
        one.words
        for one in blanks_in(_with(sample.plan(0), replace(table, rows=(("1", "", "……"),))))
        if one.words.startswith("1")
    )
    assert dots == "1 ……"


def _read(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(render_docx(document)))


def test_what_leads_to_a_list_stays_with_it_on_paper_and_in_word() -> None:
    """Of a chain of such lines the last alone, which a long one would leave no page to stand on."""
    texts = ("Các việc chính:", "Kết quả như sau:", "một việc", "hai việc")
    document = _with(sample.plan(0), *map(Paragraph, texts))
    in_word = {p.text: p.paragraph_format.keep_with_next for p in _read(document).paragraphs}
    assert [bool(in_word[text]) for text in texts] == [False, True, False, False]
    body = render_body(document)
    assert [f'doc-keep">{text}' in body for text in texts] == [False, True, False, False]


def test_sheets_are_those_of_the_decree() -> None:
    base = sample.plan(0)
    document = replace(
        base,
        appendices=(
            Appendix("Bảng một", blocks=(SPANNED,), landscape=True),
            Appendix("Bảng hai", blocks=(SPANNED,)),
        ),
    )
    sections = _read(document).sections
    assert [round(section.page_width.mm) for section in sections] == [210, 297, 210]
    for section in sections:
        assert [round(edge.mm) for edge in (section.left_margin, section.top_margin)] == [30, 20]
        # Counted from 1 in each part, the first page without its number.
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
        field = section.header._element.find(f".//{qn('w:fldSimple')}")
        assert field.get(qn("w:instr")) == "PAGE"


def test_styles_carry_the_look() -> None:
    file = _read(sample.plan(6))
    named = {style.style_id: style for style in file.styles}
    normal = named["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    used = {p.style.style_id for p in file.paragraphs}
    assert {"Normal", "Heading1", "Heading2", "VBKind", "VBAbstract"} <= used
    headings = [p for p in file.paragraphs if p.style.style_id == "Heading1"]
    assert headings
    assert all(p.style.font.all_caps and p.style.font.bold for p in headings)
    assert named["VBKind"].name == "VB Tên loại"


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    tables = _read(_with(sample.plan(0), SPANNED)).tables
    spanned = next(table for table in tables if table.cell(0, 0).text == "TT")
    rows = spanned._tbl.tr_lst
    heads = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert heads == [True] * 3 + [False] * 4
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    bold = [spanned.cell(at, 2).paragraphs[0].runs[0].bold for at in range(3)]
    assert bold == [True, True, None]  # the numbers of the columns are in italics
    assert spanned.cell(2, 2).paragraphs[0].runs[0].italic
    last = spanned.cell(6, 2).paragraphs[0].paragraph_format.keep_with_next
    assert spanned.cell(5, 2).paragraphs[0].paragraph_format.keep_with_next  # no row alone overleaf
    assert not last
    assert spanned.cell(0, 0)._tc is spanned.cell(1, 0)._tc
    assert spanned.cell(0, 1)._tc is spanned.cell(0, 2)._tc
    assert spanned.cell(5, 2).text == "dòng một\ndòng hai"
    assert spanned.cell(4, 0)._tc is spanned.cell(5, 0)._tc


def test_a_blank_waits_for_number_and_day() -> None:
    assert "Số:\u00a0\u00a0" in "".join(
        cell.text for cell in _read(sample.plan(0)).tables[0]._cells
    )


def test_more_recipients_than_a_page_holds_go_on_below_the_signature() -> None:
    """What stays with the signature fits a page; the body's last lines, or rows, come along."""
    long = Recipients(
        (*("Ban Chỉ đạo giảm nghèo bền vững của đơn vị" * 2 for _ in range(40)), "Lưu: VT")
    )
    for last in (Paragraph("Ngắn"), sample.table(4)):
        blocks = (Paragraph("Một đoạn. " * 40), *[Paragraph("Một dòng")] * 3, last)
        document = replace(sample.plan(0), blocks=blocks, appendices=(), recipients=long)
        file = _read(document)
        beside, below = file.tables[-2], file.tables[-1]
        assert 3 < len(beside.cell(0, 0).paragraphs) < 8  # of some three lines each
        assert "CHỦ TỊCH" in beside.cell(0, 1).text
        assert below.cell(len(below.rows) - 1, 0).text == "- Lưu: VT."
        kept = [
            p.get_or_add_pPr().find(qn("w:keepNext")) is not None
            for p in file.element.body.iter(qn("w:p"))
            if {"Một", "Ngắn./."} & set("".join(p.itertext()).split())
        ]
        assert kept[:2] == [False, False]
        assert kept[-1]
        rows = file.tables[-3]._tbl.tr_lst[-2:] if isinstance(last, Table) else []
        assert all(
            p.pPr.find(qn("w:keepNext")) is not None for r in rows for p in r.iter(qn("w:p"))
        )


@pytest.mark.parametrize(("is_dense", "size"), [(True, 13), (False, 14)])
def test_a_working_paper_of_one_page_is_set_smaller(is_dense: bool, size: int) -> None:
    made = render_docx(replace(sample.plan(3), is_dense=is_dense))
    file = docx.Document(io.BytesIO(made))
    assert file.styles["Normal"].font.size == Pt(size)
    assert file.styles["Heading 1"].font.size == Pt(size)


def test_what_word_is_given_of_a_paragraph_keeps_the_order_that_word_wants() -> None:
    """A misplaced one may keep Word from opening the file."""
    document = replace(sample.issued(), addressees=("Ủy ban nhân dân huyện", "Phòng Nội vụ"))
    order = list(map(qn, PARAGRAPH_PARTS))
    file = _read(document)
    for properties in file.element.body.iter(qn("w:pPr")):
        tags = [child.tag for child in properties]
        assert tags == sorted(tags, key=order.index)


def test_a_file_opens_as_one_of_today_with_as_much_of_its_title_as_it_can_bear() -> None:
    title = replace(sample.plan(0).title, abstract=("Thực hiện mục tiêu của xã và các thôn " * 9,))
    file = _read(replace(sample.plan(0), title=title))
    assert len(file.core_properties.title) == 255
    modes = [
        found.get(qn("w:val"))
        for found in file.settings.element.iter(qn("w:compatSetting"))
        if found.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Độc lập - Tự do - Hạnh phúc", 60.5),
        ("Giao các thôn năm 2024", 51),
        ("xã Mai Đình đạt chuẩn nông thôn mới nâng cao", 101),
        ("ỦY BAN NHÂN DÂN", 46),
    ],
)
def test_a_rule_is_in_proportion_to_the_words_above_it(line: str, wanted: float) -> None:
    """The widths in Times New Roman, bold, 14 pt."""
    assert line_width(line, 14) == pytest.approx(wanted, rel=0.1)


def test_the_issuer_is_parted_in_word_where_paper_parts_it() -> None:
    lines = (("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", True), ("XÃ MAI ĐÌNH", True))
    document = replace(sample.plan(0), header=replace(sample.HEADER, issuer_lines=lines))
    issuer = _read(document).tables[0].cell(0, 0).paragraphs
    assert [p.text for p in issuer][:3] == ["ỦY BAN MẶT TRẬN", "TỔ QUỐC VIỆT NAM", "XÃ MAI ĐÌNH"]


def test_addressees_stand_one_below_the_other_as_on_paper() -> None:
    document = replace(sample.issued(), addressees=("Ủy ban nhân dân huyện", "Phòng Nội vụ"))
    lines = [p for p in _read(document).paragraphs if p.text.startswith(("- Ủy ban", "- Phòng"))]
    assert [line.paragraph_format.space_before for line in lines] == [0, 0]


@pytest.mark.parametrize("has_appendices", [True, False])
def test_no_part_ends_with_a_line_that_could_fill_a_page_of_its_own(has_appendices: bool) -> None:
    base = sample.plan(3)
    appendices = (Appendix("Bảng một", (SPANNED,), landscape=True), Appendix("Bảng hai"))
    file = _read(replace(base, appendices=appendices if has_appendices else ()))
    parts = [p for p in file.paragraphs if p._p.find(f".//{qn('w:sectPr')}") is not None]
    assert len(parts) == (2 if has_appendices else 0)
    ends = (*parts, file.paragraphs[-1])
    for last in ends:
        assert last.style.font.size == Pt(2)
        assert last.paragraph_format.line_spacing == Twips(1)
    # Right below the table: of the signature, and of the first appendix.
    assert all(last._p.getprevious().tag == qn("w:tbl") for last in ends[:2])
    assert file.element.body[-2].tag == qn("w:p")


@pytest.mark.parametrize(
    ("place", "lines"), [("Mai Đình", 1), ("Vĩnh Thuận Đông", 1), ("Phan Rang - Tháp Chàm Bắc", 2)]
)
def test_below_a_long_place_the_date_stands_whole(place: str, lines: int) -> None:
    base = sample.plan(0)
    made = _read(replace(base, header=replace(base.header, place=place)))
    (date,) = (p for p in made.tables[0]._cells[3].paragraphs if "ngày" in p.text)
    assert len(date.text.split("\n")) == lines
    assert date.text.split("\n")[-1].endswith("năm\u00a02024")


def test_nothing_stands_between_the_body_and_who_signs_but_below_a_table() -> None:
    """Writer left the body on the page before where a thin line stood between them."""
    last = Paragraph("Trên đây là kế hoạch")
    for blocks, between in (((last,), "Trên đây là kế hoạch./."), ((last, sample.table(1)), "")):
        document = replace(sample.plan(0), blocks=blocks, appendices=())
        closing = _read(document).tables[-1]._tbl
        above = closing.getprevious()
        assert "".join(text.text for text in above.iter(qn("w:t"))) == between
        rooms = [
            cell.paragraphs[0].paragraph_format.space_before
            for cell in _read(document).tables[-1].rows[0].cells
        ]
        assert rooms == ([Pt(12), Pt(12)] if between else [None, None])

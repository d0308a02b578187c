"""The words of documents and workbooks, in order and within bounds."""

import io

import docx
import pytest

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.document_text import Paragraph, Sheet, Shortened, Table
from evidence.papers.files.reading import words as document_text
from evidence.papers.files.refusals import RefusedFile
from tests.evidence.files import makers as m


def blocks_of(data: bytes, file_type: FileType) -> list:
    return document_text(io.BytesIO(data), file_type)


def words(body: str) -> list:
    return blocks_of(m.zipped(m.docx_parts(body)), FileType.DOCX)


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_and_tables_in_order() -> None:
    assert blocks_of(m.real_docx(), FileType.DOCX) == [
        Paragraph("BIÊN BẢN"),
        Paragraph("Nghiệm thu nhà văn hóa thôn Mai Hạ"),
        Table((("Nội dung", "Kết quả"), ("Diện tích", "120 m²"))),
        Paragraph("Kết thúc."),
    ]


def test_insertions_are_read_and_deletions_not() -> None:
    body = paragraph(
        run("Thu nhập ")
        + f"<w:ins>{run('58')}</w:ins><w:del><w:r><w:delText>85</w:delText></w:r></w:del>"
        + run(" triệu")
    )
    assert words(body)[0] == Paragraph("Thu nhập 58 triệu")


def test_content_controls_and_breaks_are_read() -> None:
    inside = paragraph(run("Mục lục") + "<w:r><w:br/></w:r>" + run("Trang 1"))
    body = f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    assert words(body)[0] == Paragraph("Mục lục\nTrang 1")


def test_long_documents_are_shortened_and_say_so() -> None:
    document = docx.Document()
    for number in range(limits.MAX_PARAGRAPHS + 5):
        document.add_paragraph(f"Đoạn {number}")
    target = io.BytesIO()
    document.save(target)
    blocks = blocks_of(target.getvalue(), FileType.DOCX)
    assert len(blocks) == limits.MAX_PARAGRAPHS + 1
    assert blocks[-1] == Shortened()
    long = words(paragraph(run("á" * 20_000)))[0]
    assert len(long.text) == limits.MAX_PARAGRAPH_CHARS


def test_cells_are_shown_the_vietnamese_way() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Thu nhập</t></is></c>'
        '<c r="B1"><v>58.25</v></c><c r="C1"><v>2024</v></c>'
        '<c r="D1" t="b"><v>1</v></c></row>'
    )
    assert blocks_of(m.sheet(rows), FileType.XLSX) == [
        Sheet("Thu nhập", (("Thu nhập", "58,25", "2024", "Có"),))
    ]


def test_dates_are_shown_the_vietnamese_way() -> None:
    styles = (
        f'<styleSheet xmlns="{m.SHEETS}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    parts = m.xlsx_parts('<row r="1"><c r="A1" s="1"><v>45356</v></c></row>') | {
        "xl/styles.xml": styles
    }
    parts["xl/_rels/workbook.xml.rels"] = m.relations(
        ("worksheet", "worksheets/sheet1.xml", ""), ("styles", "styles.xml", "")
    )
    assert blocks_of(m.zipped(parts), FileType.XLSX)[0].rows == (("05/3/2024",),)


def test_sheets_are_bounded() -> None:
    cells = "".join(
        f'<c r="{chr(65 + n // 26 - 1) if n > 25 else ""}{chr(65 + n % 26)}ROW"><v>1</v></c>'
        for n in range(40)
    )
    rows = "".join(
        f'<row r="{number}">{cells.replace("ROW", str(number))}</row>' for number in range(1, 601)
    )
    (sheet,) = blocks_of(m.sheet(rows), FileType.XLSX)
    assert len(sheet.rows) == limits.MAX_ROWS
    assert {len(row) for row in sheet.rows} == {limits.MAX_COLUMNS}


def test_styled_blanks_far_away_cost_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    parts = m.xlsx_parts(rows)
    tail = "</sheetData><mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    parts["xl/worksheets/sheet1.xml"] = str(parts["xl/worksheets/sheet1.xml"]).replace(
        "</sheetData>", tail
    )
    assert blocks_of(m.zipped(parts), FileType.XLSX) == [Sheet("Thu nhập", (("1",),))]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c><c><v>1</v></c></row>',
        '<row r="1048576"><c t=">" r="XFD9"><v>1</v></c><c r="B1048576"><v>1</v></c></row>',
    ],
)
def test_a_cell_at_the_end_of_the_world_is_not_read(row: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row>{row}'
    with pytest.raises(RefusedFile) as refusal:
        blocks_of(m.sheet(rows), FileType.XLSX)
    assert refusal.value.key == "view_too_big"


def test_too_much_text_is_not_read() -> None:
    body = paragraph(run("x" * (limits.MAX_VIEW_XML_BYTES + 1)))
    data = m.zipped(m.docx_parts(body), 0)
    with pytest.raises(RefusedFile) as refusal:
        blocks_of(data, FileType.DOCX)
    assert refusal.value.key == "view_too_big"


@pytest.mark.parametrize("file_type", [FileType.DOCX, FileType.XLSX])
@pytest.mark.parametrize("data", [b"", b"PK", m.zipped({"a": b"x"}), m.word()[:-30]])
def test_damaged_files_are_refused(data: bytes, file_type: FileType) -> None:
    with pytest.raises(RefusedFile):
        blocks_of(data, file_type)

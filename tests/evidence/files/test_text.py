"""The words of documents and workbooks, in order and within bounds."""

import io

import docx
import pytest

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.blocks import (
    LetteredColumn,
    OldFonts,
    ReadParagraph,
    ReadTable,
    SheetRow,
    Shortened,
    WorkbookSheet,
)
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
        ReadParagraph("BIÊN BẢN"),
        ReadParagraph("Nghiệm thu nhà văn hóa thôn Mai Hạ"),
        ReadTable((("Nội dung", "Kết quả"), ("Diện tích", "120 m²"))),
        ReadParagraph("Kết thúc."),
    ]


def test_insertions_are_read_and_deletions_not() -> None:
    body = paragraph(
        run("Thu nhập ")
        + f"<w:ins>{run('58')}</w:ins><w:del><w:r><w:delText>85</w:delText></w:r></w:del>"
        + run(" triệu")
    )
    assert words(body)[0] == ReadParagraph("Thu nhập 58 triệu")


def test_content_controls_and_breaks_are_read() -> None:
    inside = paragraph(run("Mục lục") + "<w:r><w:br/></w:r>" + run("Trang 1"))
    body = f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    assert words(body)[0] == ReadParagraph("Mục lục\nTrang 1")


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


def styled(rows: str, formats: list[str], head: str = "") -> bytes:
    """A workbook whose styles 1, 2, … are these number formats."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{164 + n}" fontId="0"/>' for n in range(len(formats)))
    parts = m.xlsx_parts(rows) | {
        "xl/styles.xml": (
            f'<styleSheet xmlns="{m.SHEETS}"><numFmts>{codes}</numFmts>'
            '<fonts><font><name val="Arial"/></font></fonts>'
            f'<cellXfs><xf numFmtId="0" fontId="0"/>{styles}</cellXfs></styleSheet>'
        )
    }
    parts["xl/_rels/workbook.xml.rels"] = m.relations(
        ("worksheet", "worksheets/sheet1.xml", ""), ("styles", "styles.xml", "")
    )
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", f"{head}<sheetData>")
    return m.zipped(parts)


def shown(data: bytes) -> list[tuple[str, ...]]:
    """The cells of the first sheet."""
    return [row.cells for row in blocks_of(data, FileType.XLSX)[0].rows]


def test_cells_are_shown_the_vietnamese_way() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Thu nhập</t></is></c>'
        '<c r="B1"><v>58.25</v></c><c r="C1"><v>2024</v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c>'
        '<c r="F1"><f>B1*2</f><v/></c><c r="G1" t="str"><f>A1</f><v>chữ</v></c></row>'
    )
    cells = ("Thu nhập", "58,25", "2024", "Có", "#REF!", "=B1*2", "chữ")
    assert blocks_of(m.sheet(rows), FileType.XLSX) == [
        WorkbookSheet(
            "Thu nhập",
            tuple(LetteredColumn(c, False) for c in "ABCDEFG"),
            (SheetRow(1, False, cells),),
        )
    ]


def test_numbers_and_days_are_shown_as_in_excel() -> None:
    rows = (
        '<row r="1"><c r="A1" s="1"><v>0.889</v></c><c r="B1" s="2"><v>1234567.5</v></c>'
        '<c r="C1" s="3"><v>45356</v></c><c r="D1" s="9"><v>1</v></c><c r="E1"><v>x</v></c></row>'
    )
    data = styled(rows, ["0.0%", "#,##0", "dd/mm/yyyy"])
    assert shown(data) == [("88,9%", "1.234.568", "05/03/2024", "1", "x")]


def test_what_is_hidden_is_marked_and_a_hidden_sheet_only_named() -> None:
    row = '<row r="{0}" {1}><c r="B{0}"><v>1</v></c><c r="C{0}"><v>2</v></c></row>'
    data = styled(
        row.format(3, "") + row.format(4, 'hidden="1"') + row.format(9, ""),
        [],
        '<cols><col min="3" max="5" hidden="1"/></cols>',
    )
    (sheet,) = blocks_of(data, FileType.XLSX)
    assert sheet.columns == (LetteredColumn("B", False), LetteredColumn("C", True))
    marks = [(row.number, row.is_hidden, any(row.cells)) for row in sheet.rows]
    assert marks == [(3, False, True), (4, True, True), (5, False, False), (9, False, True)]
    parts = m.xlsx_parts(row.format(1, ""))
    for state in ("hidden", "veryHidden"):
        book = str(parts["xl/workbook.xml"]).replace("<sheet ", f'<sheet state="{state}" ')
        data = m.zipped(parts | {"xl/workbook.xml": book})
        assert blocks_of(data, FileType.XLSX) == [WorkbookSheet("Thu nhập", is_hidden=True)]


TCVN3 = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'


@pytest.mark.parametrize(
    ("styles", "body"),
    [
        ("", f"<w:r><w:rPr>{TCVN3}</w:rPr><w:t>m«i tr\u00adêng</w:t></w:r>"),
        (
            f'<w:style w:type="paragraph" w:default="1"><w:rPr>{TCVN3}</w:rPr></w:style>',
            run("m«i tr\u00adêng"),
        ),
        (
            f'<w:style w:type="character" w:styleId="A"><w:rPr>{TCVN3}</w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
            '<w:r><w:rPr><w:rStyle w:val="B"/></w:rPr><w:t>m«i tr\u00adêng</w:t></w:r>',
        ),
        (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{TCVN3}</w:rPr></w:rPrDefault></w:docDefaults>",
            run("m«i ") + run("tr\u00adêng"),
        ),
    ],
)  # fmt: skip
def test_old_fonts_are_known_wherever_their_name_stands(styles: str, body: str) -> None:
    sheet = f'<w:styles xmlns:w="{m.WORDS}">{styles}</w:styles>'
    rels = m.relations(("styles", "styles.xml", ""))
    extra = {"word/styles.xml": sheet, "word/_rels/document.xml.rels": rels}
    data = m.zipped(m.docx_parts(paragraph(body)) | extra)
    head, first = blocks_of(data, FileType.DOCX)[:2]
    assert (head, first) == (OldFonts("TCVN3 (ABC)"), ReadParagraph("môi trường"))
    as_it_stands = document_text(io.BytesIO(data), FileType.DOCX, converts=False)
    assert as_it_stands[1] == ReadParagraph("m«i tr-êng")


def test_old_fonts_of_cells_and_of_runs_within_them() -> None:
    fonts = '<fonts><font><name val="Arial"/></font><font><name val="VNI-Times"/></font></fonts>'
    styles = (
        f'<styleSheet xmlns="{m.SHEETS}">{fonts}<cellXfs><xf numFmtId="0" fontId="0"/>'
        '<xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
    )
    texts = (
        f'<sst xmlns="{m.SHEETS}"><si><t>xaõ</t></si><si><r><t>Xã </t></r>'
        '<r><rPr><rFont val=".VnTimeH"/></rPr><t>§«ng Hßa</t></r><rPh><t>x</t></rPh></si></sst>'
    )
    rows = (
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>99</v></c><c r="D1" s="0" t="s"><v>0</v></c></row>'
    )
    parts = m.xlsx_parts(rows) | {"xl/styles.xml": styles, "xl/sharedStrings.xml": texts}
    parts["xl/_rels/workbook.xml.rels"] = m.relations(
        ("worksheet", "worksheets/sheet1.xml", ""),
        ("styles", "styles.xml", ""),
        ("sharedStrings", "sharedStrings.xml", ""),
    )
    head, sheet = blocks_of(m.zipped(parts), FileType.XLSX)
    assert head == OldFonts("TCVN3 (ABC), VNI")
    assert sheet.rows[0].cells == ("xã", "Xã ĐÔNG HÒA", "", "xaõ")


def test_sheets_are_bounded() -> None:
    cells = "".join(
        f'<c r="{chr(65 + n // 26 - 1) if n > 25 else ""}{chr(65 + n % 26)}ROW"><v>1</v></c>'
        for n in range(40)
    )
    rows = "".join(
        f'<row r="{number}">{cells.replace("ROW", str(number))}</row>' for number in range(1, 601)
    )
    sheet, rest = blocks_of(m.sheet(rows), FileType.XLSX)
    assert rest == Shortened()
    assert len(sheet.rows) == limits.MAX_ROWS
    assert {len(row.cells) for row in sheet.rows} == {limits.MAX_COLUMNS}


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c t=">" r="XFD9"><v>1</v></c><c r="XFC1048576"><v>1</v></c></row>',
        '<row r="99999999999999999999"><c r="ZZZZZZZZZZZZZZZZZZZ9"><v>1</v></c></row>',
    ],
)
def test_the_end_of_the_world_costs_nothing(row: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row>{row}'
    assert shown(m.sheet(rows)) == [("1",)]


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

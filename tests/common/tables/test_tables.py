"""Whatever an office saves its list as, the same rows come out; what is no list is refused."""

import io
import zipfile

import pytest
import xlsxwriter

from ntm_project.common.tables.book import MOST_BYTES, CannotRead
from ntm_project.common.tables.match import MatchSource, match_columns
from ntm_project.common.tables.read import read_book
from ntm_project.common.tables.table import find_table
from ntm_project.common.tables.values import day_text_of, mark_of, text_of
from ntm_project.common.tables.write import Page, SheetColumn, SheetFile
from tests.common.tables.corpus import BASE, CASES, HEAD, ROW, SYNONYMS, Case, csv, xlsx
from tests.common.tables.corpus_money import MONEY_CASES
from tests.common.tables.old_excel import xls
from villages.imports.columns import Column, Holds
from villages.imports.run_table import best_reading

COLUMNS = [
    Column(name, words[0], Holds.DAY if name == "day" else Holds.TEXT, also=words[1:])
    for name, words in SYNONYMS.items()
]


@pytest.mark.parametrize("case", [*CASES, *MONEY_CASES], ids=lambda case: case.name)
def test_a_file_is_read_as_its_office_means_it(case: Case) -> None:
    reading, *_ = best_reading(read_book(case.make()), COLUMNS, {})
    places = {match.name: at for at, match in enumerate(reading.matches) if match.name}
    rows = [
        [
            column.typed(row.cells[places[column.name]]) if column.name in places else ""
            for column in COLUMNS
        ]
        for row in reading.table.rows
    ]
    assert rows == case.rows
    assert sum(reading.table.skipped.values()) >= case.skipped
    assert case.sheet in ("", reading.table.sheet)


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


def test_cells_keep_their_addresses() -> None:
    cells = [[]] * 4 + [["", "", *HEAD], ["", "", "=1+1", *ROW[1:]], ["", "", *ROW]]
    reading, *_ = best_reading(read_book(xlsx(cells, hidden=[6])), COLUMNS, {})
    table = reading.table
    first, second = table.rows
    assert (first.number, second.number, table.letter(0)) == (6, 7, "C")
    assert "công thức" in table.why_unread(first, 0)
    assert not table.why_unread(second, 0)
    assert (table.head_row, table.hidden) == (5, 1)


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 160_000_000)
    return made.getvalue()


def _far_cell() -> bytes:
    made, plain = io.BytesIO(), zipfile.ZipFile(io.BytesIO(xlsx(BASE)))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", far)
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống"),
        (b"\xff\xfe", "trống"),
        (b"%PDF-1.7 abc", "không phải bảng tính"),
        (b"<html><body><table><tr><td>STT</td></tr></table>", "trang web mang đuôi bảng tính"),
        (b"PK\x03\x04 broken", "Không mở được"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Không mở được"),
        (b"\x00\x81\x9d\xff\x00\x8f\x90" * 50, "Không (đọc được chữ|thấy dòng tên cột)"),
        (b"x" * (MOST_BYTES + 1), "10 MB"),
        (b"mot cot\nhai\n", "dòng tên cột"),
        (";".join([*HEAD, *ROW * 3]).encode("ascii", "replace"), "CSV UTF-8"),
        (";".join([*HEAD, *ROW * 3]).encode("cp1252", "replace"), "CSV UTF-8"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(CannotRead, match=words):
        best_reading(read_book(content), COLUMNS, {})


def test_a_question_is_no_lost_letter() -> None:
    asked = [["Đã xong chưa?", "2,32", "https://xa.example.vn/?so=1&ngay=2"]] * 20
    rows = read_book(csv([HEAD, *asked])).sheets[0].rows
    assert rows[1:] == asked


@pytest.mark.stress
@pytest.mark.parametrize("make", [_bomb, _far_cell])
def test_what_grows_when_it_is_opened_is_refused(make) -> None:
    with pytest.raises(CannotRead, match="quá lớn"):
        read_book(make())


def test_a_likeness_is_only_a_guess_and_what_was_matched_is_remembered() -> None:
    heads = ["Nội dug công việc", "Kết quả", "Ngày xong"]
    matches = match_columns(heads, SYNONYMS, {"ngai xong": "day", "ngay xong": "day"})
    assert [(one.name, one.how) for one in matches] == [
        ("text", MatchSource.GUESSED),
        ("value", MatchSource.KNOWN),
        ("day", MatchSource.REMEMBERED),
    ]


def test_a_heading_of_two_words_for_one_field_is_known() -> None:
    """`Chức vụ/ Chức danh`; two that name two fields are no field."""
    words = {"title": ["Chức vụ", "Chức danh"], "name": ["Họ và tên"]}
    (match,) = match_columns(["CHỨC VỤ/ CHỨC DANH"], words)
    assert (match.name, match.how) == ("title", MatchSource.KNOWN)
    (match,) = match_columns(["Chức danh, chức vụ"], words)
    assert match.name == "title"
    (match,) = match_columns(["Họ và tên/Chức vụ"], words)
    assert match.how == MatchSource.NOT


def test_values_are_read_as_they_would_be_typed() -> None:
    assert [text_of(value) for value in (2.5, 3.0, None, True, "a\x00b")] == [
        "2,5",
        "3",
        "",
        "x",
        "a b",
    ]
    assert [day_text_of(value) for value in (45519, "45519", "45519,5", 12)] == [
        "15/8/2024",
        "15/8/2024",
        "45519,5",
        "12",
    ]
    marks = [mark_of(value) for value in ("x", "X", "Có", 1.0, "", "không", "một nửa")]
    assert marks == [True, True, True, True, False, False, None]


def test_rows_that_head_others_are_named_and_no_data() -> None:
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "Ghi chú"],
        ["I", "KHỐI ĐẢNG"],
        [1, "Trần Văn Bình", "Bí thư"],
        ["", "Khối đoàn thể"],
        [2, "Lê Thị Cúc", "Chủ tịch Hội"],
        ["B. CÁC THÔN"],
        [1, "Bùi Văn Cao"],
        ["", "Thôn Đông Hưng"],
        [2, "Mai Thị Dung", "Trưởng thôn"],
    ]
    (sheet,) = read_book(xlsx(rows)).sheets
    table = find_table(sheet, {"ho va ten"})
    assert [row.cells[1] for row in table.rows] == [
        "Trần Văn Bình", "Lê Thị Cúc", "Bùi Văn Cao", "Mai Thị Dung",
    ]  # fmt: skip
    assert table.headings == {
        2: "I KHỐI ĐẢNG", 4: "Khối đoàn thể", 6: "B. CÁC THÔN", 8: "Thôn Đông Hưng",
    }  # fmt: skip
    assert table.skipped == {"section": 4}


def test_a_row_with_its_name_alone_is_a_row() -> None:
    text = "Tên tổ chức;Tên khác;Ghi chú\nKhối Dân vận xã\nX. Mai Đình\nHội Nông dân;HND;\n"
    text += "Công an xã;CA;\n"
    (sheet,) = read_book(text.encode()).sheets
    assert len(find_table(sheet, {"ten to chuc"}).rows) == 4
    text = "STT;Tên thôn;Ghi chú\n1;Đông Hưng;\n;Mai Hạ;\n2;Thắng Lợi;\n"
    (sheet,) = read_book(text.encode()).sheets
    assert len(find_table(sheet, {"ten thon"}).rows) == 3


def test_an_apostrophe_that_keeps_a_zero_is_none_of_the_number() -> None:
    cells = ["'0912 345 678", "’07243", "'51 triệu", "'Đổi mới'", "x'"]
    assert [text_of(cell) for cell in cells] == ["0912 345 678", "07243", *cells[2:]]


def test_a_number_shown_as_percent_is_what_people_read() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, (number, shape) in enumerate([
            (0.31, "0%"), (0.855, "0.0%"), (0.12, '0.00" %"'), (0.5, "General"),
            (1, "[Red]0.0%;-0.0%"), ("0,4", "0%"),
        ]):  # fmt: skip
            sheet.write(1, at, number, book.add_format({"num_format": shape}))
    (read,) = read_book(content.getvalue()).sheets
    assert read.rows[1] == [31.0, 85.5, 0.12, 0.5, 100.0, "0,4"]


def test_percent_of_an_open_document_is_what_people_read() -> None:
    number = (
        '<table:table-cell office:value-type="{}" office:value="{}"{}><text:p/></table:table-cell>'
    )
    again = ' table:number-columns-repeated="2"'
    first = number.format("percentage", "0.31", again) + number.format("float", "0.5", "")
    last = '<table:table-cell table:number-columns-repeated="3"/>'
    last += number.format("percentage", "0.855", "")
    head = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
    rows = [("", head), (' table:number-rows-repeated="2"', first), ("", last)]
    body = "".join(f"<table:table-row{how}>{cells}</table:table-row>" for how, cells in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Biểu &amp; 1">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    (read,) = read_book(content.getvalue()).sheets
    assert read.rows[1] == read.rows[2] == [31.0, 31.0, 0.5, ""]
    assert read.rows[3] == ["", "", "", 85.5]


@pytest.mark.parametrize("is_small", [False, True])
def test_percent_of_an_old_workbook_is_what_people_read(is_small: bool) -> None:
    formats = ["General", "0%", '#,##0.0"%"', "0.0%;-0.0%"]
    cells: list[list[tuple[str | float, int]]] = [
        [("Chỉ tiêu", 0), ("Tỷ lệ", 1), ("Khác", 0)],
        [("2.1", 0), (0.31, 1), (41.5, 2)],
        [("2.2", 0), (0.955, 3), (0.5, 0)],
        [(3, 0), (1, 1), (1, 0)],
    ]
    (sheet,) = read_book(xls("Kết quả", cells, formats, is_small=is_small)).sheets
    assert sheet.name == "Kết quả"
    assert sheet.rows == [
        ["Chỉ tiêu", "Tỷ lệ", "Khác"],
        ["2.1", 31, 41.5],
        ["2.2", 95.5, 0.5],
        [3, 100, 1],
    ]


def test_a_sheet_to_print_is_inert_and_comes_back() -> None:
    columns = [
        SheetColumn(words, choices=("a", "b"), note="Ghi chú", is_needed=True) for words in HEAD
    ]
    rows = [["=1+1", 2, None], ["@SUM(A1)", 10**16, "+84"], ["http://a.vn", 0.5, "-x"]]
    with SheetFile() as file:
        file.add(Page(tab="A/B"[:1], title="DANH SÁCH", about="x", agency="UBND"), columns, rows)
    parts = zipfile.ZipFile(io.BytesIO(file.content))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert 'paperSize="9"' in sheet
    assert "_xlnm.Print_Titles" in parts.read("xl/workbook.xml").decode()
    assert "Times New Roman" in parts.read("xl/styles.xml").decode()
    reading, *_ = best_reading(read_book(file.content), COLUMNS, {})
    assert [row.cells[0] for row in reading.table.rows] == ["=1+1", "@SUM(A1)", "http://a.vn"]
    assert csv(BASE)


def test_of_a_heading_over_two_years_a_person_chooses_the_column() -> None:
    """The head has two rows, as its merged names show; none of the two is taken unseen."""
    rows = [["Nội dung", "Kết quả", "", "Đến ngày"], ["", "Năm 2023", "Năm 2024", ""], ["Xây", 1]]
    merges = [(0, 0, 1, 0, "Nội dung"), (0, 1, 0, 2, "Kết quả"), (0, 3, 1, 3, "Đến ngày")]
    reading, *_ = best_reading(read_book(xlsx(rows, merges=merges)), COLUMNS, {})
    assert [match.name for match in reading.matches] == ["text", "", "value", "day"]
    assert (reading.matches[2].how, len(reading.table.rows)) == (MatchSource.GUESSED, 1)

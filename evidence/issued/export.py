"""The register as an Excel file: the columns of decree 30/2020/NĐ-CP, annex IV, to be printed."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from evidence.issued.models import IssuedDocument
from ntm_project.common.dates import format_date_line
from villages.access import Access

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
# Heading and width in characters.
COLUMNS = (
    ("STT", 6),
    ("Số", 7),
    ("Ký hiệu", 14),
    ("Ngày tháng", 12),
    ("Tên loại và trích yếu nội dung văn bản", 52),
    ("Người ký", 20),
    ("Đơn vị ban hành", 20),
    ("Thay thế", 16),
)
HEAD_ROW = 4
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_CELL = _FONT | {"border": 1, "valign": "top", "text_wrap": True}


def register_file(rows: Iterable[IssuedDocument], access: Access, about: str) -> bytes:
    """The rows as they are searched for; `about` names by what. Text is text, whatever it begins
    with: nothing that somebody typed is ever a formula or an address."""
    import xlsxwriter

    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("Văn bản đi")
        formats = {name: book.add_format(how) for name, how in _FORMATS.items()}
        _page(sheet)
        _head(sheet, formats, access, about)
        at = HEAD_ROW + 1
        for number, row in enumerate(rows, start=1):
            _row(sheet, formats, at, number, row)
            at += 1
        if at == HEAD_ROW + 1:
            sheet.merge_range(at, 0, at, _LAST, "Không có văn bản nào.", formats["cell"])
            at += 1
        _foot(sheet, formats, at + 1, access)
    return made.getvalue()


_LAST = len(COLUMNS) - 1
_FORMATS: dict[str, dict[str, Any]] = {
    "title": _FONT | {"bold": True, "font_size": 14, "align": "center"},
    "agency": _FONT | {"bold": True, "align": "center", "text_wrap": True, "valign": "vcenter"},
    "about": _FONT | {"italic": True, "align": "center"},
    "head": _CELL | {"bold": True, "align": "center", "valign": "vcenter"},
    "cell": _CELL,
    "number": _CELL | {"align": "center", "num_format": "00"},
    "order": _CELL | {"align": "center", "num_format": "0"},
    "day": _CELL | {"align": "center", "num_format": "dd/mm/yyyy"},
    "place": _FONT | {"italic": True, "align": "center"},
    "office": _FONT | {"bold": True, "align": "center"},
}


def _page(sheet: "Worksheet") -> None:
    """A4 on its side, one page wide, its heads on each page, its pages numbered from the second."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_header('&C&"Times New Roman"&13&P')
    for at, (_, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)


def _head(sheet: "Worksheet", formats: "dict[str, Format]", access: Access, about: str) -> None:
    unit = access.main_posting.unit if access.main_posting else None
    agency = f"ỦY BAN NHÂN DÂN\n{unit.full_name.upper()}" if unit else ""
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, 3, agency, formats["agency"])
    sheet.merge_range(1, 0, 1, _LAST, TITLE, formats["title"])
    sheet.merge_range(2, 0, 2, _LAST, about, formats["about"])
    for at, (words, _) in enumerate(COLUMNS):
        sheet.write_string(HEAD_ROW, at, words, formats["head"])


def _row(
    sheet: "Worksheet", formats: "dict[str, Format]", at: int, number: int, row: IssuedDocument
) -> None:
    sheet.write_number(at, 0, number, formats["order"])
    sheet.write_number(at, 1, row.number, formats["number"])
    sheet.write_datetime(at, 3, row.issued_on, formats["day"])
    replaced = row.replaces.full_number if row.replaces else ""
    texts = {
        2: row.series,
        4: f"{row.type_name}: {row.title}",
        5: row.signatory,
        6: row.unit.title_name,
        7: replaced,
    }
    for column, words in texts.items():
        sheet.write_string(at, column, words, formats["cell"])


def _foot(sheet: "Worksheet", formats: "dict[str, Format]", at: int, access: Access) -> None:
    posting = access.main_posting
    place = posting.unit.name if posting else ""
    day = f"{place}, {format_date_line(access.on)}" if place else format_date_line(access.on)
    sheet.merge_range(at, 5, at, _LAST, day, formats["place"])
    sheet.merge_range(at + 1, 5, at + 1, _LAST, "NGƯỜI LẬP SỔ", formats["office"])
    name = access.official.full_name if access.official else ""
    sheet.merge_range(at + 6, 5, at + 6, _LAST, name, formats["office"])

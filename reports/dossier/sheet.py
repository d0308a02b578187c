"""Danh mục hồ sơ as an Excel file: the columns of decree 30, annex V, and where each file lies."""

import io
from collections.abc import Iterable, Mapping, Sequence

from evidence.papers.queries.dossier import Folder

COLUMNS = (
    ("Tiêu chí", 24),
    ("STT", 6),
    ("Số, ký hiệu văn bản", 18),
    ("Ngày tháng năm", 12),
    ("Tên loại và trích yếu nội dung văn bản", 52),
    ("Tác giả văn bản", 24),
    ("Tờ số/ Trang số", 10),
    ("Ghi chú", 30),
    ("Tệp trong hồ sơ", 60),
)
MOST_CHARS = 32_000  # a cell holds no more


def index_xlsx(
    title: str, folders: Iterable[Folder], paths: Mapping[tuple[int, int], Sequence[str]]
) -> bytes:
    """The list; `paths` names the files of a paper by the keys of criterion and paper.

    Every text is written as one: none becomes a formula or an address.
    """
    from xlsxwriter import Workbook  # late: most requests need none of it

    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Danh mục hồ sơ")
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    plain = book.add_format(font | {"text_wrap": True, "border": 1})
    day = book.add_format(font | {"num_format": "dd/mm/yyyy", "border": 1, "align": "center"})
    head = book.add_format(font | {"bold": True, "text_wrap": True, "border": 1, "align": "center"})
    sheet.write_string(0, 0, title, book.add_format(font | {"bold": True}))
    for column, (words, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, words, head)
    lines = ((folder.criterion, row) for folder in folders for row in folder.rows)
    for line, (criterion, row) in enumerate(lines, start=2):
        cells = [f"{criterion.number}. {criterion.name}", row.number, row.title, row.author]
        cells += [row.sheets, row.note, "\n".join(paths.get((criterion.pk, row.paper.pk), ()))]
        for column, text in zip((0, 2, 4, 5, 6, 7, 8), cells, strict=True):
            sheet.write_string(line, column, text[:MOST_CHARS], plain)
        sheet.write_number(line, 1, row.order, plain)
        if row.paper.dated_on:
            sheet.write_datetime(line, 3, row.paper.dated_on, day)
        else:
            sheet.write_blank(line, 3, None, plain)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()

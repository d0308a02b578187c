"""Workbooks and CSV files as offices really have them, each with what it must be read as."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

ROW = ["Xây nhà văn hóa", "2,32", "15/8/2024"]
HEAD = ["Nội dung", "Kết quả", "Đến ngày"]
SYNONYMS = {
    "text": ("Nội dung", "Nhiệm vụ", "Nội dung công việc"),
    "value": ("Kết quả", "Kết quả thực hiện", "Giá trị"),
    "day": ("Đến ngày", "Thời hạn"),
}
Cells = list[list[Any]]


@dataclass(frozen=True)
class Case:
    """A file, and the text, value and day of each row that it holds."""

    name: str
    make: Callable[[], bytes]
    rows: Cells
    skipped: int = 0
    sheet: str = ""


def xlsx(
    rows: Cells, *, merges: Any = (), sheets: Any = (), hidden: Any = (), day: str = ""
) -> bytes:
    """A workbook as Excel saves it; a cell `=…|value` is a formula with that result, `=…|value|0%`
    one that shows it so."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, cells in (*sheets, ("Biểu 06", rows)):
            sheet = book.add_worksheet(name)
            sheet.book = book
            for at, row in enumerate(cells):
                for column, value in enumerate(row):
                    _write(sheet, at, column, value, days)
            if name in hidden:
                sheet.hide()
        for place in merges:
            sheet.merge_range(*place[:4], place[4])
        for at in (at for at in hidden if isinstance(at, int)):
            sheet.set_row(at, None, None, {"hidden": True})
        for columns in (one for one in hidden if isinstance(one, str) and ":" in one):
            sheet.set_column(columns, None, None, {"hidden": True})
        sheet.activate()
        sheet.set_first_sheet()
    return made.getvalue()


def _write(sheet: Any, at: int, column: int, value: Any, days: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(at, column, value, days)
    elif isinstance(value, str) and value.startswith("="):
        formula, result, shape = (*value.split("|"), "", "")[:3]
        form = sheet.book.add_format({"num_format": shape}) if shape else None
        sheet.write_formula(at, column, formula, form, float(result) if shape else result)
    elif isinstance(value, str):
        sheet.write_string(at, column, value)
    elif value is not None:
        sheet.write(at, column, value)


def csv(rows: Cells, mark: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    text = end.join(mark.join(map(str, row)) for row in rows) + end
    return text.encode(encoding)


def windows_1258(rows: Cells, mark: str = ";") -> bytes:
    """As Windows of the nineties wrote it: each tone a sign of its own behind the letter."""
    written = b""
    for sign in "\r\n".join(mark.join(row) for row in rows):
        parts = unicodedata.normalize("NFD", sign)
        tone = "".join(one for one in parts if one in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", "".join(one for one in parts if one not in tone))
        written += (letter + tone).encode("cp1258")
    return written


def nfd(rows: Cells) -> Cells:
    return [[unicodedata.normalize("NFD", cell) for cell in row] for row in rows]


TITLES = [["ỦY BAN NHÂN DÂN XÃ MAI ĐÌNH", "", ""], ["BIỂU TỔNG HỢP THÁNG 8", "", ""], ["", "", ""]]
BASE = [HEAD, ROW]
STT = [["STT", *HEAD], [1, *ROW]]
_TWO = ["Nhà văn hóa", "51 triệu", "tháng 9/2024"]


_TEXTS = [
    Case("semicolons", lambda: csv(BASE), [ROW]),
    Case("semicolons, BOM", lambda: csv(BASE, encoding="utf-8-sig"), [ROW]),
    Case("tabs", lambda: csv(BASE, "\t"), [ROW]),
    Case("tabs, UTF-16 with its mark", lambda: csv(BASE, "\t", "utf-16"), [ROW]),
    Case("UTF-16, big end first", lambda: b"\xfe\xff" + csv(BASE, "\t", "utf-16-be"), [ROW]),
    Case("UTF-16 without its mark", lambda: csv(BASE, ";", "utf-16-le"), [ROW]),
    Case("Windows-1258", lambda: windows_1258(BASE), [ROW]),
    Case("Windows-1258, tabs", lambda: windows_1258(BASE, "\t"), [ROW]),
    Case("NFD", lambda: csv(nfd(BASE)), [ROW]),
    Case("line ends of a Mac", lambda: csv(BASE, end="\r"), [ROW]),
    Case("line ends of Unix", lambda: csv(BASE, end="\n"), [ROW]),
    Case("sep=", lambda: b"sep=;\r\n" + csv(BASE), [ROW]),
    Case(
        "commas, cells in quotes",
        lambda: csv([HEAD, ['"Xây nhà, sân"', '"2,32"', "1/9/2024"]], ","),
        [["Xây nhà, sân", "2,32", "1/9/2024"]],
    ),
    Case(
        "a line break inside quotes",
        lambda: csv([HEAD, ['"Xây\nnhà"', "2", "1/9/2024"]]),
        [["Xây\nnhà", "2", "1/9/2024"]],
    ),
    Case(
        "doubled quotes",
        lambda: csv([HEAD, ['"Phong trào ""sạch"""', "2", "1/9/2024"]]),
        [['Phong trào "sạch"', "2", "1/9/2024"]],
    ),
    Case("titles over the head", lambda: csv([*TITLES, *BASE]), [ROW]),
    Case("short rows", lambda: csv([HEAD, ["Xây nhà văn hóa"]]), [["Xây nhà văn hóa", "", ""]]),
    Case("trailing marks", lambda: csv([[*HEAD, "", ""], [*ROW, "", ""]]), [ROW]),
    Case("blank lines", lambda: csv([HEAD, ["", "", ""], ROW, ["", "", ""]]), [ROW], 2),
]
_SHAPES = [
    Case("a plain workbook", lambda: xlsx(BASE), [ROW]),
    Case("STT", lambda: xlsx(STT), [ROW]),
    Case("STT alone in a row", lambda: xlsx([*STT, [2, "", "", ""]]), [ROW], 1),
    Case("a sum", lambda: xlsx([*STT, ["", "Tổng cộng", "2,32", ""]]), [ROW], 1),
    Case(
        "sums of parts",
        lambda: xlsx([*STT, ["", "Cộng", 1, ""], [2, *_TWO], ["", "TỔNG SỐ", 2, ""]]),
        [ROW, _TWO],
        2,
    ),
    Case(
        "a task that begins like a sum",
        lambda: xlsx([HEAD, ["Tổng hợp báo cáo", "1", "1/9/2024"]]),
        [["Tổng hợp báo cáo", "1", "1/9/2024"]],
    ),
    Case(
        "works whose names are like a sum without marks",
        lambda: xlsx([HEAD, ["Cống", "1", "1/9/2024"], ["Cổng", "1", ""], ["Cộng", "2", ""]]),
        [["Cống", "1", "1/9/2024"], ["Cổng", "1", ""]],
        1,
    ),
    Case(
        "the head again on each page",
        lambda: xlsx([*STT, ["STT", *HEAD], [2, *_TWO]]),
        [ROW, _TWO],
        1,
    ),
    Case(
        "numbered columns",
        lambda: xlsx([["STT", *HEAD], ["(1)", "(2)", "(3)", "(4)"], [1, *ROW]]),
        [ROW],
        1,
    ),
    Case(
        "sections",
        lambda: xlsx([["STT", *HEAD], ["I", "KINH TẾ", "", ""], [1, *ROW]]),
        [ROW],
        1,
    ),
    Case(
        "signatures below",
        lambda: xlsx(
            [
                *STT,
                ["", "", "", "Mai Đình, ngày 15 tháng 8 năm 2024"],
                ["", "Người lập biểu", "", "CHỦ TỊCH"],
                ["", "", "", ""],
                ["", "Nguyễn Thị Lan", "", "Ngô Văn Chủ"],
            ]
        ),
        [ROW],
        3,
    ),
    Case("a note below", lambda: xlsx([*STT, ["", "Ghi chú: số liệu sơ bộ", "", ""]]), [ROW], 1),
    Case(
        "a table that begins at D7",
        lambda: xlsx([[]] * 6 + [["", "", "", *HEAD], ["", "", "", *ROW]]),
        [ROW],
    ),
    Case(
        "an empty column between",
        lambda: xlsx([["Nội dung", "", "Kết quả", "Đến ngày"], [ROW[0], "", *ROW[1:]]]),
        [ROW],
    ),
    Case(
        "a share computed and shown as percent, and one typed",
        lambda: xlsx([HEAD, ["Nhà tạm", "=5/95|0.0526315789473684|0%", ""], ["Hố xí", "5/95", ""]]),
        [["Nhà tạm", "5,2632", ""], ["Hố xí", "5/95", ""]],
    ),
    Case(
        "shares that Excel made days of",
        lambda: xlsx([HEAD, ["Nhà tạm", date(2026, 9, 5), ""], ["Hố xí", date(1995, 5, 1), ""]]),
        [["Nhà tạm", "05/9/2026", ""], ["Hố xí", "01/5/1995", ""]],
    ),
    Case("other columns", lambda: xlsx([["Mã", *HEAD, "Màu"], ["x1", *ROW, "đỏ"]]), [ROW]),
    Case("columns in another order", lambda: xlsx([HEAD[::-1], ROW[::-1]]), [ROW]),
    Case(
        "synonyms in capitals",
        lambda: xlsx([["NỘI DUNG CÔNG VIỆC", "GIÁ TRỊ", "THỜI HẠN"], ROW]),
        [ROW],
    ),
    Case(
        "heads with units and signs",
        lambda: xlsx([["Nội dung (*)", "Kết quả (%)", "Đến ngày:"], ROW]),
        [ROW],
    ),
    Case(
        "a head in two lines of a cell",
        lambda: xlsx([["Nội dung\ncông việc", "Kết quả\nthực hiện", "Thời\nhạn"], ROW]),
        [ROW],
    ),
]
_KINDS = [
    Case(
        "numbers and days as such",
        lambda: xlsx([HEAD, ["Việc", 2.32, date(2024, 8, 15)]]),
        [["Việc", "2,32", "15/8/2024"]],
    ),
    Case(
        "whole numbers",
        lambda: xlsx([HEAD, ["Việc", 1635, "1/9/2024"]]),
        [["Việc", "1635", "1/9/2024"]],
    ),
    Case(
        "a number as text",
        lambda: xlsx([HEAD, ["Việc", "1.635", "1/9/2024"]]),
        [["Việc", "1.635", "1/9/2024"]],
    ),
    Case(
        "noise of a float",
        lambda: xlsx([HEAD, ["Việc", 0.1 + 0.2, "1/9/2024"]]),
        [["Việc", "0,3", "1/9/2024"]],
    ),
    Case(
        "a day as a count",
        lambda: xlsx([HEAD, ["Việc", 1, 45519]]),
        [["Việc", "1", "15/8/2024"]],
    ),
    Case(
        "a day as text",
        lambda: xlsx([HEAD, ["Việc", 1, "15/08/2024"]]),
        [["Việc", "1", "15/08/2024"]],
    ),
    Case("a mark", lambda: xlsx([HEAD, ["Việc", "x", "1/9/2024"]]), [["Việc", "x", "1/9/2024"]]),
    Case(
        "true and false",
        lambda: xlsx([HEAD, ["Việc", True, "1/9/2024"]]),
        [["Việc", "x", "1/9/2024"]],
    ),
    Case(
        "a formula with its result",
        lambda: xlsx([HEAD, ["=A9|Việc", "=1+1|2", "1/9/2024"]]),
        [["Việc", "2", "1/9/2024"]],
    ),
    Case(
        "blanks that do not break, invisible signs",
        lambda: xlsx(
            [
                ["Nội\u00a0dung", "Kết quả\u200b", " Đến  ngày "],
                ["\ufeffViệc\u00a0lớn", " 2 ", "1/9/2024"],
            ]
        ),
        [["Việc lớn", "2", "1/9/2024"]],
    ),
    Case(
        "letters of TCVN3",
        lambda: xlsx([HEAD, ["NguyÔn V¨n ThÞ", 1, "1/9/2024"]]),
        [["Nguyễn Văn Thị", "1", "1/9/2024"]],
    ),
    Case("NFD in a workbook", lambda: xlsx(nfd(BASE)), [ROW]),
    Case(
        "what would be a formula",
        lambda: xlsx([HEAD, ["- Xây nhà", "1", "1/9/2024"]]),
        [["- Xây nhà", "1", "1/9/2024"]],
    ),
]

_DEEP = [["STT", "Nội dung", "Thực hiện", ""], ["", "", "Kết quả", "Đến ngày"], [1, *ROW]]
_JOINED = [(0, 0, 1, 0, "STT"), (0, 1, 1, 1, "Nội dung"), (0, 2, 0, 3, "Thực hiện")]
_DOWN = [["STT", *HEAD], [1, "Xây nhà", "1", "1/9/2024"], [2, "", "2", "2/9/2024"]]
_OTHER = [["Họ tên", "Quê quán"], ["An", "Bắc Giang"]]
_WIDE = [(0, 0, 0, 3, "ỦY BAN NHÂN DÂN"), (1, 0, 1, 3, "BIỂU SỐ 6")]
_MERGED = [
    Case("a head in two rows, merged", lambda: xlsx(_DEEP, merges=_JOINED), [ROW]),
    Case("a head in two rows, CSV", lambda: csv(_DEEP), [ROW]),
    Case("titles merged over all columns", lambda: xlsx([[], [], *STT], merges=_WIDE), [ROW]),
    Case(
        "a value merged over rows",
        lambda: xlsx(_DOWN, merges=[(1, 1, 2, 1, "Xây nhà")]),
        [["Xây nhà", "1", "1/9/2024"], ["Xây nhà", "2", "2/9/2024"]],
    ),
    Case(
        "the second of two sheets",
        lambda: xlsx(BASE, sheets=[("Bìa", _OTHER)]),
        [ROW],
        sheet="Biểu 06",
    ),
    Case(
        "a hidden sheet that fits too",
        lambda: xlsx(BASE, sheets=[("Cũ", [HEAD, _TWO])], hidden=["Cũ"]),
        [ROW],
        sheet="Biểu 06",
    ),
    Case("hidden rows", lambda: xlsx([HEAD, ROW, _TWO], hidden=[2]), [ROW, _TWO]),
    Case(
        "our own examples",
        lambda: xlsx(BASE, sheets=[("Ví dụ", [HEAD, _TWO])]),
        [ROW],
        sheet="Biểu 06",
    ),
    Case("empty sheets before", lambda: xlsx(BASE, sheets=[("Sheet1", [])]), [ROW]),
]

_OTHER_BELOW = [
    [],
    ["", "II. CÁN BỘ PHỤ TRÁCH"],
    ["STT", "Họ và tên", "Điện thoại"],
    [1, "An", "09"],
]
_GROUPS = [
    ["STT", *HEAD],
    ["A", "GIAO THÔNG", 3, ""],
    [1, *ROW],
    ["", "Cộng A", 3, ""],
    ["II", "THỦY LỢI", 1.5, ""],
    [1, *_TWO],
    ["", "Tổng cộng (A+B)", 4.5, ""],
    ["", "Bằng chữ: Bốn phẩy năm", "", ""],
]
_PARTS = [["STT", HEAD[0], "", *HEAD[1:]], [1, "Xây nhà", "văn hóa", *ROW[1:]], [2, "", *_TWO]]
_OF_WHICH = [
    ["STT", "Nội dung", "Kết quả", "Kinh phí", "Đến ngày"],
    ["A", "GIAO THÔNG", "3,5", "1.200 triệu", ""],
    [1, "Đường trục", "2", "850 triệu đồng", ""],
    ["", "Trong đó:", "", "", ""],
    ["-", "Ngân sách xã", "", "500", ""],
    ["", "Dân góp", "", 350, ""],
    [2, "Cống", "1,5", "350 triệu", ""],
    ["B", "THỦY LỢI", "-", "51 triệu", ""],
    [1, "Kênh", "", "51 triệu", ""],
]
_KEPT = [
    Case(
        "a heading over two columns",
        lambda: xlsx(_PARTS, merges=[(0, 1, 0, 2, HEAD[0])]),
        [ROW, _TWO],
    ),
    Case(
        "sums as text, and what they consist of",
        lambda: xlsx(_OF_WHICH),
        [["Đường trục", "2", ""], ["Cống", "1,5", ""], ["Kênh", "", ""]],
        skipped=5,
    ),
    Case(
        "“Trong đó” above rows of its own",
        lambda: xlsx(
            [
                ["Nội dung", "Kết quả", "Kinh phí", "Đến ngày"],
                ["Tổng số", "", "850"],
                ["Trong đó", "", ""],
                ["Đường A", "2", "500"],
                ["Đường B", "1", "350"],
            ]
        ),
        [["Đường A", "2", ""], ["Đường B", "1", ""]],
        skipped=2,
    ),
    Case(
        "a sum of criteria met",
        lambda: xlsx([*STT, ["", "Tổng số tiêu chí đạt: 2/19", "", ""]]),
        [ROW],
        1,
    ),
    Case(
        "results that begin so",
        lambda: xlsx([STT[0], [1, *ROW], ["-", "Trong đó: nước tập trung", "40", ""]]),
        [ROW, ["Trong đó: nước tập trung", "40", ""]],
    ),
    Case("another table below", lambda: xlsx([*STT, *_OTHER_BELOW]), [ROW], skipped=3),
    Case("another table right below", lambda: xlsx([*STT, *_OTHER_BELOW[2:]]), [ROW], skipped=2),
    Case("the same table again", lambda: xlsx([*STT, [], STT[0], [2, *_TWO]]), [ROW, _TWO]),
    Case("groups with their sums", lambda: xlsx(_GROUPS), [ROW, _TWO], skipped=5),
    Case("sums of Roman groups", lambda: xlsx([*STT, ["", "Tổng cộng (I+II+III)", 3]]), [ROW]),
    Case("a letter for a number", lambda: xlsx([STT[0], ["a", *ROW], ["b", *_TWO]]), [ROW, _TWO]),
]

CASES = [*_TEXTS, *_SHAPES, *_KINDS, *_MERGED, *_KEPT]

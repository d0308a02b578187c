"""Sheets to print: A4, Times New Roman, heads repeated, numbers as numbers, every text inert."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHARS = 32_000  # a cell holds no more
_NOT_IN_TAB = re.compile(r"[\[\]:*?/\\]")
_MOST_DIGITS = 10**15  # beyond it Excel rounds
_CHOICE_ROWS = 2_000
_MOST_LISTED = 2_000  # words of a drop-down list
_INLINE = 255  # characters that Excel takes of a list that stands in the cell itself
LISTS = "Danh sách chọn"  # the hidden sheet of the longer ones
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_CELL = _FONT | {"border": 1, "valign": "top", "text_wrap": True}
_MIDDLE = {"bold": True, "align": "center", "valign": "vcenter"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": _FONT | {"bold": True, "font_size": 14, "align": "center"},
    "agency": _FONT | {"bold": True, "align": "center", "text_wrap": True, "valign": "vcenter"},
    "about": _FONT | {"italic": True, "align": "center"},
    "measure": _FONT | {"italic": True, "align": "right"},
    "head": _CELL | _MIDDLE,
    "needed": _CELL | _MIDDLE | {"bg_color": "#E2EFDA"},
    "text": _CELL | {"num_format": "@"},
    "number": _CELL | {"num_format": "#,##0.######"},
    "whole": _CELL | {"num_format": "#,##0"},
    "count": _CELL | {"align": "center", "num_format": "0"},
    "padded": _CELL | {"align": "center", "num_format": "00"},
    "day": _CELL | {"align": "center", "num_format": "dd/mm/yyyy"},
    "mark": _CELL | {"align": "center"},
    "place": _FONT | {"italic": True, "align": "center"},
    "office": _FONT | {"bold": True, "align": "center"},
    "note": _FONT | {"text_wrap": True, "valign": "top"},
}


@dataclass(frozen=True)
class SheetColumn:
    """A column: its heading and width in characters, and how its numbers look (`whole`, `padded`).

    `note` hangs at the heading, `choices` are offered in its cells, which take other words without
    a question where it `is_open`; a `is_needed` head is tinted.
    """

    heading: str
    width: float = 14
    looks: str = ""
    note: str = ""
    choices: Sequence[str] = ()
    is_needed: bool = False
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Who signs below the table, and on which day."""

    place: str = ""
    office: str = "NGƯỜI LẬP BIỂU"
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """The title and notes printed around a table."""

    tab: str
    title: str
    about: str = ""
    agency: str = ""
    measure: str = ""  # “Đơn vị tính: …”
    signing: Signing | None = None
    empty: str = ""


def _tab(words: str) -> str:
    """The name of a sheet as Excel takes it: a set's own word may stand in it."""
    return _NOT_IN_TAB.sub(" ", words).strip(" '")[:31] or "Danh sách"


@dataclass
class SheetFile:
    """A workbook that is being written, sheet after sheet.

    `has_lists`: what is too long to be offered in the cell itself stands on a hidden sheet; a list
    that goes out keeps to its one sheet. `is_long`: each row leaves memory as the next begins.
    """

    has_lists: bool = False
    is_long: bool = False
    _made: BytesIO = field(default_factory=BytesIO)
    _book: Any = None
    _formats: dict[str, "Format"] = field(default_factory=dict)
    _lists: list[tuple[str, ...]] = field(default_factory=list)

    def __enter__(self) -> "SheetFile":
        import xlsxwriter  # noqa: PLC0415 - 30 ms, and most requests write no sheet

        held = {"constant_memory": True} if self.is_long else {"in_memory": True}
        options = {**held, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._made, options)
        self._formats = {name: self._book.add_format(how) for name, how in _FORMATS.items()}
        return self

    def __exit__(self, *fault: object) -> None:
        if self._lists:
            sheet = self._book.add_worksheet(LISTS)
            sheet.hide()
            for column, words in enumerate(self._lists):
                for row, word in enumerate(words):
                    self._write(sheet, row, column, int(word) if word.isdecimal() else word, "")
        self._book.close()

    @property
    def content(self) -> bytes:
        """The file, once it is left."""
        return self._made.getvalue()

    def add(self, page: Page, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]]) -> int:
        """A sheet with a table; how many rows it has."""
        book: Workbook = self._book
        sheet = book.add_worksheet(_tab(page.tab))
        last = len(columns) - 1
        at = self._above(sheet, page, last)
        _set_page(sheet, at)
        for column, one in enumerate(columns):
            self._head(sheet, at, column, one)
        count, looks = 0, [one.looks for one in columns]
        for count, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._write(sheet, at + count, column, value, looks[column])
        if page.empty and not count:
            at += 1
            _span(sheet, at, 0, last, page.empty, self._formats["text"])
        if page.signing:
            self._sign(sheet, at + count + 2, last, page.signing)
        return count

    def add_guide(self, lines: Sequence[str]) -> None:
        """A sheet of sentences for whoever fills the others, one below the other."""
        sheet = self._book.add_worksheet("Hướng dẫn")
        sheet.set_column(0, 0, 100)
        sheet.set_paper(9)
        for at, words in enumerate(lines):
            sheet.write_string(at, 0, words[:MOST_CHARS], self._formats["note"])

    def _above(self, sheet: "Worksheet", page: Page, last: int) -> int:
        """The lines above the table; the row of its head."""
        at = 0
        if page.agency:
            sheet.set_row(at, 34)
            _span(sheet, at, 0, min(3, last), page.agency, self._formats["agency"])
            at += 1
        above = ((page.title, "title"), (page.about, "about"), (page.measure, "measure"))
        for words, looks in above:
            if words:
                _span(sheet, at, 0, last, words, self._formats[looks])
                at += 1
        return at + 1 if at > 1 else at

    def _head(self, sheet: "Worksheet", at: int, column: int, one: SheetColumn) -> None:
        looks = self._formats["needed" if one.is_needed else "head"]
        sheet.set_column(column, column, one.width)
        sheet.write_string(at, column, one.heading, looks)
        if one.note:
            size = {"x_scale": 2.2, "y_scale": 1 + len(one.note) / 160}
            sheet.write_comment(at, column, one.note[:2_000], size)
        if one.choices and (source := self._source(tuple(one.choices))):
            offer = {"validate": "list", "source": source, "error_type": "warning",
                     "show_error": not one.is_open}  # fmt: skip
            sheet.data_validation(at + 1, column, at + _CHOICE_ROWS, column, offer)

    def _source(self, words: tuple[str, ...]) -> list[str] | str:
        """The words themselves where Excel takes them in the cell, else where they are listed."""
        if not any("," in word for word in words) and len(",".join(words)) <= _INLINE:
            return list(words)
        if not self.has_lists:
            return ""
        words = words[:_MOST_LISTED]
        if words not in self._lists:
            self._lists.append(words)
        from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - as above

        column = xl_col_to_name(self._lists.index(words), col_abs=True)
        return f"='{LISTS}'!{column}$1:{column}${len(words)}"

    def _write(self, sheet: "Worksheet", row: int, column: int, value: Any, looks: str) -> None:
        formats = self._formats
        if value is None or value == "":
            sheet.write_blank(row, column, None, formats[looks or "text"])
        elif isinstance(value, str):
            sheet.write_string(row, column, value[:MOST_CHARS], formats["text"])
        elif isinstance(value, bool):
            sheet.write_string(row, column, "x" if value else "", formats["mark"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, formats["day"])
        elif isinstance(value, int | float | Decimal) and abs(float(value)) < _MOST_DIGITS:
            sheet.write_number(row, column, float(value), formats[looks or "number"])
        else:
            sheet.write_string(row, column, str(value)[:MOST_CHARS], formats["text"])

    def _sign(self, sheet: "Worksheet", at: int, last: int, signing: Signing) -> None:
        left = last // 2 + 1 if last > 1 else 0
        place, office = self._formats["place"], self._formats["office"]
        lines = ((0, signing.place, place), (1, signing.office, office), (6, signing.name, office))
        for down, words, looks in lines:
            if words:
                _span(sheet, at + down, left, last, words, looks)


def _span(sheet: "Worksheet", row: int, first: int, last: int, words: str, looks: "Format") -> None:
    """Words over several columns; Excel merges no single one."""
    if first >= last:
        sheet.write_string(row, first, words[:MOST_CHARS], looks)
    else:
        sheet.merge_range(row, first, row, last, "", looks)
        sheet.write_string(row, first, words[:MOST_CHARS], looks)


def _set_page(sheet: "Worksheet", head: int) -> None:
    """A4 on its side, one page wide, its heads on each page, its pages numbered."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_header('&C&"Times New Roman"&13&P')

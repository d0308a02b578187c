"""The sheets of an Excel workbook as Excel shows them, read part by part from its XML.

Nothing is calculated: a cell shows the value that was stored with its format, and a formula without
a value shows itself. What is hidden in Excel is marked, a hidden sheet is only named.
"""

import string
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from evidence.papers.files import limits
from evidence.papers.files.blocks import LetteredColumn, SheetRow, Shortened, WorkbookSheet
from evidence.papers.files.number_format import BUILT_IN, GENERAL, shown_number
from evidence.papers.files.ooxml import Attributes
from evidence.papers.files.package import Package, PartRelation
from evidence.papers.files.pieces import Piece, Pieces
from ntm_project.common.numbers import whole_number
from ntm_project.common.tables.book import column_name
from ntm_project.common.text import clean_line

LETTERS = string.ascii_letters
SHOWN = {"", "visible"}
TRUE = {"1", "true"}


@dataclass
class _Styles:
    """The number format and the font of each style of a cell."""

    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)

    def of(self, style: str) -> tuple[str, str]:
        number = _whole(style)
        if number >= len(self.formats):
            return GENERAL, ""
        return self.formats[number], self.fonts[number]


@dataclass(frozen=True)
class _Tab:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


class _Enough(Exception):
    """Raised once as much of a sheet is read as is shown."""


def sheets(package: Package, pieces: Pieces) -> Iterator[WorkbookSheet | Shortened]:
    """The sheets in their order, each followed by a sign where it is longer than what is shown."""
    book = _Book(package, pieces)
    for tab in book.tabs:
        if tab.is_hidden:
            yield WorkbookSheet(clean_line(tab.name), is_hidden=True)
            continue
        reading = _Reading(book)
        try:
            package.read(tab.part, reading.opened, reading.closed, reading.characters)
        except _Enough:
            reading.is_cut = True
        yield reading.sheet(clean_line(tab.name))
        if reading.is_cut:
            yield Shortened()


class _Book:
    """What all sheets of a workbook share: its list of sheets, styles and shared texts."""

    def __init__(self, package: Package, pieces: Pieces) -> None:
        self.pieces = pieces
        self.since_1904 = False
        parts = package.relations(package.main)
        self.tabs = self._read_tabs(package, {part.id: part for part in parts})
        by_kind = {part.kind: part.target for part in parts if part.target in package}
        self.styles = _Styles()
        if name := by_kind.get("styles"):
            self.styles = _read_styles(package, name)
        self.texts: list[list[Piece]] = []
        if name := by_kind.get("sharedstrings"):
            self.texts = _read_texts(package, name)

    def _read_tabs(self, package: Package, parts: dict[str, PartRelation]) -> list[_Tab]:
        tabs: list[_Tab] = []

        def opened(tag: str, values: Attributes) -> None:
            if tag == "workbookPr":
                self.since_1904 = values.get("date1904", "") in TRUE
            elif tag == "sheet":
                key = next((v for k, v in values.items() if k.rpartition(":")[2] == "id"), "")
                part = parts.get(key)
                if part and part.kind == "worksheet":
                    is_hidden = values.get("state", "") not in SHOWN
                    tabs.append(_Tab(values.get("name", ""), part.target, is_hidden))

        package.read(package.main, opened)
        return tabs


def _read_styles(package: Package, part: str) -> _Styles:
    codes, styles = dict(BUILT_IN), _Styles()
    fonts: list[str] = []
    inside: list[str] = []

    def opened(tag: str, values: Attributes) -> None:
        inside.append(tag)
        parent = inside[-2] if len(inside) > 1 else ""
        if tag == "numFmt" and parent == "numFmts":
            codes[_whole(values.get("numFmtId", ""))] = values.get("formatCode", GENERAL)
        elif tag == "font" and parent == "fonts":
            fonts.append("")
        elif tag == "name" and parent == "font" and fonts:
            fonts[-1] = values.get("val", "")
        elif tag == "xf" and parent == "cellXfs":
            font = _whole(values.get("fontId", ""))
            styles.formats.append(codes.get(_whole(values.get("numFmtId", "")), GENERAL))
            styles.fonts.append(fonts[font] if font < len(fonts) else "")

    package.read(part, opened, lambda _: inside.pop())
    return styles


class _Text:
    """Gathers one text of several runs, each with the font that it names, "" for the cell's own."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._font, self._is_text, self._aside = "", False, 0

    def opened(self, tag: str, values: Attributes) -> None:
        if tag == "rPh":  # how a name is spoken, in Japanese files
            self._aside += 1
        elif tag == "r":
            self._font = ""
        elif tag == "rFont":
            self._font = values.get("val", "")
        self._is_text = tag == "t" and not self._aside

    def closed(self, tag: str) -> None:
        self._aside -= tag == "rPh"
        self._is_text = False
        if tag == "r":
            self._font = ""

    def characters(self, text: str) -> None:
        if self._is_text:
            self.pieces.append(Piece(text, self._font))


def _read_texts(package: Package, part: str) -> list[list[Piece]]:
    texts: list[list[Piece]] = []
    text = _Text()

    def closed(tag: str) -> None:
        text.closed(tag)
        if tag == "si":
            texts.append(text.pieces)
            text.pieces = []

    package.read(part, text.opened, closed, text.characters)
    return texts


@dataclass
class _Cell:
    """The cell that is being read."""

    column: int = 0
    kind: str = ""
    style: str = ""
    value: str = ""
    formula: str = ""


class _Reading:
    """The cells of one sheet, from its first filled one on, as they come out of the XML."""

    def __init__(self, book: _Book) -> None:
        self.is_cut = False
        self._book = book
        self._rows: dict[int, dict[int, str]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._row = self._column = 0
        self._first_column = 0
        self._cell = _Cell()
        self._text = _Text()
        self._inside = ""

    def opened(self, tag: str, values: Attributes) -> None:
        if tag == "col" and values.get("hidden", "") in TRUE:
            span = (_whole(values.get("min", "")), _whole(values.get("max", "")))
            self._hidden_columns.append(span)
        elif tag == "row":
            self._row, self._column = _whole(values.get("r", ""), self._row + 1), 0
            if values.get("hidden", "") in TRUE:
                self._hidden_rows.add(self._row)
        elif tag == "c":
            self._column = _column(values.get("r", "")) or self._column + 1
            self._cell = _Cell(self._column, values.get("t", ""), values.get("s", ""))
            self._text = _Text()
        else:
            self._text.opened(tag, values)
        self._inside = tag

    def characters(self, text: str) -> None:
        if self._inside == "v":
            self._cell.value += text
        elif self._inside == "f":
            self._cell.formula += text
        else:
            self._text.characters(text)

    def closed(self, tag: str) -> None:
        self._text.closed(tag)
        self._inside = ""
        if tag == "c" and (shown := self._shown()):
            self._keep(shown)

    def _keep(self, shown: str) -> None:
        column = self._cell.column
        first = min(self._first_column or column, column)
        if column >= first + limits.MAX_COLUMNS:
            self.is_cut = True
            return
        if self._row not in self._rows and len(self._rows) == limits.MAX_ROWS:
            raise _Enough
        self._first_column = first
        self._rows.setdefault(self._row, {})[column] = shown

    def _shown(self) -> str:
        cell, book = self._cell, self._book
        code, font = book.styles.of(cell.style)
        value = cell.value.strip()
        if cell.kind == "inlineStr":
            return self._written(self._text.pieces, font)
        if cell.kind == "s":
            number = _whole(value, -1)
            known = book.texts[number] if 0 <= number < len(book.texts) else []
            return self._written(known, font)
        if not value and cell.formula:
            return f"={clean_line(cell.formula)}"[: limits.MAX_CELL_CHARS]
        if cell.kind == "b":
            return "Có" if value in TRUE else "Không"
        if cell.kind in {"", "n"} and value:
            return _number(value, code, book.since_1904)
        return self._written([Piece(cell.value, "")], font)

    def _written(self, pieces: list[Piece], font: str) -> str:
        own = [replace(piece, font=piece.font or font) for piece in pieces]
        return self._book.pieces.lines(own)[: limits.MAX_CELL_CHARS]

    def sheet(self, name: str) -> WorkbookSheet:
        rows = self._rows
        if not rows:
            return WorkbookSheet(name)
        first = self._first_column
        last = min(max(map(max, rows.values())), first + limits.MAX_COLUMNS - 1)
        self.is_cut |= any(max(cells) > last for cells in rows.values())
        columns = range(first, last + 1)
        return WorkbookSheet(
            name,
            tuple(
                LetteredColumn(column_name(column - 1), self._is_hidden(column))
                for column in columns
            ),
            tuple(self._rows_shown(columns)),
        )

    def _rows_shown(self, columns: range) -> Iterator[SheetRow]:
        """Each row with its number; of empty rows between two others at most one."""
        before = 0
        for number in sorted(self._rows):
            if before and number > before + 1:
                yield SheetRow(before + 1, before + 1 in self._hidden_rows, ("",) * len(columns))
            cells = tuple(self._rows[number].get(column, "") for column in columns)
            yield SheetRow(number, number in self._hidden_rows, cells)
            before = number

    def _is_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self._hidden_columns)


def _number(value: str, code: str, since_1904: bool) -> str:
    try:
        number = float(value)
        return shown_number(number, code, since_1904=since_1904)
    except (ValueError, ArithmeticError):  # no number, or one that no code can show
        return clean_line(value)[: limits.MAX_CELL_CHARS]


def _whole(text: str, other: int = 0) -> int:
    number = whole_number(text, 9)
    return other if number is None else number


def _column(place: str) -> int:
    """`AB12` is column 28; 0 where no column is named."""
    number = 0
    for letter in place:
        if letter not in LETTERS or number > 20_000:
            break
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number

"""The words of a Word or Excel file, for reading without download."""

import datetime
import string
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, ClassVar

import docx
from docx.oxml.ns import qn
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.archive import safe_entries
from evidence.papers.files.ooxml import read_xml
from evidence.papers.files.refusals import RefusedFile
from ntm_project.common.dates import format_day
from ntm_project.common.text import clean_line

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS = {qn("w:tab"): " "}
MIDNIGHT = datetime.time()

LETTERS = string.ascii_letters

Row = tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a document, its line breaks kept."""

    shape: ClassVar = "paragraph"  # by which the page chooses how to show it
    text: str


@dataclass(frozen=True)
class Table:
    """One table of a document, row by row."""

    shape: ClassVar = "table"
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """One visible sheet of a workbook, from its first filled cell on."""

    shape: ClassVar = "sheet"
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shortened:
    """Stands last where the file holds more than is shown."""

    shape: ClassVar = "shortened"


Block = Paragraph | Table | Sheet | Shortened


def plain_blocks(blocks: list[Block]) -> list[Any]:
    """The blocks as lists and strings, to be told from process to process."""
    return [[block.shape, *vars(block).values()] for block in blocks]


def blocks_of(plain: Any) -> list[Block]:
    """The blocks that `plain_blocks` told; ValueError or TypeError where it is something else."""
    return [_block(str(shape), parts) for shape, *parts in plain]


def _block(shape: str, parts: list[Any]) -> Block:
    if shape == Paragraph.shape:
        (text,) = parts
        return Paragraph(str(text))
    if shape == Table.shape:
        (rows,) = parts
        return Table(_rows(rows))
    if shape == Sheet.shape:
        name, rows = parts
        return Sheet(str(name), _rows(rows))
    if shape == Shortened.shape and not parts:
        return Shortened()
    raise ValueError(shape)


def _rows(plain: Any) -> tuple[Row, ...]:
    return tuple(tuple(map(str, row)) for row in plain)


def document_text(file: BinaryIO, file_type: FileType) -> list[Block]:
    """The paragraphs and tables of a docx, or the sheets of an xlsx, as plain strings, bounded.

    Raises `RefusedFile` where the file is damaged or too big to be read into memory.
    """
    reader = {FileType.DOCX: _document, FileType.XLSX: _workbook}[file_type]
    try:
        _check_weight(file, file_type)
        file.seek(0)
        return reader(file)
    except (SyntaxError, RecursionError) as error:
        # Well-formed, as the check of the upload saw, but deeper than the reader goes (lxml: 255).
        raise RefusedFile("view_too_big") from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, CalamineError) as error:
        raise RefusedFile("office_damaged") from error
    finally:
        file.seek(0)


def _check_weight(file: BinaryIO, file_type: FileType) -> None:
    parts = [
        entry
        for entry in safe_entries(file)
        if entry.filename.casefold().endswith((".xml", ".rels"))
    ]
    if sum(entry.file_size for entry in parts) > limits.MAX_VIEW_XML_BYTES:
        raise RefusedFile("view_too_big")
    for part in parts if file_type == FileType.XLSX else ():
        area = _Area()
        read_xml(file, part, area.opened)
        if area.rows * area.columns > limits.MAX_SHEET_AREA:
            raise RefusedFile("view_too_big")


class _Area:
    """The rectangle of a sheet from its corner to its last filled cell; styled blanks are free."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0
        self._is_cell = False

    def opened(self, tag: str, values: dict[str, str]) -> None:
        if tag == "row":
            self._row, self._column = int(values.get("r", self._row + 1)), 0
            self._is_cell = False
        elif tag == "c":
            self._place(values.get("r", ""))
            self._is_cell = True
        elif self._is_cell and tag in {"v", "is", "f"}:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
            self._is_cell = False

    def _place(self, place: str) -> None:
        digits = place.lstrip(LETTERS)
        if not place:
            self._column += 1
            return
        self._row = int(digits or self._row)
        self._column = 0
        for letter in place[: len(place) - len(digits)].upper():
            self._column = self._column * 26 + ord(letter) - ord("A") + 1


def _bounded(blocks: Iterator[Block], limit: int) -> list[Block]:
    """So many blocks and so many characters; what was left out is said by the last block."""
    shown: list[Block] = []
    left = limits.MAX_VIEW_CHARS
    for block in blocks:
        if len(shown) == limit or left <= 0:
            return [*shown, Shortened()]
        cut, left = _cut(block, left)
        shown.append(cut)
        if cut is not block:
            return [*shown, Shortened()]
    return shown


def _cut(block: Block, left: int) -> tuple[Block, int]:
    """The block, its last rows left out where they exceed what is left; and what then is left."""
    if isinstance(block, Paragraph):
        return block, left - len(block.text)
    if isinstance(block, Shortened):
        return block, left
    for number, row in enumerate(block.rows):
        left -= sum(len(cell) + limits.CELL_CHARS for cell in row)
        if left < 0:
            return replace(block, rows=block.rows[:number]), left
    return block, left


def _document(file: BinaryIO) -> list[Block]:
    body = docx.Document(file).element.body
    return _bounded(_body_blocks(body), limits.MAX_PARAGRAPHS)


def _body_blocks(parent: Any) -> Iterator[Block]:
    """Paragraphs and tables in the order of the page, also inside content controls."""
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            if text := _paragraph(child):
                yield Paragraph(text)
        elif child.tag == qn("w:tbl"):
            yield Table(tuple(islice(_table_rows(child), limits.MAX_ROWS)))
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            yield from _body_blocks(child)


def _table_rows(table: Any) -> Iterator[Row]:
    for row in table.iterchildren(qn("w:tr")):
        cells = islice(row.iterchildren(qn("w:tc")), limits.MAX_COLUMNS)
        yield tuple(_cell(cell) for cell in cells)


def _cell(cell: Any) -> str:
    texts = (_paragraph(paragraph) for paragraph in cell.iter(qn("w:p")))
    return "\n".join(filter(None, texts))[: limits.MAX_CELL_CHARS]


def _paragraph(paragraph: Any) -> str:
    """The words as printed: insertions are read, deletions and doubles for old programs not."""
    words, length = [], 0
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):
        if next(node.iterancestors(FALLBACK), None) is not None:
            continue
        word = node.text or "" if node.tag == qn("w:t") else BREAKS.get(node.tag, "\n")
        words.append(word)
        length += len(word)
        if length > limits.MAX_PARAGRAPH_CHARS:
            break
    lines = "".join(words)[: limits.MAX_PARAGRAPH_CHARS].split("\n")
    return "\n".join(filter(None, map(clean_line, lines)))


def _workbook(file: BinaryIO) -> list[Block]:
    with CalamineWorkbook.from_filelike(file) as book:
        names = [
            sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        return _bounded((_sheet(book, name) for name in names), limits.MAX_SHEETS)


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    rows = book.get_sheet_by_name(name).to_python(nrows=limits.MAX_ROWS)
    return Sheet(
        clean_line(name), tuple(tuple(map(_value, row[: limits.MAX_COLUMNS])) for row in rows)
    )


def _value(value: Any) -> str:
    """A cell the Vietnamese way: decimal comma, days as on every page."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime.datetime):
        time = "" if value.time() == MIDNIGHT else f" {value:%H:%M}"
        return format_day(value) + time
    if isinstance(value, datetime.date):
        return format_day(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        lines = value[: limits.MAX_CELL_CHARS].splitlines()
        return "\n".join(filter(None, map(clean_line, lines)))
    return str(value)


def _number(value: float) -> str:
    """As Excel keeps it, to fifteen digits; codes and years get no thousands dots."""
    text = format(Decimal(f"{value:.15g}").normalize(), "f")
    return text.replace(".", ",")

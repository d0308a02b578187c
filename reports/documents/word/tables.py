"""Tables of a Word document: ruled ones that repeat their head, and bare ones that hold a layout.

Rows are made as elements: the library looks at all cells of a table for each that it fills.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.table import CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from reports.documents.blocks import Cell, Row, Table, as_row, placed
from reports.documents.html_tables import is_tall
from reports.documents.number_room import fitted_widths
from reports.documents.numbering import index_row
from reports.documents.word.styles import CELLS
from reports.documents.word.text import Setting, element, paragraph

_ROWS_WITH_A_SIGNATURE = _LAST_BUT_ONE = 2
_TWIPS = 1440 / 25.4  # Word's measure of a width, a twentieth of a point, in a millimetre


def bare_table(columns: tuple[float, ...], rows: tuple[tuple[list[CT_P], ...], ...]) -> Element:
    """A table without rules: widths in millimetres, each cell a list of paragraphs."""
    table = _table(columns, ruled=False)
    for cells in rows:
        row = _row()
        for width, paragraphs in zip(columns, cells, strict=True):
            cell = _cell(width)
            cell.extend(paragraphs or [paragraph("")])
            row.append(cell)
        table.append(row)
    return table


def ruled_table(table: Table, width: float, *, closes: bool, dense: bool) -> Element:
    """The table over `width` millimetres; its head repeats on each page, only tall rows part,
    and the last two of one that closes a body go overleaf with the signature. A dense one has half
    the room above and below its words."""
    columns = tuple(width * share / 100 for share in fitted_widths(table, width))
    made = _table(columns, ruled=True, room=20 if dense else 40)
    head = [as_row(row) for row in table.header]
    if table.has_index_row:
        head.append(index_row(table))
    empty = Cell(table.empty_text, colspan=len(columns), align="center")
    body = [as_row(row) for row in table.rows] or [Row((empty,))]
    made.extend(_Part(table, columns, is_head=True).rows(head))
    made.extend(_Part(table, columns, is_head=False, closes=closes).rows(body))
    return made


@dataclass(frozen=True)
class _Part:
    """The head or the body of a ruled table."""

    table: Table
    columns: tuple[float, ...]
    is_head: bool
    closes: bool = False

    def rows(self, rows: list[Row]) -> Iterator[Element]:
        left = len(rows)
        for row, cells in placed(rows, len(self.columns)):
            parts = not self.is_head and is_tall(cells, self.table.columns)
            made = _row(is_head=self.is_head, parts=parts)
            # The last row never stands alone overleaf.
            keeps = left == _LAST_BUT_ONE or (self.closes and left <= _ROWS_WITH_A_SIGNATURE)
            for at, cell in cells:
                filled = self._filled(cell, row, at, keeps, parts) if cell else self._reached(at)
                made.append(filled)
            left -= 1
            yield made

    def _filled(self, cell: Cell, row: Row, at: int, keeps: bool, parts: bool) -> Element:
        made = _cell(sum(self.columns[at : at + cell.colspan]), span=cell.colspan)
        if cell.rowspan > 1:
            made.get_or_add_tcPr().append(element("w:vMerge", val="restart"))
        if self.is_head:
            made.get_or_add_tcPr().append(element("w:vAlign", val="center"))
        is_index = row.kind == "index"
        align = cell.align or ("left" if cell.colspan > 1 else self.table.columns[at].align)
        setting = Setting(
            align="center" if self.is_head else align,
            bold=cell.bold or row.kind in ("group", "total") or (self.is_head and not is_index),
            keeps_next=keeps or self.is_head or row.kind == "group" or cell.rowspan > 1,
            keeps_lines=not parts,
        )
        made.append(paragraph(cell.text, CELLS[self.table.font_size], setting))
        return made

    def _reached(self, at: int) -> Element:
        """The place below a cell of several rows."""
        made = _cell(self.columns[at])
        made.get_or_add_tcPr().append(OxmlElement("w:vMerge"))
        made.append(paragraph(""))
        return made


def _table(columns: tuple[float, ...], *, ruled: bool, room: int = 0) -> Element:
    made = OxmlElement("w:tbl")
    properties = OxmlElement("w:tblPr")
    properties.append(element("w:tblW", w=_twips(sum(columns)), type="dxa"))
    if ruled:
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="000000"))
        properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    beside = 60 if ruled else 0
    for side, left_free in (("top", room), ("left", beside), ("bottom", room), ("right", beside)):
        margins.append(element(f"w:{side}", w=str(left_free), type="dxa"))
    properties.append(margins)
    grid = OxmlElement("w:tblGrid")
    grid.extend(element("w:gridCol", w=_twips(column)) for column in columns)
    made.extend([properties, grid])
    return made


def _row(*, is_head: bool = False, parts: bool = False) -> Element:
    made = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    if not parts:
        properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    made.append(properties)
    return made


def _cell(width: float, span: int = 1) -> CT_Tc:
    made = cast(CT_Tc, OxmlElement("w:tc"))
    properties = made.get_or_add_tcPr()
    properties.append(element("w:tcW", w=_twips(width), type="dxa"))
    if span > 1:
        properties.append(element("w:gridSpan", val=str(span)))
    return made


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _TWIPS))

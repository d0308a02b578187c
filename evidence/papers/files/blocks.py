"""What the reading view of a document is made of, and how it goes from process to process."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from typing import Any, ClassVar

from evidence.papers.files import limits

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a document, its line breaks kept."""

    shape: ClassVar = "paragraph"  # by which the page chooses how to show it
    text: str


@dataclass(frozen=True)
class Table:
    """One table of a document, row by row."""

    shape: ClassVar = "table"
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Column:
    """A column of a sheet by its letters."""

    letters: str
    is_hidden: bool


@dataclass(frozen=True)
class Row:
    """A row of a sheet by its number."""

    number: int
    is_hidden: bool
    cells: Cells


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, from its first filled cell on; of a hidden one the name alone."""

    shape: ClassVar = "sheet"
    name: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class Shortened:
    """Stands where the file holds more than is shown."""

    shape: ClassVar = "shortened"


@dataclass(frozen=True)
class OldFonts:
    """Stands first where words were written for fonts of before Unicode, and names those."""

    shape: ClassVar = "old_fonts"
    names: str


Block = Paragraph | Table | Sheet | Shortened | OldFonts


def plain_blocks(blocks: list[Block]) -> list[Any]:
    """The blocks as lists and strings, to be sent from process to process."""
    return [[block.shape, *astuple(block)] for block in blocks]


def blocks_of(plain: Any) -> list[Block]:
    """The blocks that `plain_blocks` wrote; ValueError or TypeError where it is something else."""
    return [_block(str(shape), parts) for shape, *parts in plain]


def _block(shape: str, parts: list[Any]) -> Block:
    if shape == Paragraph.shape:
        (text,) = parts
        return Paragraph(str(text))
    if shape == OldFonts.shape:
        (names,) = parts
        return OldFonts(str(names))
    if shape == Table.shape:
        (rows,) = parts
        return Table(tuple(_cells(row) for row in rows))
    if shape == Sheet.shape:
        name, columns, rows, is_hidden = parts
        return Sheet(
            str(name),
            tuple(Column(str(letters), bool(hidden)) for letters, hidden in columns),
            tuple(Row(int(number), bool(hidden), _cells(row)) for number, hidden, row in rows),
            bool(is_hidden),
        )
    if shape == Shortened.shape and not parts:
        return Shortened()
    raise ValueError(shape)


def _cells(plain: Any) -> Cells:
    return tuple(map(str, plain))


def words_in(block: Block) -> Iterator[str]:
    """The words of a block, piece by piece, as search reads them."""
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Table):
        yield from (" ".join(row) for row in block.rows)
    elif isinstance(block, Sheet) and not block.is_hidden:
        yield block.name
        yield from (" ".join(row.cells) for row in block.rows)


def bounded(blocks: Iterable[Block], limit: int) -> list[Block]:
    """So many blocks and so many characters; the last block states what was left out."""
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
    if not isinstance(block, Table | Sheet):
        return block, left
    rows: list[Cells] = [row.cells if isinstance(row, Row) else row for row in block.rows]
    for number, cells in enumerate(rows):
        left -= sum(len(cell) + limits.CELL_CHARS for cell in cells)
        if left < 0:
            return _first_rows(block, number), left
    return block, left


def _first_rows(block: Table | Sheet, count: int) -> Block:
    if isinstance(block, Sheet):
        return replace(block, rows=block.rows[:count])
    return Table(block.rows[:count])

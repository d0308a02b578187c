"""What the reading view of a document is made of, and how it goes from process to process."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from typing import Any, ClassVar

from evidence.papers.files import limits

Cells = tuple[str, ...]


@dataclass(frozen=True)
class ReadParagraph:
    """One paragraph of a document, its line breaks kept."""

    shape: ClassVar = "paragraph"  # by which the page chooses how to show it
    text: str


@dataclass(frozen=True)
class ReadTable:
    """One table of a document, row by row."""

    shape: ClassVar = "table"
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class LetteredColumn:
    """A column of a sheet by its letters."""

    letters: str
    is_hidden: bool


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet by its number."""

    number: int
    is_hidden: bool
    cells: Cells


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook, from its first filled cell on; of a hidden one the name alone."""

    shape: ClassVar = "sheet"
    name: str
    columns: tuple[LetteredColumn, ...] = ()
    rows: tuple[SheetRow, ...] = ()
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


ReadBlock = ReadParagraph | ReadTable | WorkbookSheet | Shortened | OldFonts


def plain_blocks(blocks: list[ReadBlock]) -> list[Any]:
    """The blocks as lists and strings, to be sent from process to process."""
    return [[block.shape, *astuple(block)] for block in blocks]


def blocks_of(plain: Any) -> list[ReadBlock]:
    """The blocks that `plain_blocks` wrote; ValueError or TypeError where it is something else."""
    return [_block(str(shape), parts) for shape, *parts in plain]


def _block(shape: str, parts: list[Any]) -> ReadBlock:
    if shape == ReadParagraph.shape:
        (text,) = parts
        return ReadParagraph(str(text))
    if shape == OldFonts.shape:
        (names,) = parts
        return OldFonts(str(names))
    if shape == ReadTable.shape:
        (rows,) = parts
        return ReadTable(tuple(_cells(row) for row in rows))
    if shape == WorkbookSheet.shape:
        name, columns, rows, is_hidden = parts
        return WorkbookSheet(
            str(name),
            tuple(LetteredColumn(str(letters), bool(hidden)) for letters, hidden in columns),
            tuple(SheetRow(int(number), bool(hidden), _cells(row)) for number, hidden, row in rows),
            bool(is_hidden),
        )
    if shape == Shortened.shape and not parts:
        return Shortened()
    raise ValueError(shape)


def _cells(plain: Any) -> Cells:
    return tuple(map(str, plain))


def words_in(block: ReadBlock) -> Iterator[str]:
    """The words of a block, piece by piece, as search reads them."""
    if isinstance(block, ReadParagraph):
        yield block.text
    elif isinstance(block, ReadTable):
        yield from (" ".join(row) for row in block.rows)
    elif isinstance(block, WorkbookSheet) and not block.is_hidden:
        yield block.name
        yield from (" ".join(row.cells) for row in block.rows)


def bounded(blocks: Iterable[ReadBlock], limit: int) -> list[ReadBlock]:
    """The first blocks, up to a limit in number and in characters; the last one states what was
    left out."""
    shown: list[ReadBlock] = []
    left = limits.MAX_VIEW_CHARS
    for block in blocks:
        if len(shown) == limit or left <= 0:
            return [*shown, Shortened()]
        cut, left = _cut(block, left)
        shown.append(cut)
        if cut is not block:
            return [*shown, Shortened()]
    return shown


def _cut(block: ReadBlock, left: int) -> tuple[ReadBlock, int]:
    """The block, its last rows left out where they exceed what is left; and what then is left."""
    if isinstance(block, ReadParagraph):
        return block, left - len(block.text)
    if not isinstance(block, ReadTable | WorkbookSheet):
        return block, left
    rows: list[Cells] = [row.cells if isinstance(row, SheetRow) else row for row in block.rows]
    for number, cells in enumerate(rows):
        left -= sum(len(cell) + limits.CELL_CHARS for cell in cells)
        if left < 0:
            return _first_rows(block, number), left
    return block, left


def _first_rows(block: ReadTable | WorkbookSheet, count: int) -> ReadBlock:
    if isinstance(block, WorkbookSheet):
        return replace(block, rows=block.rows[:count])
    return ReadTable(block.rows[:count])

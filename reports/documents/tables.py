"""The tables of a paper as data: one CSV each, that travels inside the PDF (PDF/A-3)."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from ntm_project.common.numbers import parse_decimal
from reports.documents.blocks import AnyRow, Block, Document, Table, placed, plain
from reports.documents.characters import clean

MIME = "text/csv"
# What a spreadsheet would calculate when it opens the file.
_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class TableFile:
    """One table: the name of its file, what it is about, and its content in UTF-8."""

    name: str
    about: str
    content: bytes


def table_files(document: Document) -> tuple[TableFile, ...]:
    """The tables of the document and of its appendices, in their order, as they print."""
    found = enumerate(_tables(document), start=1)
    return tuple(TableFile(f"bang-{at}.csv", about, _csv(table)) for at, (about, table) in found)


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    parts: list[tuple[str, Iterable[Block]]] = [("", document.blocks)]
    parts += [(appendix.title, appendix.blocks) for appendix in document.appendices]
    for title, blocks in parts:
        for block in blocks:
            if isinstance(block, Table):
                yield clean(block.caption or title).strip(), block


def _csv(table: Table) -> bytes:
    written = StringIO()
    csv.writer(written).writerows(_grid((*table.header, *table.rows), len(table.columns)))
    return written.getvalue().encode("utf-8-sig")


def _grid(rows: Iterable[AnyRow], width: int) -> Iterator[list[str]]:
    """Every row with all its columns: a cell that spans several stands in its first place."""
    for _, cells in placed(rows, width):
        line = [""] * width
        for at, cell in cells:
            if cell:
                line[at] = _inert(" ".join(clean(plain(cell.text)).split()))
        yield line


def _inert(text: str) -> str:
    """The text, never a formula; a number below zero stays one."""
    if not text.startswith(_CALCULATED) or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    try:
        parse_decimal(text)
    except ValueError:
        return False
    return True

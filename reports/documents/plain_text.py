"""Blocks → plain text, ready to paste into a message."""

from collections.abc import Iterator

from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Heading,
    LegalBasis,
    Note,
    Table,
    Text,
    as_cell,
    as_row,
    plain,
)
from reports.documents.characters import NBSP, clean
from reports.documents.numbering import (
    appendix_label,
    date_text,
    legal_lines,
    number_text,
    numbered,
    with_end_mark,
)


def render_text(document: Document) -> str:
    """The document as lines of plain text: head, body, signer, appendices; no layout.

    The tests read papers by it; no page offers it until papers are sent as messages.
    """
    header = document.header
    lines = [clean(text).strip() for text, _ in header.issuer_lines]
    lines += [number_text(header), f"{clean(header.place).strip()}, {date_text(header)}", ""]
    lines += [clean(document.title.kind).strip().upper()]
    lines += [clean(line).strip() for line in document.title.abstract]
    lines += ["", *_block_lines(with_end_mark(document.blocks)), ""]
    lines += [clean(line).strip() for line in document.signature.authority_lines]
    lines += [clean(document.signature.name).strip()]
    for position, appendix in enumerate(document.appendices, start=1):
        label = appendix_label(position, len(document.appendices))
        lines += ["", label, clean(appendix.title).strip().upper()]
        lines += _block_lines(appendix.blocks)
    return "\n".join(lines).replace(NBSP, " ").rstrip() + "\n"


def _block_lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block, number in numbered(blocks):
        match block:
            case Heading(level=1, is_title=True):
                yield f"{number} {_line(block.text).upper()}"
            case Heading():
                yield f"{number} {_line(block.text)}"
            case Bullet():
                yield f"{block.mark} {_line(block.text)}"
            case Note():
                yield f"* {clean(block.label).strip()}: {_line(block.text)}"
            case LegalBasis():
                yield from legal_lines(block)
            case Table():
                yield from _table_lines(block)
            case _:
                yield _line(block.text)


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption:
        yield clean(table.caption).strip()
    for row in table.rows or (_empty(table),):
        cells = [_line(as_cell(cell).text) for cell in as_row(row).cells]
        yield " | ".join(cell for cell in cells if cell)


def _empty(table: Table) -> tuple[str, ...]:
    return (table.empty_text,)


def _line(text: Text) -> str:
    return clean(plain(text)).strip()

"""Blocks → plain text, ready to paste into a message."""

import re
from collections.abc import Iterator

from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Heading,
    LegalBasis,
    Note,
    Signature,
    Table,
    Text,
    as_cell,
    as_row,
    plain,
)
from reports.documents.characters import NBSP, clean, clean_lines, with_powers
from reports.documents.numbering import (
    abstract_lines,
    addressee_lines,
    appendix_label,
    attachment_note,
    authority_of_signature,
    index_row,
    issuer_lines,
    legal_lines,
    number_text,
    numbered,
    place_and_date,
    recipient_lines,
    with_end_mark,
)

# Of a cell, where the line has no mark of its own at its end.
_END_OF_LINE = re.compile(r"(?<=[^\s.,:;]) *\n\s*")


def render_text(document: Document) -> str:
    """The document as lines of plain text: all that stands on paper but the name of the state."""
    header = document.header
    number = number_text(header)
    lines = [*issuer_lines(header), *([number] if number else [])]
    lines += [*([place_and_date(header)] if header.place else []), ""]
    kind = clean(document.title.kind).strip().upper()
    lines += [*([kind] if kind else []), *abstract_lines(document), ""]
    if to := addressee_lines(document):
        lines += [f"Kính gửi: {to[0]}", ""] if len(to) == 1 else ["Kính gửi:", *to, ""]
    lines += [*_block_lines(with_end_mark(document.blocks)), ""]
    if document.written_by:
        lines += [*_signature_lines(document.written_by), ""]
    if recipients := recipient_lines(document):
        lines += ["Nơi nhận:", *recipients, ""]
    lines += _signature_lines(document.signature)
    for position, appendix in enumerate(document.appendices, start=1):
        label = appendix_label(position, len(document.appendices))
        lines += ["", label, clean(appendix.title).strip().upper()]
        lines += [attachment_note(document, appendix), *_block_lines(appendix.blocks)]
    return "\n".join(lines).replace(NBSP, " ").rstrip() + "\n"


def _signature_lines(signature: Signature) -> Iterator[str]:
    above = authority_of_signature(signature)
    for line in (*above, signature.office_below, signature.name):
        if line.strip():
            yield clean(line).strip()


def _block_lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block, number in numbered(blocks):
        match block:
            case Heading(level=1, is_title=True):
                yield f"{number} {_line(block.text).upper()}".lstrip()
            case Heading():
                yield f"{number} {_line(block.text)}".lstrip()
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
    if table.unit:
        yield table.unit_line
    for row in (*table.header, *([index_row(table)] if table.has_index_row else [])):
        yield _row_line(_line(as_cell(cell).text) for cell in as_row(row).cells)
    for row in table.rows or (_empty(table),):
        yield _row_line(lines_in_one(as_cell(cell).text) for cell in as_row(row).cells)


def _row_line(cells: Iterator[str]) -> str:
    """An empty cell keeps its place: the figure beside it is of another column."""
    return " | ".join(cells).rstrip(" |")


def lines_in_one(text: Text) -> str:
    """The lines of a cell on one, each apart from the next."""
    return with_powers(clean(_END_OF_LINE.sub("; ", clean_lines(plain(text)).strip())).strip())


def _empty(table: Table) -> tuple[str, ...]:
    return (table.empty_text,)


def _line(text: Text) -> str:
    return with_powers(clean(plain(text)).strip())

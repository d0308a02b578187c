"""The words of one document in its three renderings, in their order, to be compared."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import docx
import lxml.html
from docx.oxml.ns import qn

from reports.documents.blocks import Document, Table, as_cell, as_row, plain
from reports.documents.characters import clean
from reports.documents.html import MOTTO, NATION, render_body
from reports.documents.plain_text import lines_in_one, render_text
from reports.documents.word import render_docx

# Pieces of text that end at their element's end, beside those that run on within a paragraph.
_BROKEN_BY = {"p", "div", "td", "th", "h2", "h3", "h4", "h5", "br"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(re.sub("[\u200b\u2060]", "", data))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.pieces += [" "] if tag in _BROKEN_BY else []

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, None)


def words(text: str) -> list[str]:
    """The words, whatever their case; what parts the cells of a table in a message is none."""
    return [word for word in text.casefold().split() if word != "|"]


def words_on_paper(document: Document) -> list[str]:
    parser = _Text()
    parser.feed(render_body(document))
    return words("".join(parser.pieces))


def words_in_a_message(document: Document) -> list[str]:
    """With the lines that every paper opens with, which a message leaves out."""
    issuer = words(" ".join(text for text, _ in _issuer(document)))
    found = words(_with_lines_unparted(render_text(document), document))
    assert found[: len(issuer)] == issuer
    return [*issuer, *words(NATION), *words(MOTTO), *found[len(issuer) :]]


def _with_lines_unparted(text: str, document: Document) -> str:
    """The message without the semicolons that part the lines of a cell."""
    blocks = [*document.blocks, *(one for a in document.appendices for one in a.blocks)]
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    for cell in (as_cell(one).text for row in rows for one in as_row(row).cells):
        if "\n" in plain(cell):
            text = text.replace(lines_in_one(cell), clean(plain(cell)))
    return text


def _issuer(document: Document) -> list[tuple[str, bool]]:
    lines = document.header.issuer_lines
    upper = [(document.header.superior, False)] if document.header.superior else []
    return [*upper, *(line for line in lines if not line[1]), *(line for line in lines if line[1])]


def words_in_word(made: bytes) -> list[str]:
    """The words of a Word file's body, as somebody reads it from top to bottom."""
    body = docx.Document(io.BytesIO(made)).element.body
    return words(" ".join("".join(_texts(paragraph)) for paragraph in body.iter(qn("w:p"))))


def _texts(paragraph: Any) -> Iterator[str]:
    for part in paragraph.iter(qn("w:t"), qn("w:br")):
        yield part.text or " " if part.tag == qn("w:t") else " "


def renderings(document: Document) -> dict[str, list[str]]:
    """The words of each rendering."""
    return {
        "paper": words_on_paper(document),
        "word": words_in_word(render_docx(document)),
        "message": words_in_a_message(document),
    }


def tables_on_paper(document: Document) -> list[tuple[int, int]]:
    """How many rows and columns each table has."""
    page = lxml.html.fromstring(render_body(document))
    tables = page.iterfind(".//table")
    return [(len(table.findall(".//tr")), len(table.findall(".//col"))) for table in tables]


def tables_in_word(made: bytes) -> list[tuple[int, int]]:
    """The same of a Word file; what has no rules is the paper's head or its end, no table."""
    tables = docx.Document(io.BytesIO(made)).element.body.iter(qn("w:tbl"))
    ruled = (one for one in tables if one.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None)
    return [(len(one.findall(qn("w:tr"))), len(list(one.iter(qn("w:gridCol"))))) for one in ruled]

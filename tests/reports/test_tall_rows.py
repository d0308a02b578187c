"""Rows that are taller than a good part of a sheet: they part, all others stay whole."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from reports import pdf, press, press_parts
from reports.documents.blocks import Document
from reports.documents.html import render_page
from reports.documents.word.document import render_docx
from tests.reports import sample
from tests.reports.paper import read
from tests.reports.printing import laid_out, render_pdf

pytestmark = pytest.mark.pdf
TALL = "nội dung rất dài của một ô " * 40


def with_tall_rows(every: int, rows: int = 9) -> Document:
    """A plan of whose appendix each so manieth row is tall, its first one too."""
    table = sample.table(rows)
    made = [
        ("0", TALL, *row[2:]) if at % every == 0 else row
        for at, row in enumerate(row for row in table.rows if isinstance(row, tuple))
    ]
    appendix = replace(sample.appendix(0), blocks=(replace(table, rows=tuple(made)),))
    return replace(sample.plan(0), appendices=(appendix,))


def test_no_heading_stands_alone_above_a_tall_row() -> None:
    sheets = read(render_pdf(with_tall_rows(100)))
    texts = [" ".join(line.text for line in sheet.lines) for sheet in sheets]
    heading = next(text for text in texts if text.startswith("Phụ lục"))
    assert "nội dung rất dài" in heading
    assert "nội dung rất dài" in texts[texts.index(heading) + 1]


def test_in_word_too_a_tall_row_alone_may_part() -> None:
    file = docx.Document(io.BytesIO(render_docx(with_tall_rows(100))))
    rows = file.tables[-1]._tbl.tr_lst
    wholes = [row.trPr.find(qn("w:cantSplit")) is not None for row in rows]
    assert wholes == [True, True, False, *[True] * (len(rows) - 3)]


@pytest.mark.stress
def test_no_stretch_begins_within_a_tall_row(monkeypatch, tmp_path: Path) -> None:
    page, styles = render_page(with_tall_rows(11, 180)), [pdf.stylesheet()]
    monkeypatch.setattr(press_parts, "LONG", 0)
    monkeypatch.setattr(press_parts, "STRETCH", 24_000)
    monkeypatch.setattr(press_parts, "BEHIND", 3)
    into = tmp_path / "parts.pdf"
    assert press_parts.lay_out_in_parts(page, styles, into, press.lay_out)
    apart, together = read(into.read_bytes()), read(laid_out(page, *styles))
    assert [sheet.lines for sheet in apart] == [sheet.lines for sheet in together]

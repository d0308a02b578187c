"""Paragraphs and runs of a Word document; what a person typed is only ever text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from reports.documents.blocks import Align, Text, TextRun
from reports.documents.characters import (
    clean_lines,
    collapse,
    with_no_break_blanks,
    with_powers,
)

_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
# How wide bold capitals and other letters are on an average, and blanks, as a part of their size.
_CAPITAL, _LETTER, _BLANK = 0.72, 0.49, 0.25
_POINT = 25.4 / 72


def element(name: str, **attributes: str) -> Element:
    """An element of Word's own names, with attributes of them."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def line_width(line: str, size: float) -> float:
    """About how many millimetres bold words of that size fill on one line, within a tenth."""
    blanks, capitals = sum(map(str.isspace, line)), sum(map(str.isupper, line))
    letters = len(line) - blanks - capitals
    return (capitals * _CAPITAL + letters * _LETTER + blanks * _BLANK) * size * _POINT


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The properties of one paragraph beside those of its style."""

    align: Align | None = None
    bold: bool = False
    keeps_next: bool = False
    keeps_lines: bool = False  # its own line ends stay, as in the cell of a table
    keeps_blanks: bool = False  # made by the program: its no-break blanks are meant


def paragraph(text: Text, style: str = "", setting: Setting = Setting()) -> CT_P:
    """A paragraph of that style."""
    made = cast(CT_P, OxmlElement("w:p"))
    properties = made.get_or_add_pPr()
    if style:
        properties.append(element("w:pStyle", val=style))
    if setting.keeps_next:
        properties.append(OxmlElement("w:keepNext"))
    if setting.align:
        properties.append(element("w:jc", val=_ALIGN[setting.align]))
    made.extend(_runs(text, setting))
    return made


def _runs(text: Text, setting: Setting) -> Iterator[Element]:
    parts = (text.strip(),) if isinstance(text, str) else text
    for part in parts:
        run = TextRun(part) if isinstance(part, str) else part
        if words := run.text if setting.keeps_blanks else _words(run.text, setting):
            yield _run(words, bold=setting.bold or run.bold, italic=run.italic)


def _words(text: str, setting: Setting) -> str:
    lines = with_powers(clean_lines(text)).split("\n")
    if setting.keeps_lines:
        return "\n".join(map(collapse, lines))
    return with_no_break_blanks(collapse(" ".join(lines)))


def _run(text: str, *, bold: bool, italic: bool) -> Element:
    made = cast(CT_R, OxmlElement("w:r"))
    properties = made.get_or_add_rPr()
    if bold:
        properties.append(OxmlElement("w:b"))
    if italic:
        properties.append(OxmlElement("w:i"))
    made.text = text  # line ends become `w:br`
    return made

"""A made PDF as a reader with a ruler sees it: lines with place, size and weight, rules, parts."""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTLine, LTPage, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

MM = 72 / 25.4
APPENDIX = re.compile(r"^Phụ lục(?: ([IVXLC]+))?$")


@dataclass(frozen=True)
class Line:
    """Characters on one baseline; lengths in pt from the top left corner of the sheet."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    fonts: frozenset[str]

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def is_bold(self) -> bool:
        return all("Bold" in font for font in self.fonts)

    @property
    def is_italic(self) -> bool:
        return all("Italic" in font for font in self.fonts)

    @property
    def is_upper(self) -> bool:
        return self.text == self.text.upper()


class Char(NamedTuple):
    """One character as it was drawn."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    font: str
    ink: tuple[float, ...]


class Rule(NamedTuple):
    """A drawn line or box."""

    x0: float
    x1: float
    top: float
    bottom: float
    ink: tuple[float, ...]


@dataclass(frozen=True)
class Sheet:
    """One page: its size, its lines (whole and cut at wide gaps), rules, fonts and inks."""

    index: int
    width: float
    height: float
    lines: list[Line]
    segments: list[Line]
    rules: list[Rule]
    number: list[Line]
    inks: frozenset[Any]
    fonts: dict[str, bool]
    raw: str


@lru_cache(maxsize=2)
def read(pdf: bytes) -> list[Sheet]:
    """The sheets of a PDF in order."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    sheets = []
    for index, page in enumerate(PDFPage.get_pages(io.BytesIO(pdf))):
        interpreter.process_page(page)
        sheets.append(_sheet(device.get_result(), index, _fonts(page)))
    return sheets


def _sheet(page: LTPage, index: int, fonts: dict[str, bool]) -> Sheet:
    drawn = list(page)
    chars = [_char(page, item) for item in drawn if isinstance(item, LTChar)]
    rules = [_rule(page, item) for item in drawn if isinstance(item, LTRect | LTLine)]
    rows: dict[int, list[Char]] = {}
    for char in chars:
        rows.setdefault(round(char.baseline), []).append(char)
    lines, segments = [], []
    for row in _merged(rows):
        ordered = sorted(row, key=lambda char: char.x0)
        lines.append(_line(index, ordered))
        segments += [_line(index, part) for part in _cut(ordered)]
    number = [line for line in lines if line and line.baseline < 18 * MM]
    return Sheet(
        index=index,
        width=float(page.width),
        height=float(page.height),
        lines=[line for line in lines if line and line not in number],
        segments=[line for line in segments if line and line not in number],
        rules=rules,
        number=number,
        inks=frozenset([*(char.ink for char in chars), *(rule.ink for rule in rules)]),
        fonts=fonts,
        raw="".join(char.text for char in chars),
    )


def _char(page: LTPage, item: LTChar) -> Char:
    return Char(
        text=item.get_text(),
        x0=item.x0,
        x1=item.x1,
        top=page.height - item.y1,
        bottom=page.height - item.y0,
        baseline=page.height - item.matrix[5],
        size=item.size,
        font=item.fontname,
        ink=_ink(item.graphicstate.ncolor),
    )


def _rule(page: LTPage, item: LTRect | LTLine) -> Rule:
    ink = item.stroking_color if isinstance(item, LTLine) else item.non_stroking_color
    top, bottom = page.height - item.y1, page.height - item.y0
    return Rule(x0=item.x0, x1=item.x1, top=top, bottom=bottom, ink=_ink(ink))


def _merged(rows: dict[int, list[Char]]) -> list[list[Char]]:
    """Baselines one point apart belong to one line."""
    merged: list[list[Char]] = []
    last = -10
    for at in sorted(rows):
        if at - last <= 1:
            merged[-1] += rows[at]
        else:
            merged.append(list(rows[at]))
        last = at
    return merged


def _cut(chars: list[Char]) -> list[list[Char]]:
    parts = [[chars[0]]]
    for before, char in pairwise(chars):
        if char.x0 - before.x1 > 10:
            parts.append([])
        parts[-1].append(char)
    return parts


def _line(index: int, chars: list[Char]) -> Line | None:
    while chars and chars[-1].text.isspace():
        chars = chars[:-1]
    while chars and chars[0].text.isspace():
        chars = chars[1:]
    if not chars:
        return None
    return Line(
        page=index,
        text="".join(char.text for char in chars).replace("\u00a0", " "),
        x0=chars[0].x0,
        x1=chars[-1].x1,
        top=min(char.top for char in chars),
        bottom=max(char.bottom for char in chars),
        baseline=chars[0].baseline,
        size=max(char.size for char in chars),
        fonts=frozenset(char.font for char in chars if not char.text.isspace()),
    )


def _ink(colour: Any) -> tuple[float, ...]:
    return tuple(colour) if isinstance(colour, list | tuple) else (colour or 0,)


def _fonts(page: PDFPage) -> dict[str, bool]:
    """The fonts of the page's resources by name, and whether each is embedded."""
    fonts = resolve1(page.resources.get("Font", {}))
    found = {}
    for reference in fonts.values():
        font = resolve1(reference)
        below = resolve1(resolve1(font.get("DescendantFonts", [font]))[0])
        descriptor = resolve1(below.get("FontDescriptor", {}))
        name = str(font["BaseFont"]).strip("/'")
        found[name] = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
    return found


def parts(sheets: list[Sheet]) -> list[list[Sheet]]:
    """The body, then each appendix: an appendix opens with its bold label at the top of a page."""
    found: list[list[Sheet]] = [[]]
    for sheet in sheets:
        first = sheet.lines[0] if sheet.lines else None
        if sheet.index and first and first.is_bold and APPENDIX.match(first.text):
            found.append([])
        found[-1].append(sheet)
    return found


def in_table(sheet: Sheet, line: Line) -> bool:
    """Whether an upright rule of a table passes beside the line."""
    middle = line.baseline - line.size / 3
    return any(rule.top <= middle <= rule.bottom and rule.x1 - rule.x0 < 2 for rule in sheet.rules)


def rule_below(sheet: Sheet, line: Line) -> Rule | None:
    """The nearest level rule within 8 pt below a line's baseline and within its column."""
    near = [
        rule
        for rule in sheet.rules
        if rule.bottom - rule.top < 2
        and 0 < rule.top - line.baseline < 8
        and line.x0 - 60 * MM < (rule.x0 + rule.x1) / 2 < line.x1 + 60 * MM
    ]
    return min(near, key=lambda rule: abs((rule.x0 + rule.x1) / 2 - line.centre), default=None)

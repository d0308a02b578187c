"""The paragraphs and tables of a Word file, in the order of the page."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from evidence.papers.files import limits
from evidence.papers.files.blocks import Cells, ReadBlock, ReadParagraph, ReadTable
from evidence.papers.files.package import Package
from evidence.papers.files.pieces import Piece, Pieces
from evidence.papers.files.word_headings import WordHeadings
from evidence.papers.files.word_numbers import WordNumbers
from evidence.papers.files.word_xml import StyleSheet, WordXml, parsed, related_part
from ntm_project.common.numbers import whole_number

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HOLDERS = {"sdt", "sdtContent", "ins", "customXml", "smartTag"}
BREAKS = {"tab": " ", "br": "\n", "cr": "\n"}
# The letters of Vietnamese are drawn by one of these two; both name the same font in honest files.
FONT_WORDS = ("ascii", "hAnsi")


def document_blocks(package: Package, pieces: Pieces, *, is_numbered: bool) -> Iterator[ReadBlock]:
    """Paragraphs and tables, also inside content controls.

    Numbered: with the numbers that Word puts before paragraphs and the marks of its headings, and
    what merged cells share in each of their rows.
    """
    root = parsed(package.content(package.main))
    xml = WordXml(root)
    styles = StyleSheet(xml, related_part(package, "styles"))
    reader = _Reader(xml, _Fonts(xml, styles), pieces)
    if is_numbered:
        reader.numbers = WordNumbers(xml, related_part(package, "numbering"), styles)
        reader.headings = WordHeadings(xml, styles)
    body = xml.find(root, "body")
    return iter(()) if body is None else reader.blocks(body)


class _Fonts:
    """The font of each paragraph and run: its own, or that of a style that it is based on."""

    def __init__(self, xml: WordXml, styles: StyleSheet) -> None:
        self._xml, self._styles = xml, styles
        self._base, self._normal = self._named(styles.defaults), ""
        for key, style in styles:
            is_default = xml.get(style, "default") in {"1", "true", "on"}
            if is_default and xml.get(style, "type") == "paragraph":
                self._normal = key

    def _named(self, properties: Any) -> str:
        """The font that the properties of a run name; "" where they name none."""
        fonts = self._xml.find(properties, "rFonts")
        return next(filter(None, (self._xml.get(fonts, word) for word in FONT_WORDS)), "")

    def _of_style(self, key: str) -> str:
        lineage = self._styles.lineage(key)
        return next(filter(None, (self._named(self._xml.find(s, "rPr")) for s in lineage)), "")

    def of_paragraph(self, paragraph: Any) -> str:
        style = self._xml.find(paragraph, "pPr/pStyle")
        key = self._normal if style is None else self._xml.get(style, "val")
        return self._of_style(key) or self._base

    def of_run(self, run: Any, otherwise: str) -> str:
        properties = self._xml.find(run, "rPr")
        key = self._xml.value(properties, "rStyle")
        return self._named(properties) or (key and self._of_style(key)) or otherwise


class _Reader:
    """Walks the body."""

    def __init__(self, xml: WordXml, fonts: _Fonts, pieces: Pieces) -> None:
        self._xml, self._fonts, self._pieces = xml, fonts, pieces
        self._words = tuple(xml.tag(word) for word in ("t", *BREAKS))
        self.numbers: WordNumbers | None = None
        self.headings: WordHeadings | None = None

    def blocks(self, parent: Any) -> Iterator[ReadBlock]:
        for child in self._xml.children(parent, "*"):
            word = self._xml.name(child)
            if word == "p":
                if text := self._paragraph(child):
                    before = self.numbers.before(child) if self.numbers else ""
                    text = before + text
                    yield ReadParagraph(
                        self.headings.marked(child, text) if self.headings else text
                    )
            elif word == "tbl":
                yield ReadTable(tuple(islice(self._rows(child), limits.MAX_ROWS)))
            elif word in HOLDERS:
                yield from self.blocks(child)

    def _rows(self, table: Any) -> Iterator[Cells]:
        above: list[str] = []
        for row in self._xml.children(table, "tr"):
            cells = islice(self._xml.children(row, "tc"), limits.MAX_COLUMNS)
            if self.numbers is None:
                yield tuple(self._cell(cell) for cell in cells)
                continue
            above = list(self._whole(cells, above))
            yield tuple(above)

    def _whole(self, cells: Any, above: list[str]) -> Iterator[str]:
        """The cells in their columns: one over several columns leaves the others empty, one that
        goes on from the row above states the same."""
        at = 0
        for cell in cells:
            merge = self._xml.find(cell, "tcPr/vMerge")
            goes_on = merge is not None and self._xml.get(merge, "val") != "restart"
            yield above[at] if goes_on and at < len(above) else self._cell(cell)
            more = (whole_number(self._xml.value(cell, "tcPr/gridSpan"), 2) or 1) - 1
            yield from [""] * min(more, limits.MAX_COLUMNS)
            at += 1 + more

    def _cell(self, cell: Any) -> str:
        texts = (self._paragraph(paragraph) for paragraph in cell.iter(self._xml.tag("p")))
        return "\n".join(filter(None, texts))[: limits.MAX_CELL_CHARS]

    def _paragraph(self, paragraph: Any) -> str:
        """The words as printed: insertions are read, deletions and doubles for old programs not."""
        own = self._fonts.of_paragraph(paragraph)
        runs: dict[Any, str] = {}
        words, length = [], 0
        for node in paragraph.iter(*self._words):
            if next(node.iterancestors(FALLBACK), None) is not None:
                continue
            run = node.getparent()
            if run not in runs:
                runs[run] = self._fonts.of_run(run, own)
            word = BREAKS.get(self._xml.name(node), node.text or "")
            words.append(Piece(word, runs[run]))
            length += len(word)
            if length > limits.MAX_PARAGRAPH_CHARS:
                break
        return self._pieces.lines(words)[: limits.MAX_PARAGRAPH_CHARS]

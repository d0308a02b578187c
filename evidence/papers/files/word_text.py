"""The paragraphs and tables of a Word file, in the order of the page."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from evidence.papers.files import limits
from evidence.papers.files.blocks import Cells, ReadBlock, ReadParagraph, ReadTable
from evidence.papers.files.package import Package
from evidence.papers.files.pieces import Piece, Pieces
from evidence.papers.files.word_headings import WordHeadings
from evidence.papers.files.word_numbers import WordNumbers
from ntm_project.common.numbers import whole_number

WORDS = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",  # the strict edition
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HOLDERS = {"sdt", "sdtContent", "ins", "customXml", "smartTag"}
BREAKS = {"tab": " ", "br": "\n", "cr": "\n"}
# The letters of Vietnamese are drawn by one of these two; both name the same font in honest files.
FONT_WORDS = ("ascii", "hAnsi")
MOST_PARENTS = 20  # of a style


def document_blocks(
    package: Package, pieces: Pieces, *, is_numbered: bool = False
) -> Iterator[ReadBlock]:
    """Paragraphs and tables, also inside content controls.

    Numbered: with the numbers that Word puts before paragraphs and the marks of its headings, and
    what merged cells share in each of their rows.
    """
    root = parsed(package.content(package.main))
    space, sheet = space_of(root), _related(package, "styles")
    reader = _Reader(space, _Styles(space, sheet), pieces)
    if is_numbered:
        reader.numbers = WordNumbers(space, _related(package, "numbering"), sheet)
        reader.headings = WordHeadings(space, sheet)
    body = root.find(f"{space}body")
    return iter(()) if body is None else reader.blocks(body)


def _related(package: Package, kind: str) -> Any:
    part = package.related(kind)
    return parsed(package.content(part)) if part else None


def space_of(root: Any) -> str:
    """The namespace of a Word file's tree, before each of its names; ValueError for any other."""
    space = root.tag.rpartition("}")[0] + "}"
    if space not in WORDS:
        raise ValueError(space)
    return str(space)


def parsed(content: bytes) -> Any:
    """The tree of a part; SyntaxError where it is deeper than lxml goes (255)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


class _Styles:
    """The font of each style by the styles it stands on."""

    def __init__(self, space: str, sheet: Any) -> None:
        self._space = space
        self._styles: dict[str, Any] = {}
        self._base, self._normal = "", ""
        if sheet is None:
            return
        defaults = sheet.find(f"{space}docDefaults/{space}rPrDefault/{space}rPr")
        self._base = self.named(defaults)
        for style in sheet.iterchildren(f"{space}style"):
            key = style.get(f"{space}styleId", "")
            self._styles[key] = style
            is_default = style.get(f"{space}default") in {"1", "true", "on"}
            if is_default and style.get(f"{space}type") == "paragraph":
                self._normal = key

    def named(self, properties: Any) -> str:
        """The font that the properties of a run name; "" where they name none."""
        fonts = None if properties is None else properties.find(f"{self._space}rFonts")
        if fonts is None:
            return ""
        return next(filter(None, (fonts.get(f"{self._space}{w}") for w in FONT_WORDS)), "")

    def _of_style(self, key: str) -> str:
        for _ in range(MOST_PARENTS):
            style = self._styles.get(key)
            if style is None:
                break
            if font := self.named(style.find(f"{self._space}rPr")):
                return font
            parent = style.find(f"{self._space}basedOn")
            key = "" if parent is None else parent.get(f"{self._space}val", "")
        return ""

    def paragraph_font(self, paragraph: Any) -> str:
        style = paragraph.find(f"{self._space}pPr/{self._space}pStyle")
        key = self._normal if style is None else style.get(f"{self._space}val", "")
        return self._of_style(key) or self._base

    def run_font(self, run: Any, otherwise: str) -> str:
        properties = run.find(f"{self._space}rPr")
        if properties is None:
            return otherwise
        style = properties.find(f"{self._space}rStyle")
        key = "" if style is None else style.get(f"{self._space}val", "")
        return self.named(properties) or (key and self._of_style(key)) or otherwise


class _Reader:
    """Walks the body; the names of its elements stand in one namespace."""

    def __init__(self, space: str, styles: _Styles, pieces: Pieces) -> None:
        self._space = space
        self._styles = styles
        self._pieces = pieces
        self._words = tuple(space + word for word in ("t", *BREAKS))
        self.numbers: WordNumbers | None = None
        self.headings: WordHeadings | None = None

    def blocks(self, parent: Any) -> Iterator[ReadBlock]:
        for child in parent.iterchildren(f"{self._space}*"):
            word = self._word(child)
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

    def _word(self, node: Any) -> str:
        return str(node.tag)[len(self._space) :]

    def _rows(self, table: Any) -> Iterator[Cells]:
        above: list[str] = []
        for row in table.iterchildren(f"{self._space}tr"):
            cells = islice(row.iterchildren(f"{self._space}tc"), limits.MAX_COLUMNS)
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
            properties = cell.find(f"{self._space}tcPr")
            merge = None if properties is None else properties.find(f"{self._space}vMerge")
            goes_on = merge is not None and merge.get(f"{self._space}val") != "restart"
            yield above[at] if goes_on and at < len(above) else self._cell(cell)
            span = None if properties is None else properties.find(f"{self._space}gridSpan")
            width = "" if span is None else span.get(f"{self._space}val", "")
            more = (whole_number(width, 2) or 1) - 1
            yield from [""] * min(more, limits.MAX_COLUMNS)
            at += 1 + more

    def _cell(self, cell: Any) -> str:
        texts = (self._paragraph(paragraph) for paragraph in cell.iter(f"{self._space}p"))
        return "\n".join(filter(None, texts))[: limits.MAX_CELL_CHARS]

    def _paragraph(self, paragraph: Any) -> str:
        """The words as printed: insertions are read, deletions and doubles for old programs not."""
        own = self._styles.paragraph_font(paragraph)
        runs: dict[Any, str] = {}
        words, length = [], 0
        for node in paragraph.iter(*self._words):
            if next(node.iterancestors(FALLBACK), None) is not None:
                continue
            run = node.getparent()
            if run not in runs:
                runs[run] = self._styles.run_font(run, own)
            word = BREAKS.get(self._word(node), node.text or "")
            words.append(Piece(word, runs[run]))
            length += len(word)
            if length > limits.MAX_PARAGRAPH_CHARS:
                break
        return self._pieces.lines(words)[: limits.MAX_PARAGRAPH_CHARS]

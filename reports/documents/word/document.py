"""One administrative document as a Word file: the same words, order and tables as on paper."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import cast

import docx
from django.utils import timezone
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Length, Mm, Pt, Twips

from reports.documents.blocks import (
    Appendix,
    Block,
    Bullet,
    Document,
    Heading,
    LegalBasis,
    Note,
    Paragraph,
    Table,
    Text,
    TextRun,
)
from reports.documents.characters import NBSP, clean
from reports.documents.closing import LINES_TOGETHER, kept_with_next, parted
from reports.documents.code import SIDE, code_picture
from reports.documents.html import MOTTO, NATION, document_author, document_title
from reports.documents.number_room import LANDSCAPE_WIDTH, PORTRAIT_WIDTH
from reports.documents.numbering import (
    SignedLines,
    abstract_lines,
    addressee_lines,
    appendix_label,
    appendix_title_lines,
    attachment_lines,
    date_size,
    in_column,
    legal_lines,
    lines_above_the_issuer,
    lines_of_the_issuer,
    number_text,
    numbered,
    place_and_date_lines,
    signed_lines,
    with_end_mark,
    written_lines,
)
from reports.documents.word import styles
from reports.documents.word.tables import bare_table, ruled_table
from reports.documents.word.text import Setting, element, line_width, paragraph

_SINGLE = 1.15  # of a size: the lines of the font of papers
_ISSUER_WIDTH, _NATION_WIDTH = 60, 100
# The rule below the motto is as long as its words, every other a third to a half of the longest
# line above it (decree 30, annex I).
_SHORT_RULE = 0.4
_RECIPIENTS_WIDTH, _SIGNATURE_WIDTH = 75, 85
_SIGN_ROOM = Mm(26)
_LONGEST_PROPERTY = 255
_MADE = Setting(keeps_blanks=True)
PARAGRAPHS = {"normal": styles.BODY, "italic": styles.BASIS, "center": styles.CENTRED}


def render_docx(document: Document, looks: Mapping[str, styles.Look] | None = None) -> bytes:
    """The document as a file of Word, to be edited further; nothing is read from elsewhere.

    `looks` are those that its unit has of its own (`reference.looks_for`).
    """
    file = docx.Document()
    _drop_leftovers(file)
    styles.set_styles(file, {**(styles.DENSE if document.is_dense else {}), **(looks or {})})
    styles.set_sheet(file.sections[0])
    styles.number_pages(file.sections[0])
    if document.code:
        styles.put_code(file.sections[0], code_picture(document.code), SIDE)
    _set_properties(file, document)
    styles.set_newest(file)
    body = file.element.body
    last = body.sectPr
    for made in _main(document):
        last.addprevious(made)
    for position, appendix in enumerate(document.appendices, start=1):
        section = file.add_section(WD_SECTION.NEW_PAGE)
        _thinned(cast(CT_P, body.sectPr.getprevious()))
        styles.set_sheet(section, landscape=appendix.landscape)
        for made in _appendix(document, appendix, position):
            body.sectPr.addprevious(made)
    body.sectPr.addprevious(_thinned(paragraph("")))
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _drop_leftovers(file: WordFile) -> None:
    """The library's model brings its own picture, and its styles once more for an old Word, which
    then differ from ours: Word may take that for a damaged file."""
    for relations in (file.part.rels, file.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del relations[key]


def _set_properties(file: WordFile, document: Document) -> None:
    properties = file.core_properties
    properties.title = document_title(document)[:_LONGEST_PROPERTY]
    properties.author = document_author(document)[:_LONGEST_PROPERTY]
    properties.language, properties.comments = "vi-VN", ""
    properties.last_modified_by = properties.author
    properties.created = properties.modified = timezone.now()  # the template has a day of its own


def _main(document: Document) -> Iterator[Element]:
    yield _head(document)
    yield paragraph("", styles.RULE)  # two tables that touch would be one
    if document.title.kind:
        over, under = (Pt(12), Pt(0)) if document.is_dense else (Pt(20), Pt(6))
        yield _spaced(paragraph(document.title.kind.upper(), styles.KIND), before=over)
        if about := abstract_lines(document):
            yield from (paragraph(line, styles.ABSTRACT) for line in about)
            yield _spaced(_rule(about, styles.ABSTRACT, PORTRAIT_WIDTH), after=under)
    yield from _addressees(addressee_lines(document))
    body, dense = with_end_mark(document.blocks), document.is_dense
    yield from _blocks(body, PORTRAIT_WIDTH, closes=True, dense=dense)
    gap = Pt(10 if dense else 12)
    if body and isinstance(body[-1], Table):
        yield _spaced(paragraph("", styles.RULE, Setting(keeps_next=True)), before=gap)
        gap = Pt(0)
    beside, below = parted(document)
    yield _closing(document, beside, gap)
    if below:
        yield paragraph("", styles.RULE)
        last = len(below) - 1
        keeps = [Setting(keeps_next=last - LINES_TOGETHER < at < last) for at in range(last + 1)]
        named = zip(below, keeps, strict=True)
        rows = tuple(([paragraph(line, styles.RECIPIENTS, keep)],) for line, keep in named)
        yield bare_table((_RECIPIENTS_WIDTH,), rows)


def _addressees(lines: tuple[str, ...]) -> Iterator[Element]:
    """Box 9a: one on the line of `Kính gửi:`, several below it, their dashes under the colon."""
    if len(lines) == 1:
        yield _spaced(paragraph(f"Kính gửi: {lines[0]}", styles.CENTRED), before=Pt(12))
    elif lines:
        yield _spaced(_moved(paragraph("Kính gửi:", styles.BODY), 20), before=Pt(12))
        yield from (_spaced(_moved(paragraph(line, styles.BODY), 39), Pt(0)) for line in lines)


def _moved(made: CT_P, indent: float) -> CT_P:
    """The paragraph moved to the right by so many millimetres, without a first line of its own."""
    properties = made.get_or_add_pPr()
    properties.ind_left, properties.first_line_indent = Mm(indent), Mm(0)
    return made


def _head(document: Document) -> Element:
    """Boxes 1 to 4, and 5b of a letter."""
    header = document.header
    bold = Setting(bold=True)
    issuer = in_column(lines_of_the_issuer(header))
    left = [paragraph(line, styles.ISSUER) for line in in_column(lines_above_the_issuer(header))]
    left += [paragraph(line, styles.ISSUER, bold) for line in issuer]
    right = [paragraph(NATION, styles.NATION), paragraph(MOTTO, styles.MOTTO)]
    number = paragraph(number_text(header), styles.NUMBER, _MADE)
    style = styles.DATE if date_size(header) == 14 else styles.DATE_13
    lines = place_and_date_lines(header)
    date = paragraph(_typed("\n".join(lines)), style, _MADE)
    if len(lines) > 1:  # the number stands level with the last
        look = styles.LOOKS[styles.DATE]
        above = (len(lines) - 1) * look.size * _SINGLE
        _spaced(number, before=Pt(look.before + above))
    about = [paragraph(line, styles.SUBJECT) for line in abstract_lines(document)]
    return bare_table(
        (_ISSUER_WIDTH, _NATION_WIDTH),
        (
            (
                [*left, _rule(issuer, styles.ISSUER, _ISSUER_WIDTH)],
                [*right, _rule((MOTTO,), styles.MOTTO, _NATION_WIDTH, share=1)],
            ),
            ([number], [date]),
            *([] if document.title.kind else [(about, [paragraph("", styles.RULE)])]),
        ),
    )


def _typed(words: str) -> str:
    """The words with blanks as on the keyboard where the clerk writes between them: Writer makes
    the others a third wider."""
    return words.replace(NBSP * 2, "  ")


def _closing(document: Document, beside: Sequence[str], gap: Length) -> Element:
    """Boxes 7 and 9b, side by side, never parted. The room above stands within them: a paragraph
    between them and the body lets Writer leave the body on the page before."""
    recipients = [paragraph(line, styles.RECIPIENTS) for line in beside]
    written = written_lines(document)
    left = _signs(written) if written else []
    if recipients:
        label = paragraph("Nơi nhận:", styles.RECIPIENTS_LABEL)
        if left:
            _spaced(label, before=Pt(14))
        recipients.insert(0, label)
    sides = [*left, *recipients], _signs(signed_lines(document))
    for first in (side[0] for side in sides if gap and side):
        if first.get_or_add_pPr().spacing_before is None:
            _spaced(first, before=gap)
    return bare_table((_RECIPIENTS_WIDTH, _SIGNATURE_WIDTH), (sides,))


def _signs(lines: SignedLines) -> list[Element]:
    """Authority, room to sign, name."""
    above, below = lines
    signs = [paragraph(line, styles.SIGNATURE) for line in above]
    named = [paragraph(line, styles.SIGNATURE) for line in below or ("",)]
    _spaced(named[0], before=_SIGN_ROOM)
    return [*signs, *named]


def _appendix(document: Document, appendix: Appendix, position: int) -> Iterator[Element]:
    label = appendix_label(position, len(document.appendices))
    width = LANDSCAPE_WIDTH if appendix.landscape else PORTRAIT_WIDTH
    yield _outlined(paragraph(label, styles.KIND, _MADE))
    yield from (paragraph(line, styles.KIND) for line in appendix_title_lines(appendix))
    note = [_typed(line) for line in attachment_lines(document, appendix)]
    yield from (paragraph(line, styles.ATTACHED, _MADE) for line in note)
    yield _rule(note, styles.ATTACHED, width)
    yield _spaced(paragraph("", styles.RULE), before=Pt(6))
    yield from _blocks(appendix.blocks, width)


def _blocks(
    blocks: tuple[Block, ...], width: float, *, closes: bool = False, dense: bool = False
) -> Iterator[Element]:
    """The blocks in turn; the last ones before a signature stay on its page."""
    kept = kept_with_next(blocks, closes=closes)
    for at, (block, number) in enumerate(numbered(blocks)):
        keeps = Setting(keeps_next=kept[at])
        match block:
            case Table():
                yield from _table(block, width, keeps, dense)
            case LegalBasis():
                yield from (paragraph(line, styles.BASIS) for line in legal_lines(block))
            case Heading():
                yield _heading(block, number, keeps)
            case Paragraph():
                yield paragraph(block.text, PARAGRAPHS[block.style], keeps)
            case Bullet():
                yield paragraph(_after(f"{block.mark} ", block.text), styles.BODY, keeps)
            case Note():
                label = TextRun(f"* {clean(block.label).strip()}:", bold=True, italic=True)
                yield paragraph((label, *_after(" ", block.text)), styles.BODY, keeps)


def _table(table: Table, width: float, keeps: Setting, dense: bool) -> Iterator[Element]:
    if table.caption:
        yield paragraph(table.caption, styles.CAPTION)
    else:  # Word gives a table no gap of its own
        yield _spaced(
            paragraph("", styles.RULE, Setting(keeps_next=True)), before=Pt(2 if dense else 4)
        )
    if table.unit:
        setting = Setting(align="right", keeps_next=True)
        yield paragraph((TextRun(table.unit_line, italic=True),), styles.CELLS[13], setting)
    yield ruled_table(table, width, closes=keeps.keeps_next, dense=dense)


def _heading(heading: Heading, number: str, keeps: Setting) -> CT_P:
    text = _after(f"{number} ".lstrip(), heading.text)
    style = styles.HEADINGS.get(heading.level)
    if heading.is_title and style:
        return paragraph(text, style)
    keeps_next = keeps.keeps_next or heading.is_title
    return paragraph(text, styles.BODY, Setting(keeps_next=keeps_next))


def _after(before: str, text: Text) -> tuple[str | TextRun, ...]:
    """The text behind a mark or a number, as parts."""
    return (before, clean(text).strip()) if isinstance(text, str) else (before, *text)


def _rule(lines: Sequence[str], style: str, width: float, share: float = _SHORT_RULE) -> CT_P:
    """A thin rule in the middle of a column of `width` millimetres, in proportion to the longest of
    the lines above it, which goes on in a next one where the column ends."""
    look = styles.LOOKS[style]
    longest = max((line_width(line, look.size) for line in lines), default=0)
    indent = Mm((width - share * min(longest, width - 2 * look.sides)) / 2)
    made = paragraph("", styles.RULE)
    properties = made.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="6", space="1", color="000000"))
    properties.insert_element_before(borders, "w:ind")
    properties.ind_left = properties.ind_right = indent
    properties.first_line_indent = Mm(0)
    return made


def _spaced(made: CT_P, before: Length | None = None, after: Length | None = None) -> CT_P:
    """The paragraph with room above or below it."""
    properties = made.get_or_add_pPr()
    properties.spacing_before, properties.spacing_after = before, after
    return made


def _thinned(made: CT_P) -> CT_P:
    """The paragraph with which Word ends every part, as low as it may be: below a table that fills
    its page to the end a higher one would make a page of its own, without a word."""
    made.style = styles.RULE
    properties = made.get_or_add_pPr()
    properties.spacing_line, properties.spacing_lineRule = Twips(1), WD_LINE_SPACING.EXACTLY
    return made


def _outlined(made: CT_P) -> CT_P:
    """The paragraph as an entry of the navigation, beside the chapters."""
    made.get_or_add_pPr().append(element("w:outlineLvl", val="0"))
    return made

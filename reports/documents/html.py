"""Blocks → HTML: the same body for the printed page and for the preview on the screen.

Everything a person typed passes through `InlineHtml`, which escapes it; no attribute but the name
of a table is ever made from text, so no text can name a file or an address. Layout lives in
`static/reports/document/*.css` under classes `doc-…`; there is no inline style, so that a strict
content policy holds.
"""

from collections.abc import Collection, Iterator, Mapping

from django.utils.safestring import SafeString, mark_safe

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
)
from reports.documents.characters import clean
from reports.documents.closing import kept_with_next, parted
from reports.documents.html_tables import table_html
from reports.documents.inline import InlineHtml
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

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_HEADING_TAGS = {1: "h3", 2: "h4", 3: "h5"}


def render_body(
    document: Document, missing: Collection[str] = (), edit_urls: Mapping[str, str] | None = None
) -> SafeString:
    """The document as one `<article>`; `missing` are characters to print as a box.

    On the screen `edit_urls` leads from each passage that somebody writes to where it is written.
    """
    inline = InlineHtml(missing, edit_urls)
    dense = " doc-dense" if document.is_dense else ""
    pieces = [f'<article class="doc{dense}" lang="vi"><div class="doc-main">']
    pieces += _head_html(document, inline)
    if document.title.kind:
        pieces += _title_html(document, inline)
    pieces += _addressees_html(document, inline)
    pieces += _blocks_html(with_end_mark(document.blocks), inline, closes=True)
    pieces += _closing_html(document, inline)
    pieces.append("</div>")
    for position, appendix in enumerate(document.appendices, start=1):
        pieces += _appendix_html(document, appendix, position, inline)
    pieces.append("</article>")
    return mark_safe("".join(pieces))


def render_page(document: Document, missing: Collection[str] = ()) -> str:
    """The document as a whole HTML page with title, author and language, without a stylesheet."""
    inline = InlineHtml(missing)
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{inline.line(document_title(document))}</title>"
        f'<meta name="author" content="{inline.line(document_author(document))}">'
        f"</head><body>{render_body(document, missing)}</body></html>"
    )


def document_title(document: Document) -> str:
    """Kind and abstract on one line, as a file's title."""
    kind = clean(document.title.name)
    return clean(" ".join((kind, *document.title.abstract))).strip()


def document_author(document: Document) -> str:
    """The issuer on one line, as a file's author."""
    return clean(" ".join(text for text, _ in document.header.issuer_lines)).strip()


def _head_html(document: Document, inline: InlineHtml) -> Iterator[str]:
    header = document.header
    yield '<header class="doc-head"><div class="doc-issuer">'
    yield from _lines_html(in_column(lines_above_the_issuer(header)), inline)
    yield '<div class="doc-ruled doc-rule-short doc-bold">'
    yield from _lines_html(in_column(lines_of_the_issuer(header)), inline)
    yield '</div></div><div class="doc-nation">'
    yield f'<div class="doc-name-of-state">{NATION}</div>'
    yield f'<div class="doc-ruled doc-rule-full doc-motto">{MOTTO}</div></div>'
    yield f'<div class="doc-number">{inline.line_as_is(number_text(header))}</div>'
    yield f'<div class="doc-date doc-size-{date_size(header)}">'
    yield "<br>".join(map(inline.line_as_is, place_and_date_lines(header)))
    yield "</div>"
    if not document.title.kind:
        yield '<div class="doc-subject">'
        yield from (f"<div>{inline.body(line)}</div>" for line in abstract_lines(document))
        yield "</div>"
    yield "</header>"


def _lines_html(lines: tuple[str, ...], inline: InlineHtml) -> Iterator[str]:
    return (f"<div>{inline.line(line)}</div>" for line in lines)


def _title_html(document: Document, inline: InlineHtml) -> Iterator[str]:
    yield f'<div class="doc-title"><h2 class="doc-kind">{inline.line(document.title.kind)}</h2>'
    if lines := abstract_lines(document):
        yield '<div class="doc-ruled doc-rule-short doc-bold">'
        yield from (f"<div>{inline.body(line)}</div>" for line in lines)
        yield "</div>"
    yield inline.edit_link(document.title.source)
    yield "</div>"


def _addressees_html(document: Document, inline: InlineHtml) -> Iterator[str]:
    lines = addressee_lines(document)
    if len(lines) == 1:
        yield f'<p class="doc-to doc-to-one">Kính gửi: {inline.body(lines[0])}</p>'
    elif lines:
        yield '<div class="doc-to"><p>Kính gửi:</p><div class="doc-to-list">'
        yield from (f"<p>{inline.body(line)}</p>" for line in lines)
        yield "</div></div>"


def _blocks_html(
    blocks: tuple[Block, ...],
    inline: InlineHtml,
    room: float = PORTRAIT_WIDTH,
    *,
    closes: bool = False,
) -> Iterator[str]:
    """The blocks over `room` millimetres."""
    last = len(blocks) - 1
    kept = kept_with_next(blocks, closes=closes)
    for index, (block, number) in enumerate(numbered(blocks)):
        keep = " doc-keep" if kept[index] else ""
        if isinstance(block, Table):
            yield from table_html(block, inline, room)
        else:
            yield from _block_html(block, number, keep, inline)
        if passage_behind(block) != (passage_behind(blocks[index + 1]) if index < last else ""):
            yield inline.edit_link(passage_behind(block))


def passage_behind(block: Block) -> str:
    """The passage that a block comes from, "" where the program made it."""
    return "" if isinstance(block, Table | LegalBasis) else block.source


def _block_html(block: Block, number: str, keep: str, inline: InlineHtml) -> Iterator[str]:
    """One block; `keep` is the class that holds it on the page of what follows."""
    match block:
        case Heading():
            yield _heading_html(block, number, keep, inline)
        case Paragraph():
            style = "" if block.style == "normal" else f" doc-{block.style}"
            yield f'<p class="doc-p{style}{keep}">{inline.body(block.text)}</p>'
        case Bullet():
            yield f'<p class="doc-p{keep}">{block.mark} {inline.body(block.text)}</p>'
        case Note():
            label = f"<b><i>* {inline.line(block.label)}:</i></b>"
            yield f'<p class="doc-p{keep}">{label} {inline.body(block.text)}</p>'
        case LegalBasis():
            for line in legal_lines(block):
                yield f'<p class="doc-p doc-italic">{inline.body(line)}</p>'


def _heading_html(heading: Heading, number: str, keep: str, inline: InlineHtml) -> str:
    text = f"{number} {inline.body(heading.text)}".lstrip()
    tag = _HEADING_TAGS.get(heading.level)
    if heading.is_title and tag:
        return f'<{tag} class="doc-h doc-h{heading.level}">{text}</{tag}>'
    after = " doc-keep" if heading.is_title and not keep else keep
    return f'<p class="doc-p{after}">{text}</p>'


def _closing_html(document: Document, inline: InlineHtml) -> Iterator[str]:
    yield '<div class="doc-closing"><div class="doc-left">'
    if written := written_lines(document):
        yield from _signature_html(written, inline)
    yield '<div class="doc-recipients">'
    beside, below = parted(document)
    if beside:
        yield '<p class="doc-recipients-label">Nơi nhận:</p>'
        yield from (f"<p>{inline.body(line)}</p>" for line in beside)
    yield "</div></div>"
    yield from _signature_html(signed_lines(document), inline)
    yield "</div>"
    if below:
        yield '<div class="doc-recipients doc-recipients-more">'
        yield from (f"<p>{inline.body(line)}</p>" for line in below)
        yield "</div>"


def _signature_html(lines: SignedLines, inline: InlineHtml) -> Iterator[str]:
    above, below = lines
    yield '<div class="doc-signature">'
    yield from (f"<p>{inline.line(line)}</p>" for line in above)
    yield '<div class="doc-sign-room"></div>'
    yield from (f"<p>{inline.line(line)}</p>" for line in below)
    yield "</div>"


def _appendix_html(
    document: Document, appendix: Appendix, position: int, inline: InlineHtml
) -> Iterator[str]:
    turned = "doc-landscape" if appendix.landscape else "doc-portrait"
    label = appendix_label(position, len(document.appendices))
    yield f'<section class="doc-appendix {turned}"><div class="doc-title">'
    yield f'<h3 class="doc-appendix-label">{inline.line_as_is(label)}</h3>'
    for line in appendix_title_lines(appendix):
        yield f'<p class="doc-appendix-title">{inline.line(line)}</p>'
    yield '<div class="doc-ruled doc-rule-short doc-italic">'
    for line in attachment_lines(document, appendix):
        yield f"<div>{inline.line_as_is(line)}</div>"
    yield "</div></div>"
    room = LANDSCAPE_WIDTH if appendix.landscape else PORTRAIT_WIDTH
    yield from _blocks_html(appendix.blocks, inline, room)
    yield "</section>"

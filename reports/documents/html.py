"""Blocks → HTML: the same body for the printed page and for the preview on the screen.

Everything a person typed passes through `Ink`, which escapes it; no attribute but the name of a
table is ever made from text, so no text can name a file or an address. Layout lives in
`static/reports/document/*.css` under classes `doc-…`; there is no inline style, so that a strict
content policy holds.
"""

from collections.abc import Collection, Iterator

from reports.documents.blocks import (
    Appendix,
    Block,
    Bullet,
    Document,
    Heading,
    LegalBasis,
    NationalHeader,
    Note,
    Paragraph,
    Signature,
    Table,
    plain,
)
from reports.documents.clean import balanced, clean
from reports.documents.ink import Ink
from reports.documents.numbering import (
    appendix_label,
    attachment_note,
    date_text,
    legal_lines,
    number_text,
    numbered,
    recipient_lines,
    with_end_mark,
)
from reports.documents.tables import table_html

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# A closing paragraph shorter than this may fill one line only; the one before it comes along.
_TWO_LINES = 190
# So many capitals of 13 pt fill the 57 mm of the issuer's column.
_ISSUER_LINE = 22
_HEADING_TAGS = {1: "h3", 2: "h4", 3: "h5"}


def render_body(document: Document, missing: Collection[str] = ()) -> str:
    """The document as one `<article>`; `missing` are characters to print as a box."""
    ink = Ink(missing)
    pieces = ['<article class="doc" lang="vi"><div class="doc-main">']
    pieces += _head_html(document.header, ink)
    pieces += _title_html(document, ink)
    pieces += _blocks_html(with_end_mark(document.blocks), ink, closes=True)
    pieces += _closing_html(document, ink)
    pieces.append("</div>")
    for position, appendix in enumerate(document.appendices, start=1):
        pieces += _appendix_html(document, appendix, position, ink)
    pieces.append("</article>")
    return "".join(pieces)


def render_page(document: Document, missing: Collection[str] = ()) -> str:
    """The document as a whole HTML page with title, author and language, without a stylesheet."""
    ink = Ink(missing)
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{ink.line(document_title(document))}</title>"
        f'<meta name="author" content="{ink.line(document_author(document))}">'
        f"</head><body>{render_body(document, missing)}</body></html>"
    )


def document_title(document: Document) -> str:
    """Kind and abstract on one line, as a file's title."""
    kind = clean(document.title.kind).strip().capitalize()
    return clean(" ".join((kind, *document.title.abstract))).strip()


def document_author(document: Document) -> str:
    """The issuer on one line, as a file's author."""
    return clean(" ".join(text for text, _ in document.header.issuer_lines)).strip()


def _head_html(header: NationalHeader, ink: Ink) -> Iterator[str]:
    upper = [(header.superior, False)] if header.superior else []
    upper += [line for line in header.issuer_lines if not line[1]]
    issuer = [line for line in header.issuer_lines if line[1]]
    yield '<header class="doc-head"><div class="doc-issuer">'
    yield from _issuer_lines(upper, ink)
    yield '<div class="doc-ruled doc-rule-short doc-bold">'
    yield from _issuer_lines(issuer, ink)
    yield '</div></div><div class="doc-nation">'
    yield f'<div class="doc-name-of-state">{NATION}</div>'
    yield f'<div class="doc-ruled doc-rule-full doc-motto">{MOTTO}</div></div>'
    yield f'<div class="doc-number">{ink.line_as_is(number_text(header))}</div>'
    place = ink.line(header.place)
    yield f'<div class="doc-date">{place}, {ink.line_as_is(date_text(header))}</div></header>'


def _issuer_lines(lines: list[tuple[str, bool]], ink: Ink) -> Iterator[str]:
    for text, _ in lines:
        for line in balanced(clean(text).strip(), _ISSUER_LINE):
            yield f"<div>{ink.line(line)}</div>"


def _title_html(document: Document, ink: Ink) -> Iterator[str]:
    yield f'<div class="doc-title"><h2 class="doc-kind">{ink.line(document.title.kind)}</h2>'
    lines = [clean(line).strip() for line in document.title.abstract]
    lines = [line for line in lines if line]
    if lines:
        lines[-1] = lines[-1].rstrip(" .;")
        yield '<div class="doc-ruled doc-rule-short doc-bold">'
        yield from (f"<div>{ink.body(line)}</div>" for line in lines)
        yield "</div>"
    yield "</div>"


def _blocks_html(blocks: tuple[Block, ...], ink: Ink, *, closes: bool = False) -> Iterator[str]:
    last = len(blocks) - 1
    short_end = closes and last > 0 and len(_words(blocks[last])) < _TWO_LINES
    for index, (block, number) in enumerate(numbered(blocks)):
        keeps = closes and (index == last or (short_end and index == last - 1))
        yield from _block_html(block, number, " doc-keep" if keeps else "", ink)


def _words(block: Block) -> str:
    return "" if isinstance(block, Table | LegalBasis) else plain(block.text)


def _block_html(block: Block, number: str, keep: str, ink: Ink) -> Iterator[str]:
    """One block; `keep` is the class that holds it on the page of what follows."""
    match block:
        case Heading():
            yield _heading_html(block, number, keep, ink)
        case Paragraph():
            style = "" if block.style == "normal" else f" doc-{block.style}"
            yield f'<p class="doc-p{style}{keep}">{ink.body(block.text)}</p>'
        case Bullet():
            yield f'<p class="doc-p{keep}">{block.mark} {ink.body(block.text)}</p>'
        case Note():
            label = f"<b><i>* {ink.line(block.label)}:</i></b>"
            yield f'<p class="doc-p{keep}">{label} {ink.body(block.text)}</p>'
        case LegalBasis():
            for line in legal_lines(block):
                yield f'<p class="doc-p doc-italic">{ink.body(line)}</p>'
        case Table():
            yield from table_html(block, ink)


def _heading_html(heading: Heading, number: str, keep: str, ink: Ink) -> str:
    text = f"{number} {ink.body(heading.text)}"
    tag = _HEADING_TAGS.get(heading.level)
    if heading.is_title and tag:
        return f'<{tag} class="doc-h doc-h{heading.level}">{text}</{tag}>'
    after = " doc-keep" if heading.is_title and not keep else keep
    return f'<p class="doc-p{after}">{text}</p>'


def _closing_html(document: Document, ink: Ink) -> Iterator[str]:
    yield '<div class="doc-closing"><div class="doc-recipients">'
    yield '<p class="doc-recipients-label">Nơi nhận:</p>'
    yield from (f"<p>{ink.line(line)}</p>" for line in recipient_lines(document))
    yield "</div>"
    yield from _signature_html(document.signature, ink)
    yield "</div>"


def _signature_html(signature: Signature, ink: Ink) -> Iterator[str]:
    yield '<div class="doc-signature">'
    yield from (f"<p>{ink.line(line)}</p>" for line in signature.authority_lines)
    yield '<div class="doc-sign-room"></div>'
    if signature.office_below:
        yield f"<p>{ink.line(signature.office_below)}</p>"
    if signature.name:
        yield f"<p>{ink.line(signature.name)}</p>"
    yield "</div>"


def _appendix_html(
    document: Document, appendix: Appendix, position: int, ink: Ink
) -> Iterator[str]:
    turned = "doc-landscape" if appendix.landscape else "doc-portrait"
    label = appendix_label(position, len(document.appendices))
    yield f'<section class="doc-appendix {turned}"><div class="doc-title">'
    yield f'<h3 class="doc-appendix-label">{ink.line_as_is(label)}</h3>'
    yield f'<p class="doc-appendix-title">{ink.line(appendix.title)}</p>'
    note = ink.line_as_is(attachment_note(document, appendix))
    yield f'<p class="doc-ruled doc-rule-short doc-italic">{note}</p></div>'
    yield from _blocks_html(appendix.blocks, ink)
    yield "</section>"

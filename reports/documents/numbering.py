"""The numbers and marks that the program makes: headings, appendices, number, date, `./.`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ntm_project.common.dates import format_date_line
from ntm_project.common.text import POINT_LETTERS, fold
from reports.documents.blocks import (
    Appendix,
    Block,
    Bullet,
    Cell,
    Document,
    Heading,
    LegalBasis,
    NationalHeader,
    Note,
    Paragraph,
    Row,
    Signature,
    Table,
    Text,
    TextRun,
)
from reports.documents.characters import (
    NBSP,
    balanced,
    clean,
    cut_words,
    width_in_bold,
    with_no_break_blanks,
)

END_MARK = "./."
# So wide, in thousandths of 13 pt, are the 57 mm of the issuer's column.
_ISSUER_LINE = 12_430
# So wide, in thousandths of 14 pt, are the 85 mm of who signs, and the 75 mm of who writes minutes.
_SIGNED_LINE, _WRITTEN_LINE = 16_900, 14_900
# The same of the 144 and the 236 mm below which an appendix names itself; italics are narrower.
_PORTRAIT_LINE, _LANDSCAPE_LINE, _BOLD_TO_ITALIC = 28_800, 47_300, 1.06
# So wide, in thousandths of 14 pt, are the 100 mm beside the issuer.
_DATE_LINE = 20_200
# So many letters of 14 pt fill the 144 mm of an abstract.
_ABSTRACT_LINE = 60
SignedLines = tuple[tuple[str, ...], tuple[str, ...]]
_ROMAN = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def roman(number: int) -> str:
    """The number in Roman numerals, from 1 up."""
    if number < 1:
        raise ValueError("Roman numerals begin at 1.")
    parts = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)


def letter(number: int) -> str:
    """The letter of a point in the Vietnamese order; after `y` come `aa`, `ab`, …"""
    if number < 1:
        raise ValueError("Letters begin at 1.")
    before, index = divmod(number - 1, len(POINT_LETTERS))
    return (letter(before) if before else "") + POINT_LETTERS[index]


class Numberer:
    """Counts the headings of one part; each level starts again below a higher one."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def number(self, level: int) -> str:
        """The number of the next heading of that level: `I.`, `1.`, `1.1.`, `a)`."""
        if level == 3 and not self._counts[1]:
            raise ValueError("A heading of level 3 needs one of level 2 before it.")
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        count = self._counts[level - 1]
        if level == 1:
            return f"{roman(count)}."
        if level == 2:
            return f"{count}."
        return f"{self._counts[1]}.{count}." if level == 3 else f"{letter(count)})"


def numbered(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """Each block with the number that stands before it, or an empty string: also before a title
    that has no sibling, since `1.` without a `2.`, `2.1.` without a `2.2.` counts nothing; but `1.`
    stays where something is numbered below it."""
    numberer = Numberer()
    for at, block in enumerate(blocks):
        number = numberer.number(block.level) if isinstance(block, Heading) else ""
        is_first = number == "1." or number.endswith(".1.")
        yield block, "" if is_first and _is_alone(blocks, at) else number


def _is_alone(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether the heading, the first of its section, is a title and the last of it too; one of the
    second level with none below it."""
    first, *others = (block for block in blocks[at:] if isinstance(block, Heading))
    below = list(takewhile(lambda block: block.level > first.level, others))
    after = others[len(below)].level if len(below) < len(others) else 0
    return first.is_title and after != first.level and not (first.level == 2 and below)


_TEXT = 5  # stands below headings of each level


def without_bare_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without the headings that nothing stands under."""
    kept: list[Block] = []
    level_below = 0  # of what follows: a heading's own, below any for text, above any for nothing
    for block in reversed(blocks):
        if not (isinstance(block, Heading) and block.is_title):
            kept.append(block)
            level_below = _TEXT
        elif level_below > block.level:
            kept.append(block)
            level_below = block.level
    return tuple(reversed(kept))


def appendix_label(position: int, total: int) -> str:
    """`Phụ lục I`; without a numeral when there is only one (decree 30, annex I, III.1)."""
    return f"Phụ lục{NBSP}{roman(position)}" if total > 1 else "Phụ lục"


def number_text(header: NationalHeader) -> str:
    """`Số: 05/KH-UBND`; before issue the number is left blank for the clerk.

    A working paper has no symbol and never gets a number: "".
    """
    if not header.symbol:
        return ""
    number = NBSP * 8 if header.number is None else f"{header.number:02d}"
    return f"Số:{NBSP}{number}/{clean(header.symbol).strip()}"


def place_and_date(header: NationalHeader) -> str:
    """`Mai Đình, ngày 05 tháng 3 năm 2024`; "" on what has no such line."""
    place = _place(header)
    return f"{place}, {date_text(header)}" if place else ""


def _place(header: NationalHeader) -> str:
    """The place as typed, without the comma that the program adds."""
    return clean(header.place).strip().rstrip(" ,;.:")


def place_and_date_lines(header: NationalHeader) -> tuple[str, ...]:
    """Place and date as lines of the heading; of a long place even ones, the date in the last."""
    words = place_and_date(header)
    in_italics = _DATE_LINE * _BOLD_TO_ITALIC
    if width_in_bold(words) <= in_italics * 14 / date_size(header):
        return (words,) if words else ()
    dated = f",{NBSP}{date_text(header)}"
    parts = list(cut_words(_place(header), in_italics, width_in_bold))
    if len(parts) > 1:  # some letters of a word that was cut stand before the date
        room = in_italics - width_in_bold(dated)
        parts += cut_words(parts.pop(), room, width_in_bold)
    parts[-1] += dated
    return tuple(line for part in parts for line in balanced(part, in_italics, width_in_bold))


def date_size(header: NationalHeader) -> int:
    """14 pt, or the 13 that the decree allows too where place and date then fit one line."""
    width = width_in_bold(place_and_date(header)) / _BOLD_TO_ITALIC
    return 13 if _DATE_LINE < width <= _DATE_LINE * 14 / 13 else 14


def date_text(header: NationalHeader) -> str:
    """`ngày 05 tháng 3 năm 2024`; blank for the clerk until issued."""
    if header.issued_on is None:
        blank = NBSP * 6
        return f"ngày{blank}tháng{blank}năm{NBSP}{header.year}"
    return with_no_break_blanks(format_date_line(header.issued_on))


def appendix_title_lines(appendix: Appendix) -> tuple[str, ...]:
    """The title of an appendix in capitals, a long one in even lines."""
    width = _LANDSCAPE_LINE if appendix.landscape else _PORTRAIT_LINE
    return balanced(clean(appendix.title).strip().upper(), width, width_in_bold)


def attachment_lines(document: Document, appendix: Appendix) -> tuple[str, ...]:
    """What the appendix belongs to, a long note in even lines."""
    width = _LANDSCAPE_LINE if appendix.landscape else _PORTRAIT_LINE
    in_italics = width * _BOLD_TO_ITALIC
    return balanced(attachment_note(document, appendix), in_italics, width_in_bold)


def attachment_note(document: Document, appendix: Appendix) -> str:
    """`(Kèm theo Kế hoạch số …/KH-UBND ngày … của …)`, blank like the head until issued."""
    if appendix.note:
        return with_no_break_blanks(clean(appendix.note).strip())
    header = document.header
    number = NBSP * 6 if header.number is None else f"{NBSP}{header.number:02d}"
    issuer = clean(document.issuer_name).strip()
    tail = f" của {issuer}" if issuer else ""
    kind = clean(document.title.name)
    symbol = clean(header.symbol).strip()
    its_number = f" số{number}/{symbol}" if symbol else ""
    return with_no_break_blanks(f"(Kèm theo {kind}{its_number} {date_text(header)}{tail})")


def issuer_lines(header: NationalHeader) -> tuple[str, ...]:
    """The lines of the agency that issues it, in the order of the head: those above it first."""
    return (*lines_above_the_issuer(header), *lines_of_the_issuer(header))


def lines_above_the_issuer(header: NationalHeader) -> tuple[str, ...]:
    """The agency above, and the first lines of a name that is parted, none of them bold; in
    capitals, however somebody typed them (decree 30, annex I, II.2)."""
    above = (header.superior, *(text for text, is_issuer in header.issuer_lines if not is_issuer))
    return tuple(clean(text).strip().upper() for text in above if text.strip())


def lines_of_the_issuer(header: NationalHeader) -> tuple[str, ...]:
    """The agency's own lines, in bold capitals, with the rule below them."""
    return tuple(
        clean(text).strip().upper() for text, is_issuer in header.issuer_lines if is_issuer
    )


def in_column(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines of an agency as they are in the narrow column of the head."""
    return tuple(part for line in lines for part in balanced(line, _ISSUER_LINE, width_in_bold))


def authority_of_signature(signature: Signature) -> tuple[str, ...]:
    """The authority and office above the signature, in capitals (decree 30, annex I, II.7)."""
    return tuple(clean(line).strip().upper() for line in signature.authority_lines)


def signed_lines(document: Document) -> SignedLines:
    """The lines above and below the room to sign, of who signs: each in even parts, where it is
    longer than the column."""
    return _signed(document.signature, _SIGNED_LINE)


def written_lines(document: Document) -> SignedLines | None:
    """The signature of who wrote the paper; None where it bears one signature alone."""
    return _signed(document.written_by, _WRITTEN_LINE) if document.written_by else None


def _signed(signature: Signature, width: float) -> SignedLines:
    def parted(*lines: str) -> tuple[str, ...]:
        bare = [line for line in (clean(line).strip() for line in lines) if line]
        return tuple(part for line in bare for part in balanced(line, width, width_in_bold))

    return parted(*authority_of_signature(signature)), parted(
        signature.office_below, signature.name
    )


def abstract_lines(document: Document) -> tuple[str, ...]:
    """The abstract line by line, without a mark at its end; a long line in even parts, where it
    stands below a type (a letter's has a narrow column)."""
    lines = [clean(line).strip() for line in document.title.abstract]
    lines = [line for line in lines if line]
    if not lines:
        return ()
    ended = (*lines[:-1], lines[-1].rstrip(" .;"))
    if not document.title.kind:
        return ended
    whole = (part for line in ended for part in cut_words(line, _PORTRAIT_LINE, width_in_bold))
    return tuple(part for line in whole for part in balanced(line, _ABSTRACT_LINE))


def addressee_lines(document: Document) -> tuple[str, ...]:
    """The lines after `Kính gửi:`: one alone, or each `- …;`, the last with a full stop."""
    bare = unmarked(document.addressees)
    return tuple(bare) if len(bare) < 2 else listed(bare, "- ")


def listed(lines: Sequence[str], mark: str = "") -> tuple[str, ...]:
    """Lines of one list: each ends with `;`, the last with a full stop."""
    last = len(lines)
    return tuple(f"{mark}{line}{'.' if at == last else ';'}" for at, line in enumerate(lines, 1))


def index_row(table: Table) -> Row:
    """The row of a table's head that numbers its columns."""
    numbers = (TextRun(f"({at})", italic=True) for at in range(1, len(table.columns) + 1))
    return Row(tuple(Cell((number,)) for number in numbers), kind="index")


def recipient_lines(document: Document) -> tuple[str, ...]:
    """The list under `Nơi nhận`: each line `- …;`, the last `- Lưu: VT….` ends with a full stop."""
    return listed(unmarked(document.recipients.lines), "- ")


def sent_and_kept(document: Document) -> tuple[str, str]:
    """The recipients, one a line, and who keeps a copy, as the register names both (decree 30,
    annex IV): the addressees themselves for `Như trên`, `VT` of `Lưu: VT`."""
    lines, to = unmarked(document.recipients.lines), unmarked(document.addressees)
    kept = [line for line in lines if fold(line).startswith("luu")]
    sent = [line for line in lines if line not in kept]
    if to:
        sent = [*to, *(line for line in sent if not fold(line).startswith("nhu tren"))]
    keepers = (line.partition(":")[2].strip() or line for line in kept)
    return "\n".join(dict.fromkeys(sent)), "; ".join(keepers)


def unmarked(lines: Iterable[str]) -> list[str]:
    """Typed lines without the marks and the label that the program makes."""
    begun = (_LABEL.sub("", clean(line).lstrip(" -–—•+*").rstrip()) for line in lines)
    bare = (line.rstrip(" ;.,/") for line in begun)
    return [line for line in bare if line]


_LABEL = re.compile(r"^(?:Nơi nhận|Kính gửi)\s*:\s*", re.IGNORECASE)


def with_archive(lines: Iterable[str]) -> tuple[str, ...]:
    """The recipients as typed, the archive last (`Lưu: VT`), added where nobody typed it."""
    typed = unmarked(lines)
    kept = [f"Lưu: {_KEPT.sub('', line)}" for line in typed if _KEPT.match(line)]
    return (*(line for line in typed if not _KEPT.match(line)), *(kept or ("Lưu: VT",)))


_KEPT = re.compile(r"Lưu(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)


def legal_lines(block: LegalBasis) -> tuple[str, ...]:
    """The legal basis line by line: each ends with `;`, the last with a full stop."""
    bare = [clean(line).strip().rstrip(" ;.,") for line in block.lines]
    return listed([line for line in bare if line])


def with_end_mark(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body with `./.` at the end of its last sentence, added when it is missing, and nowhere
    else: a passage that somebody took over from another paper may end with the mark of that."""
    for index in range(len(blocks) - 1, -1, -1):
        if (ended := _ended(blocks[index])) is not None:
            return (*map(_going_on, blocks[:index]), ended, *blocks[index + 1 :])
    return blocks


def _going_on(block: Block) -> Block:
    """The block without the mark that would end the paper behind it."""
    match block:
        case Paragraph(text=str(text)) | Bullet(text=str(text)) | Note(text=str(text)):
            return replace(block, text=_END.sub(".", text)) if _END.search(text) else block
    return block


_END = re.compile(r"\s*\./\.?\s*$")


def _ended(block: Block) -> Block | None:
    """The block closed with the end mark; None for one that holds no sentence."""
    match block:
        case Paragraph() | Bullet() | Note() | Heading(is_title=False):
            return replace(block, text=_closed(block.text))
    return None


def _closed(text: Text) -> Text:
    if isinstance(text, str):
        return _bare(text) + END_MARK
    last = text[-1] if text else ""
    if isinstance(last, str):
        return (*text[:-1], _bare(last) + END_MARK)
    return (*text[:-1], TextRun(_bare(last.text), last.bold, last.italic), END_MARK)


def _bare(text: str) -> str:
    return clean(text).rstrip(" ./;,:")

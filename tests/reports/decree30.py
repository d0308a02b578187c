"""The checks P1 to U1 of decree 30/2020/NĐ-CP on a made PDF; each yields what it found wrong."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median

from reports.documents.blocks import Document
from tests.reports.measured import MOTTO, ROUNDING, Paper, date_of
from tests.reports.paper import APPENDIX, MM, Line, read, rule_below
from tests.reports.printing import render_pdf

FONT = re.compile(r"^[A-Z]{6}\+(Times-?New-?Roman|Tinos|Liberation-?Serif)\b")
NATION = re.compile(r"^CỘNG (HÒA|HOÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM$")
NUMBER = re.compile(r"^Số:\s*(\d{2,})?\s*/[A-ZĐ]+[A-Za-zĐđ]*-[A-ZĐ]+(-[A-ZĐ]+)?$")
DAY = r"(0[1-9]|[12]\d|3[01])"
DATE = re.compile(rf"^[^,]+, ngày (?:{DAY} tháng (0[12]|[3-9]|1[0-2])|\s+tháng\s+) ?năm \d{{4}}$")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _between(value: float, low: float, high: float, slack: float = 0.2) -> bool:
    return low - slack <= value <= high + slack


def p1(paper: Paper) -> Iterator[str]:
    for at, part in enumerate(paper.parts):
        for sheet in part:
            size = (round(sheet.width - 595.28, 1), round(sheet.height - 841.89, 1))
            turned = (round(sheet.width - 841.89, 1), round(sheet.height - 595.28, 1))
            fits = max(map(abs, size)) <= 0.5 or (at > 0 and max(map(abs, turned)) <= 0.5)
            if not fits:
                yield f"page {sheet.index + 1}: {sheet.width:.1f} x {sheet.height:.1f} pt"
            if not sheet.lines:
                yield f"page {sheet.index + 1} bears no words"


def p2(paper: Paper) -> Iterator[str]:
    for sheet in paper.sheets:
        for line in sheet.lines:
            inside = (
                line.x0 >= 29 * MM
                and line.x1 <= sheet.width - 14 * MM
                and line.top >= 19 * MM
                and line.bottom <= sheet.height - 19 * MM
            )
            if not inside:
                yield f"page {sheet.index + 1}: {line.text[:30]!r} stands in a margin"


def p3(paper: Paper) -> Iterator[str]:
    for part in paper.parts:
        for at, sheet in enumerate(part, start=1):
            shown = [line.text for line in sheet.number]
            if shown != ([] if at == 1 else [str(at)]):
                yield f"page {sheet.index + 1}: shows {shown}, is page {at} of its part"
            for line in sheet.number:
                centres = (sheet.width / 2, (30 * MM + sheet.width - 20 * MM) / 2)
                centres += ((30 * MM + sheet.width - 15 * MM) / 2,)
                if min(abs(line.centre - centre) for centre in centres) > 3 * MM:
                    yield f"page {sheet.index + 1}: its number is not centred"
                if not _between(line.size, 13, 14) or line.is_bold or line.is_italic:
                    yield f"page {sheet.index + 1}: its number is not upright 13-14 pt"


def f1(paper: Paper) -> Iterator[str]:
    for sheet in paper.sheets:
        for name, is_embedded in sheet.fonts.items():
            if not FONT.match(name):
                yield f"page {sheet.index + 1}: font {name}"
            if not is_embedded:
                yield f"page {sheet.index + 1}: font {name} is not embedded"
        if any(max(ink) > 0 for ink in sheet.inks):
            yield f"page {sheet.index + 1}: colours {sorted(sheet.inks)}"


def h1(paper: Paper) -> Iterator[str]:
    found = [line for line in paper.first.segments if NATION.match(line.text)]
    if len(found) != 1:
        yield "the name of the state does not stand once, on one line"
        return
    line = found[0]
    if not line.is_bold or line.is_italic or not _between(line.size, 12, 13):
        yield f"the name of the state: {line.size:.1f} pt, {set(line.fonts)}"
    if line.centre < 30 * MM + 0.4 * (paper.first.width - 50 * MM):
        yield "the name of the state is not in the right 60 %"


def h2(paper: Paper) -> Iterator[str]:
    name = next((line for line in paper.first.segments if NATION.match(line.text)), None)
    line = next((line for line in paper.first.segments if line.text == MOTTO), None)
    if not name or not line:
        yield "the motto is missing"
        return
    gap = line.baseline - name.baseline
    if not 0 < gap < 1.8 * line.size or abs(line.centre - name.centre) > 2 * MM:
        yield "the motto is not directly below the name of the state"
    if not line.is_bold or not _between(line.size, 13, 14):
        yield f"the motto: {line.size:.1f} pt, {set(line.fonts)}"
    rule = rule_below(paper.first, line)
    if not rule or not 0.94 <= (rule.x1 - rule.x0) / line.width <= 1.06:
        yield "the rule below the motto is not as long as it"


def h3(paper: Paper) -> Iterator[str]:
    limit = 30 * MM + 0.4 * (paper.first.width - 50 * MM)
    agency = [
        line
        for line in paper.first.segments
        if line.is_bold and line.x1 < limit + 2 * MM and line.baseline < paper.head_end
    ]
    ruled = [("agency", agency), *([] if paper.subject else [("abstract", paper.title[1:])])]
    for what, lines in ruled:
        if not lines:
            yield f"the {what} is missing"
            continue
        rule = rule_below(paper.first, lines[-1])
        longest = max(line.width for line in lines)
        if not rule:
            yield f"no rule below the {what}"
        elif not _between(rule.x1 - rule.x0, longest * 0.33, longest * 0.5, 2 * MM):
            yield f"the rule below the {what} is {(rule.x1 - rule.x0) / longest:.2f} of it"
        elif abs((rule.x0 + rule.x1) / 2 - lines[-1].centre) > 2 * MM:
            yield f"the rule below the {what} is not centred"


def h4(paper: Paper) -> Iterator[str]:
    if not paper.number or not NUMBER.match(paper.number.text):
        yield f"number {paper.number and paper.number.text!r}"
        return
    date = date_of(paper)
    if date and abs(date.baseline - paper.number.baseline) > MM:
        yield "number and date do not share a baseline"


def h5(paper: Paper) -> Iterator[str]:
    date = date_of(paper)
    if not date or not DATE.match(date.text):
        yield f"date {date and date.text!r}"
    elif not date.is_italic or not _between(date.size, 13, 14):
        yield f"the date: {date.size:.1f} pt, {set(date.fonts)}"


def t1(paper: Paper) -> Iterator[str]:
    if paper.subject:
        yield from _subject_faults(paper)
        return
    if len(paper.title) < 2:
        yield "kind or abstract is missing, or not bold"
        return
    if not paper.title[0].is_upper:
        yield "the kind is not in capitals"
    for line in paper.title:
        if not _between(line.size, 13, 14) or line.is_italic or not paper.is_centred(line):
            yield f"{line.text!r} is not centred, upright, 13-14 pt"
    if paper.title[-1].text.endswith("."):
        yield "the abstract ends with a full stop"


def _subject_faults(paper: Paper) -> Iterator[str]:
    number = paper.number
    for line in paper.subject:
        if not _between(line.size, 12, 13) or line.is_bold or line.is_italic:
            yield f"{line.text!r} is not upright 12-13 pt"
        if number and abs(line.centre - number.centre) > 2 * MM:
            yield f"{line.text!r} is not centred under the number"
    if not paper.addressees:
        yield "a letter names nobody whom it goes to"


def k1(paper: Paper) -> Iterator[str]:
    """Box 9a: one addressee on the line, several below it, dashes under the colon."""
    lines = paper.addressees
    if not lines:
        return
    for line in lines:
        if not _between(line.size, 13, 14) or line.is_bold or line.is_italic:
            yield f"{line.text!r} is not upright 13-14 pt"
    if lines[0].text != "Kính gửi:":
        return
    dashes = [line for line in lines[1:] if line.text.startswith("- ")]
    if len(dashes) < 2 or not lines[-1].text.endswith("."):
        yield "the addressees are not a list that ends with a full stop"
    if any(abs(line.x0 - lines[0].x1) > 2 * MM for line in dashes):
        yield "the dashes do not stand under the colon"


def b1(paper: Paper) -> Iterator[str]:
    leadings = []
    pairs = [(one, two) for one, two in pairwise(paper.body) if one.page == two.page]
    for line in paper.body:
        if not _between(line.size, 13, 14):
            yield f"{line.text[:30]!r}: {line.size:.1f} pt"
        if not (paper.goes_on(line) or paper.opens(line) or paper.is_centred(line)):
            yield f"{line.text[:30]!r}: indent {(line.x0 - paper.left) / MM:.1f} mm"
    for one, two in pairs:
        if paper.goes_on(two):
            leadings.append((two.baseline - one.baseline) / two.size)
            # A heading stands left: justified, its few words would be torn apart.
            if not one.is_bold and abs(one.x1 - paper.right) > paper.rounding:
                yield f"{one.text[-30:]!r} does not reach the right edge"
    if leadings and not (min(leadings) >= 1.14 and max(leadings) <= 1.73):
        yield f"leading {min(leadings):.2f} to {max(leadings):.2f} of the size"
    usual = median(leadings) if leadings else 1.15
    for one, two in pairs:
        gap = two.baseline - one.baseline - usual * two.size
        if paper.opens(two) and gap < 6 - 0.3 * MM:
            yield f"{two.text[:30]!r}: {gap:.1f} pt below the paragraph before"


def b2(paper: Paper) -> Iterator[str]:
    if not paper.body or not paper.body[-1].text.endswith("./."):
        yield f"the body ends with {paper.body[-1].text[-10:] if paper.body else ''!r}"


def b3(paper: Paper) -> Iterator[str]:
    paragraphs: list[list[Line]] = []
    for line in paper.body:
        if paper.opens(line) or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    bases = [lines for lines in paragraphs if lines[0].text.startswith("Căn cứ")]
    for at, lines in enumerate(bases, start=1):
        if not all(line.is_italic for line in lines):
            yield f"{lines[0].text[:30]!r} is not italic"
        if not lines[-1].text.endswith("." if at == len(bases) else ";"):
            yield f"{lines[0].text[:30]!r} ends with {lines[-1].text[-1]!r}"


def _signature(paper: Paper, end: Line) -> list[Line]:
    """The right column beside and below `Nơi nhận`, with lines of it that stand higher."""
    column = [line for line in paper.sheets[end.page].segments if line.x0 > 95 * MM]
    found = [line for line in column if line.baseline > end.baseline - 2 * MM]
    for line in reversed(column[: len(column) - len(found)]):
        is_near = found and found[0].baseline - line.baseline < 1.8 * line.size
        if not is_near or abs(line.centre - found[0].centre) > 3 * MM or not line.is_bold:
            break
        found.insert(0, line)
    return found


def _overleaf(paper: Paper, page: int) -> list[Line]:
    """What of the body's part stands behind a page: more recipients than it holds, if anything; the
    decree keeps the signature in one piece with the end of the text, not the list beside it."""
    return [line for sheet in paper.parts[0] if sheet.index > page for line in sheet.segments]


def s1(paper: Paper) -> Iterator[str]:
    end = paper.closing
    if not end:
        yield "Nơi nhận is missing"
        return
    if not (end.is_bold and end.is_italic and _between(end.size, 12, 12)):
        yield f"Nơi nhận: {end.size:.1f} pt, {set(end.fonts)}"
    if abs(end.x0 - paper.left) > 2 * MM:
        yield "Nơi nhận is not at the left margin"
    signature = _signature(paper, end)
    if not signature or abs(signature[0].baseline - end.baseline) > 2 * MM:
        yield "Nơi nhận is not level with the first line of the signature"
    listed = [
        line
        for line in paper.sheets[end.page].segments
        if line.baseline > end.baseline + 2 and line.x0 < 95 * MM
    ] + _overleaf(paper, end.page)
    if any(not _between(line.size, 11, 11) for line in listed):
        yield "the recipients are not 11 pt"
    if not listed or not re.match(r"^- Lưu: (VT|hồ sơ).*\.$", listed[-1].text):
        yield f"the last recipient is {listed[-1].text if listed else None!r}"


def s2(paper: Paper) -> Iterator[str]:
    signature = _signature(paper, paper.closing) if paper.closing else []
    if len(signature) < 2 or not signature[0].is_upper:
        yield "the authority is missing or not in capitals"
        return
    if not all(line.is_bold and _between(line.size, 13, 14) for line in signature):
        yield "a line of the signature is not bold 13-14 pt"
    if max(abs(line.centre - signature[0].centre) for line in signature) > 3 * MM:
        yield "the lines of the signature do not share a centre"
    if not signature[-1].is_upper:
        room = max(two.top - one.bottom for one, two in pairwise(signature))
        if room < 25 * MM:
            yield f"{room / MM:.0f} mm to sign"
    with_it = [line for line in paper.body if line.page == signature[0].page]
    if len(with_it) < min(2, len(paper.body)):
        yield "fewer than two lines of the body stand with the signature"
    if any(line.x0 > 95 * MM or line.size > 11.2 for line in _overleaf(paper, signature[0].page)):
        yield "the signature does not close the body"


def a1(paper: Paper) -> Iterator[str]:
    labels = [APPENDIX.match(part[0].lines[0].text) for part in paper.parts[1:]]
    numerals = [label[1] if label else None for label in labels]
    if numerals != ([None] if len(labels) == 1 else list(ROMAN[: len(labels)])):
        yield f"appendices {numerals}"
    words = " ".join(line.text for line in paper.body)
    for numeral in numerals:
        wanted = rf"Phụ lục {numeral}\b" if numeral else r"[Pp]hụ lục"
        if not re.search(wanted, words):
            yield f"the body does not name appendix {numeral or ''}"


def u1(paper: Paper) -> Iterator[str]:
    for sheet in paper.sheets:
        if not unicodedata.is_normalized("NFC", sheet.raw):
            yield f"page {sheet.index + 1}: not NFC"
        if "\ufffd" in sheet.raw or "\0" in sheet.raw or "(cid:" in sheet.raw:
            yield f"page {sheet.index + 1}: an unreadable character"


CHECKS: dict[str, Callable[[Paper], Iterator[str]]] = {
    check.__name__.upper(): check
    for check in (p1, p2, p3, f1, h1, h2, h3, h4, h5, t1, k1, b1, b2, b3, s1, s2, a1, u1)
}


def faults(pdf: bytes, rounding: float = ROUNDING) -> dict[str, list[str]]:
    """What each check found wrong in the PDF; empty when the document is right."""
    paper = Paper(read(pdf), rounding)
    found = {name: list(check(paper)) for name, check in CHECKS.items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def spared(document: Document) -> set[str]:
    """The checks of what the document's kind does not have at all: a number, a line of place and
    date, recipients; minutes are signed above theirs."""
    found: set[str] = set()
    if not document.header.symbol:
        found |= {"H4"}
    if not document.header.place:
        found |= {"H5"}
    if document.written_by:
        found |= {"S1", "S2"}
    if not document.recipients.lines:
        found |= {"B1", "S1", "S2"}  # no line touches the left edge, from which indents count
    return found


def faults_of(document: Document) -> dict[str, list[str]]:
    """What is wrong on its paper, without what its kind does not have."""
    found = faults(render_pdf(document))
    return {name: wrong for name, wrong in found.items() if name not in spared(document)}

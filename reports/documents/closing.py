"""How the end of a paper stands on its last page: what of the body and of the recipients stays with
the signature, alike on paper and in Word."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from reports.documents.blocks import Block, Document, Heading, LegalBasis, Table, plain
from reports.documents.numbering import recipient_lines

# A closing paragraph shorter than this may fill one line only; the one before it comes along. (A
# first line of the body holds some 70 letters of 14 points, never more than 80.)
_TWO_LINES = 90
# So many letters of 11 pt fill a recipient's line. Of a list that is longer than the most lines, so
# many stand beside the signature, or below that of who wrote minutes; three at least go on alone.
_RECIPIENT_LINE = 38
_MOST_BESIDE, _LINES_BESIDE = 20, 12
_MOST_BELOW, _LINES_BELOW = 12, 3
LINES_TOGETHER = 3


def first_kept(blocks: Sequence[Block]) -> int:
    """From which block on the body stays on the page of the signature."""
    last = len(blocks) - 1
    is_short = last > 0 and len(_words(blocks[last])) < _TWO_LINES
    return last - 1 if is_short else last


def kept_with_next(blocks: Sequence[Block], *, closes: bool) -> list[bool]:
    """Of each block whether no page ends below it: the last ones before a signature, and one that
    leads to what follows (`… như sau:`). Of a chain of those the last alone is held, so that no
    page is left white for a long one."""
    kept = first_kept(blocks) if closes else len(blocks)
    leads = [_leads_on(block) for block in blocks]
    follows = [*leads[1:], True]
    return [
        at >= kept or (leads[at] and not follows[at] and not isinstance(blocks[at], Table))
        for at in range(len(blocks))
    ]


def _leads_on(block: Block) -> bool:
    is_text = not (isinstance(block, Heading) and block.is_title)  # a title is held anyway
    return is_text and _words(block).rstrip().endswith(":")


def _words(block: Block) -> str:
    return "" if isinstance(block, Table | LegalBasis) else plain(block.text)


def parted(document: Document) -> tuple[Sequence[str], Sequence[str]]:
    """The recipients in one piece with the signature, and those that go on below it and overleaf:
    of a long list as many stay as take no more room than it does. What is one piece leaves a page
    white where it does not fit."""
    lines = recipient_lines(document)
    is_below = document.written_by is not None
    most, few = (_MOST_BELOW, _LINES_BELOW) if is_below else (_MOST_BESIDE, _LINES_BESIDE)
    ends = list(accumulate(len(line) // _RECIPIENT_LINE + 1 for line in lines))
    at = bisect_left(ends, few) + 1
    if not ends or ends[-1] <= most or len(lines) - at < LINES_TOGETHER:
        return lines, ()
    return lines[:at], lines[at:]

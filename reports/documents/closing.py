"""How the end of a paper stands on its last page: what of the body and of the recipients stays with
the signature, alike on paper and in Word."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from reports.documents.blocks import Block, LegalBasis, Table, plain

# A closing paragraph shorter than this may fill one line only; the one before it comes along. (A
# first line of the body holds some 70 letters of 14 points, never more than 80.)
_TWO_LINES = 90
# So many letters of 11 pt fill a recipient's line; so many lines stand beside a signature, when the
# whole list is longer than a page holds with the end of the body.
_RECIPIENT_LINE = 38
_LINES_BESIDE, _LINES_OF_A_PAGE = 20, 44


def first_kept(blocks: Sequence[Block]) -> int:
    """From which block on the body stays on the page of the signature."""
    last = len(blocks) - 1
    is_short = last > 0 and len(_words(blocks[last])) < _TWO_LINES
    return last - 1 if is_short else last


def _words(block: Block) -> str:
    return "" if isinstance(block, Table | LegalBasis) else plain(block.text)


def parted(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The recipients beside the signature, in one piece with it, and those that go on below it and
    overleaf: none, where one page holds them all."""
    ends = list(accumulate(len(line) // _RECIPIENT_LINE + 1 for line in lines))
    if not ends or ends[-1] <= _LINES_OF_A_PAGE:
        return lines, ()
    at = bisect_left(ends, _LINES_BESIDE) + 1
    return lines[:at], lines[at:]

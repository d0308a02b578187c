"""Reads deadline words into a `Deadline`; what is not certain stays words with a warning."""

import re
from datetime import date

from ..typed import fold, tidy
from .model import Deadline, Relation
from .periods import PRECISIONS, Point, Unreadable
from .rhythms import take_rhythms
from .scanner import Mark, scan

LONGEST = 500  # characters: longer is a paragraph, not a deadline
QUOTED = 60

EXAMPLES = "ví dụ “trong tháng 8/2024”, “trước ngày 15/8/2024”, “hàng tuần”"

Window = tuple[Point, Relation, date | None, date, str]  # last named time, …, caution

# The shapes that a deadline takes, spelt in the letters of `Mark`.
_SINGLE = re.compile(r"(?P<lead>[lbidhc]*)(?P<clock>T?)P")
_RANGE = re.compile(r"(?P<from>i?f?)s?P(?P<join>,?[di]?-?,?[bdl]*[hc]?i?)P")
_SEVERAL = re.compile(r"i?P(,P)+")
_RANGE_JOINS = {"-": Relation.IN, "d": Relation.BY, "dh": Relation.BY, "dc": Relation.BY}


def parse_deadline(words: str, *, year: int | None = None) -> Deadline:
    """The deadline that the words name; `year` completes only words that name no year at all.

    Words that cannot be read for certain keep precision NONE and carry a Vietnamese warning.
    """
    written = "".join(char for char in tidy(words) if fold(char))
    if not written:
        return Deadline(words, warning="Chưa ghi thời hạn.")
    if len(written) > LONGEST:
        return Deadline(words, is_read=False, warning=f"Thời hạn quá dài; ghi ngắn, {EXAMPLES}.")
    rhythm, rest = take_rhythms(fold(written))
    is_tentative = False
    try:
        tokens = scan(rest, written)
        is_tentative = any(token.mark == Mark.TENTATIVE for token in tokens)
        sentence = [token for token in tokens if token.mark not in {Mark.TENTATIVE, Mark.FILLER}]
        if rhythm and all(token.mark == Mark.AND for token in sentence):
            return Deadline(words, is_tentative=is_tentative, rhythm=rhythm)
        named, relation, starts_on, ends_on, caution = _window(_joined(sentence), year)
    except Unreadable as error:
        return Deadline(
            words,
            is_tentative=is_tentative,
            rhythm=rhythm,
            is_read=bool(rhythm),
            warning=str(error),
        )
    return Deadline(
        words,
        PRECISIONS[named.kind],
        relation,
        starts_on,
        ends_on,
        is_tentative,
        rhythm,
        warning=caution,
    )

"""Reads deadline words into a `Deadline`; what is not certain stays words with a warning."""

import re
import unicodedata
from dataclasses import replace

from ..text import clean_line
from .choice import EXAMPLES, QUOTED, choose
from .line import mark_tokens, not_understood, refuse_unclear
from .marks import Mark
from .model import Deadline
from .periods import PRECISIONS, Impossible, Unreadable
from .phrases import phrases_of
from .rhythms import details_dropped, is_only_a_rhythm, take_rhythms
from .scanner import DOUBLED, tokens_of
from .spelling import Words

# "vụ hè thu 2025", "vụ mùa năm 2025": the year names the season, and ends with neither.
SEASON = re.compile(r"\b(?:vụ|mùa)\s[^\d,;]{1,20}20\d\d\s*$", re.IGNORECASE)
LONGEST = 500  # characters: longer is a paragraph, not a deadline


def parse_deadline(words: str, *, year: int | None = None) -> Deadline:
    """The deadline that the words name; `year` completes only words that name no year at all.

    Words that cannot be read for certain keep precision NONE and carry a Vietnamese warning; a
    rhythm with words beside it that were not understood is kept, and counts as unread.
    """
    written = "".join(char for char in clean_line(words) if not unicodedata.combining(char))
    if not written:
        return Deadline(words, warning="Chưa ghi thời hạn.")
    if len(written) > LONGEST:
        return Deadline(words, is_read=False, warning=f"Thời hạn quá dài; ghi ngắn, {EXAMPLES}.")
    if season := SEASON.search(written):
        return Deadline(words, is_read=False, warning=str(not_understood(season[0], EXAMPLES)))
    rhythm, rest = take_rhythms(Words.of(written).blanked(DOUBLED, " "))
    unread = Deadline(words, rhythm=rhythm, is_read=False)
    try:
        return _read(unread, rest, year)
    except Unreadable as error:
        is_impossible = isinstance(error, Impossible)
        return replace(unread, is_impossible=is_impossible, warning=str(error))


def _read(unread: Deadline, words: Words, year: int | None) -> Deadline:
    tokens = tokens_of(words)
    is_tentative = any(token.mark == Mark.TENTATIVE for token in tokens)
    unread = replace(unread, is_tentative=is_tentative)
    line = mark_tokens(tokens, words)
    refuse_unclear(line, words, EXAMPLES, QUOTED)
    phrases = phrases_of(line, year)
    if unread.rhythm:
        line, phrases = details_dropped(unread.rhythm, line, phrases)
        if is_only_a_rhythm(line):
            return replace(unread, is_read=True)
        if len(phrases) == 1 and (start := phrases[0].starts_on):
            return replace(unread, is_read=True, starts_on=start)
    window = choose(line, phrases, words)
    return replace(
        unread,
        precision=PRECISIONS[window.named.kind],
        relation=window.relation,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        is_read=True,
        warning=window.caution,
    )

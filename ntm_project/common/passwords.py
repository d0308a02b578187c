"""Passwords: one form whichever keyboard typed them, and how much of one a guesser tries first.

What is measured is how many characters a guess explains: words of the place and the person,
passwords in use everywhere, runs of keys, what repeats, days. The rest is the password's own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache

from django.contrib.auth.password_validation import CommonPasswordValidator

from ntm_project.common.text import fold

OWN_AT_LEAST = 8  # characters that no guess explains
SHORTEST_WORD = 3
SHORTEST_COMMON = 6
SHORTEST_RUN = 4
SHORTEST_REPEAT = 3

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "qwertzuiop", "azertyuiop", "qazwsxedcrfvtgbyhnujmikolp", "13579", "02468", "147258369",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "q1w2e3r4t5y6u7i8o9p0", "159753", "159357",
)  # fmt: skip
_RUNS = _ROWS + tuple(row[::-1] for row in _ROWS)
_LOOKALIKE = str.maketrans("014357@$!|", "oiaestasil")
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
# Passwords met everywhere here, beside Django's list of twenty thousand from abroad.
_COMMON_HERE = """
    anhyeuem emyeuanh yeuemmaimai yeuanhmaimai iloveyou anhnhoem emnhoanh conyeume conyeubome
    yeugiadinh giadinhhanhphuc hanhphuc maimaiyeu motminh khongbiet khongcomatkhau matkhaucuatoi
    matkhaumoi quenmatkhau xinchao chaoban motngaydep mothaibabon haibabonnam mothaibabonnam
    motngaymoi sinhnhat chucmungnammoi vietnamvodich toiyeuvietnam doclaptudohanhphuc hochiminh
    saigon hanoi congai contrai bacgiang thanhcong phatloc phattai langoaivan taisao
"""
_DAY = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d(?:0[1-9]|1[0-2])?"
)


class Guess(Enum):
    """What a guesser tries."""

    WORDS = auto()
    COMMON = auto()
    RUN = auto()
    REPEAT = auto()
    DAY = auto()
    DIGITS = auto()


def normal_password(typed: str) -> str:
    """The one form of a password: a Mac and a Windows keyboard give different bytes for `ế`."""
    return unicodedata.normalize("NFKC", typed)


def bare_password(password: str) -> str:
    """Its letters and digits without diacritics and case, in which near-copies are equal."""
    return "".join(c for c in fold(password) if c.isalnum())


def guess_for(password: str, words: Iterable[str]) -> Guess | None:
    """The guess that explains most of a password; None when enough of it is its own.

    `words` are those of the place and the person, folded and without blanks.
    """
    text = "".join(fold(normal_password(password)).split())
    if text and not any(c.isalpha() for c in text) and any(c.isdigit() for c in text):
        return Guess.DIGITS
    known = {word for word in words if len(word) >= SHORTEST_WORD}
    for reading in _readings(text):
        guesses = Counter(g for g in _explain(reading, known) if g is not None)
        own = len(text) - guesses.total()
        if guesses and (own < OWN_AT_LEAST or own * 2 < len(text)):
            return guesses.most_common(1)[0][0]
    return None


def _readings(text: str) -> Iterator[str]:
    """The ways in which people hide a word: as it is, without marks between, `n0ngth0n`, `!@#$`."""
    yield text
    for table in ({}, _LOOKALIKE, _SHIFTED):
        yield "".join(c for c in text.translate(table) if c.isalnum())


def _explain(text: str, words: set[str]) -> list[Guess | None]:
    """For each character the guess that finds it."""
    found: list[Guess | None] = [None] * len(text)
    for guess, places in (
        (Guess.WORDS, _places_of_words(text, words)),
        (Guess.RUN, _places_of_runs(text)),
        (Guess.REPEAT, _places_of_repeats(text)),
        (Guess.COMMON, _places_of_common(text)),
        (Guess.DAY, (place for m in _DAY.finditer(text) for place in range(*m.span()))),
    ):
        for place in places:
            found[place] = found[place] or guess
    return found


def _places_of_words(text: str, words: set[str]) -> Iterator[int]:
    for word in words:
        start = text.find(word)
        while start >= 0:
            yield from range(start, start + len(word))
            start = text.find(word, start + 1)


# The list is a packed file of 20,000 words: read once, when a password is first judged.
@lru_cache(maxsize=1)
def _common() -> tuple[frozenset[str], int]:
    every = {*CommonPasswordValidator().passwords, *_COMMON_HERE.split()}
    long = frozenset(p for p in every if len(p) >= SHORTEST_COMMON)
    return long, max(map(len, long))


def _places_of_common(text: str) -> Iterator[int]:
    common, longest = _common()
    for start in range(len(text)):
        for end in range(start + SHORTEST_COMMON, min(len(text), start + longest) + 1):
            if text[start:end] in common:
                yield from range(start, end)


def _places_of_runs(text: str) -> Iterator[int]:
    """Neighbours on the keyboard, in the alphabet or in counting; `1122` and `a1b2` too."""
    for first, step in ((0, 1), (0, 2), (1, 2)):
        places = range(first, len(text), step)
        # One key pressed twice is one step of the run.
        kept = [p for p in places if p == first or text[p] != text[p - step]]
        squeezed = "".join(text[p] for p in kept)
        for start in range(len(squeezed) - SHORTEST_RUN + 1):
            end = start + SHORTEST_RUN
            if any(squeezed[start:end] in row for row in _RUNS):
                after = kept[end] if end < len(kept) else len(text)
                yield from range(kept[start], after, step)


def _places_of_repeats(text: str) -> Iterator[int]:
    """Blocks that stood before: all but the first of `abcabcabc`, of `aaaa`, of `hoa…hoa`."""
    start = 1
    while start < len(text):
        length = 0
        while (
            start + length < len(text)
            and text.find(text[start : start + length + 1], 0, start + length) >= 0
        ):
            length += 1
        if length >= SHORTEST_REPEAT:
            yield from range(start, start + length)
        start += length if length >= SHORTEST_REPEAT else 1

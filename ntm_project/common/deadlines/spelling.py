"""Deadline words in one spelling, letter for letter, and patterns that match that spelling.

Words written with diacritics are matched with them: `quỹ` is no `quý`, `tối` no `tới`, `sau` no
`sáu`. Only where the tone stands is left open (`quý`, `qúy`). Words typed without any are matched
without. A pattern is written once, in plain Vietnamese, and serves both.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from ..text import fold_letters

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"\(\?P[<=]\w+")  # of a group, and where it is named again
_VOWELS = frozenset("aăâeêioôơuưy")


# A plan has its deadlines read again and again, and they are made of the same few syllables.
@lru_cache(maxsize=4096)
def _one_tone_place(word: str) -> str:
    """The word with its tone on its first vowel, where neither old nor new style puts it apart."""
    tones, letters = "", []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        tones += "".join(part for part in parts if part in _TONES)
        letters.append(
            unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        )
    first = next((at for at, letter in enumerate(letters) if letter in _VOWELS), None)
    if len(tones) != 1 or first is None:
        return word
    letters[first] = unicodedata.normalize("NFC", letters[first] + tones)
    return "".join(letters)


def with_marks(source: str) -> str:
    """Words or a pattern of lower case in the one spelling that keeps diacritics."""
    return _WORD.sub(lambda found: _one_tone_place(found[0]), source)


def without_marks(source: str) -> str:
    """Words or a pattern of lower case with plain letters alone."""
    # Letter classes such as `(?P<` keep their case: a pattern is folded too.
    return "".join(char if char.isascii() else fold_letters(char) for char in source)


class Spelled:
    """A pattern written in plain Vietnamese, compiled for words with and without diacritics."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.spelt = re.compile(with_marks(source))
        self.bare = re.compile(without_marks(source))


def any_of(patterns: Iterable[Spelled]) -> Spelled:
    """One pattern that matches where any of these does; their groups, which all have names, are
    each numbered apart."""
    numbered = (_NAME.sub(rf"\g<0>_{n}", one.source) for n, one in enumerate(patterns))
    return Spelled("|".join(f"(?:{source})" for source in numbered))


@dataclass(frozen=True)
class Words:
    """What was written, and the same letters as the patterns see them, place for place."""

    written: str
    letters: str
    is_bare: bool

    @classmethod
    def of(cls, written: str) -> "Words":
        if all(char.isascii() or not char.isalpha() for char in written):
            return cls(written, fold_letters(written), is_bare=True)
        lowered = "".join(char.lower()[:1] for char in written)
        dashed = "".join(char if char.isalpha() else fold_letters(char) for char in lowered)
        return cls(written, with_marks(dashed), is_bare=False)

    def pattern(self, spelled: Spelled) -> re.Pattern[str]:
        return spelled.bare if self.is_bare else spelled.spelt

    def match(self, spelled: Spelled, at: int) -> re.Match[str] | None:
        return self.pattern(spelled).match(self.letters, at)

    def blanked(self, spelled: Spelled, sign: str) -> "Words":
        """These words with each place that the pattern matches overwritten by the sign."""
        pattern = self.pattern(spelled)
        letters, places = pattern.subn(lambda match: sign * len(match[0]), self.letters)
        return replace(self, letters=letters) if places else self

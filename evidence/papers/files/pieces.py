"""Texts of several runs, each with its font: by the font's name old letters are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ntm_project.common.old_fonts import OldFont, converted, old_font
from ntm_project.common.text import clean_line


@dataclass(frozen=True)
class Piece:
    """One run of a text, and the name of its font."""

    text: str
    font: str


class Pieces:
    """Joins runs to clean lines; what was written for old fonts is converted, or left as it is."""

    def __init__(self, *, converts: bool = True) -> None:
        self.met: set[OldFont] = set()
        self._converts = converts

    @property
    def names(self) -> str:
        """What the old fonts that were met are called."""
        return ", ".join(sorted(font.value for font in self.met))

    def lines(self, pieces: Iterable[Piece]) -> str:
        """The text of the runs, clean, its line breaks kept."""
        joined = "".join(
            self._read("".join(piece.text for piece in run), name)
            for name, run in groupby(pieces, key=attrgetter("font"))
        )
        return "\n".join(filter(None, map(clean_line, joined.splitlines())))

    def _read(self, text: str, name: str) -> str:
        font = old_font(name)
        if font is None:
            return text
        changed = converted(text, font, name=name)
        if changed == text:
            return text
        self.met.add(font)
        # A soft hyphen is a letter here, and no browser shows it.
        return changed if self._converts else text.replace("\u00ad", "-")

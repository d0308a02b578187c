"""One line of a list: what it is about, where to act on it, and the words beside and below it."""

import re
from dataclasses import dataclass

from ntm_project.common.draw.tiles import STATE_WORDS

TONES = ("red", "amber", "blue", "green", "grey")  # most urgent first
AGAINST_FIGURE = STATE_WORDS["contradicting"].capitalize()


CUT = "\ue000"  # before what a shown line leaves out of a word that was cut: see `short`
_LEFT_OUT = re.compile(rf"[\s,;:–(-]*{CUT}[^…]*")


@dataclass(frozen=True)
class Line:
    """A line of the boards, of the checks, of my work or of the search's results.

    `url` is "" where there is no page to lead to; `form` is the form that mends it, for whoever may
    open it; `badge` shows in a word or two its state. `counted` keeps which rows a finding
    counts without naming them: a waiver knows it by them too. `known_as` holds text and note as a
    waiver knows them, where these were cut.
    """

    text: str
    url: str = ""
    note: str = ""
    badge: str = ""
    tone: str = "grey"
    form: str = ""
    counted: str = ""
    known_as: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        if CUT in self.text or CUT in self.note:
            known = (self.text.replace(CUT, ""), self.note.replace(CUT, ""))
            object.__setattr__(self, "known_as", known)
            for name in ("text", "note"):
                object.__setattr__(self, name, _LEFT_OUT.sub("", getattr(self, name)))


def short(text: str, length: int = 220) -> str:
    """The text on one line, cut with … when it is longer, for a finding of a check. Waivers know
    findings by words that were once cut in the middle of a word: what of it no line shows, stands
    behind a `CUT`. Elsewhere use `common.text.shortened`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    kept = line[: length - 1].rstrip()
    whole, blank, part = kept.rpartition(" ")
    is_cut = blank and line[len(kept)] != " "
    return f"{whole}{CUT} {part}…" if is_cut else f"{kept}…"

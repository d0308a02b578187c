"""One line of a list: what it is about, where to act on it, and what stands beside and below it."""

from dataclasses import dataclass

from ntm_project.common.draw.tiles import STATE_WORDS

TONES = ("red", "amber", "blue", "green", "grey")  # most urgent first
AGAINST_FIGURE = STATE_WORDS["contradicting"].capitalize()


@dataclass(frozen=True)
class Line:
    """A line of the boards, of the checks, of my work or of the search's results.

    `url` is "" where there is no page to lead to; `form` is the form that mends it, for whoever may
    open it; `badge` shows in a word or two how it stands. `counted` keeps which rows a finding
    counts without naming them: a waiver knows it by them too.
    """

    text: str
    url: str = ""
    note: str = ""
    badge: str = ""
    tone: str = "grey"
    form: str = ""
    counted: str = ""


def short(text: str, length: int = 220) -> str:
    """The text on one line, cut with … when it is longer, in the middle of a word too: a waiver of
    a check knows its finding by the line. Elsewhere `common.text.shortened` cuts between words."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"

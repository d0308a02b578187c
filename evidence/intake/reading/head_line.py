"""A line that may be a heading."""

import re
from dataclasses import dataclass

from .headings import CriterionHeading
from .labels import label_of
from .last_named import only_name
from .lines import PlanParagraph
from .markers import Marker, marked
from .names import names_of, split_names
from .people import before_work, leads_in
from .pieces import gives_work
from .sentences import is_given
from .time_words import StatedTime
from .times import deadline_in

_ASIDE = re.compile(r"\s*\([^()]*\)[\s:.]*$")  # "TRẠM Y TẾ (bs Phương)"


@dataclass(frozen=True)
class HeadLine:
    """A paragraph behind its mark, and the one that follows it."""

    marker: Marker
    text: str
    is_bold: bool = False
    following: PlanParagraph | None = None

    @property
    def is_head(self) -> bool:
        """Whether its mark or its letters are those of headings."""
        return self.marker.style in {"roman", "part", "large"} or self.is_large

    @property
    def is_large(self) -> bool:
        return self.is_bold or _ASIDE.sub("", self.text).isupper()

    @property
    def before_colon(self) -> str:
        return self.text.split(":", maxsplit=1)[0]


def is_item(text: str) -> bool:
    """Whether a line gives work or a time, as no heading does."""
    return deadline_in(text) is not None or is_given(text) or bool(before_work(text))


def named_in(words: str) -> tuple[str, ...]:
    """Who is named in the brackets of a heading."""
    return names_of(leads_in(words)) or tuple(split_names(only_name(words)))


def style_of(row: PlanParagraph) -> str:
    """The kind of mark that a paragraph begins with."""
    return marked(row.text)[0].style


def timed_head(head: CriterionHeading) -> tuple[StatedTime | None, str]:
    """The deadline that a heading gives to all under it, and what is left behind it."""
    rest = head.rest
    bracket = re.match(r"\([^()]*\)", rest)
    stated = deadline_in(head.name) or (deadline_in(bracket[0]) if bracket else None)
    if stated:
        rest = re.sub(r"^\([^)]*\)\s*[:.]?\s*", "", rest)
    is_bracket = re.match(r"^\(([^)]*)\)?\s*[:.]?$", rest)
    return stated, "" if is_bracket and not (is_given(rest) or leads_in(rest)) else rest


def label_below(line: HeadLine) -> str:
    """The kind of label with which the next line begins: "Hiện trạng: …"; "" for none."""
    return label_of(marked(line.following.text)[1])[0] if line.following else ""


def is_over_work(line: HeadLine) -> bool:
    """Whether the label of the next line gives the work: "Phân công: Hội Phụ nữ tập huấn"."""
    return line.following is not None and gives_work(label_of(marked(line.following.text)[1])[1])


def is_whole_sentence(row: PlanParagraph | None) -> bool:
    """Whether a paragraph without a mark is a whole sentence."""
    if row is None or row.cells or style_of(row):
        return False
    return len(row.text.split()) > 8 and row.text[:1].isupper() and row.text.endswith((".", ";"))

"""The one village whose plan a paper is, by what stands above its first heading."""

from collections.abc import Iterable
from itertools import islice, takewhile

from .headings import is_title
from .lines import PlanParagraph
from .markers import Marker, marked
from .outline import Frame
from .register import Register
from .unit_words import unit_named
from .who import OF_COMMUNE

_MOST_LINES, _MOST_WORDS = 14, 24


def frame_of_all(rows: Iterable[PlanParagraph], register: Register) -> Frame:
    """What holds all over the plan: of the board of a village, or of a village by its title."""
    above = takewhile(lambda row: not (row.cells or marked(row.text)[0].is_numbered), rows)
    lines = [row.text for row in islice(above, _MOST_LINES) if len(row.text.split()) < _MOST_WORDS]
    named = [(unit, line) for line in lines if (unit := unit_named(line, register))]
    villages = {unit.key for unit, _ in named if not unit.is_commune}
    if len(villages) != 1 or any(OF_COMMUNE.search(line) for line in lines):
        return Frame(Marker())
    words = next(line for unit, line in named if unit.key in villages)
    is_head = words.isupper() or is_title(Marker(), words)
    return Frame(Marker(), unit=villages.pop(), unit_words=words) if is_head else Frame(Marker())

"""Which column of a table is which: by its name, a synonym, as matched before, as a guess."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ntm_project.common.tables.table import BETWEEN, head_key

SURE_ENOUGH = 84  # of 100, as rapidfuzz weighs likeness; below it nothing is proposed


class How(StrEnum):
    """Why a column was taken for a field."""

    KNOWN = "known"
    REMEMBERED = "remembered"
    GUESSED = "guessed"
    NOT = "not"


@dataclass(frozen=True)
class Match:
    """A column of the file and the field that it is; no name is no field."""

    heading: str
    name: str = ""
    how: How = How.NOT


def match_columns(
    heads: Sequence[str],
    synonyms: Mapping[str, Sequence[str]],
    remembered: Mapping[str, str] | None = None,
) -> list[Match]:
    """Each heading with its field; a field is taken by one column, the surest and first.

    `synonyms` are the headings by which each field is known; `remembered` the fields that somebody
    gave to headings (`head_key`) before, "" for one that is none. A likeness is only a guess, for a
    person to confirm.
    """
    known = {head_key(word): name for name, words in synonyms.items() for word in words}
    found: dict[int, Match] = {}
    taken: set[str] = set()
    for how, source in ((How.REMEMBERED, remembered or {}), (How.KNOWN, known)):
        for at, heading in enumerate(heads):
            name = _named(heading, source)
            if at in found or name is None or (name and name in taken):
                continue
            found[at] = Match(heading, name, how if name else How.NOT)
            taken.add(name)
    for at, heading in reversed(list(enumerate(heads))):  # of several years the last
        name = known.get(head_key(heading.rpartition(BETWEEN)[0]), "")
        if name and at not in found and name not in taken:
            found[at] = Match(heading, name, How.GUESSED)
            taken.add(name)
    free = {words: name for words, name in known.items() if name not in taken}
    for at, heading in enumerate(heads):
        if at not in found and heading and (name := _alike(heading, free)):
            found[at] = Match(heading, name, How.GUESSED)
            free = {words: other for words, other in free.items() if other != name}
    return [found.get(at, Match(heading)) for at, heading in enumerate(heads)]


def _named(heading: str, source: Mapping[str, str]) -> str | None:
    """The field of a heading; of one in two rows, that of its lower part where this is known."""
    if not heading:
        return None
    if (name := source.get(head_key(heading))) is not None:
        return name
    _, _, lower = heading.rpartition(BETWEEN)
    return source.get(head_key(lower)) if lower != heading else None


def _alike(heading: str, free: Mapping[str, str]) -> str:
    from rapidfuzz import fuzz, process  # late: few files need it

    best = process.extractOne(
        head_key(heading), list(free), scorer=fuzz.token_sort_ratio, score_cutoff=SURE_ENOUGH
    )
    return free[best[0]] if best else ""

"""Which column of a table is which: by its name, a synonym, as matched before, as a guess."""

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from rapidfuzz import fuzz, process

from ntm_project.common.tables.table import BETWEEN, head_key
from ntm_project.common.text import spoken

Rank = tuple[bool, int, bool]
SURE_ENOUGH = 84  # of 100, as rapidfuzz weighs likeness; below it nothing is proposed


class MatchSource(StrEnum):
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
    how: MatchSource = MatchSource.NOT


def match_columns(
    heads: Sequence[str],
    synonyms: Mapping[str, Sequence[str]],
    remembered: Mapping[str, str] | None = None,
    fits: Callable[[int, str], bool] = lambda at, name: True,
) -> list[Match]:
    """Each heading with its field; a field is taken by one column.

    `synonyms` are the headings by which each field is known, the surest first; one may name several
    fields. `remembered` are the fields that somebody gave to headings (`keys_to_remember`) before,
    "" for one that is none; `fits` is whether the cells of a column may be those of a field. A
    likeness is only a guess, for a person to confirm.
    """
    found = _remembered(heads, remembered or {})
    taken = {match.name for match in found.values()}
    known: dict[str, dict[str, int]] = {}
    for name in (name for name in synonyms if name not in taken):
        for place, word in enumerate(synonyms[name]):
            known.setdefault(head_key(word), {}).setdefault(name, place)
    wishes = {at: _wishes(word, known) for at, word in enumerate(heads) if word and at not in found}
    for name, at in _settled(wishes, fits).items():
        found[at] = Match(heads[at], name, MatchSource.KNOWN)
        taken.add(name)
    # One that is known and has given way is no guess for another field.
    left = {at for at, word in enumerate(heads) if word and at not in found and not wishes[at]}
    found |= _guessed(heads, left, {n: words for n, words in synonyms.items() if n not in taken})
    return [found.get(at, Match(heading)) for at, heading in enumerate(heads)]


def keys_to_remember(heads: Sequence[str]) -> list[str]:
    """The keys by which the headings are remembered: the second of two equal headings gets a key of
    its own."""
    seen: Counter[str] = Counter()
    found = []
    for key in map(head_key, heads):
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return found


def _remembered(heads: Sequence[str], remembered: Mapping[str, str]) -> dict[int, Match]:
    found: dict[int, Match] = {}
    taken: set[str] = set()
    for at, (heading, key) in enumerate(zip(heads, keys_to_remember(heads), strict=True)):
        name = remembered.get(key if key in remembered else _key(heading, remembered))
        if name is not None and name not in taken:
            found[at] = Match(heading, name, MatchSource.REMEMBERED if name else MatchSource.NOT)
            taken |= {name} - {""}
    return found


def _guessed(
    heads: Sequence[str], left: set[int], free: Mapping[str, Sequence[str]]
) -> dict[int, Match]:
    """What the columns that are left may be: by the upper part of a head in two rows, or alike."""
    names = {head_key(word): name for name, words in free.items() for word in words}
    found: dict[int, Match] = {}

    def take(at: int, name: str) -> None:
        nonlocal names
        if name:
            found[at] = Match(heads[at], name, MatchSource.GUESSED)
            names = {word: other for word, other in names.items() if other != name}

    for at in sorted(left, reverse=True):  # of several years the last
        take(at, names.get(head_key(heads[at].rpartition(BETWEEN)[0]), ""))
    for at in sorted(left - found.keys()):
        take(at, _alike(heads[at], names))
    return found


def _key(heading: str, source: Collection[str]) -> str:
    """The key by which a heading is known, "" where it is unknown; a heading of two rows may be
    known by its lower one."""
    if not heading or (key := head_key(heading)) in source:
        return heading and key
    _, _, lower = heading.rpartition(BETWEEN)
    return key if (key := head_key(lower)) in source and lower != heading else ""


def _wishes(heading: str, known: Mapping[str, Mapping[str, int]]) -> dict[str, Rank]:
    """The fields that a heading names, and how exactly: the whole of it before its lower part, a
    surer word first, without a remark in brackets."""
    key, whole = _key(heading, known), head_key(heading)
    if not key:
        return _wishes_of_parts(heading, known)
    exact = (key != whole, whole != spoken(heading))
    return {name: (exact[0], place, exact[1]) for name, place in known.get(key, {}).items()}


def _wishes_of_parts(heading: str, known: Mapping[str, Mapping[str, int]]) -> dict[str, Rank]:
    """The fields that both of two words name: `Chức vụ/ Chức danh`, `Tên văn bản, tài liệu`."""
    parts = [known.get(head_key(part), {}) for part in re.split("[/,]", heading)]
    both = [name for name in parts[0] if all(name in part for part in parts)]
    return {name: (False, max(part[name] for part in parts), True) for name in both}


def _settled(
    wishes: Mapping[int, Mapping[str, Rank]], fits: Callable[[int, str], bool]
) -> dict[str, int]:
    """The column of each field: the one whose cells fit it, then the more exactly named; who has to
    give way takes the next field that its heading names and its cells fit."""

    def rank(name: str, at: int) -> tuple[bool, Rank, int]:
        return not fits(at, name), wishes[at][name], at

    left = {at: deque(names) for at, names in wishes.items()}
    for at, names in left.items():
        if len(names) > 1:
            first, *others = sorted(names, key=partial(rank, at=at))
            left[at] = deque([first, *(name for name in others if fits(at, name))])
    held: dict[str, int] = {}
    waiting = deque(left)
    while waiting:
        at = waiting.popleft()
        if not left[at]:
            continue
        name = left[at].popleft()
        if name in held:
            at, other = sorted((at, held[name]), key=partial(rank, name))
            waiting.append(other)
        held[name] = at
    for at in wishes.keys() - held.values():
        # Rather the field that it names most exactly, whose refusal shows what does not fit it.
        name = min(wishes[at], key=lambda name: wishes[at][name], default="")
        if len(wishes[at]) > 1 and name not in held:
            held[name] = at
    return held


def _alike(heading: str, free: Mapping[str, str]) -> str:
    best = process.extractOne(
        head_key(heading), list(free), scorer=fuzz.token_sort_ratio, score_cutoff=SURE_ENOUGH
    )
    return free[best[0]] if best else ""

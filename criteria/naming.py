"""Which criterion of a set words name: by its number, by its name, or by what it is called."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz

from ntm_project.common.text import spoken

SURE = 100  # how near two names are at most
SURE_NAME = 90  # how near a name must be to outweigh the number beside it
NEAR_ENOUGH = 92  # of words that are the first part of the name
_NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:\s*[.:\-–(]\s*|\s+(?=[^\W\d])|$)(?P<name>\D*?)\)?")
_CODE = re.compile(r"(?P<number>\d{1,2})\.\d+(?P<name>)")  # 6.1: of an indicator
_BEFORE = re.compile(
    r"(?:tiêu chí|tc)(?: số)?[\s.:]+|(?:tc|tiêu chí)(?=\d)|(?:về|đối với|lĩnh vực)\s+",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(
    r"(?P<name>\D+?)[\s(,–-]*(?:tiêu chí|tc)(?: số)?[\s.:]*(?P<number>\d{1,2})\)?",
    re.IGNORECASE,
)
_SHAPES = (_NUMBERED, _CODE, _NUMBER_BEHIND)


def likeness(one: str, other: str) -> float:
    """How near two names of criteria are."""
    if not one or not other:
        return 0
    if one == other:
        return SURE
    return min(max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)), SURE - 1)


def nearest_criterion(words: str, names: Mapping[int, str]) -> tuple[int, float]:
    """The criterion whose name is nearest, and how near (0 to 100)."""
    key = spoken(words)
    scored = [(_called(key, spoken(name)), number) for number, name in names.items()]
    best = max(scored, default=(0, 0))
    return best[1], best[0]


def _called(words: str, name: str) -> float:
    """How near the words are to the name, or to its first part: "Tổ chức sản xuất" for "Tổ chức
    sản xuất và phát triển kinh tế nông thôn"."""
    first = name.split(" va ", maxsplit=1)[0]
    return max(likeness(words, name), NEAR_ENOUGH if words == first != name else 0)


def _begins(name: str, words: str) -> bool:
    return bool(words) and f"{name} ".startswith(f"{words} ")


def criterion_meant(words: str, names: Mapping[int, str]) -> int:
    """The number of the criterion that a cell names, 0 for none that is sure: `10`, `10. Thu nhập`,
    `Tiêu chí Thu nhập`, `Thu nhập (TC 10)`. A number beside the name of another is none."""
    bare = words.strip(" .")
    while before := _BEFORE.match(bare):
        bare = bare[before.end() :]
    found = next(filter(None, (one.fullmatch(bare) for one in _SHAPES)), None)
    number, name = (int(found["number"]), found["name"]) if found else (0, bare)
    meant, near = nearest_criterion(name, names) if name else (0, 0)
    if near < SURE_NAME:
        begun = [n for n, whole in names.items() if _begins(spoken(whole), spoken(name))]
        meant = begun[0] if len(begun) == 1 else 0
    if number:
        return number if number in names and meant in (0, number) else 0
    return meant

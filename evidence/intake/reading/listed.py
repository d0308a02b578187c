"""Several works in one paragraph: "Công an xã: a) lắp 5 camera; b) tuần tra ban đêm"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ntm_project.common.text import POINT_LETTERS

from .markers import PLAIN, Marker
from .names import begins_with_verb
from .people import leads_in

_I = re.IGNORECASE
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ROMAN = re.compile(r"(?:^|(?<=[\s;,:.]))\(?(?P<n>[ivx]{1,4})\)\s*(?=\S)")
_MARKS = (
    re.compile(r"(?:^|(?<=[\s;,:.]))\(?(?P<n>[a-zđ])\)\s*(?=\S)"),
    re.compile(r"(?:^|(?<=[\s;,:.]))\(?(?P<n>\d{1,2})\)\s*(?=\S)"),
    re.compile(r"(?:^|(?<=[;:.] ))(?P<n>\d{1,2})[./]\s+(?=[^\W\d])"),
    re.compile(r"(?:^|(?<=[;:.] ))(?P<n>[a-zđ])[./]\s+(?=[^\W\d])"),
    _ROMAN,
)
_DASH = re.compile(r"(?<=[;:.])\s+(?P<sign>[-–+•])\s*(?=[^\W\d])")
_OWN = {"small": False, "round": True, "number1": True}  # whether it is a number
_CITED = re.compile(r"(?:điểm|khoản|mục|tiết|ý|phụ lục|biểu)\s*\(?$", _I)
_CUT = " ,.;:–-"
_FOR_ALL = re.compile(
    r"[;,.]\s*(?P<tail>(?:tất cả|toàn bộ|(?:các|những|cả|hai|ba|bốn|năm|\d+|riêng)(?: \w+)?"
    r" (?:việc|nội dung|nhiệm vụ|hạng mục|phần việc|công trình)(?: này| trên| nêu trên)?)\s.*)$",
    _I,
)
_OPENS = re.compile(
    r"(?:sau(?: đây)?|như sau|dưới đây|cụ thể|trọng tâm|các (?:việc|nội dung|nhiệm vụ))$", _I
)
_CONSISTS = re.compile(r"[\s,]*(?:bao )?gồm(?: có)?$", _I)


@dataclass(frozen=True)
class ListedWorks:
    """The works of a list with their marks, the text before the list, and the text that closes it.

    `tail` is for all of them by its words; `behind` are sentences that may be.
    """

    head: str
    items: tuple[tuple[str, str], ...]
    tail: str = ""
    behind: str = ""

    @property
    def is_of_one_work(self) -> bool:
        """Whether the words before the list are work, of which the items are the parts."""
        return begins_with_verb(self.head) and not _OPENS.search(self.head)


def listed_works(text: str, marker: Marker = PLAIN) -> ListedWorks | None:
    """The works that a paragraph lists behind its own mark; None where it is no list of works."""
    for head, items in (*_numbered(text, marker), *_dashed(text, marker)):
        bare = [item.strip(_CUT) for _, item in items]
        works = sum(begins_with_verb(item) or _is_of_somebody(item) for item in bare)
        if len(items) > 1 and works * 2 > len(items) and all(" " in item for item in bare):
            return _closed(_CONSISTS.sub("", head.strip(_CUT)), items)
    return None


def _is_of_somebody(item: str) -> bool:
    """ "Công an xã tuần tra ban đêm"."""
    return any(span.start == 0 for span in leads_in(item))


Found = tuple[str, list[tuple[str, str]]]


def _numbered(text: str, marker: Marker) -> Iterator[Found]:
    for kind, mark in enumerate(_MARKS):
        is_own = _OWN.get(marker.style) == (kind in {1, 2})
        if run := _run(text, mark, 1):
            yield text[: run[0].start()], _items(text, run)
        elif is_own and (run := _run(text, mark, _own_number(marker, mark) + 1)):
            yield "", [(marker.written, text[: run[0].start()]), *_items(text, run)]


def _own_number(marker: Marker, mark: re.Pattern[str]) -> int:
    """Which of the list the mark of the paragraph is; the i of "i), ii), iii)" is its first."""
    return _number(marker.written, mark) if mark is _ROMAN else marker.number


def _number(words: str, mark: re.Pattern[str]) -> int:
    if words.isdigit():
        return int(words)
    if mark is _ROMAN:
        return _ROMANS.index(words) + 1 if words in _ROMANS else 0
    return POINT_LETTERS.find(words) + 1


def _run(text: str, mark: re.Pattern[str], first: int) -> list[re.Match[str]]:
    """The marks that count on from the first."""
    run: list[re.Match[str]] = []
    for found in mark.finditer(text):
        number = _number(found["n"], mark)
        if number == first + len(run) and _is_free(text, found.start()):
            run.append(found)
    return run


def _items(text: str, run: list[re.Match[str]]) -> list[tuple[str, str]]:
    ends = [*(found.start() for found in run[1:]), len(text)]
    return [
        (found.groupdict().get("n", ""), text[found.end() : end])
        for found, end in zip(run, ends, strict=True)
    ]


def _is_free(text: str, at: int) -> bool:
    """Whether the mark stands outside of brackets and numbers no part of a law."""
    before = text[:at]
    is_inside = before.rfind("(") > before.rfind(")")
    return not is_inside and not _CITED.search(before)


def _dashed(text: str, marker: Marker) -> Iterator[Found]:
    signs = list(_DASH.finditer(text))
    signs = [found for found in signs if found["sign"] == signs[0]["sign"]]
    first = text[: signs[0].start()] if signs else ""
    if first.endswith(":"):
        yield first, _items(text, signs)
    elif begins_with_verb(first):
        yield "", [(marker.written, first), *_items(text, signs)]


def _closed(head: str, items: list[tuple[str, str]]) -> ListedWorks:
    """The list, with the text after its last work that is meant for all of them taken out of it."""
    mark, last = items[-1]
    tail = behind = ""
    if found := _FOR_ALL.search(last):
        last, tail = last[: found.start()], found["tail"]
    if stop := re.search(r"(?<=[^\W\d]|\d)\. (?=[A-ZĐÀ-Ỹ])", last):
        last, behind = last[: stop.end()], last[stop.end() :]
    works = [*items[:-1], (mark, last)]
    return ListedWorks(head, tuple((n, item.strip(_CUT)) for n, item in works), tail, behind)

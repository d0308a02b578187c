"""The criteria that a text counts as met and as left, by their numbers: what of it contradicts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reports.checks.reading.once import all_read_once
from reports.checks.reading.patterns import FIRST_DIGIT
from reports.checks.reading.rests import wrong_shares

_CRITERIA = r"(?:tiêu chí|TC)\b"
_BEHIND = r"(?:\s+(?:gồm|là|chưa đạt|còn lại))*\s*:\s*"  # `chưa đạt: 2, 5`, `gồm: 1, 3`
_LISTED = (
    r"(?:[^.;:\n()\d]{0,40}?\((?P<list>[^()\n]{1,90})\)"
    rf"|{_BEHIND}(?P<behind>[^.;()\n]{{1,90}}))?"
)
_MET = re.compile(
    r"\b(?:đạt|hoàn thành|có)\s+(?:chuẩn\s+|được\s+)?(?P<n>\d{1,2})"
    rf"\s*/\s*(?P<of>\d{{1,2}})\s+{_CRITERIA}{_LISTED}",
    re.I,
)
_AHEAD = re.compile(r"[^.;\n]{0,60}\Z")
_LEFT = re.compile(
    rf"\b(?:còn(?: lại)?|chưa đạt)\s*:?\s*(?P<n>{FIRST_DIGIT}\d?)\s+{_CRITERIA}{_LISTED}"
    rf"|(?P<k>{FIRST_DIGIT}\d?)(?:/\d{{1,2}})?\s+{_CRITERIA}\s+(?:cơ bản\s+)?(?:chưa đạt|còn lại)"
    r"(?:[^.;:\n()\d]{0,40}?\((?P<these>[^()\n]{1,90})\)|:\s*(?P<those>[^.;()\n]{1,90}))?",
    re.I,
)
_AIMED = re.compile(r"\b(?:phấn đấu|thêm|nâng|lên|sẽ|mục tiêu|cuối năm|đưa|hoàn thành)\b", re.I)
_NUMBERS = re.compile(r"(?:(?:tiêu chí|TC|số|và)\s*|[\s,;.]|\d{1,2}\b)+", re.I)


class Stated(NamedTuple):
    """So many criteria, which ones where the text lists them, of how many where it states it."""

    many: int
    numbers: tuple[int, ...]
    whole: int
    words: str


@all_read_once
def met_in(text: str) -> list[Stated]:
    """The criteria that a text counts as met today, no aim."""
    found, last = [], 0
    for one in _MET.finditer(text):
        ahead = _AHEAD.search(text, max(last, one.start() - 60), one.start())
        last = one.end()
        if not _AIMED.search(f"{ahead[0] if ahead else ''}{one[0][:11]}".lower()):
            listed = _listed(one["list"] or one["behind"])
            found.append(Stated(int(one["n"]), listed, int(one["of"]), _words(one[0])))
    return found


@all_read_once
def unmet_in(text: str) -> list[Stated]:
    """The criteria that a text counts as not met yet."""
    return [
        Stated(
            int(one["n"] or one["k"]),
            _listed(one["list"] or one["behind"] or one["these"] or one["those"]),
            0,
            _words(one[0]),
        )
        for one in _LEFT.finditer(text)
    ]


def wrong_standings(text: str) -> Iterator[str]:
    """`đạt 4/10 tiêu chí (1, 4, 9)`, `đạt 13/19 tiêu chí; còn 5 tiêu chí`, one criterion among
    those that are met and those that are left."""
    if "/" not in text or ("tiêu chí" not in text.lower() and "TC" not in text):
        return
    met, left = met_in(text), unmet_in(text)
    for one in met:
        if one.numbers and len(one.numbers) != one.many:
            yield one.words
    if len(met) != 1 or len(left) != 1 or any(wrong_shares(text)):
        return
    (done,), (rest,) = met, left
    both = f"{done.words} … {rest.words}"
    if set(done.numbers) & set(rest.numbers) or done.many + rest.many != done.whole:
        yield both


def _listed(words: str | None) -> tuple[int, ...]:
    """The numbers of a list that is of nothing else; of one number alone none."""
    if not words or not _NUMBERS.fullmatch(words):
        return ()
    found = tuple(map(int, re.findall(r"\d+", words)))
    return found if len(found) > 1 else ()


def _words(text: str) -> str:
    return " ".join(text.split())


# `đạt thêm 02 tiêu chí (số 3 và số 5), nâng tổng số lên 13/19`
_MORE = re.compile(
    rf"\bthêm\s+(?P<least>ít nhất\s+)?(?P<n>\d{{1,2}})\s+{_CRITERIA}"
    r"(?P<between>[^.\n]{0,90}?)(?P<then>\d{1,2})\s*/\s*(?P<of>\d{1,2})(?![\d/])",
    re.I,
)
# `đạt thêm tiêu chí 7 và tiêu chí 9; cuối năm đạt 4/10`, `hoàn thành tiêu chí 10, tiêu chí 17; …`
_MORE_NAMED = re.compile(
    r"\b(?:thêm|hoàn thành)\s+(?:các\s+)?tiêu chí\s+"
    r"(?P<list>(?:(?:tiêu chí|số|và)\s+|\d{1,2}(?!\d|/)[\s,;]*)+)"
    r"(?P<between>[^.\n\d]{0,60}?)(?P<then>\d{1,2})\s*/\s*(?P<of>\d{1,2})(?![\d/])",
    re.I,
)


@all_read_once
def more_in(text: str) -> Iterator[tuple[int, int, int, str]]:
    """(how many more, how many then, of how many, words) of each aim at more criteria."""
    for one in _MORE.finditer(text) if "thêm" in text.lower() else ():
        yield int(one["n"]), int(one["then"]), int(one["of"]), _words(one[0])
    for one in _MORE_NAMED.finditer(text) if "tiêu chí" in text else ():
        count = len(re.findall(r"\d+", one["list"]))
        yield count, int(one["then"]), int(one["of"]), _words(one[0])

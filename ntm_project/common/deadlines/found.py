"""Where times and rhythms stand in a text, by the spellings that the reader of deadlines reads."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .marks import Mark, Token
from .periods import Kind
from .rhythms import rhythm_spans
from .scanner import DOUBLED, tokens_of
from .spelling import Spelled, Words
from .times import CODE


@dataclass(frozen=True)
class FoundTime:
    """A time, or several that one word counts ("tháng 5, 7, 9"): its words, and from where to
    where they stand."""

    words: str
    start: int
    end: int
    kind: Kind | None = None  # None for a rhythm

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


# "15/19 tiêu chí", "2/3 số hộ": a share, and no day.
_COUNTED = Spelled(
    r"\s*(?:số|tiêu|chỉ|thôn|xóm|bản|ấp|buôn|khu|hộ|trường|người|nhà|tuyến|sản|trẻ|trạm|công)\b"
)
_LEADS_TO_DAY = Spelled(r"(?:trước|nhất|hạn|đến|ngày)\s$")
_CODE = re.compile(CODE)

_WHOLE_YEAR = Spelled(r"(?:trong|cuối|hết|cả)\s+$")
_JOIN = Spelled(r"\s*(?:,|;|và|-|đến(?:\s+hết)?|tới)\s*$")
# "T9" alone, which elsewhere may be a weekday or a canal.
_SHORT_MONTH = re.compile(
    r"(?<!\w)(?<!sáng )(?<!chiều )(?<!tối )(?<!tuyến )(?<!kênh )(?<!mương )(?<!cống )"
    r"T\.?\s?(?:0?[1-9]|1[0-2])(?![\d/]|\s*[.-]\s*\d)"
)
_WORK = re.compile(r" đ(?:i|ưa) vào ")
_COUNTS = {Kind.MONTH, Kind.QUARTER}


def without_times(text: str) -> str:
    """The text without the times that it names."""
    return _without(text, times_in(text))


def without_rhythms(text: str) -> str:
    """The text without the rhythms that it names."""
    return _without(text, rhythms_in(text))


def _without(text: str, found: tuple[FoundTime, ...]) -> str:
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def rhythms_in(text: str) -> tuple[FoundTime, ...]:
    """The rhythms of the text: "hằng tháng", "6 tháng một lần", "thường xuyên"."""
    words = Words.of(text)
    return tuple(FoundTime(text[a:b], a, b) for a, b in rhythm_spans(words))


# A dozen rules ask in turn what times a line of a plan names: a fifth of all that reading it takes.
@lru_cache(maxsize=64)
def times_in(text: str) -> tuple[FoundTime, ...]:
    """The times of the text, rhythms and the days of cited papers left aside."""
    words = _blanked(Words.of(text).blanked(DOUBLED, " "))
    tokens = tokens_of(words, is_prose=True)
    found: list[FoundTime] = []
    for at, token in enumerate(tokens):
        if short := _SHORT_MONTH.match(text, token.start):
            found.append(FoundTime(short[0], *short.span(), Kind.MONTH))
            continue
        start = _start_of(tokens, at, words)
        if start is None or token.point is None:
            continue
        kind, last = token.point.kind, found[-1] if found else None
        if last and kind in {Kind.NUMBER, last.kind} and _goes_on(words, last, start, token):
            found[-1] = replace(last, words=text[last.start : token.end], end=token.end)
        elif kind != Kind.NUMBER and not _is_no_day(words, token):
            found.append(FoundTime(text[start : token.end], start, token.end, kind))
    return tuple(found)


def _blanked(words: Words) -> Words:
    letters = words.letters
    for start, end in rhythm_spans(words):
        letters = f"{letters[:start]}{',' * (end - start)}{letters[end:]}"
    return replace(words, letters=letters)


def _goes_on(words: Words, last: FoundTime, start: int, token: Token) -> bool:
    """Whether a month, a quarter or a number goes on with the time before it: "tháng 5, 7"."""
    is_joined = words.pattern(_JOIN).fullmatch(words.letters[last.end : start])
    behind = words.written[token.end :]
    is_longer = re.match(r"[.,/]?\d|%", behind)  # "tháng 9, 14.1"
    is_comma = words.letters[last.end : start].strip() == ","
    # "hoàn thành tháng 4, tháng 5 đi vào hoạt động"
    is_other = is_comma and token.point and token.point.kind != Kind.NUMBER and _WORK.match(behind)
    return last.kind in _COUNTS and bool(is_joined) and not is_longer and not is_other


def _start_of(tokens: list[Token], at: int, words: Words) -> int | None:
    """From where on the time stands with the words that are part of it; None where the token is
    none by itself."""
    token, before = tokens[at], tokens[at - 1] if at else None
    point = token.point
    if point is None or (point.kind == Kind.DAY and point.number is None):
        return None
    if point.kind == Kind.YEAR:
        if edge := words.pattern(_WHOLE_YEAR).search(words.letters[: token.start]):
            return edge.start()
        return None if point.is_bare or point.year is None else token.start
    if point.kind == Kind.MONTH and point.is_bare and " " in words.written[token.start : token.end]:
        return None  # "bão số 10 năm 2025"
    is_part = before is not None and before.mark in {Mark.MIDDLE, Mark.START, Mark.END}
    return before.start if before and is_part and point.kind != Kind.DAY else token.start


def _is_no_day(words: Words, token: Token) -> bool:
    """Whether two bare numbers are no day: "15/19 tiêu chí", the code "13.2"."""
    if token.point is None or token.point.share is None:
        return False
    before, behind = words.letters[: token.start], words.letters[token.end :]
    if _CODE.fullmatch(words.written[token.start : token.end]):
        return not words.pattern(_LEADS_TO_DAY).search(before)
    day, month = token.point.share
    is_day = 1 <= day <= 31 and (month <= 12 or token.point.kind == Kind.MONTH)
    is_counted = words.match(_COUNTED, token.end) or re.match(r",\d|\s*%", behind)
    return not is_day or bool(is_counted) or bool(re.search(r"[\d/,]$", before))

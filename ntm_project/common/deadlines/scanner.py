"""Deadline words cut into tokens: times, the small words that relate them, and the unknown rest."""

import re
from contextlib import suppress

from .marks import NEUTRAL_WORDS, PAPERS, SMALL_WORDS, Mark, Token
from .periods import Kind, Unreadable
from .spelling import Spelled, Words, any_of, with_marks, without_marks
from .times import CLOCK, DAWN, PART, POINTS, SHORT_YEAR, WEEKDAY

_DATE = (
    r"(?:,?\s*(?:ban\s+hành\s+|ra\s+|ký\s+)?ngày\s*[0-9]{1,2}"
    r"(?:\s*[/.\-]\s*[0-9]{1,2}\s*[/.\-]\s*[0-9]{2,4}"
    r"|\s*tháng\s*[0-9]{1,2}\s*,?\s*năm\s*[0-9]{4}))"
)
_SLASH = r"\s*(?:/\s*|-(?=\S)|-\s+(?=[a-zđ]+\s*/))"
_SIGN = (
    rf"[0-9]{{1,5}}(?:\s*/\s*[0-9]{{4}})?{_SLASH}[a-zđ]{{2,}}[a-zđ0-9&]*"
    r"(?:\s*[\-/]\s*[a-zđ&]{2,})*"
)
_OF = (
    r"(?:\s+(?:của|do)\s+[^,;()0-9]*?(?=\s*(?:[,;()]|$)"
    r"|\s+(?:trước|trong|chậm nhất|muộn nhất|xong|hoàn thành|đến|hết|hạn|phải|từ|vào)\b))?"
)
_BY = (
    r"(?:(?:theo|thực\s+hiện|triển\s+khai|căn\s+cứ|tại|như|nêu\s+tại|kèm\s+theo)\s+"
    r"(?:nội\s+dung\s+)?)"
)
CITED = Spelled(
    rf"{_BY}?(?:(?:{PAPERS})\s+)?(?:số\s*:?\s*)?{_SIGN}{_DATE}?{_OF}"
    rf"|{_BY}?(?:{PAPERS})\s+số\s*:?\s*[0-9]{{1,5}}(?:/[0-9]{{4}})?{_DATE}?{_OF}"
    rf"|{_BY}(?:{PAPERS})(?:\s+(?!(?:trước|trong|đến|hết|nhất|vào)\b)[^\W\d_]+){{0,4}}?{_DATE}{_OF}"
)
ROUND = Spelled(
    r"(?:đợt|lần|giai\s+đoạn|bước|vòng)\s+(?:thứ\s+)?"
    r"(?P<n>[0-9]{1,2}(?![0-9]|\s*/)|nhất|hai|ba|tư|một|[ivx]+\b(?!\s*/)|đầu|cuối)(?!\w)"
    r"|(?:lớp|kỳ)\s+[0-9]{1,2}(?![0-9]|\s*/)(?=\s*:?\s+(?:(?:vào|trong|trước|xong|hết)\s+)?tháng)"
    r"|(?:[0-9]{1,2}|hai|ba|bốn)\s+(?:đợt|lần|giai\s+đoạn)(?!\w)"
)
SHARE = Spelled(r"[0-9]{1,4}\s*/\s*[0-9]{1,4}(?![0-9]|\s*/)")
PERCENT = Spelled(r"[0-9]+(?:[.,][0-9]+)?\s*%")
TIME_UNITS = r"(?:ngày|tuần|tháng|quý|năm|phút|buổi|kỳ)"
DURATION = Spelled(
    rf"(?:[0-9]+(?:[.,][0-9]+)?|một|hai|ba|bốn|năm|sáu|vài|mấy|nửa)\s+{TIME_UNITS}(?!\w)"
    r"(?!\s*[0-9]|\s+(?:đầu|cuối)\s+(?:của\s+)?năm|\s+đầu\s+(?:tiên\s+)?(?:của\s+)?tháng)"
)
QUANTITY = Spelled(
    rf"[0-9]+(?:[.,][0-9]+)*\s*(?!(?:{TIME_UNITS}|và|đến|tới|trước|giờ)\b)(?:[^\W\d_]|[²³])"
)
AMOUNT = Spelled(r"[0-9]+(?:[.,][0-9]+)*")
DOUBLED = Spelled(
    r"\b(trong|trước|đến|hết|từ|vào|và|xong|hoàn\s+thành|chậm\s+nhất|cuối)\s+(?=\1\b)"
    r"|(?<!tháng )\b(tháng|quý|quí|ngày|năm)\s+(?=\2\s*(?:[0-9]|[iv]+\b))"
)
# The name of a school year or harvest, which is no time by itself: `năm học 2026 - 2027`
SEASON = Spelled(r"(?:năm\s+học|niên\s+(?:vụ|khóa))\s*[0-9]{4}\s*[\-–]\s*[0-9]{4}(?![0-9]|\s*/)")
WORD = re.compile(r"[^\W_]+|.", re.DOTALL)
MUNG = Spelled(r"(?:ngày\s+)?(?:mùng|mồng)")

LUNAR = "“Mùng” được hiểu là ngày dương lịch; nếu là âm lịch, hãy ghi ngày dương lịch."

WEEKS = "Tuần 1 được hiểu là tuần có ngày 04 của tháng; nếu tính khác, hãy ghi ngày cụ thể."


def _phrases() -> tuple[dict[str, Mark], dict[str, Mark], Spelled]:
    """The mark of each word with and without diacritics, and one pattern for them all."""
    marks = {
        word: mark for table in (NEUTRAL_WORDS, SMALL_WORDS) for mark, words in table.items()
        for word in words
    }  # fmt: skip
    longest_first = sorted(marks, key=len, reverse=True)
    pattern = "|".join(
        re.escape(word).replace(r"\ ", " ") + (r"(?!\w)" if word[-1].isalpha() else "")
        for word in longest_first
    )
    return (
        {with_marks(word): mark for word, mark in marks.items()},
        {without_marks(word): mark for word, mark in marks.items()},
        Spelled(pattern),
    )


SPELLED_MARKS, BARE_MARKS, _PHRASE = _phrases()


def tokens_of(words: Words, *, is_prose: bool = False) -> list[Token]:
    """The tokens of the words in order; `Unreadable` for a time that none is ("quý VI"), which in
    prose is no time: "Quý vị"."""
    tokens: list[Token] = []
    at = 0
    while at < len(words.letters):
        if not words.letters[at].isspace():
            tokens.append(_token_at(words, at, is_prose=is_prose))
            at = tokens[-1].end
        else:
            at += 1
    return tokens


# What is marked before a time is looked for, the surest first.
_BEFORE_TIMES = (
    (CITED, Mark.CITED),
    (SEASON, Mark.UNKNOWN),
    (PERCENT, Mark.SHARE),
    (DAWN, Mark.DAWN),
    (CLOCK, Mark.CLOCK),
    (SHORT_YEAR, Mark.SHORT_YEAR),
    (PART, Mark.MIDDLE),
    (ROUND, Mark.ROUND),
    (DURATION, Mark.STOP),
)
_BEHIND_TIMES = ((WEEKDAY, Mark.WEEKDAY), (SHARE, Mark.SHARE), (AMOUNT, Mark.UNKNOWN))
# Most words of a plan are none of these: one look each instead of forty.
_ANY_BEFORE, _ANY_POINT, _ANY_BEHIND = (
    any_of(spelled for spelled, _ in table) for table in (_BEFORE_TIMES, POINTS, _BEHIND_TIMES)
)


def _token_at(words: Words, at: int, *, is_prose: bool) -> Token:
    if token := _marked(words, at, _ANY_BEFORE, _BEFORE_TIMES):
        return token
    phrase, time = words.match(_PHRASE, at), None
    with suppress(*[Unreadable] if is_prose else []):
        time = _time_at(words, at)
    if time and (phrase is None or phrase.end() <= time.end):
        return time
    if token := _marked(words, at, _ANY_BEHIND, _BEHIND_TIMES):
        return token
    if phrase:
        mark = (BARE_MARKS if words.is_bare else SPELLED_MARKS)[phrase[0]]
        if mark in {Mark.STOP, Mark.AND} or not _is_name(words.written, at, phrase.end()):
            return Token(mark, at, phrase.end())
    match = WORD.match(words.letters, at)
    return Token(Mark.UNKNOWN, at, match.end() if match else at + 1)


def _marked(
    words: Words, at: int, any_of_them: Spelled, table: tuple[tuple[Spelled, Mark], ...]
) -> Token | None:
    """The first of the table that matches here."""
    if words.match(any_of_them, at):
        for spelled, mark in table:
            if match := words.match(spelled, at):
                return Token(mark, at, match.end())
    return None


def _is_name(written: str, at: int, end: int) -> bool:
    """Whether one capital stands behind a small word: "thôn Trước"."""
    before = written[:at].rstrip().rpartition(" ")[2]
    return written[at:end].istitle() and before.isalpha() and before.islower()


def _time_at(words: Words, at: int) -> Token | None:
    if not words.match(_ANY_POINT, at):
        return None
    for spelled, make in POINTS:
        if match := words.match(spelled, at):
            point = make(match, words.written)
            if point.kind == Kind.NUMBER and words.match(QUANTITY, at):
                return None
            note = LUNAR if words.match(MUNG, at) else WEEKS if point.kind == Kind.WEEK else ""
            return Token(Mark.POINT, at, match.end(), point, note)
    return None

"""Deadline words cut into tokens: times, the small words that relate them, and the unknown rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..text import fold_letters
from .periods import Kind, Point, Unreadable


class Mark(StrEnum):
    """What a token does; the letters spell the sentence that the reader matches."""

    POINT = "P"
    CLOCK = "T"
    BEFORE = "b"
    IN = "i"
    WHOLE = "h"  # hết
    UNTIL = "d"  # đến
    END = "c"  # cuối
    START = "s"  # đầu
    MIDDLE = "m"  # giữa
    FROM = "f"
    LATEST = "l"  # chậm nhất
    TO = "-"
    AND = ","
    TENTATIVE = "t"
    FILLER = " "
    INCOMPLETE = "u"
    SHORT_YEAR = "y"
    UNKNOWN = "x"


@dataclass(frozen=True)
class Token:
    """A piece of the words, from `start` up to `end`; `point` is set for a POINT alone."""

    mark: Mark
    start: int
    end: int
    point: Point | None = None


SMALL_WORDS: dict[Mark, tuple[str, ...]] = {
    Mark.BEFORE: ("trước",),
    Mark.IN: ("trong", "vào", "ngay trong", "trong cả", "trong suốt"),
    Mark.WHOLE: ("hết", "hết cả"),
    Mark.UNTIL: ("đến", "tới", "cho đến", "cho tới"),
    Mark.END: ("cuối",),
    Mark.START: ("đầu",),
    Mark.MIDDLE: ("giữa",),
    Mark.FROM: ("từ", "kể từ"),
    Mark.LATEST: ("chậm nhất", "muộn nhất", "không quá", "không muộn hơn", "không chậm hơn"),
    Mark.AND: ("và", ",", ";", "+", "&"),
    Mark.TO: ("-",),
    Mark.TENTATIVE: ("dự kiến", "khoảng"),
    Mark.INCOMPLETE: ("tháng", "quý"),
}
# Words that a deadline may carry without changing its time. Closed on purpose: any other word
# ("sau", "trừ", "âm lịch", "tuần 2"…) may change it, so it stops the reading.
FILLERS = (
    *("thời gian", "thời hạn", "hạn", "hạn cuối", "thời điểm", "giai đoạn", "nhiệm kỳ"),
    *("bắt đầu", "khởi công", "thực hiện", "triển khai", "tiến hành", "tập trung", "xây dựng"),
    *("xong", "hoàn thành", "hoàn thiện", "hoàn tất", "kết thúc", "dứt điểm", "cơ bản"),
    *("nghiệm thu", "bàn giao", "đưa vào sử dụng", "nộp", "gửi", "trình", "báo cáo", "tổng hợp"),
    *("đảm bảo", "bảo đảm", "phấn đấu", "đề nghị", "yêu cầu", "phải", "cần", "sẽ", "được", "là"),
    *("đạt", "đạt chuẩn", "về đích", "các", "toàn bộ", "tất cả", "để", "công trình", "công việc"),
    *("nhiệm vụ", "nội dung", "hồ sơ", "minh chứng", "tiêu chí", "chỉ tiêu", "kế hoạch"),
    *("kết quả", "tiến độ", ".", "(", ")", ":", "'", '"', "“", "”"),
)
MONTH_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
QUARTER_NAMES = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4,
}  # fmt: skip

_D = r"[0-9]{1,2}"
_YEAR_ONLY = r"[0-9]{4}(?![0-9])"
_YEAR = rf"(?:\s*[/.,\-]\s*(?:nam\s*)?|\s+(?:cua\s+)?nam\s*|\s+)({_YEAR_ONLY})"
_MONTH_WORD = r"muoi\s+mot|muoi\s+hai|muoi|mot|hai|ba|tu|bon|sau|bay|tam|chin|nam(?=\s*/|\s+nam\b)"
_QUARTER = rf"[ivxl]+(?![a-z0-9])|{_D}(?![0-9])|(?:mot|hai|ba|tu|bon)\b"
_NO_MORE = r"(?![0-9])"

Maker = Callable[[re.Match[str], str], Point]


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _month(match: re.Match[str], written: str) -> Point:
    name = match[1]
    if name.isdigit():
        return Point(Kind.MONTH, _number(match[2]), int(name))
    # Read with its diacritics: "tháng sáu" is June, "tháng sau" next month.
    number = MONTH_WORDS.get(" ".join(written[slice(*match.span(1))].lower().split()))
    if number is None:
        raise Unreadable("Chưa ghi rõ tháng nào. Ghi đủ, ví dụ “trong tháng 8/2024”.")
    return Point(Kind.MONTH, _number(match[2]), number)


def _quarter(match: re.Match[str], _: str) -> Point:
    name = match[1]
    number = int(name) if name.isdigit() else QUARTER_NAMES.get(name)
    if number is None:
        raise Unreadable(f"Không có quý {name.upper()}. Quý ghi từ I đến IV.")
    return Point(Kind.QUARTER, _number(match[2]), number)


def _span(match: re.Match[str], _: str) -> Point:
    count = 6 if match[1] == "sau" else int(match[1])
    is_first = match[2] == "dau"
    if count == 6:
        return Point(Kind.HALF, _number(match[3]), 1 if is_first else 2)
    return Point(Kind.SPAN, _number(match[3]), count if is_first else -count)


def _half(match: re.Match[str], _: str) -> Point:
    return Point(Kind.HALF, _number(match[2]), 1 if match[1] == "dau" else 2)


def _day(match: re.Match[str], _: str) -> Point:
    return Point(Kind.DAY, _number(match["y"]), _number(match["m"]), int(match["d"]))


# The order decides: the longest and surest reading of a place comes first.
POINTS: tuple[tuple[re.Pattern[str], Maker], ...] = (
    (
        re.compile(
            rf"(?:ngay\s*)?(?P<d>{_D})\s*(?P<sep>[/.\-])\s*(?P<m>{_D})\s*(?P=sep)\s*(?P<y>{_YEAR_ONLY})"
        ),
        _day,
    ),
    (
        re.compile(
            rf"(?:ngay|mung|mong)\s*(?:mung\s*|mong\s*)?(?P<d>{_D})\s*(?:,?\s*thang\s*|(?P<sep>[/.\-])\s*)"
            rf"(?P<m>{_D})(?:(?:\s*[/.\-]\s*(?:nam\s*)?|\s*,?\s*nam\s*)(?P<y>{_YEAR_ONLY})"
            rf"|{_NO_MORE}(?!\s*[/.\-]\s*(?:[0-9]|nam)))"
        ),
        _day,
    ),
    (
        re.compile(rf"\b({_D}|sau)\s+thang\s+(dau|cuoi)\s+(?:cua\s+)?nam(?:\s+({_YEAR_ONLY}))?"),
        _span,
    ),
    (re.compile(rf"\bnua\s+(dau|cuoi)\s+(?:cua\s+)?nam(?:\s+({_YEAR_ONLY}))?"), _half),
    (
        re.compile(rf"\bthang\s*({_D}{_NO_MORE}|(?:{_MONTH_WORD})(?![a-z]))(?:{_YEAR})?"),
        _month,
    ),
    (re.compile(rf"\bth?\.?\s*({_D}){_YEAR}"), _month),  # "T7" alone may be a Saturday
    (re.compile(rf"\bquy\s*({_QUARTER})(?:{_YEAR})?"), _quarter),
    (re.compile(rf"\b([ivx]+)(?:{_YEAR})"), _quarter),
    (
        re.compile(rf"({_D})\s*[/.\-]\s*({_YEAR_ONLY})"),
        lambda match, _: Point(Kind.MONTH, int(match[2]), int(match[1])),
    ),
    (
        re.compile(rf"(?P<d>{_D})\s*/\s*(?P<m>{_D}){_NO_MORE}(?!\s*/)(?P<y>)"),
        _day,
    ),
    (
        re.compile(rf"(?:\bnam\s*)?({_YEAR_ONLY})"),
        lambda match, _: Point(Kind.YEAR, int(match[1])),
    ),
    (re.compile(r"\bnam\b(?!\s*[0-9])"), lambda match, _: Point(Kind.YEAR)),
    (
        re.compile(rf"\bngay\s*({_D}){_NO_MORE}"),
        lambda match, _: Point(Kind.DAY, day=int(match[1])),
    ),
    (re.compile(rf"{_D}{_NO_MORE}"), lambda match, _: Point(Kind.NUMBER, number=int(match[0]))),
    (re.compile(r"(?:iv|i{1,3})\b"), lambda match, _: _bare_quarter(match[0])),
)
CLOCK = re.compile(
    r"(?:luc\s*)?(?:[01]?[0-9]|2[0-4])\s*(?:gio|[hg](?![a-z]))\s*(?:[0-5][0-9](?![0-9/.\-])\s*(?:phut|')?)?"
)
SHORT_YEAR = re.compile(
    rf"(?:(?:ngay\s*)?{_D}\s*([/.\-])\s*{_D}\s*\1|(?:thang\s*{_D}|quy\s*(?:[iv]+|{_D}))\s*/)"
    rf"\s*[0-9]{{1,3}}(?![0-9])(?!\s*[/\-]\s*[0-9])"
)
WORD = re.compile(r"[^\W_]+|.", re.DOTALL)


def _bare_quarter(name: str) -> Point:
    return Point(Kind.NUMBER, number=QUARTER_NAMES[name])


def _phrases() -> tuple[dict[str, Mark], re.Pattern[str]]:
    marks = {fold_letters(word): mark for mark, words in SMALL_WORDS.items() for word in words}
    marks |= {fold_letters(word): Mark.FILLER for word in FILLERS}
    longest_first = sorted(marks, key=len, reverse=True)
    words = "|".join(
        re.escape(word) + (r"\b" if word[-1].isalpha() else "") for word in longest_first
    )
    return marks, re.compile(words)


PHRASES, _PHRASE = _phrases()


def scan(folded: str, written: str) -> list[Token]:
    """The tokens of the folded words in order; `written` is the same text with its diacritics."""
    tokens: list[Token] = []
    at = 0
    while at < len(folded):
        if not folded[at].isspace():
            tokens.append(_token_at(folded, written, at))
            at = tokens[-1].end
        else:
            at += 1
    return tokens


def _token_at(folded: str, written: str, at: int) -> Token:
    if match := SHORT_YEAR.match(folded, at):
        return Token(Mark.SHORT_YEAR, at, match.end())
    if match := CLOCK.match(folded, at):
        return Token(Mark.CLOCK, at, match.end())
    for pattern, make in POINTS:
        if match := pattern.match(folded, at):
            return Token(Mark.POINT, at, match.end(), make(match, written))
    if match := _PHRASE.match(folded, at):
        return Token(PHRASES[match[0]], at, match.end())
    match = WORD.match(folded, at)
    return Token(Mark.UNKNOWN, at, match.end() if match else at + 1)

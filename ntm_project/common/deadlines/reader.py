"""Reads deadline words into a `Deadline`; what is not certain stays words with a warning."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ..dates import format_day
from ..text import clean_line, fold_letters
from .model import Deadline, Relation
from .periods import PRECISIONS, Kind, Point, Unreadable
from .rhythms import take_rhythms
from .scanner import Mark, Token, scan

LONGEST = 500  # characters: longer is a paragraph, not a deadline
QUOTED = 60
EXAMPLES = "ví dụ “trong tháng 8/2024”, “trước ngày 15/8/2024”, “hàng tuần”"

# Words that can only be a slip; a form refuses them, where other unread words are kept.
BACKWARDS = "Hạn kết thúc trước ngày bắt đầu; kiểm tra lại hai mốc thời gian."

# The shapes that a deadline takes, spelt in the letters of `Mark`.
SINGLE = re.compile(r"([a-z]*)(T?)P")
RANGE = re.compile(r"(i?f?)s?P([a-z]+|-)P")
SEVERAL = re.compile(r"i?P(?:,P)+")
# What stands before a time, or between the two times of a range, shows where the end lies.
RELATIONS = {
    **dict.fromkeys(("", "i"), Relation.IN),
    **dict.fromkeys(("b", "db", "lb"), Relation.BEFORE),
    **dict.fromkeys(("h", "dh", "lh", "ldh", "c", "dc", "dhc", "hc", "ic", "lc"), Relation.BY),
    **dict.fromkeys(("d", "ld", "l", "li", "bi"), Relation.BY),
}
# "đến tháng 10" may stop before October or at its end; "đến hết" leaves no doubt.
UNSURE_LEADS = {"d", "ld"}


@dataclass(frozen=True)
class Window:
    """The days that the words name, and the sentence to show where they allow another reading."""

    named: Point
    relation: Relation
    starts_on: date | None
    ends_on: date
    caution: str = ""


def parse_deadline(words: str, *, year: int | None = None) -> Deadline:
    """The deadline that the words name; `year` completes only words that name no year at all.

    Words that cannot be read for certain keep precision NONE and carry a Vietnamese warning.
    """
    written = "".join(char for char in clean_line(words) if not unicodedata.combining(char))
    if not written:
        return Deadline(words, warning="Chưa ghi thời hạn.")
    if len(written) > LONGEST:
        return Deadline(words, is_read=False, warning=f"Thời hạn quá dài; ghi ngắn, {EXAMPLES}.")
    rhythm, rest = take_rhythms(fold_letters(written))
    unread = Deadline(words, rhythm=rhythm, is_read=bool(rhythm))
    try:
        tokens = scan(rest, written)
    except Unreadable as error:
        return replace(unread, warning=str(error))
    unread = replace(unread, is_tentative=any(token.mark == Mark.TENTATIVE for token in tokens))
    sentence = _sentence(tokens)
    if rhythm and not sentence:
        return unread
    try:
        _refuse_unclear(sentence, written)
        window = _window(sentence, year)
    except Unreadable as error:
        return replace(unread, warning=_warning(error, rhythm, sentence))
    return replace(
        unread,
        precision=PRECISIONS[window.named.kind],
        relation=window.relation,
        starts_on=window.starts_on,
        ends_on=window.ends_on,
        is_read=True,
        warning=window.caution,
    )


def _warning(error: Unreadable, rhythm: str, sentence: list[Token]) -> str:
    points = [token.point for token in sentence if token.point]
    if rhythm and not any(point.number and point.kind != Kind.NUMBER for point in points):
        # "trước ngày 25 hàng tháng" is a good rhythm; asking for the month would mislead.
        return "Chỉ đọc được nhịp lặp lại; phần còn lại giữ nguyên lời, không tính thành ngày."
    return str(error)


def _sentence(tokens: list[Token]) -> list[Token]:
    """The tokens that bear on the time; "and" only where it joins two times."""
    skipped = {Mark.TENTATIVE, Mark.FILLER}
    rest = [token for token in tokens if token.mark not in skipped]
    kept: list[Token] = []
    for at, token in enumerate(rest):
        follows = rest[at + 1].mark if at + 1 < len(rest) else None
        is_join = bool(kept) and kept[-1].mark == Mark.POINT == follows
        if token.mark != Mark.AND or is_join:
            kept.append(token)
    return kept


def _window(sentence: list[Token], year: int | None) -> Window:
    shape = "".join(token.mark for token in sentence)
    points = _completed([token.point for token in sentence if token.point], year)
    if (match := SINGLE.fullmatch(shape)) and match[1] in RELATIONS:
        return _single(points[0], match[1], bool(match[2]))
    if (match := RANGE.fullmatch(shape)) and _joins(has_from := "f" in match[1], match[2]):
        return _range(points[0], points[1], has_from, match[2])
    if SEVERAL.fullmatch(shape):
        return _several(points)
    if shape in {"fP", "fsP"}:
        raise Unreadable("Chỉ nêu ngày bắt đầu, chưa nêu hạn hoàn thành.")
    if {Mark.START, Mark.MIDDLE} & set(shape):
        raise Unreadable(
            "Đầu hoặc giữa kỳ chưa rõ là ngày nào. Ghi ngày cụ thể, ví dụ “trước ngày 15/8/2024”."
        )
    if len(points) > 1:
        raise Unreadable("Có nhiều mốc thời gian, chưa rõ mốc nào là hạn. Chỉ ghi một mốc.")
    raise Unreadable(f"Chưa đọc được thời hạn. Ghi rõ hơn, {EXAMPLES}.")


def _refuse_unclear(sentence: list[Token], written: str) -> None:
    marks = {token.mark for token in sentence}
    if Mark.SHORT_YEAR in marks:
        raise Unreadable("Năm phải ghi đủ bốn chữ số, ví dụ “tháng 8/2024”.")
    unknown = [token for token in sentence if token.mark == Mark.UNKNOWN]
    if unknown:
        text = written[unknown[0].start : unknown[-1].end]
        quoted = text if len(text) <= QUOTED else f"{text[:QUOTED].rstrip()}…"
        raise Unreadable(f"Chưa hiểu “{quoted}” nên không tính được ngày. Ghi rõ hơn, {EXAMPLES}.")
    if Mark.INCOMPLETE in marks:
        raise Unreadable("Chưa ghi rõ tháng hoặc quý nào. Ghi đủ, ví dụ “trong tháng 8/2024”.")


def _completed(points: list[Point], year: int | None) -> list[Point]:
    """The points, each with what it leaves out taken from its neighbours, then from the plan."""
    done = list(points)
    for at in range(len(done) - 2, -1, -1):
        done[at] = done[at].completed_by(done[at + 1])
    for at in range(1, len(done)):
        if done[at].kind != Kind.NUMBER:
            done[at] = done[at].completed_by(done[at - 1])
    return [replace(point, year=year) if point.year is None else point for point in done]


def _single(point: Point, lead: str, has_clock: bool) -> Window:
    first, last = point.days()
    relation, caution = RELATIONS[lead], ""
    if has_clock and point.kind != Kind.DAY:
        raise Unreadable("Có giờ mà chưa có ngày. Ghi đủ, ví dụ “trước 17 giờ ngày 15/8/2024”.")
    if relation == Relation.IN:
        return Window(point, relation, first, last)
    if relation == Relation.BEFORE and not has_clock:
        return Window(point, relation, None, first - timedelta(days=1))
    if lead in UNSURE_LEADS and point.kind != Kind.DAY:
        caution = f"Được hiểu là đến hết {format_day(last)}; nếu không đúng, hãy ghi ngày cụ thể."
    return Window(point, Relation.BY, None, last, caution)


def _joins(has_from: bool, join: str) -> bool:
    # Without "từ", only "đến" and "-" make one window of two times; else they are two deadlines.
    return join == "-" or (join in RELATIONS and (has_from or join.startswith("d")))


def _range(start: Point, end: Point, has_from: bool, join: str) -> Window:
    if join == "-" and start.kind != end.kind:
        raise Unreadable(
            "Hai mốc thời gian khác loại. Ghi rõ, ví dụ “từ 01/3/2024 đến 31/10/2024”."
        )
    first, (end_first, end_last) = start.days()[0], end.days()
    relation = Relation.IN if join == "-" and not has_from else RELATIONS.get(join, Relation.BY)
    if relation == Relation.BEFORE:
        end_last = end_first - timedelta(days=1)
    if end_last < first:
        raise Unreadable(BACKWARDS)
    return Window(end, relation, first, end_last)


def _several(points: list[Point]) -> Window:
    """One window over times that follow each other, as in "quý III và quý IV năm 2024"."""
    spans = [point.days() for point in points]
    is_chain = all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(spans))
    if not is_chain or len({point.kind for point in points}) > 1:
        raise Unreadable("Có nhiều mốc thời gian, chưa rõ mốc nào là hạn. Chỉ ghi một mốc.")
    return Window(points[-1], Relation.IN, spans[0][0], spans[-1][1])

"""The phrases of a line that each name one time: "trước ngày 15/8", "từ tháng 3 đến tháng 10"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ..dates import format_day
from .marks import Mark, Token
from .model import Relation
from .periods import Kind, TimePoint, Unreadable, completed

# Words that can only be a slip; a form refuses them, where other unread words are kept.
BACKWARDS = "Hạn kết thúc trước ngày bắt đầu; kiểm tra lại hai mốc thời gian."
DAY_BEFORE = "Được hiểu là phải xong từ {}; nếu không đúng, hãy ghi ngày cụ thể."
MANY = "Có nhiều mốc thời gian, chưa rõ mốc nào là hạn. Chỉ ghi một mốc."

# What stands before a time, or between the two times of a range, shows where the end lies.
RELATIONS = {
    **dict.fromkeys(("", "i"), Relation.IN),
    **dict.fromkeys(("b", "db", "lb", "bs", "dbs", "lbs", "hb", "ib"), Relation.BEFORE),
    **dict.fromkeys(("h", "dh", "lh", "ldh", "c", "dc", "dhc", "hc", "ic", "lc"), Relation.BY),
    **dict.fromkeys(("d", "ld", "l", "li", "bi", "ih", "ldc", "lic", "bc", "di"), Relation.BY),
}
# A part of a time ends when that does, at the latest.
PARTS = {"s", "m", "is", "im", "ds", "dm", "ls", "lm", "lds", "ldm", "lis", "lim", "cs"}
# "đến tháng 10" may stop before October or at its end; "đến hết" leaves no doubt.
UNSURE_LEADS = {"d", "ld", "di", "bc"}

PHRASE = re.compile(
    r"(?P<range>i?l?(?P<from>f)(?P<edge>[scm]?)[TD]?P(?P<join>-|,?[bhldicsm]+)[TD]?P"
    r"|i?l?(?P<part>[scm]?)[TD]?P(?P<to>-[scm]?|d[hcsmbi]*)[TD]?P)"
    r"|(?P<turn>i?c)P,?sP"
    r"|(?P<chain>[bihdlc]*)P(?:,P)+"
    r"|f[scm]?T?(?P<start>P)"
    r"|(?P<lead>[bihdlcsm]*)(?P<clock>[TD]?)P(?P<later>,?b?[TD])?"
)


@dataclass(frozen=True)
class Window:
    """The days that the words name, and the sentence to show where they allow another reading."""

    named: TimePoint
    relation: Relation
    starts_on: date | None
    ends_on: date
    caution: str = ""


@dataclass(frozen=True)
class Phrase:
    """One time phrase: its place in the line, its lead, the words before it and what it names.

    `window` is None where only a start is named (`starts_on`) or the days are `wrong`.
    """

    first: int
    last: int
    gap: str  # the marks since the phrase before
    lead: str = ""
    window: Window | None = None
    starts_on: date | None = None
    wrong: Unreadable | None = None
    named: tuple[TimePoint, ...] = ()  # its times as far as its own words name them

    @property
    def clause(self) -> str:
        """The marks of its own clause before it."""
        return self.gap.rpartition(",")[2]


def phrases_of(line: list[Token], year: int | None) -> list[Phrase]:
    """The phrases of the line in order, in the plan's year where they name none."""
    marks = "".join(token.mark for token in line)
    named = [token.point for token in line if token.point]
    points = [point.in_plan(year) for point in completed(named)]
    found: list[Phrase] = []
    at = used = 0
    for match in PHRASE.finditer(marks):
        own = slice(used, used + match[0].count(Mark.POINT))
        used = own.stop
        notes = [token.note for token in line[match.start() : match.end()] if token.note]
        times = _begun_the_year_before(named[own], points[own]) if match["range"] else points[own]
        for phrase in _read(match, times, notes[0] if notes else ""):
            first, last = match.start() + phrase.first, match.start() + phrase.last
            before = sum(mark == Mark.POINT for mark in marks[:first])
            inside = marks[first:last].count(Mark.POINT)
            found.append(
                replace(
                    phrase,
                    first=first,
                    last=last,
                    gap=marks[at:first],
                    named=tuple(named[before : before + inside]),
                )
            )
            at = last
    return found


def _begun_the_year_before(named: list[TimePoint], points: list[TimePoint]) -> list[TimePoint]:
    """The two times of a range: "từ tháng 11 đến tháng 2 năm 2025" begins in November 2024."""
    start, end = points
    is_stated_once = named[0].year is None and named[1].year
    is_one_kind = start.kind == end.kind and start.kind in {Kind.MONTH, Kind.QUARTER}
    if is_stated_once and is_one_kind and start.year and (start.number or 0) > (end.number or 0):
        return [replace(start, year=start.year - 1), end]
    return points


def _read(match: re.Match[str], points: list[TimePoint], note: str) -> Iterator[Phrase]:
    """The phrases of one match, placed from its start; a list of single times gives several."""
    whole = Phrase(0, len(match[0]), "")
    try:
        if match["chain"] is not None and (window := _chain(points, match["chain"])) is None:
            yield from _singly(match[0], points, note)
            return
        if match["start"]:
            yield replace(whole, lead="f", starts_on=_start_of(match[0], points[0]))
            return
        lead, window = _window(match, points)
    except Unreadable as wrong:
        yield replace(whole, wrong=wrong)
        return
    window = replace(window, caution=window.caution or note)
    yield replace(whole, lead=lead, window=window)


def _window(match: re.Match[str], points: list[TimePoint]) -> tuple[str, Window]:
    if match["turn"]:
        return "c", _single(points[1], "cs", "")
    if match["range"]:
        join = match["join"] or match["to"]
        edge = (match["edge"] or "") + (match["part"] or "")
        return "dh", _range(points, edge, join.lstrip(","), has_from=bool(match["from"]))
    if match["chain"] is not None:
        window = _chain(points, match["chain"])
        assert window is not None
        return match["chain"], window
    lead, rest = _known_end(match["lead"])
    if rest:
        raise Unreadable(f"Chưa đọc được thời hạn: “{rest}”.")
    clock = match["clock"] or match["later"] or ""
    return lead, _single(points[0], lead, clock)


def _known_end(lead: str) -> tuple[str, str]:
    """The longest ending of the lead that has a meaning, and what stands before it."""
    for cut in range(len(lead) + 1):
        if lead[cut:] in RELATIONS or lead[cut:] in PARTS:
            return lead[cut:], lead[:cut]
    return "", lead


def _start_of(marks: str, point: TimePoint) -> date | None:
    # Where in March "từ giữa tháng 3" begins is not stated.
    first = point.days()[0]
    return first if marks[1] not in "cm" else None


def _single(point: TimePoint, lead: str, clock: str) -> Window:
    first, last = point.days()
    if clock and point.kind != Kind.DAY:
        raise Unreadable("Có giờ mà chưa có ngày. Ghi đủ, ví dụ “trước 17 giờ ngày 15/8/2024”.")
    caution = f"Được hiểu là đến hết {format_day(last)}; nếu không đúng, hãy ghi ngày cụ thể."
    if lead in PARTS:
        is_in = lead[0] in "sim" and point.kind != Kind.DAY
        start = first if is_in else None
        return Window(point, Relation.BY, start, last, caution)
    relation = RELATIONS[lead]
    if relation == Relation.IN:
        return Window(point, relation, first, last)
    if relation == Relation.BEFORE and Mark.CLOCK not in clock:
        note = DAY_BEFORE.format(format_day(first - timedelta(days=1))) if clock else ""
        return Window(point, relation, None, first - timedelta(days=1), note)
    is_sure = lead not in UNSURE_LEADS or point.kind == Kind.DAY
    return Window(point, Relation.BY, None, last, "" if is_sure else caution)


def _range(points: list[TimePoint], edge: str, join: str, *, has_from: bool) -> Window:
    start, end = points
    if join[0] == "-" and start.kind != end.kind:
        raise Unreadable(
            "Hai mốc thời gian khác loại. Ghi rõ, ví dụ “từ 01/3/2024 đến 31/10/2024”."
        )
    first = start.days()[0]
    if join[0] == "-":
        window = _single(end, join[1:], "")
        window = replace(window, relation=Relation.BY if has_from else window.relation)
    elif join in RELATIONS or join in PARTS:
        window = _single(end, join, "")
        # "đến" after a start is plain: the window has two ends.
        window = replace(window, caution=window.caution if join in PARTS else "")
    else:
        raise Unreadable(MANY)
    if window.ends_on < first:
        raise Unreadable(BACKWARDS)
    return replace(window, starts_on=first if edge not in {"c", "m"} else None)


def _chain(points: list[TimePoint], lead: str) -> Window | None:
    """One window over times that follow each other, as in "quý III và quý IV năm 2024"."""
    spans = [point.days() for point in points]
    is_chain = all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(spans))
    if not is_chain or len({point.kind for point in points}) > 1 or lead not in RELATIONS:
        return None
    if RELATIONS[lead] == Relation.BEFORE:
        return _single(points[0], lead, "")
    start = spans[0][0] if RELATIONS[lead] == Relation.IN else None
    return Window(points[-1], RELATIONS[lead], start, spans[-1][1])


def _singly(marks: str, points: list[TimePoint], note: str) -> Iterator[Phrase]:
    """The times of a list that is no window, each by itself."""
    at = 0
    for point in points:
        place = marks.index(Mark.POINT, at)
        lead, _ = _known_end(marks[at:place].lstrip(","))
        try:
            window = _single(point, lead, "")
            window = replace(window, caution=window.caution or note)
            yield Phrase(place, place + 1, "", lead, window)
        except Unreadable as wrong:
            yield Phrase(place, place + 1, "", lead, wrong=wrong)
        at = place + 1

"""The projector: one point of the agenda a screen, a long one on several, each line on its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from ntm_project.common.answers import number_of
from reports import links
from reports.meetings.points import Point, PointLine, ShownMeeting, Stat
from tasks.models import Meeting

# Of a screen of 1920 x 1080, in rows of letters of 30 px: how many there are, how many a row of
# figures takes, what stands around a line, how many letters fit a row; how many small ones a row
# of figures holds, each with what parts it from the next.
ROOM, OF_STATS, AROUND, LETTERS, SMALLER = 20.0, 2.4, 0.6, 54, 76
OF_LABELS, APART = 84, 4


@dataclass(frozen=True)
class ScreenPart:
    """The lines of a point that fit on one screen; `first` is the index of its first line among
    all."""

    point: Point
    at: int  # of which point, from 1
    number: int
    count: int
    first: int
    shown: Point


@dataclass(frozen=True)
class MeetingScreen:
    """One screen: a point, a part of its lines, or one of them alone; and the ways from it."""

    part: ScreenPart
    number: int
    count: int
    point_count: int
    address: Callable[..., str]
    line_number: int = 0  # of the line that is shown alone

    @property
    def point(self) -> Point:
        return self.part.shown

    @property
    def line(self) -> PointLine | None:
        return self.part.point.lines[self.line_number - 1] if self.line_number else None

    @property
    def line_count(self) -> int:
        return len(self.part.point.lines)

    def _line_url(self, number: int) -> str:
        return self.address(muc=self.number, dong=number)

    @property
    def line_urls(self) -> list[str]:
        """A screen of its own for each line that is shown here."""
        first = self.part.first
        return [self._line_url(n) for n in range(first, first + len(self.point.lines))]

    @property
    def lines(self) -> list[tuple[PointLine, str]]:
        return list(zip(self.point.lines, self.line_urls, strict=True))

    @property
    def here_url(self) -> str:
        return self.address(muc=self.number)

    @property
    def previous_url(self) -> str:
        if self.line_number:
            back = self.line_number - 1
            return self._line_url(back) if back else self.here_url
        return self.address(muc=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        if self.line_number and self.line_number < self.line_count:
            return self._line_url(self.line_number + 1)
        left = self.part.count - self.part.number if self.line_number else 0
        following = self.number + left + 1  # past the other parts of the point
        return self.address(muc=following) if following <= self.count else ""

    @property
    def up_url(self) -> str:
        return self.here_url if self.line_number else ""

    @property
    def down_url(self) -> str:
        return next(iter(self.line_urls), "") if not self.line_number else ""

    @property
    def steps(self) -> list[bool]:
        """A mark for each point: whether it is behind us, or here."""
        return [at < self.part.at for at in range(self.point_count)]


def screen_of(
    meeting: Meeting, sheet: ShownMeeting, query: Mapping[str, str]
) -> MeetingScreen | None:
    """The screen that `?muc=` names (1 for the first), or the line of its point that `?dong=` does;
    an impossible number gives the nearest."""
    found = [part for at, point in enumerate(sheet.points, 1) for part in _parts(point, at)]
    if not found:
        return None
    number = min(max(number_of(query.get("muc"), 3) or 1, 1), len(found))
    part, line = found[number - 1], 0
    if wanted := number_of(query.get("dong"), 4):
        line = min(max(wanted, 1), len(part.point.lines))
        own = [n for n, one in enumerate(found, 1) if one.at == part.at and one.first <= line]
        number = own[-1] if line else number
    address = partial(links.address, "reports:agenda", meeting.pk, trinh_chieu=1)
    return MeetingScreen(found[number - 1], number, len(found), len(sheet.points), address, line)


def _parts(point: Point, at: int) -> list[ScreenPart]:
    """The point on as many screens as its lines need."""
    cuts: list[list[PointLine]] = [[]]
    left = ROOM - _rows_of(point, 1)
    for line in point.lines:
        if cuts[-1] and _height(line) > left:
            cuts.append([])
            left = ROOM - _rows_of(point, len(cuts))
        cuts[-1].append(line)
        left -= _height(line)
    found, first = [], 1
    for n, lines in enumerate(cuts, 1):
        stats = _stats(point, n, lines)
        shown = replace(point, lines=lines, stats=stats, text=_text(point, n))
        found.append(ScreenPart(point, at, n, len(cuts), first, shown))
        first += len(lines)
    return found


def _height(line: PointLine) -> float:
    """How many rows a line takes: two at most of its text, two at most of what stands below."""
    below = f"{line.who} · {line.note}" if line.who or line.note else ""
    text, small = ceil(len(line.text) / LETTERS), ceil(len(below) / SMALLER)
    return min(text, 2) + 0.85 * min(small, 2) + AROUND


def _rows_of(point: Point, part: int) -> float:
    """How many rows stand above the lines."""
    rows = _text(point, part).splitlines()
    text = sum(max(ceil(len(row) / LETTERS), 1) for row in rows)
    return text + OF_STATS * (_rows_of_stats(point.stats) if part == 1 else bool(point.stats))


def _rows_of_stats(stats: Sequence[Stat]) -> int:
    """How many rows the figures take; the letters of a figure are twice as wide as its words'."""
    rows, left = 0, 0
    for stat in stats:
        note = f" ({stat.note})" if stat.note else ""
        words = len(f"{stat.label} {stat.moved}{note}".strip())
        width = max(words, 2 * len(stat.text)) + APART
        if width > left:
            rows, left = rows + 1, OF_LABELS
        left -= width
    return rows


def _text(point: Point, part: int) -> str:
    return point.text if part == 1 else ""


def _stats(point: Point, part: int, lines: Sequence[PointLine]) -> list[Stat]:
    """All figures stand on the first screen of a point; on the others those whose rows stand there,
    or the chief one."""
    if part == 1:
        return point.stats
    badges = {line.badge for line in lines}
    return [stat for stat in point.stats if stat.label in badges] or point.stats[:1]

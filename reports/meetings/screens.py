"""The projector: one point of the agenda a screen, a long one on several."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil

from ntm_project.common.answers import number_of
from reports import links
from reports.meetings.points import Point, PointLine, Sheet, Stat
from tasks.models import Meeting

# Of a screen of 1920 x 1080, in rows of letters of 30 px: how many there are, how many a row of
# four figures takes, what stands around a line, how many letters fit a row.
ROOM, OF_STATS, AROUND, LETTERS, SMALLER = 20.0, 2.4, 0.6, 54, 76


@dataclass(frozen=True)
class Screen:
    """One screen: a point, or a part of its lines, and the way to the next."""

    point: Point
    number: int
    count: int
    point_number: int
    point_count: int
    part: int
    parts: int
    urls: list[str]

    @property
    def previous_url(self) -> str:
        return self.urls[self.number - 2] if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.urls[self.number] if self.number < self.count else ""

    @property
    def steps(self) -> list[bool]:
        """A mark for each point: whether it is behind us, or here."""
        return [at < self.point_number for at in range(self.point_count)]


def screen_of(meeting: Meeting, sheet: Sheet, query: Mapping[str, str]) -> Screen | None:
    """The screen that `?muc=` names (1 for the first); an impossible number gives the nearest."""
    found = [(at, part, parts, point) for at, point in enumerate(sheet.points, 1)
             for part, parts, point in _parts(point)]  # fmt: skip
    if not found:
        return None
    number = min(max(number_of(query.get("muc"), 3) or 1, 1), len(found))
    at, part, parts, point = found[number - 1]
    urls = [
        links.address("reports:agenda", meeting.pk, trinh_chieu=1, muc=n)
        for n in range(1, len(found) + 1)
    ]
    return Screen(point, number, len(found), at, len(sheet.points), part, parts, urls)


def _parts(point: Point) -> list[tuple[int, int, Point]]:
    """(number, of how many, the point with as many of its lines as a screen holds)."""
    cuts: list[list[PointLine]] = [[]]
    left = ROOM - _rows_of(point, 1)
    for line in point.lines:
        if cuts[-1] and _height(line) > left:
            cuts.append([])
            left = ROOM - _rows_of(point, len(cuts))
        cuts[-1].append(line)
        left -= _height(line)
    return [
        (n, len(cuts), replace(point, lines=lines, stats=_stats(point, n), text=_text(point, n)))
        for n, lines in enumerate(cuts, 1)
    ]


def _height(line: PointLine) -> float:
    """How many rows a line takes: two at most of its text, two at most of what stands below."""
    below = f"{line.who} · {line.note}" if line.who or line.note else ""
    text, small = ceil(len(line.text) / LETTERS), ceil(len(below) / SMALLER)
    return min(text, 2) + 0.85 * min(small, 2) + AROUND


def _rows_of(point: Point, part: int) -> float:
    """How many rows stand above the lines."""
    rows = _text(point, part).splitlines()
    text = sum(max(ceil(len(row) / LETTERS), 1) for row in rows)
    return text + OF_STATS * ceil(len(_stats(point, part)) / 3)


def _text(point: Point, part: int) -> str:
    return point.text if part == 1 else ""


def _stats(point: Point, part: int) -> list[Stat]:
    """All figures stand on the first screen of a point, the chief one on the others."""
    return point.stats if part == 1 else point.stats[:1]

"""The projector: one point of the agenda a screen, a long one on several."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ntm_project.common.answers import number_of
from reports import links
from reports.meetings.points import Point, Sheet
from tasks.models import Meeting

MOST_LINES, MOST_STATS = 6, 5  # as many as can be read from the last row; more figures, fewer lines


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
    """(number, of how many, the point with that part of its lines)."""
    room = MOST_LINES - (len(point.stats) > MOST_STATS)
    cuts = range(0, max(len(point.lines), 1), room)
    return [
        (n, len(cuts), replace(point, lines=point.lines[cut : cut + room]))
        for n, cut in enumerate(cuts, 1)
    ]

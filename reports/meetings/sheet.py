"""The sheet of a meeting: drawn anew while it is open, as it was kept once it is closed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ntm_project.common.numbers import format_decimal
from reports import links
from reports.boards.figures import BoardFigure
from reports.meetings.agenda import MeetingRecord, points_of
from reports.meetings.points import (
    CommendationProposal,
    Member,
    Point,
    SheetConclusion,
    ShownMeeting,
    Stat,
)
from reports.pages import UPPER
from tasks.enums import AgendaKind
from tasks.models import Attendance, Meeting
from tasks.queries.meetings import conclusions_of, in_notice, members_of
from villages.access import Access
from villages.titles import with_title
from villages.viewing import paper_access


def sheet_of(access: Access, meeting: Meeting) -> dict[str, Any]:
    """What is kept of a meeting that is being closed (`settings.MEETING_SHEET`)."""
    record = MeetingRecord(access, meeting, is_kept=True)
    found = _drawn(record, points_of(record))
    closed_by = str(access.official or "")
    points = list(_keeping_rows(record, found.points))
    return replace(found, points=points, closed_by=closed_by).as_contents()


def sheet(
    meeting: Meeting, access: Access | None = None, *, with_points: bool = True
) -> ShownMeeting:
    """What the meeting shows: kept when it was closed, else as it is now, for a paper that has
    no use for them without its points.

    Whoever sees a meeting sees all below its unit, so that a paper can do without the reader.
    """
    kept = getattr(meeting, "sheet", None) if meeting.is_closed else None
    if kept is not None:
        found = ShownMeeting.from_contents(kept.contents)
        return replace(found, points=list(_leading_to_kept_rows(meeting, found.points)))
    record = MeetingRecord(access or paper_access(), meeting)
    return _drawn(record, points_of(record) if with_points else [])


def _keeping_rows(record: MeetingRecord, points: list[Point]) -> Iterator[Point]:
    """Each figure with its rows, once, where the lines of no point are these."""
    kept = set(_among_lines(record.meeting, points))
    has_stats = any(point.stats for point in points)
    figures = {figure.url: figure for figure in record.all_figures.values()} if has_stats else {}
    for point in points:
        new = {stat.url for stat in point.stats if stat.url in figures} - kept
        kept |= new
        stats = [replace(s, rows=figures[s.url].rows) if s.url in new else s for s in point.stats]
        yield replace(point, stats=stats)


def _leading_to_kept_rows(meeting: Meeting, points: list[Point]) -> Iterator[Point]:
    """A kept figure leads to the rows kept with it, on whichever point it stands; where none were,
    to the list of its day, which holds what was written later that day too."""
    kept = _among_lines(meeting, points)
    for n, point in enumerate(points, 1):
        kept |= {
            stat.url: links.address("reports:agenda", meeting.pk, muc=n, so=m)
            for m, stat in enumerate(point.stats, 1)
            if stat.rows is not None
        }
    for point in points:
        stats = [replace(stat, url=kept.get(stat.url, stat.url)) for stat in point.stats]
        yield replace(point, stats=stats)


def kept_figure(shown: ShownMeeting, point: int, stat: int) -> BoardFigure | None:
    """A figure of a closed meeting with the rows kept with it; None where none were."""
    if not 0 < point <= len(shown.points) or not 0 < stat <= len(shown.points[point - 1].stats):
        return None
    found = shown.points[point - 1].stats[stat - 1]
    if found.rows is None:
        return None
    return BoardFigure("", found.label, found.rows, words=lambda n: found.text)


def _among_lines(meeting: Meeting, points: list[Point]) -> dict[str, str]:
    """The addresses of figures whose rows are the lines of a point, each with where these stand."""
    found: dict[str, str] = {}
    for n, point in enumerate(points, 1):
        here = links.address("reports:agenda", meeting.pk, anchor=f"point-{n}")
        is_cut_short = meeting.unit.level in UPPER and point.kind != AgendaKind.CONCLUDED
        if not is_cut_short:
            found |= {stat.url: here for stat in point.stats if _has_its_rows(point, stat)}
    return found


def _has_its_rows(point: Point, stat: Stat) -> bool:
    """Whether a point holds as many rows as its figure counts: a returned dossier has one for each
    verdict."""
    if point.kind == AgendaKind.CONCLUDED:
        return True
    if point.kind == AgendaKind.STANDING or "#" in stat.url:
        return False
    of_changes = point.kind == AgendaKind.CHANGES
    lines = [line for line in point.lines if not of_changes or line.badge == stat.label]
    return stat.text == format_decimal(len(lines))


def _drawn(record: MeetingRecord, points: list[Point]) -> ShownMeeting:
    meeting, people = record.meeting, list(members_of(record.meeting))
    conclusions = in_notice(meeting, conclusions_of(meeting))
    titles = {person.pk: titled(person) for person in people}
    chair, secretary = meeting.chaired_by, meeting.secretary
    return ShownMeeting(
        as_of=record.day,
        compared_to=record.since,
        points=points,
        conclusions=[
            SheetConclusion(number, c.text, c.led_by, c.deadline_words, c.deadline_read)
            for number, c in conclusions
            if not isinstance(c, str)
        ],
        members=_members(meeting, people),
        proposals=[
            CommendationProposal(row.honoured, row.name, row.award, row.reason)
            for row in meeting.commendations.order_by("order", "pk")
        ],
        chair=titles.get(meeting.chaired_by_id or 0, ""),
        secretary=titles.get(meeting.secretary_id or 0, ""),
        chair_name=chair.printed_name if chair else "",
        secretary_name=secretary.printed_name if secretary else "",
        last_number=len(conclusions),
        unit=meeting.unit.full_name,
        body=meeting.body.name if meeting.body else "",
    )


def titled(person: Any) -> str:
    """Name and title; the title alone of an account that names nobody yet."""
    return with_title(person.printed_name, person.main_title or "") or str(person.full_name)


def _members(meeting: Meeting, people: list[Any]) -> list[Member]:
    """The members who were marked, each with a title; nobody before the roll was called."""
    marked = {row.official_id: row for row in meeting.attendances.all()}
    return [_member(person, marked[person.pk]) for person in people if person.pk in marked]


def _member(person: Any, row: Attendance) -> Member:
    name, title = person.printed_name, person.main_title or ""
    if not name:
        name, title = title or person.full_name, ""
    return Member(name, title, row.is_present, row.reason)

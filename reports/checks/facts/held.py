"""The meetings of the year as the checks read them: with their conclusions in one query, which is
all where nobody met, and who came in another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from evidence.issued.models import IssuedDocument
from ntm_project.common.dates import format_day
from tasks.models import Attendance, Meeting
from villages.models import AuditEvent, Posting


class ConclusionEntry(NamedTuple):
    """One conclusion of a meeting, and its task."""

    pk: int
    order: int
    text: str
    led_by: str
    deadline_words: str
    task: int | None
    task_words: str | None


class AttendanceMark(NamedTuple):
    """Whether one member came to a meeting."""

    official: int
    name: str
    is_present: bool


@dataclass
class HeldMeeting:
    """A meeting: who came, the day of its notice, what it concluded, and whether it is not where
    and when its invitation has it."""

    pk: int
    unit: int
    name: str
    rhythm: str
    held_on: date
    start_time: time | None
    place: str
    closed_at: datetime | None
    chaired_by: int | None
    secretary: int | None
    summary: str
    notice_on: date | None
    invited_at: datetime | None
    is_moved: bool = False
    came: list[AttendanceMark] = field(default_factory=list)
    concluded: list[ConclusionEntry] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.name}, {format_day(self.held_on)}"

    @property
    def present(self) -> list[AttendanceMark]:
        return [row for row in self.came if row.is_present]

    @property
    def absent(self) -> str:
        """Who chairs it or keeps its minutes, and is marked as absent; "" where nobody is."""
        leads = (self.chaired_by, self.secretary)
        away = (row.name for row in self.came if not row.is_present and row.official in leads)
        return next(away, "")

    def stranger(self, postings: Iterable[Posting]) -> str:
        """The first present who holds or held an office where they met, but not on the day; ""
        where there is none."""
        offices: dict[int, list[Posting]] = defaultdict(list)
        for row in postings:
            if row.unit_id == self.unit:
                offices[row.official_id].append(row)
        for one in self.present:
            own = offices[one.official]
            if own and not any(serves_on(row, self.held_on) for row in own):
                return one.name
        return ""


def serves_on(row: Posting, day: date) -> bool:
    """Whether a posting had begun by the day and had not ended."""
    return (row.starts_on is None or row.starts_on <= day) and not row.has_ended(day)


def _last_paper(kind: str, column: str) -> Subquery:
    """Of the last issued paper of the kind about a meeting."""
    papers = IssuedDocument.objects.not_recalled().filter(kind=kind, row_key=OuterRef("pk"))
    return Subquery(papers.order_by("-pk").values(column)[:1])


_OF_CONCLUSION = (*ConclusionEntry._fields[:-1], "task__deadline_words")
_OWN = (
    "pk", "unit", "name", "rhythm", "held_on", "start_time", "place", "closed_at", "chaired_by",
    "secretary", "summary", "notice_on", "invited_at",
)  # fmt: skip
# A meeting with each of its conclusions, or with none.
_MEETINGS = (
    Meeting.objects.annotate(
        notice_on=_last_paper("conclusions_notice", "issued_on"),
        invited_at=_last_paper("meeting_invitation", "issued_at"),
    )
    .order_by("held_on", "pk", "conclusions__order")
    .values_list(*_OWN, *(f"conclusions__{name}" for name in _OF_CONCLUSION))
)
_CAME = Attendance.objects.order_by("pk").values_list(
    "meeting", "official", "official__full_name", "is_present"
)
_MOVES = AuditEvent.objects.filter(object_type=Meeting._meta.label_lower).order_by("pk")


def load_meetings(year: int, units: Sequence[int]) -> list[HeldMeeting]:
    """The meetings of the units in the year, the first held first."""
    found: dict[int, HeldMeeting] = {}
    for row in _MEETINGS.filter(unit__in=units, held_on__year=year):
        own, concluded = row[: len(_OWN)], ConclusionEntry._make(row[len(_OWN) :])
        meeting = found.setdefault(row[0], HeldMeeting(*own))
        if concluded.pk:
            meeting.concluded.append(concluded)
    if not found:
        return []
    for key, *came in _CAME.filter(meeting__in=found):
        found[key].came.append(AttendanceMark._make(came))
    invited = {key: held.invited_at for key, held in found.items() if held.invited_at}
    for key, first in _first_changes(invited).items():
        found[key].is_moved = any(
            was[0] != _as_kept(getattr(found[key], name)) for name, was in first.items()
        )
    return list(found.values())


_INVITED_TO = ("held_on", "start_time", "place")  # what an invitation states


def _first_changes(invited: Mapping[int, datetime]) -> dict[int, dict[str, Any]]:
    """Meeting → the first change, from what to what, of each that its invitation states since that
    was issued."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = _MOVES.filter(object_id__in=invited).values_list("object_id", "at", "changes")
    for key, at, changes in rows if invited else ():
        for name in _INVITED_TO:
            if at > invited[key] and name in changes:
                found[key].setdefault(name, changes[name])
    return found


def _as_kept(value: date | time | str | None) -> str | None:
    """A value as an event of the trail has it."""
    return value.isoformat() if isinstance(value, date | time) else value

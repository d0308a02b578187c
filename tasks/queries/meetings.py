"""Meetings and their conclusions as their pages show them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.utils.module_loading import import_string

from ntm_project.common.deadlines import Spoken
from ntm_project.common.models import after_last
from tasks.enums import AssignmentKind
from tasks.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Commendation,
    Conclusion,
    Meeting,
    Plan,
)
from tasks.models.meetings import WITHDRAWN, MeetingQuerySet
from villages.access import Access
from villages.enums import Role
from villages.models import AuditEvent, Body, Official, Posting, Unit
from villages.titles import with_title

RECORDED = "ghi kết luận "  # with its number: the event of a conclusion that was added


def listed_meetings(access: Access) -> MeetingQuerySet:
    """The meetings in scope, newest first, with how many conclusions became tasks."""
    return (
        Meeting.objects.visible_to(access)
        .select_related("unit", "chaired_by")
        .annotate(
            concluded=Count("conclusions"),
            given=Count("conclusions", filter=Q(conclusions__task__isnull=False)),
        )
        .order_by("-held_on", "-pk")
    )


def next_order(meeting: Meeting) -> int:
    """The number that the next conclusion of a meeting gets."""
    return after_last(meeting.conclusions)


def conclusions_of(meeting: Meeting) -> list[Conclusion]:
    """The conclusions of a meeting in their order, with the tasks that were made of them."""
    rows = list(meeting.conclusions.select_related("task__plan").order_by("order", "pk"))
    for row in rows:
        row.meeting = meeting
    return rows


def in_notice(meeting: Meeting, rows: list[Conclusion]) -> list[tuple[int, Conclusion | str]]:
    """The conclusions with the numbers that the issued notice gives them, which holds until another
    replaces it; of one withdrawn since, in its place, the words. Those added since come last."""
    places: list[Conclusion | str] = [*rows]
    added: list[Conclusion | str] = []
    # The numbers of the trail are those of the moment: undone one by one, the newest first.
    for event in _concluded_since_notice(meeting):
        if event.action.startswith(WITHDRAWN):
            number = int(event.action.removeprefix(WITHDRAWN))
            places.insert(number - 1, event.changes["conclusion"][0])
        elif places:
            added.insert(0, places.pop())
    return list(enumerate([*places, *(row for row in added if not isinstance(row, str))], 1))


def _concluded_since_notice(meeting: Meeting) -> list[AuditEvent]:
    """What withdrew or added a conclusion since the notice was issued that holds, newest first;
    nothing where none was withdrawn, since then the numbers are the stored ones."""
    if not meeting.has_withdrawn:
        return []
    notice: Callable[[Meeting], Any] = import_string(settings.NOTICE_OF_MEETING)
    own = AuditEvent.objects.filter(object_type=meeting._meta.label_lower, object_id=meeting.pk)
    withdrawn = list(own.filter(action__startswith=WITHDRAWN))
    issued = notice(meeting) if withdrawn else None
    withdrawn = [event for event in withdrawn if issued and event.at > issued.issued_at]
    if not issued or not withdrawn:
        return []
    # Of the unit, by which the trail is indexed; who withdrew one left no row to look for by key.
    here = AuditEvent.objects.filter(
        at__gt=issued.issued_at,
        unit_path=meeting.unit.path,
        object_type=Conclusion._meta.label_lower,
    )
    added = here.filter(action__startswith=RECORDED, changes__meeting__1__pk=meeting.pk)
    return sorted([*withdrawn, *added], key=lambda event: -event.pk)


def with_numbers(meeting: Meeting, rows: list[Conclusion]) -> list[tuple[int, Conclusion]]:
    """The conclusions in force, each with its number in the notice."""
    return [(n, row) for n, row in in_notice(meeting, rows) if not isinstance(row, str)]


def number_in_notice(conclusion: Conclusion) -> int:
    """The number under which the meeting's page shows the conclusion."""
    meeting = conclusion.meeting
    shown = {row: number for number, row in with_numbers(meeting, conclusions_of(meeting))}
    return shown.get(conclusion, conclusion.order)


def next_in_notice(meeting: Meeting) -> int:
    """The number under which the meeting's page will show the next conclusion."""
    return len(in_notice(meeting, conclusions_of(meeting))) + 1


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The points of a meeting in their order."""
    return list(meeting.agenda.order_by("order", "pk"))


def attendances_of(meeting: Meeting) -> "QuerySet[Attendance]":
    """Who came to a meeting and who did not, by given name."""
    rows = meeting.attendances.select_related("official")
    return rows.order_by("official__name_key", "official")


class NamedMember(NamedTuple):
    """A member as the page of a meeting names them."""

    name: str
    is_present: bool
    reason: str


class MeetingNames(NamedTuple):
    """The people and units that the page of a meeting names."""

    unit: str
    body: str
    chair: str
    secretary: str
    closed_by: str
    members: list[NamedMember]


def names_at(meeting: Meeting) -> MeetingNames:
    """The people of a meeting with their titles: as they were called when it was closed; for an
    open one, and for what an older sheet does not hold, as they are called today."""
    sheet = getattr(meeting, "sheet", None) if meeting.is_closed else None
    kept: dict[str, Any] = sheet.contents if sheet else {}
    named = {
        "unit": meeting.unit.full_name,
        "body": meeting.body,
        "chair": meeting.chaired_by,
        "secretary": meeting.secretary,
        "closed_by": meeting.closed_by,
    }
    words = {name: str(kept.get(name) or row or "") for name, row in named.items()}
    if kept:
        members = [
            NamedMember(with_title(row["name"], row["title"]), row["is_present"], row["reason"])
            for row in kept["members"]
        ]
    else:
        rows = attendances_of(meeting)
        members = [NamedMember(str(row.official), row.is_present, row.reason) for row in rows]
    return MeetingNames(**words, members=members)


def commendations_of(meeting: Meeting) -> list[Commendation]:
    """Whom a meeting commends, in the order in which they were named."""
    return list(meeting.commendations.order_by("order", "pk"))


def previous_of(meeting: Meeting) -> Meeting | None:
    """The meeting before it of the same unit and rhythm, with which it compares itself."""
    rows = Meeting.objects.filter(
        unit=meeting.unit_id, rhythm=meeting.rhythm, held_on__lt=meeting.held_on
    )
    return rows.with_withdrawn().order_by("-held_on", "-pk").first()


def spoken_at(meeting: Meeting) -> Spoken:
    """From what the words of a deadline count that were spoken at the meeting: “tuần sau”, “trong
    5 ngày làm việc”, “trước ngày họp tới” where the next of its unit and rhythm is called."""
    after = Meeting.objects.filter(
        unit=meeting.unit_id, rhythm=meeting.rhythm, held_on__gt=meeting.held_on
    )
    days = after.order_by("held_on").values_list("held_on", flat=True)
    return Spoken(meeting.held_on, days.first, import_string(settings.NTH_WORKING_DAY))


def last_met(unit: Unit, before: date) -> date | None:
    """The day of the unit's last meeting before a day."""
    rows = Meeting.objects.filter(unit=unit, held_on__lt=before).order_by("-held_on")
    return rows.values_list("held_on", flat=True).first()


def plan_of(meeting: Meeting) -> Plan | None:
    """The plan of its unit and year, of which the tasks are that it gives."""
    rows = Plan.objects.filter(unit=meeting.unit_id, year=meeting.held_on.year)
    return rows.select_related("unit").order_by("pk").first()


def unit_of_lead(lead: Assignment | None, meeting: Meeting, on: date) -> Unit:
    """Where whoever leads a task works, so that they see it: the meeting's unit, or one below."""
    if lead is None:
        return meeting.unit
    if lead.body is not None:
        below = lead.body.unit.path.startswith(meeting.unit.path)
        return lead.body.unit if below else meeting.unit
    if lead.official is None:
        return meeting.unit
    held = Posting.objects.open_on(on).filter(
        official=lead.official, unit__path__below=meeting.unit.path
    )
    units = [p.unit for p in held.select_related("unit").order_by("-is_main", "pk")]
    return meeting.unit if meeting.unit in units or not units else units[0]


# As papers name those who are present: the heads before the rest.
RANKS = (Role.CHAIR, Role.VICE_CHAIR, Role.STANDING_OFFICER)


def members_of(meeting: Meeting) -> "QuerySet[Official]":
    """Who is called to a meeting, each with a title, by rank, whoever chairs it first: the members
    of its body on its day, or of its unit without one; with who chairs it, writes it down, or was
    marked already.
    """
    posts = Posting.objects.open_on(meeting.held_on).filter(official=OuterRef("pk"))
    own = posts.filter(body=meeting.body_id) if meeting.body_id else posts.filter(unit=meeting.unit)
    marked = meeting.attendances.values("official")
    named = [pk for pk in (meeting.chaired_by_id, meeting.secretary_id) if pk]
    within = posts.filter(unit__path__below=meeting.unit.path)
    main = within.order_by("-is_main", "pk")
    people = Official.objects.filter(
        Exists(own) & Q(is_active=True) | Q(pk__in=marked) | Q(pk__in=named)
    )
    people = people.annotate(
        main_title=Subquery(main.values("title")[:1]), main_role=Subquery(main.values("role")[:1])
    )
    chair_first = When(pk=meeting.chaired_by_id, then=0)
    ranks = (When(main_role=role, then=rank) for rank, role in enumerate(RANKS, 1))
    return people.order_by(Case(chair_first, *ranks, default=len(RANKS) + 1), "name_key", "pk")


def committees_of(units: Iterable[int]) -> "QuerySet[Body]":
    """The bodies of the units, of which one meets."""
    return Body.objects.filter(unit__in=list(units)).order_by("unit__path", "order", "pk")


def lead_of(conclusion: Conclusion) -> Assignment | None:
    """Who leads the task of a conclusion; None without a task, or without a lead."""
    if conclusion.task_id is None:
        return None
    rows = Assignment.objects.filter(task=conclusion.task_id, kind=AssignmentKind.LEAD)
    return rows.select_related("official", "body__unit").order_by("order", "pk").first()

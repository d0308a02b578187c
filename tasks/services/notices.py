"""Whom a task concerns, and the notices they get of it: given, reminded of, soon due."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from criteria.enums import NOBODY
from ntm_project.common.clock import format_clock
from ntm_project.common.dates import format_day
from tasks import rules
from tasks.models import Assignment, Conclusion, Meeting, Task
from tasks.queries.meetings import number_in_notice
from villages.access import Access
from villages.acts import Act
from villages.edit import editing
from villages.enums import Ability, NoticeKind
from villages.models import Official, Posting
from villages.services import Message, notify, notify_each, send_notices

NEAR = (1, 7)  # days before the last day on which whoever is given a task is notified


def assigned_people(assignees: Iterable[Assignment], on: date) -> set[int]:
    """The officials (by key) to whom the rows give a task: by name, or as members of a body."""
    rows = list(assignees)
    return people_named(rows, members_of_bodies((row.body_id for row in rows), on))


Members = Mapping[int, set[int]]  # body → officials, by key


def members_of_bodies(bodies: Iterable[int | None], on: date) -> Members:
    """Who holds a post in each of the bodies."""
    found: dict[int, set[int]] = {}
    if keys := set(filter(None, bodies)):
        held = Posting.objects.open_on(on).filter(body__in=keys)
        for body, official in held.values_list("body_id", "official_id"):
            found.setdefault(body, set()).add(official)
    return found


def people_named(assignees: Iterable[Assignment], members: Members) -> set[int]:
    """The people of `assigned_people`, where the members of the bodies are known."""
    people: set[int] = set()
    for row in assignees:
        people |= members.get(row.body_id, set()) if row.body_id else {row.official_id or 0}
    return people - {0}


def notify_new_task(by: Access, task: Task, people: Iterable[int]) -> None:
    """Notify those to whom a task was given."""
    notify_each(by, [new_task_message(task, people)])


def new_task_message(task: Task, people: Iterable[int]) -> Message:
    due = f", hạn {format_day(task.ends_on)}" if task.ends_on else ""
    return Message(
        to=frozenset(people),
        kind=NoticeKind.NEW_TASK,
        unit=task.unit,
        key=f"task-{task.pk}-new",
        text=f"Nhiệm vụ mới{due}: {task.text}",
        url=task.get_absolute_url(),
    )


def remind(*, by: Access, tasks: Iterable[Task], act: Act | None = None) -> list[Task]:
    """Remind of tasks: the day is kept on each, with one event, and whoever does it is notified.

    All or none; raises `Refused` for the first of which one may not remind.
    """
    keys = sorted({task.pk for task in tasks})
    with transaction.atomic():
        return [_remind(by, pk, act) for pk in keys]


def _remind(by: Access, task_id: int, act: Act | None) -> Task:
    with editing(
        by=by,
        rows=Task.objects.select_related("unit"),
        pk=task_id,
        deny=rules.deny_remind,
        action="nhắc nhiệm vụ",
        ability=Ability.MANAGE_TASK,
    ) as edit:
        task, edit.keeps_version, edit.act = edit.row, True, act
        task.reminded_on = by.on
        assignees = list(task.assignments.select_related("official", "body").order_by("order"))
        edit.note("reminded", "", ", ".join(row.name for row in assignees) or NOBODY)
        late = rules.lateness_of(task, by.on) or f"Hạn {task.deadline_words or 'chưa ghi'}"
        notify(
            by=by,
            to=assigned_people(assignees, by.on),
            kind=NoticeKind.REMINDER,
            unit=task.unit,
            key=f"task-{task.pk}-reminder",
            text=f"Đồng chí được nhắc. {late}: {task.text}",
            url=task.get_absolute_url(),
        )
    return task


def notify_deadlines(today: date) -> int:
    """Notify whoever is given an open task that a week, or a day, is left; each once.

    Meant for every night; a night that was missed is made up for while the day has not come.
    """
    sent = 0
    soon = Task.objects.open().filter(
        ends_on__gte=today, ends_on__lte=today + timedelta(days=max(NEAR))
    )
    for task in soon.select_related("unit").with_assignments().order_by("pk"):
        assert task.ends_on is not None
        left = (task.ends_on - today).days
        step = next(days for days in NEAR if left <= days)
        words = f"còn {left} ngày" if left else "đến hạn hôm nay"
        with transaction.atomic():
            sent += send_notices(
                to=assigned_people(task.assignments.all(), today),
                on=today,
                kind=NoticeKind.DEADLINE,
                unit=task.unit,
                key=f"task-{task.pk}-{step}-{task.ends_on:%Y%m%d}",
                text=f"Việc hạn {format_day(task.ends_on)}, {words}: {task.text}",
                url=task.get_absolute_url(),
                is_once=True,
            )
    return sent


def notify_meeting(by: Access, meeting: Meeting) -> None:
    """Notify whoever holds a post in the unit itself that a meeting was recorded."""
    _notify_of(by, meeting, f"{meeting.name or 'Giao ban'} ngày {format_day(meeting.held_on)}")


def notify_moved_meeting(by: Access, meeting: Meeting) -> None:
    """Notify those who were called that the meeting is at another time or place."""
    clock = f"{format_clock(meeting.start_time)} " if meeting.start_time else ""
    place = f", tại {meeting.place}" if meeting.place else ""
    when = f"{clock}ngày {format_day(meeting.held_on)}{place}"
    _notify_of(by, meeting, f"Đổi lịch {meeting.name or 'giao ban'}: {when}")


def notify_conclusion(by: Access, conclusion: Conclusion) -> None:
    """One notice a meeting, which always speaks of its last conclusion."""
    meeting = conclusion.meeting
    words = f"Kết luận {number_in_notice(conclusion)}, giao ban ngày {format_day(meeting.held_on)}"
    _notify_of(
        by, meeting, f"{words}: {conclusion.text}", NoticeKind.CONCLUSION, key_end="-conclusion"
    )


def _notify_of(
    by: Access,
    meeting: Meeting,
    text: str,
    kind: NoticeKind = NoticeKind.MEETING,
    *,
    key_end: str = "",
) -> None:
    notify(
        by=by,
        to=_holders(by, meeting),
        kind=kind,
        unit=meeting.unit,
        key=f"meeting-{meeting.pk}{key_end}",
        text=text,
        url=meeting.get_absolute_url(),
    )


def _holders(by: Access, meeting: Meeting) -> set[int]:
    held = Posting.objects.open_on(by.on).filter(unit=meeting.unit_id)
    people = Official.objects.filter(Q(postings__in=held) | Q(pk=meeting.chaired_by_id))
    return set(people.values_list("pk", flat=True))

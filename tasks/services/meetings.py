"""Meetings: called, corrected, attended, and closed with what they showed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from ntm_project.common.models import clean_and_save
from ntm_project.common.refusals import Refused
from tasks import rules
from tasks.enums import DRAWN_KINDS
from tasks.models import AgendaItem, Attendance, Meeting, MeetingSheet
from tasks.services.notices import notify_meeting, notify_moved_meeting
from villages.access import Access
from villages.edit import create_row, editing, set_fields
from villages.enums import Ability
from villages.models import Unit


def locked_meeting(by: Access, meeting_id: int, deny: Callable[[Access, Meeting], str]) -> Meeting:
    """The meeting, held against whoever closes it meanwhile; refused for the rule's reason."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    meeting = rows.get(pk=meeting_id)
    if reason := deny(by, meeting):
        raise Refused(reason)
    return meeting


def hold_meeting(*, by: Access, unit: Unit, **fields: Any) -> Meeting:
    """Call a meeting, or record one that was held; its agenda begins with what the record holds."""
    with transaction.atomic():
        meeting = create_row(
            by=by,
            row=Meeting(unit=unit, **fields),
            deny_reason=rules.deny_hold_meeting(by, unit),
            action="ghi giao ban",
            ability=Ability.HOLD_MEETING,
        )
        _add_drawn_items(meeting)
        notify_meeting(by, meeting)
    return meeting


def _add_drawn_items(meeting: Meeting) -> list[str]:
    """The points that are drawn from the record, at the end, as far as the agenda lacks them."""
    present = list(meeting.agenda.order_by("order", "pk"))
    missing = [kind for kind in DRAWN_KINDS if kind not in {item.kind for item in present}]
    last = present[-1].order if present else 0
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, kind=kind, title=kind.label, order=last + at)
        for at, kind in enumerate(missing, 1)
    )
    return [kind.label for kind in missing]


def fill_agenda(*, by: Access, meeting_id: int) -> Meeting:
    """Put the points that are drawn from the record, and were taken out, on the agenda again."""
    with editing(
        by=by,
        rows=Meeting.objects.select_related("unit"),
        pk=meeting_id,
        deny=rules.deny_edit_meeting,
        action="lấy mục chương trình từ hồ sơ",
        ability=Ability.HOLD_MEETING,
    ) as edit:
        edit.keeps_version = True
        edit.note("agenda", [], _add_drawn_items(edit.row))
    return edit.row


def move_agenda_item(*, by: Access, item: AgendaItem, is_up: bool) -> None:
    """Let a point change places with the one before or after it; at an end it stays."""
    with editing(
        by=by,
        rows=Meeting.objects.select_related("unit"),
        pk=item.meeting_id,
        deny=rules.deny_edit_meeting,
        action="đổi thứ tự chương trình",
        ability=Ability.HOLD_MEETING,
    ) as edit:
        edit.keeps_version = True
        items = list(edit.row.agenda.order_by("order", "pk"))
        before = [one.title for one in items]
        at = next((i for i, one in enumerate(items) if one.pk == item.pk), None)
        to = None if at is None else at + (-1 if is_up else 1)
        if at is None or to is None or not 0 <= to < len(items):
            return
        items[at], items[to] = items[to], items[at]
        for order, one in enumerate(items, 1):
            one.order = order
        AgendaItem.objects.bulk_update(items, ["order"])
        edit.note("agenda", before, [one.title for one in items])


def edit_meeting(
    *,
    by: Access,
    meeting_id: int,
    fields: Mapping[str, Any],
    seen_version: int,
    reason: str = "",
) -> Meeting:
    """Correct what was recorded of a meeting."""
    with editing(
        by=by,
        rows=Meeting.objects.for_page(),
        pk=meeting_id,
        seen=seen_version,
        deny=rules.deny_edit_meeting,
        action="sửa giao ban",
        ability=Ability.HOLD_MEETING,
        reason=reason,
    ) as edit:
        has_task = edit.row.conclusions.filter(task__isnull=False).exists()
        if errors := rules.correction_errors(has_task=has_task, reason=reason):
            raise ValidationError(errors)
        before = _appointed(edit.row)
        set_fields(edit.row, fields)
        is_concluded = has_task or edit.row.conclusions.exists()
        if errors := rules.day_errors(
            edit.row.held_on, before[0], by.on, is_concluded=is_concluded
        ):
            raise ValidationError(errors)
        if _appointed(edit.row) != before and max(before[0], edit.row.held_on) >= by.on:
            notify_moved_meeting(by, edit.row)
    return edit.row


def _appointed(meeting: Meeting) -> tuple[date, time | None, str]:
    """When and where the meeting is to be held: what an invitation states."""
    return meeting.held_on, meeting.start_time, meeting.place


def record_attendance(
    *, by: Access, meeting_id: int, attendances: Sequence[Attendance], seen_version: int
) -> Meeting:
    """Who came, and who did not and why; replaces what was recorded before."""
    with editing(
        by=by,
        rows=Meeting.objects.select_related("unit"),
        pk=meeting_id,
        seen=seen_version,
        deny=rules.deny_edit_meeting,
        action="điểm danh",
        ability=Ability.HOLD_MEETING,
    ) as edit:
        before = edit.row.attendances.select_related("official")
        old = list(before.order_by("official__name_key", "official"))
        if edit.note_rows("attendance", old, attendances):
            edit.row.attendances.all().delete()
            for row in attendances:
                row.meeting = edit.row
                clean_and_save(row)
    return edit.row


def close_meeting(*, by: Access, meeting_id: int, seen_version: int) -> Meeting:
    """Close a meeting: what its agenda showed and what it concluded are kept as at this moment.

    The sheet is drawn by the floor that reads all others (`settings.MEETING_SHEET`).
    """
    draw: Callable[[Access, Meeting], dict[str, Any]] = import_string(settings.MEETING_SHEET)
    with editing(
        by=by,
        rows=Meeting.objects.for_page(),
        pk=meeting_id,
        seen=seen_version,
        deny=rules.deny_close_meeting,
        action="kết thúc giao ban",
        ability=Ability.HOLD_MEETING,
    ) as edit:
        meeting, now = edit.row, timezone.now()
        contents = draw(by, meeting)
        clock = timezone.localtime(now).time().replace(second=0, microsecond=0)
        if meeting.held_on == by.on and clock > (meeting.start_time or clock):
            meeting.end_time = meeting.end_time or clock
        meeting.closed_at, meeting.closed_by = now, by.official
        as_of = rules.meeting_day(meeting, by.as_of)
        MeetingSheet.objects.create(meeting=meeting, as_of=as_of, drawn_at=now, contents=contents)
    return meeting

"""The rows of a meeting's lists: its agenda, and who is proposed for commendation."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.models import after_last
from tasks import rules
from tasks.models import AgendaItem, Commendation, Meeting, MeetingPart
from tasks.services.meetings import locked_meeting
from villages.access import Access
from villages.edit import create_row, edit_row, editing, remove_row
from villages.enums import Ability


def _how(by: Access, verb: str, part: MeetingPart) -> Any:
    """By whom and under which name a row is written."""
    action = f"{verb} {part._meta.verbose_name}"[:40]
    return {"by": by, "action": action, "ability": Ability.HOLD_MEETING}


def _rows(model: type[MeetingPart]) -> Any:
    rows: Any = model._default_manager
    return rows.select_related("meeting__unit")


def _held(by: Access, verb: str, part: MeetingPart, seen_version: int) -> Any:
    """How a row is held while it is changed."""
    deny = rules.deny_edit_meeting_part
    held = {"rows": _rows(type(part)), "pk": part.pk, "seen": seen_version, "deny": deny}
    return held | _how(by, verb, part)


def _refuse_twice(part: MeetingPart, fields: Mapping[str, Any]) -> None:
    """Nobody is proposed for one award twice."""
    if isinstance(part, Commendation):
        others = Commendation.objects.filter(meeting=part.meeting).exclude(pk=part.pk)
        name, award = (fields.get(key, getattr(part, key)) for key in ("name", "award"))
        if errors := rules.commendation_errors(name, award, others):
            raise ValidationError(errors)


def add_meeting_part(
    *, by: Access, meeting: Meeting, model: type[MeetingPart], fields: Mapping[str, Any]
) -> MeetingPart:
    """Add one row at the end of its list."""
    with transaction.atomic():
        held = locked_meeting(by, meeting.pk, rules.deny_edit_meeting)
        made: Any = model
        order = after_last(_rows(model).filter(meeting=held))
        part = made(meeting=held, order=order, **fields)
        _refuse_twice(part, fields)
        return create_row(row=part, **_how(by, "thêm", part))


def edit_meeting_part(
    *, by: Access, part: MeetingPart, fields: Mapping[str, Any], seen_version: int
) -> MeetingPart:
    """Change one row."""
    with transaction.atomic():
        locked_meeting(by, part.meeting.pk, rules.deny_edit_meeting)
        _refuse_twice(part, fields)
        return edit_row(fields=fields, **_held(by, "sửa", part, seen_version))


def remove_meeting_part(*, by: Access, part: MeetingPart, seen_version: int) -> None:
    """Take one row out; the audit trail keeps its fields."""
    with transaction.atomic():
        locked_meeting(by, part.meeting.pk, rules.deny_edit_meeting)
        remove_row(**_held(by, "bỏ", part, seen_version))


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

"""Meetings, their conclusions, and conclusions that become tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from tasks import rules
from tasks.models import Assignment, Conclusion, Meeting, Plan, Task
from tasks.services.notices import notify_conclusion, notify_meeting
from tasks.services.tasks import create_task
from villages.access import Access
from villages.edit import create_row, editing, remove_row, set_fields
from villages.enums import Ability
from villages.models import Unit


def hold_meeting(*, by: Access, unit: Unit, **fields: Any) -> Meeting:
    """Record that a meeting was held."""
    with transaction.atomic():
        meeting = create_row(
            by=by,
            row=Meeting(unit=unit, **fields),
            deny_reason=rules.deny_hold_meeting(by, unit),
            action="ghi giao ban",
            ability=Ability.HOLD_MEETING,
        )
        notify_meeting(by, meeting)
    return meeting


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
        rows=Meeting.objects.select_related("unit", "chaired_by"),
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
        set_fields(edit.row, fields)
    return edit.row


def add_conclusion(*, by: Access, meeting: Meeting, text: str) -> Conclusion:
    """Add one conclusion at the end."""
    with transaction.atomic():
        Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
        last = meeting.conclusions.aggregate(last=Max("order"))["last"] or 0
        conclusion = create_row(
            by=by,
            row=Conclusion(meeting=meeting, order=last + 1, text=text),
            deny_reason=rules.deny_hold_meeting(by, meeting.unit),
            action=f"ghi kết luận {last + 1}",
            ability=Ability.HOLD_MEETING,
        )
        notify_conclusion(by, conclusion)
    return conclusion


def edit_conclusion(
    *, by: Access, conclusion: Conclusion, text: str, seen_version: int, reason: str = ""
) -> Conclusion:
    """Correct the words of a conclusion; the task that was made of it keeps its own words."""
    with editing(
        by=by,
        rows=Conclusion.objects.select_related("meeting__unit"),
        pk=conclusion.pk,
        seen=seen_version,
        deny=rules.deny_edit_conclusion,
        action=f"sửa kết luận {conclusion.order}",
        ability=Ability.HOLD_MEETING,
        reason=reason,
    ) as edit:
        has_task = edit.row.task_id is not None
        if errors := rules.correction_errors(has_task=has_task, reason=reason):
            raise ValidationError(errors)
        edit.row.text = text
    return edit.row


def remove_conclusion(*, by: Access, conclusion: Conclusion, seen_version: int) -> None:
    """Take out a conclusion recorded by mistake; the others keep their numbers.

    The minutes lose a part, so that the event belongs to the history of the meeting.
    """
    with editing(
        by=by,
        rows=Meeting.objects.select_related("unit"),
        pk=conclusion.meeting_id,
        deny=rules.deny_edit_meeting,
        action=f"bỏ kết luận {conclusion.order}",
        ability=Ability.HOLD_MEETING,
    ) as edit:
        gone = remove_row(
            by=by,
            rows=Conclusion.objects.select_related("meeting__unit"),
            pk=conclusion.pk,
            seen=seen_version,
            deny=rules.deny_remove_conclusion,
            action=f"bỏ kết luận {conclusion.order}",
            is_recorded=False,
        )
        edit.note("conclusion", gone.text, "")


def make_task_of(
    *,
    by: Access,
    conclusion_id: int,
    plan: Plan,
    fields: Mapping[str, Any],
    assignees: Sequence[Assignment] = (),
) -> Task:
    """Turn a conclusion into a task that points back to it; only once."""
    with editing(
        by=by,
        rows=Conclusion.objects.select_related("meeting__unit"),
        pk=conclusion_id,
        action="giao kết luận thành nhiệm vụ",
        ability=Ability.MANAGE_TASK,
    ) as edit:
        if edit.row.task_id:
            raise ValidationError("Kết luận này đã được giao thành nhiệm vụ.")
        edit.keeps_version = True
        task = create_task(by=by, plan=plan, fields=fields, assignees=assignees)
        edit.row.task = task
    return task

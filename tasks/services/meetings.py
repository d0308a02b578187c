"""Meetings, their conclusions, and conclusions that become tasks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from ntm_project.common.models import clean_and_save
from ntm_project.common.views import Refused
from tasks import rules
from tasks.models import Assignment, Conclusion, Meeting, Plan, Task
from tasks.services.tasks import create_task
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Official, Unit

MEETING_FIELDS = ["held_on", "name", "place", "chaired_by", "summary"]


class StaleMeeting(Exception):
    """Somebody corrected the meeting first; `current` is as it now stands."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(f"meeting {current.pk} is at version {current.version}")
        self.current = current


class StaleConclusion(Exception):
    """Somebody corrected the conclusion first; `current` is as it now stands."""

    def __init__(self, current: Conclusion) -> None:
        super().__init__(f"conclusion {current.pk} is at version {current.version}")
        self.current = current


def hold_meeting(
    *,
    by: Access,
    unit: Unit,
    held_on: date,
    name: str,
    place: str = "",
    chaired_by: Official | None = None,
    summary: str = "",
) -> Meeting:
    """Record that a meeting was held."""
    if reason := rules.deny_hold_meeting(by, unit):
        raise Refused(reason)
    meeting = Meeting(
        unit=unit,
        held_on=held_on,
        name=name,
        place=place,
        chaired_by=chaired_by,
        summary=summary,
    )
    with transaction.atomic():
        clean_and_save(meeting)
        record(
            by,
            "ghi giao ban",
            meeting,
            unit=unit,
            ability=Ability.HOLD_MEETING,
            new=snapshot(meeting, MEETING_FIELDS),
        )
    return meeting


def edit_meeting(
    *,
    by: Access,
    meeting_id: int,
    fields: Mapping[str, Any],
    seen_version: int,
    reason: str = "",
) -> Meeting:
    """Correct what was recorded of a meeting; a stale version raises `StaleMeeting`."""
    with transaction.atomic():
        rows = Meeting.objects.select_for_update(of=("self",))
        meeting = rows.select_related("unit", "chaired_by").get(pk=meeting_id)
        if refusal := rules.deny_hold_meeting(by, meeting.unit):
            raise Refused(refusal)
        if meeting.version != seen_version:
            raise StaleMeeting(meeting)
        has_task = meeting.conclusions.filter(task__isnull=False).exists()
        if errors := rules.correction_errors(has_task=has_task, reason=reason):
            raise ValidationError(errors)
        old = snapshot(meeting, MEETING_FIELDS)
        for name in MEETING_FIELDS:
            if name in fields:
                setattr(meeting, name, fields[name])
        meeting.version += 1
        clean_and_save(meeting, update_fields=[*MEETING_FIELDS, "version"])
        record(
            by,
            "sửa giao ban",
            meeting,
            unit=meeting.unit,
            ability=Ability.HOLD_MEETING,
            old=old,
            new=snapshot(meeting, MEETING_FIELDS),
            reason=reason,
        )
    return meeting


def add_conclusion(*, by: Access, meeting: Meeting, text: str) -> Conclusion:
    """Add one conclusion at the end."""
    if reason := rules.deny_hold_meeting(by, meeting.unit):
        raise Refused(reason)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        last = meeting.conclusions.aggregate(last=Max("order"))["last"] or 0
        conclusion = Conclusion(meeting=meeting, order=last + 1, text=text)
        conclusion.full_clean()
        conclusion.save()
        record(
            by,
            f"ghi kết luận {conclusion.order}",
            conclusion,
            unit=meeting.unit,
            ability=Ability.HOLD_MEETING,
            new={"text": text},
        )
    return conclusion


def edit_conclusion(
    *, by: Access, conclusion_id: int, text: str, seen_version: int, reason: str = ""
) -> Conclusion:
    """Correct the words of a conclusion; a stale version raises `StaleConclusion`.

    The task that was made of it keeps its own words.
    """
    with transaction.atomic():
        rows = Conclusion.objects.select_for_update(of=("self",))
        conclusion = rows.select_related("meeting__unit").get(pk=conclusion_id)
        unit = conclusion.meeting.unit
        if refusal := rules.deny_hold_meeting(by, unit):
            raise Refused(refusal)
        if conclusion.version != seen_version:
            raise StaleConclusion(conclusion)
        has_task = conclusion.task_id is not None
        if errors := rules.correction_errors(has_task=has_task, reason=reason):
            raise ValidationError(errors)
        old = snapshot(conclusion, ["text"])
        conclusion.text = text
        conclusion.full_clean()
        conclusion.version += 1
        conclusion.save(update_fields=["text", "version"])
        record(
            by,
            f"sửa kết luận {conclusion.order}",
            conclusion,
            unit=unit,
            ability=Ability.HOLD_MEETING,
            old=old,
            new=snapshot(conclusion, ["text"]),
            reason=reason,
        )
    return conclusion


def remove_conclusion(*, by: Access, conclusion_id: int, seen_version: int) -> None:
    """Take out a conclusion recorded by mistake; the others keep their numbers.

    A stale version raises `StaleConclusion`; the audit trail keeps what it said.
    """
    with transaction.atomic():
        rows = Conclusion.objects.select_for_update(of=("self",))
        conclusion = rows.select_related("meeting__unit").get(pk=conclusion_id)
        if refusal := rules.deny_remove_conclusion(by, conclusion):
            raise Refused(refusal)
        if conclusion.version != seen_version:
            raise StaleConclusion(conclusion)
        record(
            by,
            f"bỏ kết luận {conclusion.order}",
            conclusion.meeting,
            unit=conclusion.meeting.unit,
            ability=Ability.HOLD_MEETING,
            old=snapshot(conclusion, ["text"]),
        )
        conclusion.delete()


def make_task_of(
    *,
    by: Access,
    conclusion_id: int,
    plan: Plan,
    fields: Mapping[str, Any],
    assignees: Sequence[Assignment] = (),
) -> Task:
    """Turn a conclusion into a task that points back to it; only once."""
    with transaction.atomic():
        conclusion = Conclusion.objects.select_for_update(of=("self",)).get(pk=conclusion_id)
        if conclusion.task_id:
            raise ValidationError("Kết luận này đã được giao thành nhiệm vụ.")
        task = create_task(by=by, plan=plan, fields=fields, assignees=assignees)
        conclusion.task = task
        conclusion.save(update_fields=["task"])
    return task

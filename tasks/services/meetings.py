"""Meetings, their conclusions, and conclusions that become tasks."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from ntm_project.common.views import Refused
from tasks import rules
from tasks.models import Conclusion, Meeting, Plan, Task
from tasks.services.tasks import Assignee, TaskDraft, create_task
from villages.access import Access
from villages.audit import record
from villages.enums import Ability
from villages.models import Official, Unit


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
        meeting.full_clean()
        meeting.save()
        record(by, "ghi giao ban", meeting, unit=unit, ability=Ability.HOLD_MEETING)
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
            "ghi kết luận",
            conclusion,
            unit=meeting.unit,
            ability=Ability.HOLD_MEETING,
            new={"text": text},
        )
    return conclusion


def make_task_of(
    *,
    by: Access,
    conclusion_id: int,
    plan: Plan,
    draft: TaskDraft,
    assignees: Sequence[Assignee] = (),
) -> Task:
    """Turn a conclusion into a task that points back to it; only once."""
    with transaction.atomic():
        conclusion = Conclusion.objects.select_for_update(of=("self",)).get(pk=conclusion_id)
        if conclusion.task_id:
            raise ValidationError("Kết luận này đã được giao thành nhiệm vụ.")
        task = create_task(by=by, plan=plan, draft=draft, assignees=assignees)
        conclusion.task = task
        conclusion.save(update_fields=["task"])
    return task

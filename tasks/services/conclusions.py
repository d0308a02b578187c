"""Conclusions of a meeting: with who or by when, each is a task in the same transaction."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks import rules
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Conclusion, Meeting, Plan, Task
from tasks.models.meetings import WITHDRAWN
from tasks.queries.meetings import RECORDED, next_order, plan_of, unit_of_lead
from tasks.services.meetings import locked_meeting
from tasks.services.notices import notify_conclusion
from tasks.services.tasks import assign, create_task, edit_task, move_task
from villages.access import Access
from villages.edit import create_row, editing, remove_row
from villages.enums import Ability

NO_PLAN = "{} chưa có kế hoạch năm {} nên chưa giao được nhiệm vụ; hãy lập kế hoạch trước."

NO_LEAD = "Kết luận này đã giao thành nhiệm vụ thì phải có người chủ trì."


def _task_of(by: Access, conclusion: Conclusion, lead: Assignment | None) -> Task:
    """The task that a conclusion is at once; it states what, who and by when as concluded."""
    meeting = conclusion.meeting
    if (plan := plan_of(meeting)) is None:
        raise ValidationError(NO_PLAN.format(meeting.unit.title_name, meeting.year))
    fields = {
        "unit": unit_of_lead(lead, meeting, by.on),
        "text": conclusion.text,
        "deadline_words": conclusion.deadline_words,
    }
    return create_task(by=by, plan=plan, fields=fields, assignees=[lead] if lead else [])


def add_conclusion(
    *,
    by: Access,
    meeting: Meeting,
    text: str,
    deadline_words: str = "",
    lead: Assignment | None = None,
    form_key: UUID | None = None,
) -> Conclusion:
    """Add one conclusion at the end; with who or by when, it is a task at once.

    A `form_key` sent again gives what was made of it the first time.
    """
    with transaction.atomic():
        held = locked_meeting(by, meeting.pk, rules.deny_conclude)
        if form_key and (first := held.conclusions.filter(form_key=form_key).first()):
            return first
        if errors := rules.deadline_errors(deadline_words, held.held_on):
            raise ValidationError(errors)
        order = next_order(held)
        row = Conclusion(
            meeting=held,
            order=order,
            text=text,
            deadline_words=deadline_words,
            led_by=lead.name if lead else "",
            form_key=form_key,
        )
        row.clean_fields(exclude=["task"])  # before the task takes its words
        if lead or deadline_words:
            row.task = _task_of(by, row, lead)
        conclusion = create_row(
            by=by,
            row=row,
            action=f"{RECORDED}{order}",
            ability=Ability.HOLD_MEETING,
        )
        notify_conclusion(by, conclusion)
    return conclusion


def edit_conclusion(
    *,
    by: Access,
    conclusion: Conclusion,
    text: str,
    seen_version: int,
    deadline_words: str = "",
    lead: Assignment | None = None,
    reason: str = "",
) -> Conclusion:
    """Correct a conclusion; its task follows in whatever nobody has changed on the task itself."""
    with transaction.atomic():
        locked_meeting(by, conclusion.meeting_id, rules.deny_edit_meeting)
        with editing(
            by=by,
            rows=Conclusion.objects.select_related("meeting__unit", "task"),
            pk=conclusion.pk,
            seen=seen_version,
            deny=rules.deny_edit_conclusion,
            action=f"sửa kết luận {conclusion.order}",
            ability=Ability.HOLD_MEETING,
            reason=reason,
        ) as edit:
            row = edit.row
            _refuse_faulty(row, deadline_words, reason)
            old = {"text": row.text, "deadline_words": row.deadline_words}
            row.text, row.deadline_words = text, deadline_words
            was_led_by = row.led_by
            if was_led_by and row.task is not None and lead is None:
                raise ValidationError(NO_LEAD)
            row.led_by = lead.name if lead else was_led_by
            if row.task is not None:
                _follow(by, row, row.task, old, lead if row.led_by != was_led_by else None)
            elif lead or deadline_words:
                row.clean_fields(exclude=["task"])
                row.task = _task_of(by, row, lead)
    return row


def _refuse_faulty(row: Conclusion, deadline_words: str, reason: str) -> None:
    """Refuse a correction without the reason that it needs, or to a day that no calendar has."""
    faults = rules.correction_errors(has_task=row.task is not None, reason=reason)
    was = row.deadline_words
    faults |= rules.deadline_errors(deadline_words, row.meeting.held_on, was)
    if faults:
        raise ValidationError(faults)


def _follow(
    by: Access, row: Conclusion, task: Task, old: Mapping[str, str], lead: Assignment | None
) -> None:
    """Take to the task what it still states as the conclusion did, and a lead newly named."""
    changed = {
        name: getattr(row, name)
        for name, before in old.items()
        if getattr(task, name) == before and getattr(row, name) != before
    }
    if changed:
        seen = task.version
        task = edit_task(by=by, task_id=task.pk, fields=changed, seen_version=seen)
    if lead:
        kept = task.assignments.filter(kind=AssignmentKind.SUPPORT).order_by("order", "pk")
        given: Any = {"assignees": [lead, *kept], "seen_version": task.version}
        assign(by=by, task_id=task.pk, **given)


def remove_conclusion(*, by: Access, conclusion: Conclusion, seen_version: int) -> None:
    """Withdraw a conclusion; those after it move up, so that screens, tasks and papers number them
    alike; its task that nobody began is stopped.

    The minutes lose a part, so that the event belongs to the history of the meeting.
    """
    action = f"{WITHDRAWN}{conclusion.order}"
    with editing(
        by=by,
        rows=Meeting.objects.select_related("unit"),
        pk=conclusion.meeting_id,
        deny=rules.deny_edit_meeting,
        action=action,
        ability=Ability.HOLD_MEETING,
    ) as edit:
        gone = remove_row(
            by=by,
            rows=Conclusion.objects.select_related("meeting__unit", "task"),
            pk=conclusion.pk,
            seen=seen_version,
            deny=rules.deny_remove_conclusion,
            action=action,
            is_recorded=False,
        )
        if gone.task is not None:
            reason = f"Rút kết luận {gone.order} của cuộc họp: {edit.row}."
            given: Any = {"seen_version": gone.task.version, "reason": reason}
            move_task(by=by, task_id=gone.task.pk, transition_name="cancel", **given)
        edit.note("conclusion", gone.text, "")
        _move_up(edit.row)


def _move_up(meeting: Meeting) -> None:
    """The conclusions numbered without a gap, one by one from the first: no two share a number."""
    for order, row in enumerate(meeting.conclusions.order_by("order", "pk"), 1):
        if row.order != order:
            meeting.conclusions.filter(pk=row.pk).update(order=order)


def make_task_of(
    *,
    by: Access,
    conclusion_id: int,
    plan: Plan,
    fields: Mapping[str, Any],
    assignees: Sequence[Assignment] = (),
) -> Task:
    """Turn a conclusion without a task into one that points back to it; only once."""
    with editing(
        by=by,
        rows=Conclusion.objects.select_related("meeting__unit"),
        pk=conclusion_id,
        action="giao kết luận thành nhiệm vụ",
        ability=Ability.MANAGE_TASK,
    ) as edit:
        if reason := rules.deny_make_task(edit.row):
            raise ValidationError(reason)
        edit.keeps_version = True
        task = create_task(by=by, plan=plan, fields=fields, assignees=assignees)
        edit.row.task = task
        if not edit.row.meeting.is_closed:  # what was closed keeps what was concluded
            leads = [row.name for row in assignees if row.kind == AssignmentKind.LEAD]
            edit.row.led_by = ", ".join(leads)[:200]
            edit.row.deadline_words = task.deadline_words
    return task

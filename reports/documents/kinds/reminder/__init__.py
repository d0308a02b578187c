"""The letter that reminds an assignee of what is overdue (`docs/domain/documents.md` g)."""

from evidence.issued.rules import NotBefore
from reports.documents.kind import DocumentKind
from reports.documents.kinds.reminder.document import reminder_document
from reports.documents.kinds.reminder.doubts import reminder_doubts
from reports.documents.kinds.reminder.others import SLUG
from reports.documents.kinds.reminder.rows import (
    ReminderRows,
    has_reminder,
    nothing_overdue,
    reminder_facts,
    reminder_rows,
)
from tasks.models import Task
from villages.access import Access
from villages.enums import Ability


def deny_print_reminder(access: Access, task: Task) -> str:
    """Whoever gives out the tasks of the commune reminds of them; the clerk numbers the letter."""
    unit = task.plan.unit
    if access.can(Ability.ISSUE_DOCUMENT, unit):
        return ""
    return access.deny(Ability.MANAGE_TASK, unit)


def deny_fill_reminder(access: Access, task: Task) -> str:
    """Its days are set by whoever gives out the tasks."""
    return access.deny(Ability.MANAGE_TASK, task.plan.unit)


KIND: DocumentKind[Task, ReminderRows] = DocumentKind(
    slug=SLUG,
    title="Công văn đôn đốc",
    preview_path="nhiem-vu/<key:pk>/don-doc/",
    page="tasks:task",
    back="Về nhiệm vụ",
    button="Công văn đôn đốc",
    model=Task,
    related=("plan__unit", "unit__parent"),
    exists=has_reminder,
    deny=deny_print_reminder,
    issuer=lambda task: task.plan.unit,
    not_before=lambda _task, rows: NotBefore(rows.on),
    is_replaced=False,  # each week's letter is one of its own
    rows=reminder_rows,
    fault=nothing_overdue,
    document=reminder_document,
    doubts=reminder_doubts,
    doubt_links=lambda rows: rows.others.links,
    facts=reminder_facts,
    deny_write=deny_fill_reminder,
    about=lambda task: task.text[:120],
    file_name=lambda task: f"Công văn đôn đốc {task.plan.unit.name} {task.pk}",
)

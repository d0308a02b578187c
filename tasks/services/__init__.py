"""Every write to plans, tasks, supervision and meetings: one transaction, one audit event each."""

from tasks.services.meetings import add_conclusion, hold_meeting, make_task_of
from tasks.services.plans import create_plan, edit_plan, edit_text, set_supervision
from tasks.services.tasks import (
    Assignee,
    StaleTask,
    TaskDraft,
    assign,
    create_task,
    edit_task,
    move_task,
    report_task,
)

__all__ = [
    "Assignee",
    "StaleTask",
    "TaskDraft",
    "add_conclusion",
    "assign",
    "create_plan",
    "create_task",
    "edit_plan",
    "edit_task",
    "edit_text",
    "hold_meeting",
    "make_task_of",
    "move_task",
    "report_task",
    "set_supervision",
]

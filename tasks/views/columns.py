"""The columns of the task list, and the badges by which a task shows its state."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.safestring import SafeString

from ntm_project.common import html
from ntm_project.common.addresses import of_row
from ntm_project.common.tables import Column
from tasks.enums import TaskState
from tasks.models import Task

STATE_TONES = {
    TaskState.NOT_STARTED: "grey",
    TaskState.IN_PROGRESS: "amber",
    TaskState.REPORTED: "blue",
    TaskState.DONE: "green",
    TaskState.CANCELLED: "grey",
}


def state_badge(task: Task) -> SafeString:
    """The state in words on its colour."""
    return html.badge(task.get_state_display(), STATE_TONES[TaskState(task.state)])


def overdue_badge(task: Task, today: date) -> SafeString | None:
    """`Quá hạn 14 ngày`, or nothing."""
    days = task.days_overdue(today)
    return html.badge(f"Quá hạn {days} ngày", "red") if days else None


def deadline_cell(task: Task) -> SafeString:
    """The words as written, and below them the days that were read from them."""
    if not task.deadline_words:
        return html.tag("span", "Chưa ghi thời hạn", class_="muted")
    words = html.tag("span", task.deadline_words)
    read = task.deadline_read or "Chưa đọc được thành ngày"
    tone = "tone-amber" if task.is_deadline_unread else "muted"
    return html.tag("div", html.join([words, html.tag("div", read, class_=f"small {tone}")]))


def about(task: Task) -> str:
    """Where the task belongs: `Xã Mai Đình · NTM nâng cao, tiêu chí 6`."""
    if not task.assessment:
        return task.unit.title_name
    told = f"{task.unit.title_name} · {task.assessment.criteria_set.short_name}"
    return f"{told}, tiêu chí {task.criterion.number}" if task.criterion else told


def _name_cell(task: Task) -> SafeString:
    link = html.link(of_row("tasks:task", task.pk), task.text)
    where = html.tag("div", about(task), class_="muted small fw-normal")
    return html.tag("div", html.join([link, where]))


def _lead_cell(task: Task) -> object:
    names = ", ".join(row.name for row in task.leads)
    return names or html.tag("span", "Chưa giao ai", class_="tone-amber")


def task_columns(today: date) -> Sequence[Column[Task]]:
    """Task, who leads, deadline and state, as they stand on the day."""

    def state(task: Task) -> SafeString:
        shown = [state_badge(task), overdue_badge(task, today)]
        return html.tag("div", html.join(shown, " "), class_="cluster")

    return (
        Column("text", "Nhiệm vụ", _name_cell, is_row_header=True),
        Column("lead", "Chủ trì", _lead_cell, css="col-medium"),
        Column("deadline", "Thời hạn", deadline_cell, css="col-medium"),
        Column("state", "Tình trạng", state, css="col-medium"),
    )


def row_class(today: date) -> Callable[[Task], str]:
    """A red edge on what is overdue."""
    return lambda task: "row-attention" if task.is_overdue(today) else ""

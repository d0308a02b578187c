"""Checks of a plan: who does its tasks and until when."""

from collections.abc import Iterator

from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.lines import Line, short
from reports.record import OpenTask, Record


def _task(task: OpenTask, fault: str, form: str = "tasks:edit") -> Line:
    """A finding about a task; `Xã Mai Đình, tiêu chí 7` sets tasks of the same words apart."""
    place = f"{task.place}, tiêu chí {task.number}" if task.number else task.place
    form = links.of_row(form, task.pk)
    return Line(short(task.text, 140), links.task_url(task.pk), f"{place}: {fault}", form=form)


def _tasks_without_assignee(record: Record) -> Iterator[Line]:
    """Nobody leads the task, or only a role still without a name; those without anybody first."""
    for task in sorted(record.tasks, key=lambda task: task.is_led):
        if fault := task.lead_fault:
            yield _task(task, fault, "tasks:assign")


def _tasks_without_deadline(record: Record) -> Iterator[Line]:
    """No day could be read; recurring work needs none."""
    for task in record.tasks:
        if task.is_unreadable:
            words = task.deadline_words
            fault = f"chưa đọc được thời hạn “{words}” nên không có ngày hết hạn."
            yield _task(task, fault if words else "chưa ghi thời hạn.")


def _deadlines_outside_windows(record: Record) -> Iterator[Line]:
    """The last day lies before the first or after the last window of the task's plan; of one in
    another year that is stated (`outside-year`)."""
    for task in record.tasks:
        if task.plan_id not in record.spans or task.ends_on is None:
            continue
        if task.ends_on.year != task.plan_year:
            continue
        first, last = record.spans[task.plan_id]
        if task.ends_on > last or (first and task.ends_on < first):
            span = f"từ {format_day(first)} đến {format_day(last)}" if first else format_day(last)
            yield _task(task, f"hạn {format_day(task.ends_on)} ngoài khung kế hoạch ({span}).")


CHECKS = (
    Check("no-lead", "Nhiệm vụ chưa giao rõ người", "Chưa giao", Severity.HIGH,
          _tasks_without_assignee),
    Check("no-deadline", "Nhiệm vụ chưa rõ thời hạn", "Thời hạn", Severity.MEDIUM,
          _tasks_without_deadline),
    Check("outside-window", "Thời hạn ngoài khung kế hoạch", "Thời hạn", Severity.MEDIUM,
          _deadlines_outside_windows),
)  # fmt: skip

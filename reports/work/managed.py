"""What waits for whoever manages the tasks of a commune or village."""

from dataclasses import dataclass, replace
from itertools import groupby

from ntm_project.common.dates import format_day
from ntm_project.common.text import shortened, uncapitalised
from reports import links
from reports.checks.queries import known_findings, summary
from reports.ended import ended_lines
from reports.lines import Line
from reports.record import OpenTask, Record, load_record
from reports.work.section import FoldedTask, Headline, Urgency, WorkItem
from tasks.enums import TaskState
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Unit
from villages.roles import ROLES_WITH


def managed_units(access: Access) -> list[Unit]:
    """Communes and villages whose tasks the person manages; an upper unit works through boards."""
    found = {
        p.unit_id: p.unit
        for p in access.postings
        if p.role in ROLES_WITH[Ability.MANAGE_TASK]
        and p.unit.level in (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    }
    return list(found.values())


@dataclass(frozen=True)
class ManagedWork:
    """What waits for whoever manages tasks; empty for whoever manages none."""

    items: list[WorkItem]
    checks: list[Line]
    overdue: Headline | None = None
    checks_url: str = ""


def managed_work(access: Access) -> ManagedWork:
    """Tasks reported done, overdue or stuck, and what the checks find."""
    units = managed_units(access)
    if not units:
        return ManagedWork([], [])
    record, unit = load_record(units, access), units[0]
    items = [
        _item(t, Urgency.WAITING, "Chờ xác nhận", "amber", "Xem báo cáo")
        for t in record.tasks
        if t.state == TaskState.REPORTED
    ]
    items += _overdue(record)
    items += [
        WorkItem(Urgency.OVERDUE, Line(words, url, "", "Năm đã kết thúc", "amber"), "Xem", (url,))
        for words, url, _ in ended_lines(record, unit, access)
    ]
    items += [
        _item(t, Urgency.OBSTACLE, "Vướng mắc", "amber", "Xem", t.obstacle)
        for t in record.tasks
        if t.obstacle
    ]
    url = links.tasks_url(don_vi=unit.pk, qua_han=1)
    checks_url = links.address("reports:checks", unit.pk)
    return ManagedWork(
        items,
        summary(record, known_findings(unit), checks_url),
        Headline(len(record.overdue), f"việc quá hạn trong {unit.noun}", url),
        checks_url,
    )


def _item(
    task: OpenTask, urgency: Urgency, badge: str, tone: str, act: str, note: str = ""
) -> WorkItem:
    note = shortened(f"{task.place} · {note}" if note else task.place)
    line = Line(shortened(task.text), links.task_url(task.pk), note, badge, tone)
    return WorkItem(urgency, line, act, (f"task-{task.pk}",), day=task.ends_on)


def _overdue(record: Record) -> list[WorkItem]:
    """One item for all tasks with the same last day, of which one reminds; those of which one did
    today stand apart. What was reported done waits elsewhere."""
    late = [t for t in record.pressing if t.state != TaskState.REPORTED]

    def is_reminded(task: OpenTask) -> bool:
        return task.reminded_on == record.today

    return [
        _reminder(list(alike), record, is_reminded=is_done)
        for _, tasks in groupby(late, key=lambda t: t.ends_on)
        for is_done, alike in groupby(sorted(tasks, key=is_reminded), key=is_reminded)
    ]


def _reminder(tasks: list[OpenTask], record: Record, *, is_reminded: bool) -> WorkItem:
    first, parts = tasks[0], tuple(_part(task) for task in tasks)
    place = first.place if len({task.place for task in tasks}) == 1 else ""
    badge = first.overdue_words(record.today)
    keys = tuple(f"task-{task.pk}" for task in tasks)
    url = links.address("tasks:remind", viec=[task.pk for task in tasks]) if is_reminded else ""
    if len(tasks) == 1:
        note = " · ".join(filter(None, (place, parts[0].note)))
        line = Line(shortened(first.text), parts[0].url, note, badge, "red")
    else:
        of = f" của {uncapitalised(place)}" if place else ""
        day = f", cùng hạn {format_day(first.ends_on)}" if first.ends_on else ""
        note = f"đã {parts[0].note}" if is_reminded else ""
        line = Line(f"{len(tasks)} việc{of}{day}", url, note, badge, "red")
        if not place:
            parts = tuple(
                replace(part, note=" · ".join(filter(None, (task.place, part.note))))
                for part, task in zip(parts, tasks, strict=True)
            )
    act = "Nhắc" if len(tasks) == 1 else f"Nhắc {len(tasks)} việc"
    act = "Xem lời nhắc" if is_reminded else act
    return WorkItem(Urgency.OVERDUE, line, act, keys, url, first.ends_on, parts)


def _part(task: OpenTask) -> FoldedTask:
    words = f"nhắc {format_day(task.reminded_on)}" if task.reminded_on else ""
    return FoldedTask(task.pk, shortened(task.text, 120), links.task_url(task.pk), words)

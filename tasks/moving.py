"""What of plans and tasks moves when units change, and what stays to be read."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tasks.models import Assignment, Plan
from tasks.services.moving import KIND, move_tasks, tasks_that_move
from villages.changes.models import Change
from villages.changes.movers import Dated, Mover, register


def _plans(change: Change) -> "QuerySet[Plan]":
    return Plan.objects.filter(unit__in=change.olds).select_related("unit").order_by("pk")


def _latest(change: Change) -> Dated | None:
    """A plan of a later year."""
    row = _plans(change).filter(year__gt=change.on.year).order_by("-year", "pk").first()
    return (date(row.year, 1, 1), str(row)) if row else None


def _given(change: Change) -> "QuerySet[Assignment, tuple[int, int, int]]":
    """Whoever leads or supports a task that moves, with the task's unit and key."""
    rows = Assignment.objects.filter(task__in=tasks_that_move(change).order_by())
    rows = rows.filter(official__isnull=False).order_by("task_id", "pk")
    return rows.values_list("official_id", "task__unit_id", "task_id")


def _url(name: str) -> Any:
    return lambda row: reverse(name, args=[row.pk])


def connect() -> None:
    register(
        Mover(
            KIND,
            "nhiệm vụ đang làm",
            "chuyển sang đơn vị mới, giữ người được giao, thời hạn, tiến độ; việc của năm trước "
            "vào kế hoạch năm sắp xếp; ở kế hoạch cũ ghi “đã chuyển”",
            tasks_that_move,
            _url("tasks:task"),
            move_tasks,
            given=_given,
            unit=lambda task: task.unit_id,
        ),
        Mover(
            "plans",
            "kế hoạch",
            "ở lại đơn vị cũ, chỉ đọc",
            _plans,
            _url("tasks:plan"),
            latest=_latest,
        ),
    )

"""Tasks led or supported, and criteria directed, are open work of an official."""

from django.db.models import QuerySet

from tasks.models import Assignment, Supervision
from tasks.models.tasks import open_tasks
from tasks.services import assign, set_supervision, take_post
from tasks.services.again import assignees_with
from villages.access import Access
from villages.enums import Ability
from villages.handover.work import OpenWork, register
from villages.models import Official, in_scope


def _assignments(access: Access, official: Official) -> "QuerySet[Assignment]":
    rows = Assignment.objects.filter(
        in_scope(access.holding(Ability.MANAGE_TASK), "task__unit__path"),
        open_tasks("task__"),
        official=official,
    )
    return rows.select_related("task__unit").order_by("task_id", "pk")


def _task_words(row: Assignment) -> str:
    return f"{row.get_kind_display()}: {row.task} ({row.task.unit})"


def _give_task(by: Access, row: Assignment, official: Official, to: Official | str) -> None:
    """In the place of the official in the one part of the task; nobody twice in the same part.

    Of an earlier row of the same task the keys have changed; what it was is still known.
    """
    task = row.task
    task.refresh_from_db(fields=["version"])
    kept = assignees_with(
        task, lambda one: one.kind == row.kind and one.official_id == official.pk, to
    )
    assign(by=by, task_id=task.pk, assignees=kept, seen_version=task.version)


def _supervisions(access: Access, official: Official) -> "QuerySet[Supervision]":
    rows = Supervision.objects.filter(
        in_scope(access.holding(Ability.EDIT_SUPERVISION), "assessment__unit__path"),
        official=official,
    )
    names = ("criterion", "assessment__unit", "assessment__criteria_set")
    return rows.select_related(*names).order_by("assessment_id", "criterion__number", "pk")


def _give_criterion(by: Access, row: Supervision, official: Official, to: Official | str) -> None:
    assert isinstance(to, Official)
    rows = Supervision.objects.filter(assessment=row.assessment, criterion=row.criterion)
    named = [one.official for one in rows.select_related("official").order_by("pk")]
    after = dict.fromkeys(to if one.pk == official.pk else one for one in named)
    set_supervision(by=by, assessment=row.assessment, criterion=row.criterion, officials=after)


def connect() -> None:
    register(
        OpenWork(
            "tasks",
            "nhiệm vụ chủ trì, phối hợp",
            "tasks.Assignment.official",
            _assignments,
            _task_words,
            lambda row: row.task.unit,
            _give_task,
            take_up=lambda by, posting: take_post(by=by, posting=posting),
        ),
        OpenWork(
            "criteria",
            "tiêu chí trực tiếp chỉ đạo",
            "tasks.Supervision.official",
            _supervisions,
            lambda row: f"{row.criterion} ({row.assessment})",
            lambda row: row.assessment.unit,
            _give_criterion,
        ),
    )

"""Tasks led or supported, and criteria directed, are open work of an official."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from tasks.models import Assignment, Supervision
from tasks.models.tasks import open_tasks
from tasks.services import hand_over_tasks, set_supervision, take_post
from villages.access import Access
from villages.enums import Ability
from villages.handover.work import OpenWork, one_by_one, register
from villages.models import Official, Posting, Unit, in_scope


def _assignments(access: Access, official: Official) -> "QuerySet[Assignment]":
    rows = Assignment.objects.filter(
        in_scope(access.holding(Ability.MANAGE_TASK), "task__unit__path"),
        open_tasks("task__"),
        official=official,
    )
    return rows.select_related("task__unit").order_by("task_id", "pk")


def _task_words(row: Assignment) -> str:
    return f"{row.get_kind_display()}: {row.task} ({row.task.unit})"


def _left_in(unit: Unit, on: date) -> "QuerySet[Official]":
    """Who is given open tasks by a plan of the unit and holds no posting there, below or above."""
    above = [*unit.ancestor_ids, unit.pk]
    held = Posting.objects.open_on(on).filter(Q(unit__path__below=unit.path) | Q(unit__in=above))
    rows = Assignment.objects.filter(open_tasks("task__"), task__plan__unit=unit)
    people = Official.objects.filter(assignments__in=rows).exclude(pk__in=held.values("official"))
    counted = people.annotate(left=Count("assignments__task", distinct=True))
    return counted.order_by("name_key", "pk")


def _supervisions(access: Access, official: Official) -> "QuerySet[Supervision]":
    rows = Supervision.objects.filter(
        in_scope(access.holding(Ability.EDIT_SUPERVISION), "assessment__unit__path"),
        official=official,
    )
    names = ("criterion", "assessment__unit", "assessment__criteria_set")
    return rows.select_related(*names).order_by("assessment_id", "criterion__number", "pk")


def _give_criterion(by: Access, official: Official, row: Supervision, to: Official | str) -> None:
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
            lambda by, official, given: hand_over_tasks(by=by, official=official, given=given),
            take_up=lambda by, posting: take_post(by=by, posting=posting),
            left_in=_left_in,
        ),
        OpenWork(
            "criteria",
            "tiêu chí trực tiếp chỉ đạo",
            "tasks.Supervision.official",
            _supervisions,
            lambda row: f"{row.criterion} ({row.assessment})",
            lambda row: row.assessment.unit,
            one_by_one(_give_criterion),
        ),
    )

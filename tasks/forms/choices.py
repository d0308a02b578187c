"""The choices that forms of this floor offer: always inside a plan's unit, so always in scope."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from criteria.models import Assessment, Criterion, Indicator
from tasks.models import Assignment, Plan, Task
from villages.access import Access
from villages.enums import Ability
from villages.models import Body, Official, Posting, Unit

MOST_CHOICES = 500  # more than a select can be read; a commune has far fewer


def units_of(plan: Plan) -> "QuerySet[Unit]":
    """The plan's unit, then those below it, as long as they exist."""
    return Unit.objects.under(plan.unit).filter(valid_to__isnull=True).order_by("path", "pk")


def tasks_of(plan: Plan, chosen: int) -> "QuerySet[Task]":
    """The tasks of the plan that a select can hold, and in any case the chosen one (0: none)."""
    own = Task.objects.filter(plan=plan)
    first = own.order_by("unit__path", "order", "pk").values("pk")[:MOST_CHOICES]
    offered = own.filter(Q(pk__in=first) | Q(pk=chosen))
    return offered.select_related("unit").order_by("unit__path", "order", "pk")


def assessments_of(plan: Plan) -> "QuerySet[Assessment]":
    """Assessments of the plan's unit and those below it, of the plan's year first."""
    return (
        Assessment.objects.filter(unit__path__below=plan.unit.path)
        .select_related("unit", "criteria_set")
        .order_by("-year", "unit__path", "pk")
    )


def criteria_of(assessment: Assessment | None) -> "QuerySet[Criterion]":
    """The criteria of the assessment's set; none without an assessment."""
    if assessment is None:
        return Criterion.objects.none()
    return Criterion.objects.filter(criteria_set=assessment.criteria_set_id).order_by("number")


def indicators_of(criterion: Criterion | None) -> "QuerySet[Indicator]":
    """The indicators of a criterion; none without one."""
    if criterion is None:
        return Indicator.objects.none()
    return Indicator.objects.filter(criterion=criterion).order_by("order", "pk")


def _people(plan: Plan, on: date) -> list[tuple[str, str]]:
    postings = (
        Posting.objects.open_on(on)
        .filter(unit__path__below=plan.unit.path, official__is_active=True)
        .select_related("official")
        .order_by("official__name_key", "official_id", "-is_main", "pk")
    )
    names: dict[str, str] = {}
    for posting in postings[:MOST_CHOICES]:
        names.setdefault(f"c{posting.official_id}", f"{posting.official} – {posting.title}")
    return list(names.items())


def _bodies(plan: Plan) -> list[tuple[str, str]]:
    bodies = (
        Body.objects.filter(unit__path__below=plan.unit.path)
        .select_related("unit")
        .order_by("unit__path", "order", "pk")
    )
    return [
        (f"t{body.pk}", body.name if body.unit_id == plan.unit_id else f"{body.name} ({body.unit})")
        for body in bodies[:MOST_CHOICES]
    ]


def assignee_choices(plan: Plan, on: date, kept: Iterable[Assignment] = ()) -> list[Any]:
    """People in open posts and bodies of the plan's units; those already named stay choosable."""
    people, bodies = _people(plan, on), _bodies(plan)
    for row in kept:
        group, key = (people, f"c{row.official_id}") if row.official_id else (bodies, "")
        if row.body_id:
            key = f"t{row.body_id}"
        if key and key not in dict(group):
            group.append((key, row.name))
    return [("", "Chọn cán bộ hoặc tổ chức"), ("Cán bộ", people), ("Tổ chức", bodies)]


def manageable_plans(access: Access, plans: Iterable[Plan]) -> list[Plan]:
    """Those of the plans for whose unit the person may give tasks."""
    return [plan for plan in plans if access.can(Ability.MANAGE_TASK, plan.unit)]


def chairs_of(units: Iterable[int], on: date, kept: int | None = None) -> "QuerySet[Official]":
    """Who can chair a meeting of the units: people in open posts there, and who already does."""
    posts = Posting.objects.open_on(on).filter(unit__in=list(units)).values("official")
    people = Official.objects.filter(Q(pk__in=posts, is_active=True) | Q(pk=kept))
    return people.order_by("name_key", "pk")

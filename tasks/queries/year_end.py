"""What is left open of a plan, and where it can go when the plan's year is over."""

from collections.abc import Iterable

from django.db.models import QuerySet

from criteria.models import Assessment
from tasks.models import Plan, Task
from tasks.models.tasks import TaskQuerySet
from villages.edit import seen_row, version_of_set


def left_open(plan: Plan) -> TaskQuerySet:
    """The open tasks of the plan, in its order."""
    rows = Task.objects.open().filter(plan=plan).select_related("unit", "criterion")
    return rows.order_by("unit__path", "order", "pk")


def seen_of(tasks: Iterable[Task]) -> int:
    """The version of the open tasks together: who saw it saw each of them as it is."""
    return version_of_set(map(seen_row, tasks))


def later_plans(plan: Plan) -> "QuerySet[Plan]":
    """The plans of the unit for a later year, the next year first."""
    rows = Plan.objects.filter(unit=plan.unit, year__gt=plan.year).select_related("unit")
    return rows.order_by("year", "pk")


def same_assessment(task: Task, year: int) -> Assessment | None:
    """The assessment of the year by which the task's unit is judged as before, or the one by the
    next set that took over from the task's own."""
    old = task.assessment
    if old is None:
        return None
    rows = Assessment.objects.filter(unit=old.unit_id, year=year)
    same = rows.filter(criteria_set=old.criteria_set_id).first()
    return same or rows.filter(carried_from=old).order_by("pk").first()

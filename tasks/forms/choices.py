"""The choices that forms of this floor offer: always inside a plan's unit, so always in scope."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from criteria.models import Assessment, Criterion, Indicator
from tasks.models import Assignment, Plan, Task
from villages.models import Body, Official, Posting, Unit


def units_of(plan: Plan) -> "QuerySet[Unit]":
    """The plan's unit, then those below it, as long as they exist."""
    return Unit.objects.under(plan.unit).filter(valid_to__isnull=True).order_by("path", "pk")


def plan_tasks(plan: Plan) -> "QuerySet[Task]":
    """The tasks of the plan by unit, in its order."""
    return Task.objects.filter(plan=plan).order_by("unit__path", "order", "pk")


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


def people_of(plan: Plan, on: date, kept: Iterable[Assignment] = ()) -> "QuerySet[Official]":
    """People in open posts of the plan's units, with their titles; those already named stay."""
    posts = _posts_in(plan, on)
    is_offered = Exists(posts) & Q(is_active=True) | Q(pk__in=[row.official_id for row in kept])
    return _titled(Official.objects.filter(is_offered), posts)


def _posts_in(plan: Plan, on: date) -> "QuerySet[Posting]":
    """The open posts of a person (`OuterRef`) in the plan's units."""
    posts = Posting.objects.open_on(on).filter(official=OuterRef("pk"))
    return posts.filter(unit__path__below=plan.unit.path)


def _titled(people: "QuerySet[Official]", posts: "QuerySet[Posting]") -> "QuerySet[Official]":
    title = posts.order_by("-is_main", "pk").values("title")[:1]
    return people.annotate(main_title=Subquery(title)).order_by("name_key", "pk")


def plan_bodies(plan: Plan, kept: Iterable[Assignment] = ()) -> "QuerySet[Body]":
    """Bodies of the plan's units; those already named stay choosable."""
    is_offered = Q(unit__path__below=plan.unit.path) | Q(pk__in=[row.body_id for row in kept])
    return Body.objects.filter(is_offered).order_by("unit__path", "order", "pk")


def people_of_all(plans: Iterable[Plan], on: date) -> "QuerySet[Official]":
    """Whom each of the plans could name; nobody where there is no plan."""
    plans = _one_a_unit(plans)
    posts = [_posts_in(plan, on) for plan in plans]
    if not posts:
        return Official.objects.none()
    people = Official.objects.filter(*map(Exists, posts), is_active=True)
    return _titled(people, posts[0])


def bodies_of_all(plans: Iterable[Plan]) -> "QuerySet[Body]":
    """The bodies that each of the plans could name; none where there is no plan."""
    paths = [Q(unit__path__below=plan.unit.path) for plan in _one_a_unit(plans)]
    bodies = Body.objects.filter(*paths) if paths else Body.objects.none()
    return bodies.order_by("unit__path", "order", "pk")


def _one_a_unit(plans: Iterable[Plan]) -> list[Plan]:
    return list({plan.unit_id: plan for plan in plans}.values())


def chairs_of(units: Iterable[int], on: date, kept: int | None = None) -> "QuerySet[Official]":
    """Who can chair a meeting of the units: people in open posts there, with their titles, and who
    already does."""
    posts = Posting.objects.open_on(on).filter(official=OuterRef("pk"), unit__in=list(units))
    people = Official.objects.filter(Exists(posts) & Q(is_active=True) | Q(pk=kept))
    return _titled(people, posts)

"""What the pages of plans show: counts of tasks, lists, texts, and who directs what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from criteria.models import Assessment
from tasks.enums import PlanSection, TaskState
from tasks.models import Plan, PlanText, PlanWording, Task
from tasks.models.tasks import open_tasks, overdue_tasks
from tasks.queries.supervision import LeaderCounts, count_leaders
from villages.access import Access
from villages.enums import Ability

FROM = "copied_from__unit"
COUNTED = ("every", "done", "open", "overdue")


def _counts(today: date) -> dict[str, Count]:
    """The counts of tasks."""
    return {
        "every": Count("pk"),
        "done": Count("pk", filter=Q(state=TaskState.DONE)),
        "open": Count("pk", filter=open_tasks()),
        "overdue": Count("pk", filter=overdue_tasks(today)),
    }


def _counts_of_each(today: date) -> dict[str, Coalesce]:
    """The same for each plan, counted for those of a page alone."""
    own = Task.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    return {
        name: Coalesce(Subquery(own.annotate(n=count).values("n")), 0)
        for name, count in _counts(today).items()
    }


def listed_plans(access: Access) -> "QuerySet[Plan]":
    """The plans in scope, newest first, with the counts of their tasks."""
    return (
        Plan.objects.visible_to(access)
        .select_related("unit")
        .annotate(**_counts_of_each(access.as_of))
        .order_by("-year", "unit__path", "pk")
    )


def count_plans(access: Access) -> int:
    """How many plans are in scope, counted without their tasks."""
    return Plan.objects.visible_to(access).count()


def plans_with(access: Access, **columns: Any) -> "QuerySet[Plan]":
    """The plans in scope with their units, and with what else a page needs of each."""
    return Plan.objects.visible_to(access).select_related("unit").annotate(**columns)


def manageable_plans(access: Access) -> "QuerySet[Plan]":
    """The plans of whose units one gives tasks, newest first."""
    plans = Plan.objects.visible_to(access.holding(Ability.MANAGE_TASK)).select_related("unit")
    return plans.order_by("-year", "unit__path", "pk")


def plan_of_list(access: Access, year: int | None) -> Plan | None:
    """The plan whose tasks a list leads to as a file: that of the year, else one's own newest; of a
    unit that has ended only where no other is there."""
    plans = Plan.objects.visible_to(access).select_related("unit")
    if year:
        plans = plans.filter(year=year)
    has_ended = Case(When(unit__valid_to__lt=access.on, then=1), default=0)
    return plans.order_by(has_ended, "unit__path", "-year", "pk").first()


def text_of_section(plan: Plan, section: str) -> PlanText:
    """The text of a section as it is; one that is not there yet, empty."""
    return plan.texts.filter(section=section).first() or PlanText(plan=plan, section=section)


def default_text(plan: Plan, section: str) -> str:
    """The unit's own words for the section, kept by a floor above (`settings.PLAN_DEFAULT`)."""
    given: Callable[[Plan, str], str] = import_string(settings.PLAN_DEFAULT)
    return given(plan, section)


def earlier_text(plan: Plan, section: str) -> str:
    """The text of the section in the unit's last plan before this one."""
    rows = PlanText.objects.filter(plan__unit=plan.unit_id, section=section)
    row = rows.filter(plan__year__lt=plan.year).exclude(text="").order_by("-plan__year").first()
    return row.text if row else ""


def wordings_of(section: str) -> "QuerySet[PlanWording]":
    """The wordings with which a section may begin."""
    return PlanWording.objects.filter(section=section).order_by("order", "pk")


@dataclass(frozen=True)
class Place:
    """A criterion of a unit, or its work outside the criteria, with the counts of its tasks."""

    title: str
    query: str  # by which the list of tasks shows them
    every: int
    done: int
    open: int
    overdue: int


@dataclass
class UnitTasks:
    """The tasks of the plan in one unit."""

    title: str
    places: list[Place] = field(default_factory=list)


def tasks_by_place(plan: Plan, today: date) -> list[UnitTasks]:
    """The tasks of the plan per unit and criterion."""
    rows = (
        Task.objects.filter(plan=plan)
        .order_by()
        .values(
            *("unit", "unit__path", "unit__noun", "unit__name"),
            *("assessment", "assessment__criteria_set__short_name"),
            *("criterion", "criterion__number", "criterion__name"),
        )
        .annotate(**_counts(today))
        .order_by("unit__path", "assessment", "criterion__number")
    )
    groups: dict[int, UnitTasks] = {}
    for row in rows:
        title = f"{row['unit__noun']} {row['unit__name']}"
        group = groups.setdefault(row["unit"], UnitTasks(capfirst(title)))
        counts = {name: row[name] for name in COUNTED}
        group.places.append(Place(_place_title(row), _place_query(row, plan), **counts))
    return list(groups.values())


def _place_title(row: dict[str, Any]) -> str:
    if row["criterion"]:
        return f"{row['criterion__number']}. {row['criterion__name']}"
    if row["assessment"]:
        return f"Cả bộ {row['assessment__criteria_set__short_name']}, không riêng tiêu chí nào"
    return "Việc không gắn với tiêu chí nào"


def _place_query(row: dict[str, Any], plan: Plan) -> str:
    """The list of just these tasks."""
    keys = {"don_vi": "unit", "danh_gia": "assessment", "tieu_chi": "criterion"}
    found = {name: row[key] for name, key in keys.items() if row[key]}
    found |= {"nam_ke_hoach": plan.year, "rieng": 1}
    return urlencode(found if row["criterion"] else found | {"viec_chung": 1})


def total_counts(groups: Sequence[UnitTasks]) -> dict[str, int]:
    """The counts of all tasks of the plan."""
    return {
        name: sum(getattr(place, name) for group in groups for place in group.places)
        for name in COUNTED
    }


def supervised_assessments(plan: Plan) -> list[tuple[Assessment, LeaderCounts]]:
    """The assessments of the plan's units and year with the counts of their leaders."""
    leaders = Count("supervisions", filter=Q(supervisions__criterion=F("criteria_set__criteria")))
    rows = (
        Assessment.objects.filter(unit__path__below=plan.unit.path, year=plan.year)
        .select_related("unit", "criteria_set")
        .annotate(of_criterion=F("criteria_set__criteria"))
        .annotate(leaders=leaders)
        .order_by("unit__path", "pk")
    )
    found: dict[Assessment, list[int]] = {}
    for row in rows:
        found.setdefault(row, []).append(row.leaders)
    return [(row, count_leaders(row.unit, numbers)) for row, numbers in found.items()]


def sections_of(plan: Plan) -> list[tuple[PlanSection, PlanText | None]]:
    """Every section of the plan with its text, None where none was written."""
    texts = {row.section: row for row in plan.texts.exclude(text="").select_related(FROM)}
    return [(section, texts.get(section)) for section in PlanSection]


def lists_of(plan: Plan) -> dict[str, list[Any]]:
    """The rows of each list of the plan, in their order."""
    rows: dict[str, Any] = {
        "targets": plan.targets.select_related(
            "assessment__unit", "assessment__criteria_set", "criterion", "indicator", FROM
        ),
        "windows": plan.windows,
        "citations": plan.citations,
        "recipients": plan.recipients.select_related(FROM),
        "duties": plan.reporting_duties.select_related(FROM),
    }
    return {name: list(found.order_by("order", "pk")) for name, found in rows.items()}

"""One year of the living record below some units, read in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum

from criteria.models import Assessment, Baseline, Standing
from tasks.enums import TaskState
from tasks.models import Assignment, Funding, PlanWindow, Supervision, Task
from villages.access import Access
from villages.models import Body, Unit

WORKING = (TaskState.IN_PROGRESS, TaskState.REPORTED)

Key = tuple[int, int]  # assessment, criterion

# Rows with the annotations that the functions below add; the type checker cannot follow those.
AnnotatedAssessment = Any  # has_body
AnnotatedStanding = Any  # baseline_state, baseline_as_of, baseline_is_inferred
AnnotatedFunding = Any  # parts_sum, parts_count


class OpenTask(NamedTuple):
    """An open task as boards and checks need it; no model instance, for plans of 2,000 tasks."""

    pk: int
    text: str
    unit_id: int
    unit_noun: str
    unit_name: str
    assessment_id: int | None
    criterion_id: int | None
    criterion_number: int | None
    indicator_id: int | None
    plan_id: int
    state: str
    obstacle: str
    deadline_words: str
    rhythm: str
    starts_on: date | None
    ends_on: date | None
    is_given: bool
    is_named: bool

    @property
    def unit_words(self) -> str:
        return f"{self.unit_noun} {self.unit_name}"

    @property
    def is_unreadable(self) -> bool:
        """No day could be read from its deadline, and it is not recurring work either."""
        return self.ends_on is None and not self.rhythm

    def days_overdue(self, today: date) -> int:
        return max((today - self.ends_on).days, 0) if self.ends_on else 0


@dataclass
class Record:
    """What is known of the year: assessments, standings, leaders, open tasks, windows, money."""

    today: date
    year: int | None
    years: list[int]
    assessments: list[AnnotatedAssessment]
    standings: list[AnnotatedStanding]
    leaders: dict[Key, list[str]]
    tasks: list[OpenTask]
    windows: dict[int, list[PlanWindow]] = field(default_factory=dict)
    fundings: list[AnnotatedFunding] = field(default_factory=list)

    def standings_of(self, assessment: Assessment) -> list[AnnotatedStanding]:
        return [s for s in self.standings if s.assessment_id == assessment.pk]

    def tasks_by_criterion(self) -> dict[Key, list[OpenTask]]:
        found: dict[Key, list[OpenTask]] = {}
        for task in self.tasks:
            if task.assessment_id and task.criterion_id:
                found.setdefault((task.assessment_id, task.criterion_id), []).append(task)
        return found

    def task_counts(self, assessment: Assessment) -> Counter[str]:
        """`open`, `overdue` and `not_given` tasks of an assessment."""
        counts: Counter[str] = Counter()
        for task in self.tasks:
            if task.assessment_id == assessment.pk:
                counts["open"] += 1
                counts["overdue"] += bool(task.days_overdue(self.today))
                counts["not_given"] += not task.is_given
        return counts


def below(units: Iterable[Unit], lookup: str) -> Q:
    """The condition that a row's unit lies at or below one of the units."""
    scope = Q(pk__in=[])
    for path in {unit.path for unit in units}:
        scope |= Q(**{f"{lookup}__startswith": path})
    return scope


def assessments_below(units: Sequence[Unit], access: Access) -> list[AnnotatedAssessment]:
    """All assessments at or below the units, uppermost unit first; each knows if it has a body."""
    rows = (
        Assessment.objects.visible_to(access)
        .filter(below(units, "unit__path"))
        .select_related("unit", "criteria_set")
        .annotate(has_body=Exists(Body.objects.filter(unit=OuterRef("unit"))))
    )
    return sorted(
        rows,
        key=lambda a: (a.unit.path.count("/"), a.unit.order, a.unit.name_key, a.criteria_set.code),
    )


def standings_for(assessments: Sequence[Assessment]) -> list[AnnotatedStanding]:
    """The standings with their criterion and the baseline that they may rest on."""
    stated = Baseline.objects.filter(
        assessment=OuterRef("assessment"), criterion=OuterRef("criterion")
    )
    return list(
        Standing.objects.filter(assessment__in=assessments)
        .select_related("criterion")
        .annotate(
            baseline_state=Subquery(stated.values("state")),
            baseline_as_of=Subquery(stated.values("as_of")),
            baseline_is_inferred=Subquery(stated.values("is_inferred")),
        )
        .order_by("assessment_id", "criterion__number", "pk")
    )


def leaders_for(assessments: Sequence[Assessment]) -> dict[Key, list[str]]:
    """(assessment, criterion) → the names of who directs it, as written."""
    found: dict[Key, list[str]] = {}
    rows = Supervision.objects.filter(assessment__in=assessments).order_by("pk")
    for assessment, criterion, name in rows.values_list(
        "assessment_id", "criterion_id", "official__full_name"
    ):
        found.setdefault((assessment, criterion), []).append(name)
    return found


def open_tasks(units: Sequence[Unit], access: Access, year: int | None) -> list[OpenTask]:
    """The open tasks of the year's plans at or below the units, most urgent first."""
    given = Assignment.objects.filter(task=OuterRef("pk"))
    rows = (
        Task.objects.visible_to(access)
        .open()
        .filter(below(units, "unit__path"), plan__year=year or 0)
        .annotate(
            is_given=Exists(given), is_named=Exists(given.filter(role_words=""))
        )
        .order_by(F("ends_on").asc(nulls_last=True), "unit__path", "order", "pk")
        .values_list(
            "pk", "text", "unit_id", "unit__noun", "unit__name", "assessment_id", "criterion_id",
            "criterion__number", "indicator_id", "plan_id", "state", "obstacle", "deadline_words",
            "rhythm",            "starts_on", "ends_on", "is_given", "is_named",
        )
    )  # fmt: skip
    return [OpenTask(*row) for row in rows]


def windows_of(tasks: Iterable[OpenTask]) -> dict[int, list[PlanWindow]]:
    """Plan → its windows that have days."""
    found: dict[int, list[PlanWindow]] = {}
    rows = PlanWindow.objects.filter(plan__in={t.plan_id for t in tasks}, ends_on__isnull=False)
    for window in rows.order_by("plan_id", "order", "pk"):
        found.setdefault(window.plan_id, []).append(window)
    return found


def fundings_below(
    units: Sequence[Unit], access: Access, year: int | None
) -> list[AnnotatedFunding]:
    """The year's sums, each with the sum and the number of its parts."""
    return list(
        Funding.objects.visible_to(access)
        .filter(below(units, "unit__path"), plan__year=year or 0)
        .annotate(parts_sum=Sum("parts__amount"), parts_count=Count("parts"))
        .order_by("pk")
    )


def load_record(units: Sequence[Unit], access: Access, *, year: int | None = None) -> Record:
    """The record of a year (the newest without one) at or below the units, in six queries."""
    everything = assessments_below(units, access)
    years = sorted({a.year for a in everything}, reverse=True)
    chosen = year if year is not None else (years[0] if years else None)
    assessments = [a for a in everything if a.year == chosen]
    tasks = open_tasks(units, access, chosen)
    return Record(
        today=access.on,
        year=chosen,
        years=years,
        assessments=assessments,
        standings=standings_for(assessments),
        leaders=leaders_for(assessments),
        tasks=tasks,
        windows=windows_of(tasks),
        fundings=fundings_below(units, access, chosen),
    )

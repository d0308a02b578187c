"""Everything that the checks of one commune or village read, each table once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from criteria.judging import IndicatorRow, row_of
from criteria.models import Baseline, Result
from criteria.models.assessments import with_levels
from evidence.papers.models import FileFault, Proof
from evidence.papers.queries.completeness import Completeness, completeness_of
from reports.record import Branch, Record
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    Citation,
    Funding,
    Plan,
    PlanText,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Target,
    Task,
)
from villages.access import Access
from villages.models import Body, Official, Posting, Unit


class SpoiltFile(NamedTuple):
    """A file whose bytes in the store are no longer those that were sent."""

    name: str
    paper_id: int
    paper: str
    found_at: datetime


@dataclass(frozen=True)
class CheckFacts:
    """The record of a year with all that its papers, plans and people hold."""

    record: Record
    unit: Unit
    plans: list[Any]  # of the year, with their parts; `Plan` with `keeps_no_copy`
    tasks: list[Task]  # of the year, in every state, with whom they are given to
    rows: list[IndicatorRow]
    baselines: list[Baseline]
    papers: dict[int, Completeness]  # by result
    proofs: list[Proof]
    fundings: list[Funding]
    units: list[Unit]  # at and below the unit, ended ones too
    bodies: list[Body]
    officials: list[Official]  # whoever held a posting there
    spoilt: list[SpoiltFile]
    serving: frozenset[int]  # keys of those who hold one today

    @property
    def today(self) -> date:
        return self.record.today

    @cached_property
    def rows_of_criterion(self) -> dict[tuple[int, int], list[IndicatorRow]]:
        """(assessment, criterion) → its rows."""
        found: dict[tuple[int, int], list[IndicatorRow]] = defaultdict(list)
        for row in self.rows:
            found[row.assessment.pk, row.indicator.criterion_id].append(row)
        return found

    @cached_property
    def tasks_of_criterion(self) -> dict[tuple[int, int], list[Task]]:
        """(assessment, criterion) → the tasks of the year given for it."""
        found: dict[tuple[int, int], list[Task]] = defaultdict(list)
        for task in self.tasks:
            if task.assessment_id and task.criterion_id:
                found[task.assessment_id, task.criterion_id].append(task)
        return found

    @cached_property
    def _given(self) -> dict[int, list[Assignment]]:
        return {task.pk: list(task.assignments.all()) for task in self.tasks}

    def given_to(self, task: Task) -> list[Assignment]:
        """To whom a task is given; read by a dozen checks."""
        return self._given[task.pk]

    def leads_of(self, task: Task) -> list[Assignment]:
        return [row for row in self._given[task.pk] if row.kind == AssignmentKind.LEAD]

    def supports_of(self, task: Task) -> list[Assignment]:
        return [row for row in self._given[task.pk] if row.kind == AssignmentKind.SUPPORT]

    @cached_property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.is_open]


def load_facts(record: Record, unit: Unit, access: Access) -> CheckFacts:
    """The facts of the record's year at or below the unit."""
    branch = Branch([unit], access)
    year, in_branch = record.year or 0, branch.holds("unit__path")
    officials, serving = _people(branch, record.today)
    rows, plans = _rows(record), _plans(branch, year)
    units = list(Unit.objects.filter(branch.holds("path")).in_order())
    bodies = list(Body.objects.filter(in_branch).select_related("unit").order_by("pk"))
    around = _around(record, plans, units, rows) | {"official": officials, "body": bodies}
    baselines = Baseline.objects.filter(assessment__in=[a.pk for a in record.assessments])
    fundings = Funding.objects.filter(in_branch, plan__year=year)
    return CheckFacts(
        record=record,
        unit=unit,
        plans=plans,
        tasks=_tasks(branch, year, around),
        rows=rows,
        baselines=list(
            baselines.select_related("criterion").order_by("assessment", "criterion__number")
        ),
        papers=_papers(rows, record.today),
        proofs=_proofs(rows),
        fundings=list(fundings.with_parts().order_by("pk")),
        units=units,
        bodies=bodies,
        officials=officials,
        serving=serving,
        spoilt=_spoilt(branch),
    )


def _plans(branch: Branch, year: int) -> list[Any]:
    """The plans of the year with their lists and texts; `keeps_no_copy` where nobody of those to
    whom one goes keeps it."""
    to = Recipient.objects.filter(plan=OuterRef("pk"))
    kept = to.filter(Q(text__startswith="Lưu") | Q(text__startswith="lưu"))
    rows = Plan.objects.filter(branch.holds("unit__path"), year=year).select_related("unit")
    rows = rows.annotate(keeps_no_copy=Exists(to) & ~Exists(kept))
    lists = (Prefetch(name, parts.order_by("order", "pk")) for name, parts in _parts().items())
    texts = Prefetch("texts", PlanText.objects.order_by("pk"))
    return list(rows.prefetch_related(*lists, texts).order_by("pk"))


def _proofs(rows: Iterable[IndicatorRow]) -> list[Proof]:
    """The papers in use that prove the results."""
    results = [row.result.pk for row in rows]
    found = Proof.objects.filter(result__in=results, evidence__withdrawn_at__isnull=True)
    return list(found.select_related("evidence").order_by("result", "pk"))


def _parts() -> dict[str, "QuerySet[Any]"]:
    """The lists of a plan, by the name of the relation."""
    return {
        "windows": PlanWindow.objects.all(),
        "targets": Target.objects.select_related("assessment"),
        "citations": Citation.objects.all(),
        "reporting_duties": ReportingDuty.objects.all(),
    }


def _tasks(branch: Branch, year: int, around: Mapping[str, Iterable[Model]]) -> list[Task]:
    """The tasks of the year; `around` are rows that were read already, by the name of the field.

    A hundred tasks speak of a dozen units, plans and criteria: each of these is made once.
    """
    rows = Task.objects.filter(branch.holds("unit__path"), plan__year=year)
    given = Prefetch("assignments", Assignment.objects.order_by("kind", "order", "pk"))
    tasks = list(rows.prefetch_related(given).order_by("unit__path", "order", "pk"))
    assignments = [row for task in tasks for row in task.assignments.all()]
    for name, known in around.items():
        _share(assignments if name in _OF_ASSIGNMENTS else tasks, name, known)
    return tasks


_OF_ASSIGNMENTS = ("official", "body")


def _share(rows: Sequence[Model], name: str, known: Iterable[Model]) -> None:
    """Give each row the one object to which its field points; what is not known is read."""
    field: Any = rows[0]._meta.get_field(name) if rows else None
    found = {row.pk: row for row in known}
    missing = {key for row in rows if (key := getattr(row, field.attname)) and key not in found}
    if missing:
        others = field.related_model._default_manager
        if name == "assessment":
            others = others.select_related("unit", "criteria_set")
        found |= others.in_bulk(missing)
    for row in rows:
        key = getattr(row, field.attname)
        field.set_cached_value(row, found[key] if key else None)


def _rows(record: Record) -> list[IndicatorRow]:
    assessments = {a.pk: a for a in record.assessments}
    rows = Result.objects.filter(assessment__in=assessments).for_table()
    return [
        row_of(assessments[result.assessment_id], result)
        for result in with_levels(
            rows.order_by("assessment", "indicator__criterion__number", "indicator__order", "pk")
        )
    ]


def _around(
    record: Record, plans: list[Plan], units: list[Unit], rows: list[IndicatorRow]
) -> dict[str, Iterable[Model]]:
    """What tasks point to, as far as it is known."""
    indicators = [row.indicator for row in rows]
    return {
        "unit": units,
        "plan": plans,
        "assessment": record.assessments,
        "criterion": [indicator.criterion for indicator in indicators],
        "indicator": indicators,
    }


def _papers(rows: Iterable[IndicatorRow], on: date) -> dict[int, Completeness]:
    found = list(rows)
    if not found:
        return {}
    keys = [(row.result.pk, row.indicator.pk, row.indicator.parent_id) for row in found]
    return completeness_of(found[0].assessment, on=on, results=keys)


def _people(branch: Branch, today: date) -> tuple[list[Official], frozenset[int]]:
    """Who holds or held a posting in the branch, and the keys of those who hold one today."""
    rows = Posting.objects.filter(branch.holds("unit__path")).select_related("official")
    postings = list(rows.order_by("pk"))
    serving = frozenset(
        p.official_id for p in postings if not p.has_ended(today) and p.official.is_active
    )
    return list({p.official_id: p.official for p in postings}.values()), serving


def _spoilt(branch: Branch) -> list[SpoiltFile]:
    """The files of the branch that the store has spoilt, the first found first."""
    columns = ("revision__name", "revision__evidence", "revision__evidence__title", "found_at")
    rows = FileFault.objects.filter(branch.holds("revision__evidence__unit__path"))
    return [SpoiltFile(*row) for row in rows.order_by("found_at", "pk").values_list(*columns)]

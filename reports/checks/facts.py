"""Everything that the checks of one commune or village read, each table once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Model, OuterRef, Prefetch, Subquery

from criteria.enums import Claim
from criteria.judging import IndicatorRow, row_of
from criteria.models import Baseline, Criterion, Indicator, Result
from criteria.models.assessments import with_levels
from evidence.issued.models import IssuedDocument
from evidence.papers.models import FileFault, Proof
from evidence.papers.queries.completeness import Completeness, completeness_by
from reports.checks.parsing import places_in, wording
from reports.record import Branch, Record
from tasks.enums import AssignmentKind, PlanSection
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

# What looks ahead: a year that is over has no place in it, unless the text speaks of what was.
AHEAD = frozenset(
    {
        PlanSection.GOALS, PlanSection.WORKS, PlanSection.LEADERSHIP, PlanSection.OUTREACH,
        PlanSection.INFRASTRUCTURE, PlanSection.QUALITY, PlanSection.RESOURCES,
        PlanSection.ORGANISATION, PlanSection.IMPLEMENTATION, PlanSection.NOTES,
        PlanSection.CLOSING,
    }
)  # fmt: skip


class Passage(NamedTuple):
    """A text of a plan, whether it orders what is to be done, and the row that holds it."""

    text: str
    is_ahead: bool
    plan: Plan
    row: Any
    part: str = ""  # which of the plan's lists holds the row

    @property
    def is_task(self) -> bool:
        return isinstance(self.row, Task)


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
    plans: list[Any]  # of the year, with their parts; as `_plans` gives them
    tasks: list[Task]  # of the year, in every state
    given: dict[int, list[Assignment]]  # by task: to whom it is given
    rows: list[IndicatorRow]
    baselines: list[Baseline]
    papers: dict[int, Completeness]  # by result
    proofs: list[Proof]
    fundings: list[Funding]
    units: list[Unit]  # at and below the unit, ended ones too
    bodies: list[Body]
    officials: list[Official]  # whoever held a posting there
    postings: list[Posting]  # theirs, ended ones too
    spoilt: list[SpoiltFile]
    serving: frozenset[int]  # keys of those who hold one today

    @property
    def today(self) -> date:
        return self.record.today

    @cached_property
    def villages(self) -> list[Unit]:
        """The villages that are there today."""
        return [
            unit
            for unit in self.units
            if unit.is_village and not (unit.valid_to and unit.valid_to < self.today)
        ]

    @cached_property
    def rows_of_criterion(self) -> dict[tuple[int, int], list[IndicatorRow]]:
        """(assessment, criterion) → its rows."""
        found: dict[tuple[int, int], list[IndicatorRow]] = defaultdict(list)
        for row in self.rows:
            found[row.result.assessment_id, row.indicator.criterion_id].append(row)
        return found

    @cached_property
    def row_of_indicator(self) -> dict[tuple[int, int], IndicatorRow]:
        """(assessment, indicator) → its row."""
        return {(row.result.assessment_id, row.result.indicator_id): row for row in self.rows}

    @cached_property
    def row_of_result(self) -> dict[int, IndicatorRow]:
        return {row.result.pk: row for row in self.rows}

    @cached_property
    def tasks_of_criterion(self) -> dict[tuple[int, int], list[Task]]:
        """(assessment, criterion) → the tasks of the year given for it."""
        found: dict[tuple[int, int], list[Task]] = defaultdict(list)
        for task in self.tasks:
            if task.assessment_id and task.criterion_id:
                found[task.assessment_id, task.criterion_id].append(task)
        return found

    def given_to(self, task: Task) -> list[Assignment]:
        """To whom a task is given; read by a dozen checks."""
        return self.given.get(task.pk, [])

    @cached_property
    def _by_kind(self) -> dict[tuple[int, str], list[Assignment]]:
        found: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
        for rows in self.given.values():
            for row in rows:
                found[row.task_id, row.kind].append(row)
        return found

    def leads_of(self, task: Task) -> list[Assignment]:
        return self._by_kind.get((task.pk, AssignmentKind.LEAD), [])

    def supports_of(self, task: Task) -> list[Assignment]:
        return self._by_kind.get((task.pk, AssignmentKind.SUPPORT), [])

    @cached_property
    def texts(self) -> list[tuple[Any, PlanText]]:
        """The authored texts of the plans, but for those that are empty."""
        return [(plan, text) for plan in self.plans for text in plan.texts.all() if text.text]

    @cached_property
    def passages(self) -> list[Passage]:
        """All that is written: open tasks, authored texts, targets, windows, duties to report."""
        found = [Passage(task.text, True, task.plan, task) for task in self.open_tasks]
        found += [Passage(t.text, t.section in AHEAD, plan, t) for plan, t in self.texts]
        for plan in self.plans:
            for part, name in _WRITTEN_PARTS:
                for row in getattr(plan, name).all():
                    words = f"{row.text}. {getattr(row, 'who', '')}"
                    found.append(Passage(words, True, plan, row, part))
        return found

    @cached_property
    def places(self) -> dict[str, dict[tuple[str, str], None]]:
        """Passage → (noun, name) of each village that it names, in their order, each once."""
        return {one.text: dict.fromkeys(places_in(one.text)) for one in self.passages}

    @cached_property
    def wordings(self) -> dict[int, tuple[str, ...]]:
        """Open task → the words that name what is to be done."""
        return {task.pk: wording(task.search) for task in self.open_tasks}

    @cached_property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.is_open]


# The lists of a plan that hold words of their own, by the name of their part of its page.
_WRITTEN_PARTS = (
    ("thoi-gian", "windows"), ("muc-tieu", "targets"), ("bao-cao", "reporting_duties"),
)  # fmt: skip


def load_facts(record: Record, unit: Unit, access: Access) -> CheckFacts:
    """The facts of the record's year at or below the unit.

    A hundred tasks, results and papers point to a dozen units, plans and criteria: each of these is
    made once, and shared by all that point to it.
    """
    sets = {assessment.criteria_set_id for assessment in record.assessments}
    criteria = list(Criterion.objects.filter(criteria_set__in=sets))
    units = list(Unit.objects.filter(Branch([unit], access).holds("path")).in_order())
    # By their keys, so that no table is joined with that of the units.
    of_year = {"unit__in": [unit.pk for unit in units], "plan__year": record.year or 0}
    bodies = _sharing(Body.objects.filter(unit__in=units).order_by("pk"), unit=units)
    officials, postings, serving = _people(units, record.today)
    plans, rows, proofs = _plans(record, units), _rows(record, criteria), _proofs(record)
    tasks = _sharing(
        Task.objects.filter(**of_year).order_by("unit__path", "order", "pk"),
        unit=units,
        plan=plans,
        assessment=record.assessments,
        criterion=criteria,
        indicator=[row.indicator for row in rows],
    )
    return CheckFacts(
        record=record,
        unit=unit,
        plans=plans,
        tasks=tasks,
        given=_given(of_year, official=officials, body=bodies),
        rows=rows,
        baselines=_baselines(record, criteria),
        papers=_papers(rows, proofs, record.today),
        proofs=proofs,
        fundings=list(Funding.objects.filter(**of_year).with_parts().order_by("pk")),
        units=units,
        bodies=bodies,
        officials=officials,
        postings=postings,
        serving=serving,
        spoilt=_spoilt(units),
    )


def _sharing(rows: Iterable[Any], **known: Iterable[Model]) -> list[Any]:
    """The rows, each with the one object to which its field points, by the name of the field; what
    is not known is read."""
    found = list(rows)
    for name, others in known.items() if found else ():
        _share(found, found[0]._meta.get_field(name), {other.pk: other for other in others})
    return found


# What is read beside a row that lies outside the branch.
_WITH = {"assessment": ("unit", "criteria_set"), "body": ("unit",)}


def _share(rows: Sequence[Model], field: Any, known: dict[int, Model]) -> None:
    missing = {getattr(row, field.attname) for row in rows} - known.keys() - {None}
    if missing:
        others = field.related_model._default_manager
        if field.name in _WITH:
            others = others.select_related(*_WITH[field.name])
        known |= others.in_bulk(missing)
    for row in rows:
        field.set_cached_value(row, known.get(getattr(row, field.attname)))


def _plans(record: Record, units: Sequence[Unit]) -> list[Any]:
    """The plans of the year with their lists and texts."""
    papers = IssuedDocument.objects.filter(kind="plan", row_key=OuterRef("pk")).order_by("-pk")
    rows = Plan.objects.filter(unit__in=units, year=record.year or 0).annotate(
        issued_on=Subquery(papers.values("issued_on")[:1])  # of its last paper; None of a draft
    )
    lists = (Prefetch(name, model.objects.order_by("order", "pk")) for name, model in _PARTS)
    texts = Prefetch("texts", PlanText.objects.order_by("pk"))
    plans = _sharing(rows.prefetch_related(*lists, texts).order_by("pk"), unit=units)
    _sharing((t for plan in plans for t in plan.targets.all()), assessment=record.assessments)
    return plans


_PARTS: tuple[tuple[str, Any], ...] = (
    ("windows", PlanWindow),
    ("targets", Target),
    ("citations", Citation),
    ("reporting_duties", ReportingDuty),
    ("recipients", Recipient),
)


def _proofs(record: Record) -> list[Proof]:
    """The papers in use that prove the results."""
    results = {"result__assessment__in": [a.pk for a in record.assessments]}
    found = Proof.objects.in_use().filter(**results)
    return list(found.select_related("evidence").order_by("result", "pk"))


def _given(of_year: Mapping[str, Any], **known: Iterable[Model]) -> dict[int, list[Assignment]]:
    """Task → to whom it is given, leads first."""
    rows = Assignment.objects.filter(**{f"task__{name}": one for name, one in of_year.items()})
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in _sharing(rows.order_by("kind", "order", "pk"), **known):
        found[row.task_id].append(row)
    return found


def _rows(record: Record, criteria: Iterable[Criterion]) -> list[IndicatorRow]:
    assessments = {a.pk: a for a in record.assessments}
    rows = Result.objects.filter(assessment__in=assessments).select_related("indicator")
    results = with_levels(
        rows.order_by("assessment", "indicator__criterion__number", "indicator__order", "pk")
    )
    _sharing([result.indicator for result in results], criterion=criteria)
    return [row_of(assessments[result.assessment_id], result) for result in results]


def contradicting_rows(record: Record) -> list[IndicatorRow]:
    """The results claimed as met in criteria of which one contradicts its figure."""
    keys = [row.key for row in record.standings if row.contradicting]
    assessments = {a.pk: a for a in record.assessments}
    rows = Result.objects.filter(
        assessment__in={pk for pk, _ in keys},
        indicator__criterion__in={pk for _, pk in keys},
        claim=Claim.MET,
    )
    results = with_levels(rows.select_related("indicator__criterion"))
    return [row_of(assessments[result.assessment_id], result) for result in results]


def _baselines(record: Record, criteria: Iterable[Criterion]) -> list[Baseline]:
    rows = Baseline.objects.filter(assessment__in=[a.pk for a in record.assessments])
    return _sharing(rows.order_by("assessment", "criterion__number"), criterion=criteria)


def _papers(
    rows: Iterable[IndicatorRow], proofs: Iterable[Proof], on: date
) -> dict[int, Completeness]:
    keys = [(r.result.pk, r.indicator.pk, r.indicator.parent_id, r.result.claim) for r in rows]
    valid = [p for p in proofs if not p.evidence.expired_by(on)]
    return completeness_by(keys, [(proof.result_id, proof.requirement_id) for proof in valid])


def _people(
    units: Sequence[Unit], today: date
) -> tuple[list[Official], list[Posting], frozenset[int]]:
    """Who holds or held a posting in the branch, the postings, and the keys of those who hold one
    today."""
    rows = Posting.objects.filter(unit__in=units).select_related("official")
    postings = list(rows.order_by("pk"))
    serving = frozenset(
        p.official_id for p in postings if not p.has_ended(today) and p.official.is_active
    )
    return list({p.official_id: p.official for p in postings}.values()), postings, serving


def _spoilt(units: Sequence[Unit]) -> list[SpoiltFile]:
    """The files of the units that the store has spoilt, the first found first."""
    columns = ("revision__name", "revision__evidence", "revision__evidence__title", "found_at")
    rows = FileFault.objects.filter(revision__evidence__unit__in=units)
    return [SpoiltFile(*row) for row in rows.order_by("found_at", "pk").values_list(*columns)]

"""All rows that a plan's paper is drawn from, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from criteria.enums import State
from criteria.models import (
    Assessment,
    Baseline,
    Criterion,
    Result,
    ResultChange,
    Standing,
    StandingStep,
)
from criteria.models.assessments import with_levels
from evidence.authored.queries import begun_of
from evidence.issued.models import IssuedDocument
from ntm_project.common.dates import format_day
from tasks.models import (
    Citation,
    Funding,
    Plan,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Target,
    Task,
)
from tasks.queries.supervision import Leaders, leaders_and_offices


@dataclass
class CriterionRows:
    """One criterion of one assessment, with everything the paper prints of it."""

    criterion: Criterion
    standing: Standing | None
    baseline: Baseline | None
    results: list[Result] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    counted_on: date | None = None  # the day as of which the criteria are counted

    @property
    def name(self) -> str:
        """The plan's own name for the criterion where it differs from the set's."""
        return (self.baseline and self.baseline.label) or self.criterion.name

    @property
    def state(self) -> str:
        return self.standing.state if self.standing else State.UNKNOWN

    @property
    def baseline_state(self) -> str:
        """The state at the plan's baseline: what is stated for that day, else what was recorded by
        then; the present state only where no day is named."""
        if self.baseline:
            return self.baseline.state
        if self.counted_on is None or self.standing is None:
            return self.state
        return getattr(self.standing, "state_then", None) or State.UNKNOWN


@dataclass
class AssessmentRows:
    """One target of the plan: an assessment with its criteria in order."""

    assessment: Assessment
    criteria: list[CriterionRows]
    general_tasks: list[Task] = field(default_factory=list)
    noted_later: list[str] = field(default_factory=list)  # codes of indicators

    @property
    def total(self) -> int:
        """The number of criteria against which those met are counted."""
        return self.assessment.criteria_set.number_of_criteria(len(self.criteria))

    def count(self, state: str) -> int:
        """How many criteria stood so at the baseline."""
        return sum(row.baseline_state == state for row in self.criteria)

    @property
    def is_judged(self) -> bool:
        """Whether it is known of any criterion how it stood."""
        return self.count(State.UNKNOWN) < len(self.criteria)

    @property
    def is_bare(self) -> bool:
        """Whether nobody has judged it nor is given work for it: the paper has nothing to state."""
        has_work = self.general_tasks or any(row.tasks for row in self.criteria)
        return not (self.is_judged or has_work)


@dataclass
class PlanRows:
    """A plan with all its rows."""

    plan: Plan
    texts: dict[str, str]
    targets: list[Target]
    # Read when first needed: not every paper of a plan prints them.
    windows: Iterable[PlanWindow]
    citations: Iterable[Citation]
    recipients: list[Recipient]
    duties: list[ReportingDuty]
    fundings: list[Funding]
    assessments: list[AssessmentRows]
    tasks: list[Task]
    offices: dict[str, str] = field(default_factory=dict)  # of who directs criteria, by name

    @property
    def stated(self) -> list[AssessmentRows]:
        """The targets of which there is anything to print."""
        return [assessment for assessment in self.assessments if not assessment.is_bare]

    @property
    def is_judged(self) -> bool:
        """Whether it is known of any criterion of any target how it stood."""
        return any(assessment.is_judged for assessment in self.assessments)


def _assessments_of(targets: Iterable[Target], tasks: Iterable[Task]) -> list[int]:
    """Keys of the assessments the plan aims at or works on, the commune's own first."""
    wanted = [t.assessment_id for t in targets] + [t.assessment_id for t in tasks]
    return list(dict.fromkeys(pk for pk in wanted if pk))


def _criteria_rows(
    keys: list[int], year: int, tasks: Iterable[Task], leaders: Leaders
) -> dict[int, AssessmentRows]:
    """Assessment key → its rows, without tasks."""
    assessments = Assessment.objects.filter(pk__in=keys).select_related("unit", "criteria_set")
    standings = {(s.assessment_id, s.criterion_id): s for s in _standings(keys)}
    baselines = {
        (b.assessment_id, b.criterion_id): b for b in Baseline.objects.filter(assessment__in=keys)
    }
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in (
        Criterion.objects.filter(criteria_set__assessments__in=keys).order_by("number").distinct()
    ):
        criteria[criterion.criteria_set_id].append(criterion)
    rows = {
        a.pk: AssessmentRows(
            a,
            [
                CriterionRows(
                    c,
                    standings.get((a.pk, c.pk)),
                    baselines.get((a.pk, c.pk)),
                    leaders=leaders.get((a.pk, c.pk), []),
                    counted_on=a.baseline_on,
                )
                for c in criteria[a.criteria_set_id]
            ],
        )
        for a in assessments
    }
    _put_results(rows, year, tasks)
    return {key: rows[key] for key in keys if key in rows}


def _standings(keys: list[int]) -> "QuerySet[Standing]":
    """The standing of each criterion now, and on the day as of which it is counted."""
    steps = StandingStep.objects.filter(
        assessment=OuterRef("assessment"),
        criterion=OuterRef("criterion"),
        on__lte=OuterRef("assessment__baseline_on"),
    )
    rows = Standing.objects.filter(assessment__in=keys)
    return rows.annotate(state_then=Subquery(steps.order_by("-on").values("state")[:1]))


def _put_results(rows: dict[int, AssessmentRows], year: int, tasks: Iterable[Task]) -> None:
    """The indicators of each criterion, with what was noted by the time of the plan."""
    by_criterion = {(a, r.criterion.pk): r for a, rs in rows.items() for r in rs.criteria}
    results = Result.objects.filter(assessment__in=rows).annotate(note_then=_note_by(year, tasks))
    result: Any  # as the note was then, too
    for result in with_levels(results.for_table()):
        if result.note != (note := result.note_then or ""):
            rows[result.assessment_id].noted_later.append(result.indicator.code)
            result.note = note
        by_criterion[result.assessment_id, result.indicator.criterion_id].results.append(result)


def _note_by(year: int, tasks: Iterable[Task]) -> Subquery:
    """What was noted of a result by the day as of which its criteria are counted, or by the first
    deadline: no plan is made after that, so it knows nothing of what came later."""
    begun = min((task.ends_on for task in tasks if task.ends_on), default=date(year - 1, 12, 31))
    counted_on = Greatest(Coalesce(OuterRef("assessment__baseline_on"), begun), begun)
    changes = ResultChange.objects.filter(result=OuterRef("pk"), effective_on__lte=counted_on)
    return Subquery(changes.order_by("-pk").values("note")[:1])


def plan_rows(plan: Plan) -> PlanRows:
    """Everything of the plan; tasks without an assessment stand in `tasks` alone."""
    targets = list(plan.targets.select_related("assessment__unit").order_by("order", "pk"))
    # What a meeting concluded later is no part of the plan, though its tasks are followed with it.
    tasks = list(
        Task.objects.filter(plan=plan, conclusion=None)
        .for_plan()
        .prefetch_related("assignments__official__postings")
    )
    keys = _assessments_of(targets, tasks)
    leaders, offices = leaders_and_offices(keys, plan.year)
    assessments = _criteria_rows(keys, plan.year, tasks, leaders)
    by_criterion = {
        (key, row.criterion.pk): row for key, a in assessments.items() for row in a.criteria
    }
    for task in tasks:
        if task.assessment_id is None:
            continue
        row = by_criterion.get((task.assessment_id, task.criterion_id or 0))
        (row.tasks if row else assessments[task.assessment_id].general_tasks).append(task)
    for row in by_criterion.values():
        row.tasks.sort(key=lambda task: (task.order, task.pk))  # as the plan has them, of any unit
    return PlanRows(
        plan=plan,
        texts=begun_of("plan", plan.unit, plan.year)
        | {t.section: t.text for t in plan.texts.all()},
        targets=targets,
        windows=plan.windows.order_by("order", "pk"),
        citations=plan.citations.order_by("order", "pk"),
        recipients=list(plan.recipients.order_by("order", "pk")),
        duties=list(plan.reporting_duties.order_by("order", "pk")),
        fundings=list(plan.fundings.select_related("criterion").with_parts().order_by("pk")),
        assessments=list(assessments.values()),
        tasks=tasks,
        offices=offices,
    )


def number_of_plan(plan_pk: int) -> str:
    """` số 05/KH-UBND ngày 15/8/2024` of the issued plan with what amended it, "" before it is
    issued."""
    rows = IssuedDocument.objects.not_recalled().filter(kind="plan", row_key=plan_pk)
    issued = list(rows.order_by("pk"))
    plan = next((one for one in reversed(issued) if not one.is_amendment), None)
    if plan is None:
        return ""
    amending = [str(one) for one in issued if one.is_amendment and one.replaces_id == plan.pk]
    amended = f", được sửa đổi, bổ sung bởi {'; '.join(amending)}," if amending else ""
    return f" số {plan.full_number} ngày {format_day(plan.issued_on)}{amended}"

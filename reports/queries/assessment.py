"""Everything that an assessment's page shows, now or as of an earlier day, in a dozen queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from criteria.enums import Claim, State
from criteria.history import results_as_of, scores_as_of
from criteria.judging import IndicatorRow, row_of
from criteria.models import Assessment, Baseline, Criterion, Level, Result, Standing
from criteria.reading import results_of
from criteria.scoring import Score
from criteria.standing import Totals, totals_of
from evidence.papers.queries.completeness import Completeness, completeness_of
from tasks.models import Supervision, Task
from villages.access import Access


@dataclass
class TaskCount:
    """Open tasks, and those of them past their last day."""

    open: int = 0
    overdue: int = 0

    def add(self, other: "TaskCount") -> None:
        self.open += other.open
        self.overdue += other.overdue


@dataclass
class CriterionBlock:
    """One criterion: how it stands, who directs it, its indicators and tasks."""

    criterion: Criterion
    standing: Standing | Score
    baseline: Baseline | None = None
    supervisors: list[str] = field(default_factory=list)
    rows: list[IndicatorRow] = field(default_factory=list)
    tasks: TaskCount = field(default_factory=TaskCount)
    indicator_tasks: dict[int, TaskCount] = field(default_factory=lambda: defaultdict(TaskCount))


@dataclass(frozen=True)
class AssessmentPage:
    """An assessment with the blocks that the filter leaves, and the totals of all of them."""

    assessment: Assessment
    blocks: list[CriterionBlock]
    totals: Totals
    tasks: TaskCount
    criteria: list[Criterion]
    papers: dict[int, Completeness]


def assessment_page(
    access: Access,
    assessment: Assessment,
    *,
    as_of: date | None = None,
    number: int | None = None,
    remaining_only: bool = False,
) -> AssessmentPage:
    """The page of an assessment; the filters narrow the blocks, never the totals."""
    blocks = _blocks_as_of(assessment, as_of) if as_of else _blocks_now(assessment)
    by_criterion = {block.criterion.pk: block for block in blocks}
    _add_supervisors(assessment, by_criterion)
    _add_tasks(access, assessment, by_criterion)
    total_tasks = TaskCount()
    for block in blocks:
        total_tasks.add(block.tasks)
    shown = [block for block in blocks if number in (None, block.criterion.number)]
    if remaining_only:
        shown = [narrowed for block in shown if (narrowed := _remaining(block))]
    return AssessmentPage(
        assessment,
        shown,
        totals_of(assessment, (block.standing for block in blocks)),
        total_tasks,
        [block.criterion for block in blocks],
        # What papers there were on an earlier day is not asked: that page shows results alone.
        {} if as_of else _papers(assessment, blocks, access.on),
    )


def _papers(
    assessment: Assessment, blocks: list[CriterionBlock], on: date
) -> dict[int, Completeness]:
    read = [(row.result.pk, row.indicator.pk) for block in blocks for row in block.rows]
    return completeness_of(assessment, on=on, results=read)


def _blocks_now(assessment: Assessment) -> list[CriterionBlock]:
    standings = {s.criterion_id: s for s in Standing.objects.filter(assessment=assessment)}
    criteria = list(assessment.criteria_set.criteria.order_by("number"))
    # A criterion without a standing (drift that `reconcile` mends) stands as unknown.
    blocks = [
        CriterionBlock(c, standings.get(c.pk) or Standing(assessment=assessment, criterion=c))
        for c in criteria
    ]
    _add_results(assessment, blocks, results_of(assessment))
    return blocks


def _blocks_as_of(assessment: Assessment, day: date) -> list[CriterionBlock]:
    results = results_as_of(assessment, day)
    scores = scores_as_of(assessment, day, results)
    blocks = [CriterionBlock(criterion, score) for criterion, score in scores.items()]
    _add_results(assessment, blocks, results)
    return blocks


def _add_results(
    assessment: Assessment, blocks: list[CriterionBlock], results: Iterable[Result]
) -> None:
    by_criterion = {block.criterion.pk: block for block in blocks}
    levels = _levels(assessment)
    for result in results:
        indicator = result.indicator
        own = levels.get(indicator.pk, [])
        for level in own:
            level.indicator = indicator
        by_criterion[indicator.criterion_id].rows.append(row_of(assessment, result, own))
    for baseline in assessment.baselines.all():
        by_criterion[baseline.criterion_id].baseline = baseline


def _levels(assessment: Assessment) -> dict[int, list[Level]]:
    """Indicator → its levels: prefetching them would build one queryset for each indicator."""
    found: dict[int, list[Level]] = {}
    rows = Level.objects.filter(indicator__criterion__criteria_set=assessment.criteria_set_id)
    for level in rows.defer("legal_source"):
        found.setdefault(level.indicator_id, []).append(level)
    return found


def _add_supervisors(assessment: Assessment, blocks: dict[int, CriterionBlock]) -> None:
    rows = Supervision.objects.filter(assessment=assessment).order_by("pk")
    for criterion_id, name in rows.values_list("criterion_id", "official__full_name"):
        blocks[criterion_id].supervisors.append(name)


def _add_tasks(access: Access, assessment: Assessment, blocks: dict[int, CriterionBlock]) -> None:
    counts = (
        Task.objects.visible_to(access)
        .open()
        .filter(assessment=assessment, criterion__isnull=False)
        .order_by()
        .values_list("criterion_id", "indicator_id")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(ends_on__lt=access.on)))
    )
    for criterion_id, indicator_id, n_open, n_overdue in counts:
        count = TaskCount(n_open, n_overdue)
        blocks[criterion_id].tasks.add(count)
        if indicator_id:
            blocks[criterion_id].indicator_tasks[indicator_id].add(count)


def _remaining(block: CriterionBlock) -> CriterionBlock | None:
    """The block with the indicators still to be worked on; None when nothing remains."""
    if block.standing.state == State.MET and not block.standing.contradicting:
        return None
    settled = (Claim.MET, Claim.NOT_APPLICABLE)
    rows = [row for row in block.rows if row.result.claim not in settled or row.contradicts]
    return CriterionBlock(
        block.criterion,
        block.standing,
        block.baseline,
        block.supervisors,
        rows,
        block.tasks,
        block.indicator_tasks,
    )

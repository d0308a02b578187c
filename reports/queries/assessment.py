"""An assessment's page: each criterion in one line, and the indicators of those that are open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from criteria.enums import Claim, State
from criteria.judging import CriterionHead, IndicatorRow, Totals, totals_of
from criteria.models import Assessment, Baseline, Criterion, Result, Standing
from criteria.queries import READ_ONLY, Reader, by_criterion, results_as_of, scores_as_of
from criteria.scoring import Score
from evidence.papers.queries.completeness import Completeness, completeness_of
from ntm_project.common.dates import format_day
from reports import links
from tasks.enums import IN_WORK_STATES
from tasks.models import Supervision, Task
from villages.access import Access
from villages.enums import Ability


@dataclass
class TaskCount:
    """Open tasks, those of them past their last day, and those under way; the lists behind them."""

    open: int = 0
    overdue: int = 0
    in_work: int = 0
    url: str = ""
    overdue_url: str = ""

    def add(self, other: "TaskCount") -> None:
        self.open += other.open
        self.overdue += other.overdue
        self.in_work += other.in_work


@dataclass(frozen=True)
class OpenRow:
    """An indicator's row with the papers and tasks that stand below it."""

    row: IndicatorRow
    papers: Completeness | None
    tasks: TaskCount | None

    @property
    def expected(self) -> int:
        return len(self.papers.expected) if self.papers else 0

    @property
    def present(self) -> int:
        return self.expected - len(self.papers.missing) if self.papers else 0

    @property
    def missing_words(self) -> str:
        return "; ".join(r.text for r in self.papers.missing_mandatory) if self.papers else ""


@dataclass
class CriterionBlock:
    """One criterion: how it stands, who directs it, its tasks and papers; its rows when open."""

    criterion: Criterion
    standing: Standing | Score
    url: str = ""
    baseline: Baseline | None = None
    supervisors: list[str] = field(default_factory=list)
    tasks: TaskCount = field(default_factory=TaskCount)
    indicator_tasks: dict[int, TaskCount] = field(default_factory=lambda: defaultdict(TaskCount))
    papers: list[Completeness] = field(default_factory=list)
    rows: list[OpenRow] = field(default_factory=list)
    is_open: bool = False

    @property
    def head(self) -> CriterionHead:
        return CriterionHead(self.criterion, self.standing, bool(self.tasks.in_work))

    @property
    def total(self) -> int:
        return self.standing.total

    @property
    def papers_words(self) -> str:
        """`2/3 chỉ tiêu đủ giấy tờ`; where none is asked for, their number; or ""."""
        if expected := [found for found in self.papers if found.is_set]:
            complete = sum(found.is_complete for found in expected)
            return f"{complete}/{len(expected)} chỉ tiêu đủ giấy tờ"
        sent = sum(found.papers for found in self.papers)
        return f"{sent} giấy tờ đã gửi" if sent else ""


@dataclass(frozen=True)
class AssessmentPage:
    """An assessment with the criteria that the filter leaves, and the totals of all of them."""

    assessment: Assessment
    reader: Reader
    blocks: list[CriterionBlock]
    criteria: list[Criterion]
    totals: Totals
    tasks: TaskCount
    general_tasks: int  # open tasks of the assessment that belong to no criterion
    dossier: str
    may_add_papers: bool


@dataclass(frozen=True)
class Wanted:
    """What of an assessment is shown: as of a day, one criterion, what remains, what is open."""

    as_of: date | None = None
    number: int | None = None
    remaining_only: bool = False
    opens_all: bool = False

    def query(self) -> dict[str, Any]:
        """The part of the address that goes on to the page of one criterion."""
        day = format_day(self.as_of) if self.as_of else ""
        return {"ngay": day, "con_lai": 1 if self.remaining_only else ""}


def dossier_words(papers: Iterable[Completeness]) -> str:
    """How many indicators have all the papers that are asked of them; "" when nothing is known."""
    known = list(papers)
    expected = [found for found in known if found.is_set]
    if not known:
        return ""
    if not expected:
        return "chưa chỉ tiêu nào đặt yêu cầu giấy tờ"
    complete = sum(found.is_complete for found in expected)
    return f"{complete}/{len(expected)} chỉ tiêu có yêu cầu giấy tờ đã đủ"


def assessment_page(access: Access, assessment: Assessment, wanted: Wanted) -> AssessmentPage:
    """The page of an assessment; the filters narrow the criteria, never the totals.

    A criterion is open when it alone is wanted, or all are.
    """
    blocks, results = _blocks(assessment, wanted)
    found = {block.criterion.pk: block for block in blocks}
    for block in blocks:
        block.url = links.criterion(assessment.pk, block.criterion.number, **wanted.query())
    _add_supervisors(assessment, found)
    tasks, general = _add_tasks(access, assessment, found)
    # What papers there were on an earlier day is not known: that page shows results alone.
    papers = {} if wanted.as_of else _add_papers(assessment, found, access.on)
    shown = [block for block in blocks if wanted.number in (None, block.criterion.number)]
    if wanted.remaining_only:
        shown = [block for block in shown if _remains(block)]
    reader = READ_ONLY if wanted.as_of else Reader.of(access, assessment)
    if wanted.opens_all or wanted.number is not None:
        _open(assessment, shown, wanted, reader, papers, results)
    return AssessmentPage(
        assessment,
        reader,
        shown,
        [block.criterion for block in blocks],
        totals_of(assessment, (block.standing for block in blocks)),
        tasks,
        general,
        dossier_words(papers.values()),
        bool(reader.access and access.can(Ability.ADD_EVIDENCE, assessment.unit)),
    )


def _blocks(
    assessment: Assessment, wanted: Wanted
) -> tuple[list[CriterionBlock], list[Result] | None]:
    """Every criterion with its standing; with the results of the day where a day is wanted."""
    if wanted.as_of:
        results = results_as_of(assessment, wanted.as_of)
        scores = scores_as_of(assessment, wanted.as_of, results)
        return [CriterionBlock(criterion, score) for criterion, score in scores.items()], results
    standings = {s.criterion_id: s for s in assessment.standings.all()}
    # A criterion without a standing (drift that `reconcile` mends) stands as unknown.
    blocks = [
        CriterionBlock(c, standings.get(c.pk) or Standing(assessment=assessment, criterion=c))
        for c in assessment.criteria_set.criteria.order_by("number")
    ]
    return blocks, None


def _add_supervisors(assessment: Assessment, blocks: dict[int, CriterionBlock]) -> None:
    rows = Supervision.objects.filter(assessment=assessment).order_by("pk")
    for criterion_id, name in rows.values_list("criterion_id", "official__full_name"):
        blocks[criterion_id].supervisors.append(name)


def _add_tasks(
    access: Access, assessment: Assessment, blocks: dict[int, CriterionBlock]
) -> tuple[TaskCount, int]:
    """The open tasks of the assessment, by criterion and indicator; a task counts where it belongs.

    Gives those of the whole assessment, and how many of them belong to no criterion.
    """
    counts = (
        Task.objects.visible_to(access)
        .open()
        .filter(assessment=assessment)
        .order_by()
        .values_list("criterion_id", "indicator_id")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(ends_on__lt=access.on)),
            in_work=Count("pk", filter=Q(state__in=IN_WORK_STATES)),
        )
    )
    whole, general = _task_count(assessment), 0
    for criterion_id, indicator_id, *figures in counts:
        count = TaskCount(*figures)
        whole.add(count)
        if criterion_id is None:
            general += count.open
            continue
        block = blocks[criterion_id]
        block.tasks.add(count)
        if indicator_id:
            block.indicator_tasks[indicator_id].add(count)
    for block in blocks.values():
        for count in (block.tasks, *block.indicator_tasks.values()):
            linked = _task_count(assessment, block.criterion)
            count.url, count.overdue_url = linked.url, linked.overdue_url
    return whole, general


def _task_count(assessment: Assessment, criterion: Criterion | None = None) -> TaskCount:
    """No task yet, with the addresses of the lists that its figures lead to."""
    where = {"danh_gia": assessment.pk, "tieu_chi": criterion.pk if criterion else ""}
    return TaskCount(url=links.tasks(**where), overdue_url=links.tasks(**where, qua_han=1))


def _add_papers(
    assessment: Assessment, blocks: dict[int, CriterionBlock], on: date
) -> dict[int, Completeness]:
    keys = list(
        assessment.results.order_by("pk").values_list(
            "pk", "indicator_id", "indicator__criterion_id"
        )
    )
    papers = completeness_of(assessment, on=on, results=[key[:2] for key in keys])
    for result_id, _, criterion_id in keys:
        blocks[criterion_id].papers.append(papers[result_id])
    return papers


def _remains(block: CriterionBlock) -> bool:
    return block.standing.state != State.MET or bool(block.standing.contradicting)


def _open(
    assessment: Assessment,
    blocks: list[CriterionBlock],
    wanted: Wanted,
    reader: Reader,
    papers: dict[int, Completeness],
    results: list[Result] | None,
) -> None:
    """The rows of the blocks, narrowed to what remains where that is wanted."""
    found = {block.criterion.pk: block for block in blocks}
    for baseline in assessment.baselines.filter(criterion__in=found):
        found[baseline.criterion_id].baseline = baseline
    if results is None:
        rows = Result.objects.filter(assessment=assessment, indicator__criterion__in=found)
        results = list(rows.for_table())
    rows_of = by_criterion(results)
    for block in blocks:
        block.is_open = True
        for result in rows_of.get(block.criterion.pk, []):
            result.assessment = assessment
            tasks = block.indicator_tasks.get(result.indicator_id)
            row = reader.row_of(assessment, result, is_in_work=bool(tasks and tasks.in_work))
            is_settled = result.claim in (Claim.MET, Claim.NOT_APPLICABLE) and not row.contradicts
            if not (wanted.remaining_only and is_settled):
                block.rows.append(OpenRow(row, papers.get(result.pk), tasks))

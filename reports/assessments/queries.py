"""An assessment's page: each criterion in one line, and the indicators of those that are open."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from criteria.enums import State
from criteria.models import Assessment, Baseline, Criterion, Figure, Result
from criteria.models.assessments import with_levels
from criteria.next_levels import LevelsThen, criterion_then, under_year
from criteria.nouns import of_set
from criteria.origins import to_judge, with_origins
from criteria.queries.past import results_as_of, scores_as_of
from criteria.queries.results import Reader, by_criterion
from criteria.scoring import Score
from criteria.states import tile_state
from criteria.totals import totals_of
from evidence.papers.queries.completeness import (
    Completeness,
    completeness_by_criterion,
    completeness_of,
)
from ntm_project.common.clock import end_of
from ntm_project.common.dates import format_day
from ntm_project.common.draw.tiles import Tile
from reports import links
from reports.assessments.shown import (
    AssessmentPage,
    CriterionBlock,
    CriterionPage,
    OpenRow,
    Showing,
    TaskCount,
)
from reports.record import CriterionRef, StandingRow, standing_by_criterion
from tasks.enums import IN_WORK_STATES, OPEN
from tasks.models import Task
from tasks.models.deadlines import is_past
from tasks.models.plans import is_year_over
from tasks.models.tasks import TaskQuerySet, open_tasks
from tasks.queries.past import tasks_on
from tasks.queries.supervision import leaders_of, leaders_on
from tasks.rules import leaders_warning, needs_leaders
from villages.access import Access
from villages.enums import Ability
from villages.queries import values_before

Standings = Mapping[Criterion, Score] | Mapping[CriterionRef, StandingRow]


def dossier_words(papers: Iterable[Completeness], assessment: Assessment) -> str:
    """How many indicators have all the papers required of them; "" when nothing is known."""
    known = list(papers)
    expected = [found for found in known if found.is_set]
    if not known:
        return ""
    if not expected:
        return of_set("chưa chỉ tiêu nào đặt yêu cầu giấy tờ", assessment)
    complete = sum(found.is_complete for found in expected)
    return of_set(f"{complete}/{len(expected)} chỉ tiêu có yêu cầu giấy tờ đã đủ", assessment)


def assessment_page(access: Access, assessment: Assessment, wanted: Showing) -> AssessmentPage:
    """The page of an assessment; the filters narrow the criteria, never the totals."""
    results = results_as_of(assessment, wanted.as_of) if wanted.as_of else None
    standings = _standings(assessment, wanted, results)
    blocks = _blocks(assessment, standings, wanted)
    tasks = _add_tasks(access, assessment, blocks, wanted.as_of)
    # What papers there were on an earlier day is not known: that page shows results alone.
    if wanted.opens_all or wanted.levels_of:
        results = results or _results(assessment, blocks, wanted)
    then = _add_levels(assessment, blocks, wanted, results or ())
    papers: dict[int, Completeness] = {}
    if results is not None and not wanted.as_of:
        papers = _add_papers(assessment, blocks, access.as_of, results)
    elif not wanted.as_of:
        _count_papers(assessment, blocks, access.as_of)
    shown = [block for block in blocks if not wanted.remaining_only or _remains(block)]
    reader = wanted.reader(access, assessment)
    # Those of no criterion stand below the folded criteria, those of a criterion in the open ones.
    figures = assessment.figures.filter(criterion__isnull=True)
    if wanted.opens_all:
        _open(assessment, shown, wanted, reader, papers, results or ())
    return AssessmentPage(
        assessment=assessment,
        reader=reader,
        blocks=shown,
        totals=totals_of(assessment, standings.values()),
        tasks=tasks.whole,
        general_tasks=tasks.general,
        dossier=dossier_words((found for block in blocks for found in block.papers), assessment),
        may_add_papers=_may_add_papers(access, reader, assessment),
        figures=[] if wanted.opens_all else sorted(figures, key=lambda figure: figure.pk),
        to_judge=sum(block.to_judge for block in blocks),
        then=then,
    )


def criterion_page(
    access: Access, assessment: Assessment, number: int, wanted: Showing
) -> CriterionPage | None:
    """The page of one criterion; None when the set has none of that number."""
    results = results_as_of(assessment, wanted.as_of) if wanted.as_of else None
    standings = _standings(assessment, wanted, results)
    numbers = [criterion.number for criterion in standings]
    if number not in numbers:
        return None
    near: Any = dict(list(standings.items())[max(numbers.index(number) - 1, 0) :][:3])
    blocks = _blocks(assessment, near, wanted)
    shown = [block for block in blocks if block.criterion.number == number]
    tasks = _add_tasks(access, assessment, shown, wanted.as_of)
    results = results or _results(assessment, shown, wanted)
    _add_levels(assessment, shown, wanted, results)
    papers = {} if wanted.as_of else _add_papers(assessment, shown, access.as_of, results)
    reader = wanted.reader(access, assessment)
    _open(assessment, shown, wanted, reader, papers, results)
    return CriterionPage(
        assessment,
        reader,
        shown[0],
        before=next((block for block in blocks if block.criterion.number < number), None),
        after=next((block for block in blocks if block.criterion.number > number), None),
        strip=_strip(assessment, standings, wanted, tasks.in_work),
        totals=totals_of(assessment, standings.values()),
        may_add_papers=_may_add_papers(access, reader, assessment),
    )


def _strip(
    assessment: Assessment, standings: Standings, wanted: Showing, in_work: Container[int]
) -> list[Tile]:
    """Every criterion as its tile, the way to its page."""
    query = wanted.query()
    return [
        Tile(c.number, tile_state(standing, is_in_work=c.pk in in_work), c.name, url)
        for c, standing in standings.items()
        if (url := links.criterion_url(assessment.pk, c.number, **query))
    ]


def _may_add_papers(access: Access, reader: Reader, assessment: Assessment) -> bool:
    return bool(reader.access and access.can(Ability.ADD_EVIDENCE, assessment.unit))


def _standings(assessment: Assessment, wanted: Showing, results: list[Result] | None) -> Standings:
    """Criterion → its standing now, or on the day wanted, in the order of the set."""
    if wanted.as_of:
        return scores_as_of(assessment, wanted.as_of, results)
    return standing_by_criterion(assessment)


def _blocks(assessment: Assessment, standings: Standings, wanted: Showing) -> list[CriterionBlock]:
    """The criteria, each with its standing and who directs it."""
    leaders = leaders_of([assessment])
    if wanted.as_of:
        criteria = {criterion.id: str(criterion) for criterion in standings}
        before = values_before({Assessment: [assessment.pk]}, end_of(wanted.as_of))
        leaders = leaders_on(leaders, criteria, before)
    is_needed = needs_leaders(assessment.unit, is_supervised=bool(leaders))
    query = wanted.query()
    waiting = {} if wanted.as_of else to_judge([assessment])
    return [
        CriterionBlock(
            criterion,
            standing,
            assessment.criteria_set.noun,
            url=links.criterion_url(assessment.pk, criterion.number, **query),
            supervisors=(names := leaders.get((assessment.pk, criterion.pk), [])),
            leaders_warning=leaders_warning(names, is_needed=is_needed),
            to_judge=waiting.get((assessment.pk, criterion.pk), 0),
        )
        for criterion, standing in standings.items()
    ]


class _Tasks(NamedTuple):
    """The open tasks of an assessment, how many of them belong to no criterion, and the keys of the
    criteria of which one is under way."""

    whole: TaskCount
    general: int
    in_work: set[int]


def _open_tasks(tasks: TaskQuerySet, then: str = "") -> Any:
    """What is counted of each open task."""
    names = ("criterion_id", "indicator_id", f"state{then}", "plan__year", f"ends_on{then}")
    return tasks.filter(open_tasks(then=then)).order_by().values_list(*names)


_OPEN_TASKS = _open_tasks(Task.objects.all())


def _add_tasks(
    access: Access, assessment: Assessment, blocks: Sequence[CriterionBlock], as_of: date | None
) -> _Tasks:
    """The open tasks of the assessment, given to the blocks by criterion and indicator; a task
    counts where it belongs."""
    day = as_of or access.as_of
    if as_of:
        own = Task.objects.visible_to(access).filter(assessment=assessment)
        rows = _open_tasks(*tasks_on(own, as_of))
    else:
        rows = _OPEN_TASKS.visible_to(access).filter(assessment=assessment)
    block_of = {block.criterion.pk: block for block in blocks}
    whole, general, in_work = _task_count(assessment, as_of), 0, set()
    for criterion_id, indicator_id, state, year, ends_on in rows:
        overdue = is_past(ends_on, day)
        pressing = overdue and not is_year_over(year, day)
        count = TaskCount(1, int(overdue), int(pressing), int(state in IN_WORK_STATES))
        whole.add(count)
        if criterion_id and count.in_work:
            in_work.add(criterion_id)
        if criterion_id is None:
            general += 1
        elif block := block_of.get(criterion_id):
            block.tasks.add(count)
            if indicator_id:
                block.indicator_tasks[indicator_id].add(count)
    for block in blocks:
        if block.tasks.open:  # as many as its indicators have, or more
            linked = _task_count(assessment, as_of, block.criterion)
            for count in (block.tasks, *block.indicator_tasks.values()):
                count.url, count.overdue_url = linked.url, linked.overdue_url
    return _Tasks(whole, general, in_work)


def _task_count(
    assessment: Assessment, as_of: date | None, criterion: Criterion | CriterionRef | None = None
) -> TaskCount:
    """No task yet, with the addresses of the lists that its figures lead to."""
    where = {
        "danh_gia": assessment.pk,
        "tieu_chi": criterion.pk if criterion else "",
        "ngay": format_day(as_of) if as_of else "",
    }
    open_url = links.tasks_url(**where, tinh_trang=OPEN)
    return TaskCount(url=open_url, overdue_url=links.tasks_url(**where, qua_han=1))


def _results(
    assessment: Assessment, blocks: Sequence[CriterionBlock], wanted: Showing
) -> list[Result]:
    """The results of the blocks as they are now, with what their rows show."""
    criteria = [block.criterion.pk for block in blocks]
    rows = Result.objects.filter(assessment=assessment, indicator__criterion__in=criteria)
    # Their criterion is that of the block; only its rule, for levels of another year, is not.
    indicator = "indicator__criterion" if wanted.levels_of else "indicator"
    found = with_levels(rows.select_related(indicator, "in_charge"))
    # Within its criterion, which has its place already.
    return sorted(found, key=lambda result: (result.indicator.order, result.pk))


def _add_papers(
    assessment: Assessment,
    blocks: Sequence[CriterionBlock],
    on: date,
    results: Sequence[Result],
) -> dict[int, Completeness]:
    """Result → its papers, for the results of the blocks, which are known."""
    block_of = {block.criterion.pk: block for block in blocks}
    keys = [(r.pk, r.indicator_id, r.indicator.parent_id, r.claim) for r in results]
    papers = completeness_of(assessment, on=on, results=keys)
    for result in results:
        block_of[result.indicator.criterion_id].papers.append(papers[result.pk])
    return papers


def _count_papers(assessment: Assessment, blocks: Sequence[CriterionBlock], on: date) -> None:
    """Give the blocks the papers of their results, where no row of these is shown."""
    block_of = {block.criterion.pk: block for block in blocks}
    for criterion, papers in completeness_by_criterion(assessment, on=on):
        block_of[criterion].papers.append(papers)


def _add_levels(
    assessment: Assessment,
    blocks: Sequence[CriterionBlock],
    wanted: Showing,
    results: Iterable[Result],
) -> LevelsThen | None:
    """What the levels of the year wanted would state of each block; None where none is wanted."""
    if wanted.levels_of is None:
        return None
    rows_of = by_criterion(results)
    for block in blocks:
        rows = rows_of.get(block.criterion.pk, [])
        block.then = criterion_then(assessment, rows, block.standing.state, wanted.levels_of)
    return LevelsThen(wanted.levels_of, [block.then for block in blocks if block.then])


def _remains(block: CriterionBlock) -> bool:
    return block.standing.state != State.MET or bool(block.standing.contradicting)


def _is_known(figure: Figure, day: date) -> bool:
    return figure.as_of is None or figure.as_of <= day


def _open(
    assessment: Assessment,
    blocks: Sequence[CriterionBlock],
    wanted: Showing,
    reader: Reader,
    papers: dict[int, Completeness],
    results: Iterable[Result],
) -> None:
    """The rows of the blocks, narrowed to what remains where that is wanted."""
    found = {block.criterion.pk: block for block in blocks}
    for baseline in Baseline.objects.filter(assessment=assessment, criterion__in=found):
        found[baseline.criterion_id].baseline = baseline
    figures = Figure.objects.filter(assessment=assessment, criterion__in=found)
    for figure in sorted(figures, key=lambda figure: figure.pk):
        if figure.criterion_id and (wanted.as_of is None or _is_known(figure, wanted.as_of)):
            found[figure.criterion_id].figures.append(figure)
    rows_of = by_criterion(results)
    if not wanted.as_of:
        shown = [row for block in blocks for row in rows_of.get(block.criterion.pk, [])]
        with_origins(assessment, shown)
    for block in blocks:
        block.is_open = True
        for result in rows_of.get(block.criterion.pk, []):
            tasks = block.indicator_tasks.get(result.indicator_id)
            row = reader.row_of(assessment, result, is_in_work=bool(tasks and tasks.in_work))
            if not (wanted.remaining_only and row.is_settled):
                work = _work_words(block, result)
                then = under_year(row, wanted.levels_of) if wanted.levels_of else None
                block.rows.append(OpenRow(row, papers.get(result.pk), tasks, then, work))


def _work_words(block: CriterionBlock, result: Result) -> str:
    """Which of indicator, criterion and the content of which it is a condition is in work."""
    in_work = {key for key, tasks in block.indicator_tasks.items() if tasks.in_work}
    own = "chi-tieu" if result.indicator_id in in_work else ""
    words = own or ("tieu-chi" if block.tasks.in_work else "")
    return f"{words} ca-noi-dung" if result.indicator.part_of_id in in_work else words

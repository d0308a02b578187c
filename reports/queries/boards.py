"""The board of a commune or village: each assessment of a year, criterion by criterion."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from criteria.enums import Claim, State
from criteria.judging import indicator_state, is_contradicting, tile_state
from criteria.models import Assessment, Result
from criteria.scoring import Score
from ntm_project.common.sql import marks, rows
from reports import links
from reports.queries.history import History, Said, met_by_day, scores_on
from reports.queries.record import (
    WORKING,
    CriterionRef,
    Key,
    OpenTask,
    Record,
    StandingRow,
    TaskCounts,
)


class CriterionRow(NamedTuple):
    """One criterion of one assessment as the board shows it; equal rows are drawn alike, once."""

    assessment_id: int
    criterion: CriterionRef
    url: str
    state: str
    is_met: bool
    is_inferred: bool
    is_new: bool
    met: int
    not_judged: int
    applicable: int
    contradicting: int
    leaders: tuple[str, ...]
    needs_leader: bool
    open: int
    overdue: int
    not_given: int
    next_day: date | None
    dots: tuple[tuple[str, str], ...] = ()
    contradictions: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.criterion.name} (suy ra)" if self.is_inferred else self.criterion.name


@dataclass(frozen=True)
class AssessmentBoard:
    """One assessment: its tiles and the figures above and below them."""

    assessment: Assessment
    rows: tuple[CriterionRow, ...]
    open: int
    overdue: int
    not_given: int
    newly_met: int | None
    no_longer_met: int | None

    @property
    def met(self) -> int:
        return sum(row.is_met for row in self.rows)

    @property
    def total(self) -> int:
        """Criteria of the set; as many as its decision counts when not all are known yet."""
        return max(len(self.rows), self.assessment.criteria_set.criteria_known or 0)

    @property
    def indicators_met(self) -> int:
        return sum(row.met for row in self.rows)

    @property
    def indicators(self) -> int:
        return sum(row.applicable for row in self.rows)

    @property
    def not_judged(self) -> int:
        return sum(row.not_judged for row in self.rows)

    @property
    def inferred(self) -> int:
        return sum(row.is_inferred for row in self.rows)

    @property
    def contradicting(self) -> int:
        return sum(row.contradicting for row in self.rows)

    @property
    def remaining(self) -> tuple[CriterionRow, ...]:
        """Criteria that still need work: not met, or met against their own figures."""
        return tuple(row for row in self.rows if not row.is_met or row.state == "contradicting")


@dataclass(frozen=True)
class Curve:
    """What the chart of met criteria draws."""

    actual: tuple[tuple[date, int], ...]
    planned: tuple[tuple[date, int], ...]
    total: int
    starts_on: date
    ends_on: date


@dataclass
class Board:
    """All assessments of a unit and what lies below it in one year."""

    record: Record
    boards: list[AssessmentBoard] = field(default_factory=list)
    curve: Curve | None = None

    @cached_property
    def overdue(self) -> list[OpenTask]:
        return [t for t in self.record.tasks if t.is_overdue(self.record.today)]

    @property
    def obstructed(self) -> list[OpenTask]:
        return [t for t in self.record.tasks if t.obstacle]


@dataclass(slots=True)
class _Work:
    """The open tasks of one criterion in figures."""

    open: int = 0
    overdue: int = 0
    not_given: int = 0
    next_day: date | None = None
    indicators: set[int | None] = field(default_factory=set)  # with a task under way


def _work_by_criterion(record: Record) -> dict[Key, _Work]:
    """The figures in one walk over the tasks, which come in the order of their last day."""
    found: dict[Key, _Work] = {}
    today = record.today
    for task in record.tasks:
        if not (task.assessment_id and task.criterion_id):
            continue
        key = (task.assessment_id, task.criterion_id)
        if (work := found.get(key)) is None:
            work = found[key] = _Work(next_day=task.ends_on)
        work.open += 1
        work.overdue += task.is_overdue(today)
        work.not_given += not task.is_given
        if task.state in WORKING:
            work.indicators.add(task.indicator_id)
    return found


_NO_WORK = _Work()


class _Said(NamedTuple):
    """What a dot shows of a result, and whether it claims "đạt" against its figures."""

    indicator_id: int
    code: str
    claim: str
    is_wrong: bool


@dataclass
class _Sources:
    """What the rows of one board are made from."""

    record: Record
    scores: dict[Key, Score | StandingRow]
    before: dict[Key, Score] | None
    results: dict[Key, list[_Said]]
    is_past: bool

    def __post_init__(self) -> None:
        self.work = _work_by_criterion(self.record)
        self.counts = self.record.task_counts()
        # A village's criteria need leaders only where some were named (`checks`).
        self.supervised = {a.pk for a in self.record.assessments if not a.unit.is_village}
        self.supervised |= {assessment for assessment, _ in self.record.leaders}


def commune_board(
    record: Record, *, as_of: date | None = None, compared_to: date | None = None
) -> Board:
    """The board of a record, as of a day or now, with what is newly met since another day.

    Tasks and leaders are always today's: their past is not part of the record of results.
    """
    # Nothing but the curve of the first assessment asks of the past, unless a day is asked for.
    asked = record.assessments if as_of or compared_to else record.assessments[:1]
    history = History.of(asked)
    scores: dict[Key, Score | StandingRow] = (
        dict(scores_on(record.standings, history, as_of))
        if as_of
        else {(s.assessment_id, s.criterion_id): s for s in record.standings}
    )
    before = scores_on(record.standings, history, compared_to) if compared_to else None
    results = _results_on(record, history.on(as_of)) if as_of else _results(record)
    sources = _Sources(record, scores, before, results, is_past=as_of is not None)
    board = Board(record)
    board.boards = [_assessment_board(assessment, sources) for assessment in record.assessments]
    if record.assessments:
        board.curve = _curve(record, history, record.assessments[0], as_of)
    return board


_SAID_NOW = """
    SELECT r.assessment_id, i.criterion_id, r.id, r.indicator_id, i.code, r.claim
    FROM criteria_result r JOIN criteria_indicator i ON i.id = r.indicator_id
    WHERE r.assessment_id IN ({}) AND i.criterion_id IN ({})
    ORDER BY i."order", r.id
"""


def _results(record: Record) -> dict[Key, list[_Said]]:
    """The results behind the criteria that still need work, in the order of the set."""
    shown = [s for s in record.standings if s.contradicting or s.state != State.MET]
    if not shown:
        return {}
    assessments = sorted({s.assessment_id for s in shown})
    criteria = sorted({s.criterion_id for s in shown})
    wrong = _wrong_now(record)
    found: dict[Key, list[_Said]] = {}
    sql = _SAID_NOW.format(marks(assessments), marks(criteria))
    for assessment, criterion, pk, indicator, code, claim in rows(sql, [*assessments, *criteria]):
        said = _Said(indicator, code, claim, pk in wrong)
        found.setdefault((assessment, criterion), []).append(said)
    return found


def _wrong_now(record: Record) -> set[int]:
    """The results that claim "đạt" against their figures; levels are read only where the standing
    counts one."""
    doubtful = [s for s in record.standings if s.contradicting]
    if not doubtful:
        return set()
    assessments = {a.pk: a for a in record.assessments}
    claimed = (
        Result.objects.filter(
            claim=Claim.MET,
            assessment__in={s.assessment_id for s in doubtful},
            indicator__criterion__in={s.criterion_id for s in doubtful},
        )
        .select_related("indicator")
        .prefetch_related("indicator__levels")
    )
    return {r.pk for r in claimed if is_contradicting(assessments[r.assessment_id], r)}


def _results_on(record: Record, past: dict[int, Said]) -> dict[Key, list[_Said]]:
    """All results of the record as they were, in the order of the set."""
    assessments = {a.pk: a for a in record.assessments}
    results = list(
        Result.objects.filter(assessment__in=assessments)
        .select_related("indicator")
        .order_by("indicator__order", "pk")
    )
    for row in results:
        then = past.get(row.pk)
        row.claim = then.claim if then else Claim.NOT_YET
        row.value, row.denominator = (then.value, then.denominator) if then else (None, None)
        row.grade = then.grade if then else ""
    # Levels are asked only of what is claimed: nothing else can contradict its figures.
    prefetch_related_objects([r for r in results if r.claim == Claim.MET], "indicator__levels")
    found: dict[Key, list[_Said]] = {}
    for row in results:
        is_wrong = is_contradicting(assessments[row.assessment_id], row)
        said = _Said(row.indicator_id, row.indicator.code, row.claim, is_wrong)
        found.setdefault((row.assessment_id, row.indicator.criterion_id), []).append(said)
    return found


def _assessment_board(assessment: Assessment, sources: _Sources) -> AssessmentBoard:
    record = sources.record
    place = links.criteria_of(assessment.pk)
    made = tuple(
        _row(assessment.pk, s.criterion, f"{place}{s.criterion.number}", sources)
        for s in record.standings_of(assessment)
    )
    counts = sources.counts.get(assessment.pk, TaskCounts())
    lost = None
    if sources.before is not None:
        lost = sum(
            not row.is_met and sources.before[assessment.pk, row.criterion.pk].state == State.MET
            for row in made
        )
    return AssessmentBoard(
        assessment=assessment,
        rows=made,
        open=counts.open,
        overdue=counts.overdue,
        not_given=counts.not_given,
        newly_met=sum(row.is_new for row in made) if sources.before is not None else None,
        no_longer_met=lost,
    )


def _row(assessment: int, criterion: CriterionRef, url: str, sources: _Sources) -> CriterionRow:
    key = (assessment, criterion.pk)
    scored = sources.scores[key]
    work = sources.work.get(key, _NO_WORK)
    # What is under way today says nothing of how a criterion stood on an earlier day.
    working = work.indicators if not sources.is_past else _NO_WORK.indicators
    results = sources.results.get(key, ())
    wrong = tuple(r.code for r in results if r.is_wrong)
    state = tile_state(scored, is_in_work=bool(working))
    if wrong and sources.is_past:
        state = "contradicting"
    is_met = scored.state == State.MET
    before = sources.before[key] if sources.before is not None else None
    return CriterionRow(
        assessment_id=assessment,
        criterion=criterion,
        url=url,
        state=state,
        is_met=is_met,
        is_inferred=scored.is_inferred,
        is_new=before is not None and is_met and before.state != State.MET,
        met=scored.met,
        not_judged=scored.not_yet,
        applicable=scored.met + scored.not_met + scored.not_yet,
        contradicting=len(wrong) if sources.is_past else scored.contradicting,
        leaders=tuple(sources.record.leaders.get(key, ())),
        needs_leader=assessment in sources.supervised,
        open=work.open,
        overdue=work.overdue,
        not_given=work.not_given,
        next_day=work.next_day,
        dots=tuple(_dot(r, r.indicator_id in working) for r in results),
        contradictions=wrong,
    )


def _dot(said: _Said, is_in_work: bool) -> tuple[str, str]:
    state = indicator_state(said.claim, is_contradicting=said.is_wrong, is_in_work=is_in_work)
    return state, said.code


def _curve(
    record: Record, history: History, assessment: Assessment, as_of: date | None
) -> Curve | None:
    """Met criteria from the baseline's day on; None while no result was ever written."""
    own = history.of_assessment(assessment)
    standings = record.standings_of(assessment)
    if not own.rows:
        return None
    starts_on = assessment.baseline_on or date(assessment.year, 1, 1)
    last = max(date(assessment.year, 12, 31), assessment.target_on or starts_on)
    until = min(as_of or record.today, last)
    if until <= starts_on:
        return None
    actual = met_by_day(standings, own, starts_on, until)
    planned = [actual[0], (assessment.target_on, len(standings))] if assessment.target_on else []
    return Curve(tuple(actual), tuple(planned), len(standings), starts_on, last)

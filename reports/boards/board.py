"""The board of a commune or village: each assessment of a year, criterion by criterion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from criteria.enums import Claim, State
from criteria.judging import (
    indicator_state,
    is_by_plan,
    is_contradicting,
    origin_words,
    tile_state,
)
from criteria.models import Assessment, Result
from criteria.models.assessments import LEVELS
from criteria.scoring import Score
from ntm_project.common.dates import format_day
from ntm_project.common.draw.tiles import Tile
from reports import links
from reports.boards.history import History, Word, met_by_day, scores_on
from reports.lines import Line, short
from reports.record import CriterionRef, Key, OpenTask, Record, StandingRow
from tasks.enums import IN_WORK_STATES, OPEN
from tasks.rules import leaders_warning, needs_leaders


@dataclass
class Work:
    """The open tasks of an assessment, or of one of its criteria, in figures."""

    open: int = 0
    overdue: int = 0
    pressing: int = 0  # overdue, of a year that is not over
    not_given: int = 0
    next_day: date | None = None
    in_work: set[int | None] = field(default_factory=set)  # indicators with a task under way

    def add(self, task: OpenTask, today: date) -> None:
        """Count one more task; tasks come in the order of their last day."""
        if not self.open:
            self.next_day = task.ends_on
        self.open += 1
        self.overdue += bool(task.is_overdue)
        self.pressing += bool(task.is_overdue) and not task.is_of_ended_year(today)
        self.not_given += bool(task.lead_fault)
        if task.state in IN_WORK_STATES:
            self.in_work.add(task.indicator_id)


class Judged(NamedTuple):
    """What a dot shows of a result, and whether it claims "đạt" against its figures."""

    indicator_id: int
    code: str
    claim: str
    is_wrong: bool


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of one assessment as the board shows it."""

    criterion: CriterionRef
    url: str
    tasks_url: str
    overdue_url: str
    state: str
    scored: Score | StandingRow
    is_new: bool
    is_lost: bool
    leaders: list[str]
    leaders_warning: str
    work: Work
    dots: list[tuple[str, str]]
    contradictions: list[str]
    contradicting: int

    @property
    def is_met(self) -> bool:
        return self.scored.state == State.MET

    @property
    def is_inferred(self) -> bool:
        return self.scored.is_inferred

    @property
    def label(self) -> str:
        return f"{self.criterion.name} (tạm tính)" if self.is_inferred else self.criterion.name

    @property
    def needs_attention(self) -> bool:
        return bool(self.work.pressing or self.contradicting)


@dataclass(frozen=True)
class AssessmentBoard:
    """One assessment: its tiles and the figures above and below them."""

    assessment: Assessment
    url: str
    tasks_url: str
    overdue_url: str
    rows: list[CriterionRow]
    work: Work

    @property
    def title(self) -> str:
        return f"{self.assessment.unit.title_name} · {self.assessment.criteria_set.short_name}"

    @property
    def tiles(self) -> list[Tile]:
        return [
            Tile(row.criterion.number, row.state, row.label, row.url, row.is_new)
            for row in self.rows
        ]

    @property
    def met(self) -> int:
        return sum(row.is_met for row in self.rows)

    @property
    def total(self) -> int:
        """Criteria of the set; as many as its decision counts when not all are known yet."""
        return max(len(self.rows), self.assessment.criteria_set.criteria_known or 0)

    @property
    def indicators_met(self) -> int:
        return sum(row.scored.met for row in self.rows)

    @property
    def indicators(self) -> int:
        """Indicators that apply."""
        return sum(row.scored.met + row.scored.not_met + row.scored.not_yet for row in self.rows)

    @property
    def not_judged(self) -> int:
        return sum(row.scored.not_yet for row in self.rows)

    @property
    def origin(self) -> str:
        """On what the count of met criteria rests."""
        return origin_words(self.met, sum(is_by_plan(row.scored) for row in self.rows))

    @property
    def contradicting(self) -> int:
        return sum(row.contradicting for row in self.rows)

    @property
    def newly_met(self) -> int:
        return sum(row.is_new for row in self.rows)

    @property
    def no_longer_met(self) -> int:
        return sum(row.is_lost for row in self.rows)

    @property
    def remaining_url(self) -> str:
        """The page of the assessment with what remains of it."""
        return links.address("reports:assessment", self.assessment.pk, con_lai=1)

    @property
    def remaining(self) -> list[CriterionRow]:
        """Criteria that still need work: not met, or met against their own figures."""
        return [row for row in self.rows if not row.is_met or row.state == "contradicting"]


@dataclass(frozen=True)
class Curve:
    """What the chart of met criteria draws."""

    actual: list[tuple[date, int]]
    planned: list[tuple[date, int]]
    total: int
    starts_on: date
    ends_on: date


@dataclass
class Board:
    """All assessments of a unit and what lies below it in one year."""

    record: Record
    boards: list[AssessmentBoard]
    curve: Curve | None
    asked: dict[str, str]  # the part of an address that leads to the list as of the same day

    def urgent(self, shown: int = 6) -> list[Line]:
        """What cannot wait: claims against figures, obstacles, the tasks longest overdue."""
        return list(islice(self._urgent(), shown))

    def _urgent(self) -> Iterator[Line]:
        for board in self.boards:
            unit = board.assessment.unit.title_name
            for row in board.rows:
                if row.contradicting:
                    yield Line(
                        f"{unit} · {row.criterion}", row.url, "", "Không khớp số liệu", "red"
                    )
        # What stands in the way stands there now.
        for task in [] if self.asked else self.record.tasks:
            if task.obstacle:
                yield _task_line(task, "Vướng mắc", "amber", short(task.obstacle))
        for task in self.record.pressing:
            yield _task_line(task, task.overdue_words(self.record.today), "red")


def _task_line(task: OpenTask, badge: str, tone: str, note: str = "") -> Line:
    text = short(f"{task.place} · {task.text}", 120)
    return Line(text, links.task(task.pk), note, badge, tone)


@dataclass
class _Sources:
    """What the rows of one board are made from."""

    record: Record
    scores: Mapping[Key, Score | StandingRow]
    before: Mapping[Key, Score] | None
    results: dict[Key, list[Judged]]
    asked: dict[str, str]

    def __post_init__(self) -> None:
        supervised = {assessment for assessment, _ in self.record.leaders}
        self.needing_leaders = {
            a.pk
            for a in self.record.assessments
            if needs_leaders(a.unit, is_supervised=a.pk in supervised)
        }
        self.by_criterion: dict[Key, Work] = {}
        self.by_assessment: dict[int, Work] = {}
        for task in self.record.tasks:
            if task.assessment_id:
                own = self.by_assessment.setdefault(task.assessment_id, Work())
                own.add(task, self.record.today)
                if task.criterion_id:
                    key = (task.assessment_id, task.criterion_id)
                    self.by_criterion.setdefault(key, Work()).add(task, self.record.today)


def commune_board(
    record: Record, *, as_of: date | None = None, compared_to: date | None = None
) -> Board:
    """The board of a record, as of a day or now, with what is newly met since another day.

    The record holds the work of that day (`with_work_as_of`); leaders are always today's.
    """
    # Nothing but the curve of the first assessment needs the past, unless a day is given.
    read = record.assessments if as_of or compared_to else record.assessments[:1]
    history = History.of(read)
    now = {standing.key: standing for standing in record.standings}
    sources = _Sources(
        record,
        scores_on(record.standings, history, as_of) if as_of else now,
        scores_on(record.standings, history, compared_to) if compared_to else None,
        _results_on(record, history.on(as_of)) if as_of else _results_now(record, read),
        {"ngay": format_day(as_of)} if as_of else {},
    )
    boards = [_assessment_board(assessment, sources) for assessment in record.assessments]
    return Board(record, boards, _curve(record, history, as_of), sources.asked)


def _results_now(record: Record, read: Sequence[Assessment]) -> dict[Key, list[Judged]]:
    """The results behind the criteria that still need work, in the order of the set; of the
    assessments whose criteria the board lists, not of those that it only counts."""
    listed = (s for assessment in read for s in record.standings_of(assessment))
    shown = [s for s in listed if s.contradicting or s.state != State.MET]
    rows = (
        Result.objects.filter(
            assessment__in={s.assessment_id for s in shown},
            indicator__criterion__in={s.criterion_id for s in shown},
        )
        .order_by("indicator__order", "pk")
        .values_list(
            "pk", "assessment", "indicator__criterion", "indicator", "indicator__code", "claim"
        )
    )
    wrong = _wrong_now(record, shown)
    found: dict[Key, list[Judged]] = {}
    for pk, assessment, criterion, indicator, code, claim in rows:
        judged = Judged(indicator, code, claim, pk in wrong)
        found.setdefault((assessment, criterion), []).append(judged)
    return found


def _wrong_now(record: Record, shown: Sequence[StandingRow]) -> set[int]:
    """The results that claim "đạt" against their figures; levels are read only where the standing
    counts one."""
    doubtful = [s for s in shown if s.contradicting]
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
        .prefetch_related(*LEVELS)
    )
    return {r.pk for r in claimed if is_contradicting(assessments[r.assessment_id], r)}


def _results_on(record: Record, past: dict[int, Word]) -> dict[Key, list[Judged]]:
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
        row.edition = then.edition if then else 0
    # Only what is claimed met can contradict its figures, so levels are read of no other.
    prefetch_related_objects([r for r in results if r.claim == Claim.MET], *LEVELS)
    found: dict[Key, list[Judged]] = {}
    for row in results:
        is_wrong = is_contradicting(assessments[row.assessment_id], row)
        judged = Judged(row.indicator_id, row.indicator.code, row.claim, is_wrong)
        found.setdefault((row.assessment_id, row.indicator.criterion_id), []).append(judged)
    return found


def _assessment_board(assessment: Assessment, sources: _Sources) -> AssessmentBoard:
    return AssessmentBoard(
        assessment,
        links.address("reports:assessment", assessment.pk),
        links.tasks(danh_gia=assessment.pk, tinh_trang=OPEN, **sources.asked),
        links.tasks(danh_gia=assessment.pk, qua_han=1, **sources.asked),
        [_row(standing, sources) for standing in sources.record.standings_of(assessment)],
        sources.by_assessment.get(assessment.pk, Work()),
    )


def _row(standing: StandingRow, sources: _Sources) -> CriterionRow:
    key, criterion = standing.key, standing.criterion
    scored = sources.scores[key]
    work = sources.by_criterion.get(key, Work())
    in_work = work.in_work
    results = sources.results.get(key, [])
    wrong = [r.code for r in results if r.is_wrong]
    was_met = is_met = scored.state == State.MET
    if sources.before is not None:
        was_met = sources.before[key].state == State.MET
    state = tile_state(scored, is_in_work=bool(in_work))
    leaders = sources.record.leaders.get(key, [])
    where = {"danh_gia": standing.assessment_id, "tieu_chi": criterion.id, **sources.asked}
    return CriterionRow(
        criterion,
        links.criterion(standing.assessment_id, criterion.number),
        links.tasks(**where, tinh_trang=OPEN),
        links.tasks(**where, qua_han=1),
        "contradicting" if wrong and sources.asked else state,
        scored,
        is_new=is_met and not was_met,
        is_lost=was_met and not is_met,
        leaders=leaders,
        leaders_warning=leaders_warning(
            leaders, is_needed=standing.assessment_id in sources.needing_leaders
        ),
        work=work,
        dots=[_dot(r, r.indicator_id in in_work) for r in results],
        contradictions=wrong,
        contradicting=len(wrong) if sources.asked else scored.contradicting,
    )


def _dot(judged: Judged, is_in_work: bool) -> tuple[str, str]:
    state = indicator_state(judged.claim, is_contradicting=judged.is_wrong, is_in_work=is_in_work)
    return state, judged.code


def _curve(record: Record, history: History, as_of: date | None) -> Curve | None:
    """Met criteria of the first assessment from the baseline's day on; None while no result was
    ever recorded."""
    if not record.assessments:
        return None
    assessment = record.assessments[0]
    own, standings = history.of_assessment(assessment), record.standings_of(assessment)
    if not own.words:
        return None
    starts_on = assessment.baseline_on or date(assessment.year, 1, 1)
    last = max(date(assessment.year, 12, 31), assessment.target_on or starts_on)
    until = min(as_of or record.today, last)
    if until <= starts_on:
        return None
    actual = met_by_day(standings, own, starts_on, until)
    planned = [actual[0], (assessment.target_on, len(standings))] if assessment.target_on else []
    return Curve(actual, planned, len(standings), starts_on, last)

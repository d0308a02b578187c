"""The board of a commune or village: each assessment of a year, criterion by criterion."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from criteria.models import Assessment
from criteria.origins import to_judge
from criteria.states import tile_state
from ntm_project.common.dates import format_day
from ntm_project.common.text import shortened
from reports import links
from reports.boards.past import Curve, Past, begins_later, curve_of, record_on
from reports.boards.rows import AssessmentBoard, CriterionRow, OpenTasks
from reports.lines import AGAINST_FIGURE, Line
from reports.record import Key, OpenTask, Record, StandingRow
from tasks.enums import OPEN
from tasks.rules import leaders_warning, needs_leaders

MOST_URGENT = 6  # lines shown


@dataclass
class Board:
    """All assessments of a unit and what lies below it in one year."""

    record: Record
    boards: list[AssessmentBoard]
    curve: Curve | None
    query: dict[str, str]  # the part of an address that leads to the list as of the same day
    compared_to: date | None = None
    silent_before: list[str] = field(default_factory=list)  # without results until that day
    changed_sets: list[str] = field(default_factory=list)  # who is judged by another set since then

    @property
    def begins_on(self) -> date | None:
        """From when the unit's own results are kept, where the day shown lies before it."""
        return self.boards[0].begins_on if self.boards else None

    def urgent(self) -> list[Line]:
        """What cannot wait: claims against figures, obstacles, the tasks longest overdue."""
        return list(islice(self._urgent(), MOST_URGENT))

    def _urgent(self) -> Iterator[Line]:
        for board in self.boards:
            unit = board.assessment.unit.title_name
            for row in board.rows:
                if row.scored.contradicting:
                    yield Line(f"{unit} · {row.criterion}", row.url, "", AGAINST_FIGURE, "red")
        for task in self.record.tasks:
            if task.obstacle:
                yield task_line(task, "Vướng mắc", "amber", shortened(task.obstacle))
        for task in self.record.pressing:
            yield task_line(task, task.overdue_words(self.record.today), "red")


def task_line(task: OpenTask, badge: str, tone: str, note: str = "") -> Line:
    """An open task as a line of a board."""
    text = shortened(f"{task.place} · {task.text}", 120)
    return Line(text, links.task_url(task.pk), note, badge, tone)


@dataclass
class _Sources:
    """What the rows of one board are made from."""

    record: Record
    before: dict[Key, StandingRow] | None
    query: dict[str, str]
    waiting: dict[Key, int]  # taken over from an older set, and not judged anew yet
    begins: dict[int, date]  # assessment → from when its results are kept, where that is later
    needing_leaders: set[int] = field(init=False)
    by_criterion: dict[Key, OpenTasks] = field(default_factory=dict)
    by_assessment: dict[int, OpenTasks] = field(default_factory=dict)

    def __post_init__(self) -> None:
        supervised = {assessment for assessment, _ in self.record.leaders}
        self.needing_leaders = {
            a.pk
            for a in self.record.assessments
            if needs_leaders(a.unit, is_supervised=a.pk in supervised)
        }
        for task in self.record.tasks:
            if task.assessment_id:
                own = self.by_assessment.setdefault(task.assessment_id, OpenTasks())
                own.add(task, self.record.today)
                if task.criterion_id:
                    key = (task.assessment_id, task.criterion_id)
                    self.by_criterion.setdefault(key, OpenTasks()).add(task, self.record.today)


def commune_board(
    record: Record,
    *,
    as_of: date | None = None,
    compared_to: date | None = None,
    named: str = "",
) -> Board:
    """The board of a record, as of a day or now, with what is newly met since another day.

    The record holds the work and the leaders of that day (`load_record`). `named` is the day of
    the addresses where another than `as_of` stands in them.
    """
    # Nothing but the curve of the first assessment needs the past, unless a day is given.
    read = record.assessments if as_of or compared_to else record.assessments[:1]
    past = Past.of(read)
    then = record_on(record, past, as_of) if as_of else record
    before = None
    if compared_to:
        before = _stood_before(record, past, compared_to)
    day = named or (format_day(as_of) if as_of else "")
    query = {"ngay": day} if day else {}
    waiting = {} if as_of else to_judge(record.assessments)
    sources = _Sources(then, before, query, waiting, _begins(record, past, as_of))
    boards = [_assessment_board(assessment, sources) for assessment in record.assessments]
    first = record.assessments[0] if record.assessments else None
    curve = curve_of(record, past, first, _window(record)) if first else None
    silent = _begins(record, past, compared_to)
    names = [a.unit.title_name for a in record.assessments if a.pk in silent]
    changed = _changed_sets(record, compared_to) if compared_to else []
    return Board(then, boards, curve, query, compared_to, list(dict.fromkeys(names)), changed)


def _stood_before(record: Record, past: Past, day: date) -> dict[Key, StandingRow]:
    """How each criterion stood on the day; by an amendment that came later, how the same criterion
    stood by the set that it amends."""
    found = {row.key: row for row in past.rows_on(record.standings, day)}
    for assessment in record.assessments:
        known = record.replaced.get(assessment.pk)
        if known is None or known.on <= day or not known.is_amended_by(assessment):
            continue
        numbers = {s.criterion.number: found[s.key] for s in record.standings_of(known.old)}
        for standing in record.standings_of(assessment):
            if old := numbers.get(standing.criterion.number):
                found[standing.key] = old
    return found


def _changed_sets(record: Record, since: date) -> list[str]:
    """`Xã Mai Đình theo bộ BG-XA-NC-2022-1 từ ngày 15/8/2024`, of each that changed since."""
    return [
        f"{a.unit.title_name} theo bộ {a.criteria_set.code} từ ngày {format_day(known.on)}"
        for a in record.assessments
        if (known := record.replaced.get(a.pk)) and known.on > since
    ]


def _begins(record: Record, past: Past, day: date | None) -> dict[int, date]:
    """Assessment → from when its results are kept, of those of which none is before the day."""
    found = {}
    for assessment in record.assessments if day else ():
        days = past.days(record.standings_of(assessment))
        if first := begins_later(next(iter(days), None), day):
            found[assessment.pk] = first
    return found


def _window(record: Record) -> tuple[date, date] | None:
    """The window of the year's plan, from its first day to its last."""
    plans = {task.plan_id for task in record.tasks if task.plan_year == record.year}
    spans = [record.spans[plan] for plan in plans if plan in record.spans]
    first = min((a for a, _ in spans if a), default=None)
    last = max((b for _, b in spans if b), default=None)
    return (first, last) if first and last and first < last else None


def _assessment_board(assessment: Assessment, sources: _Sources) -> AssessmentBoard:
    return AssessmentBoard(
        assessment,
        links.address("reports:assessment", assessment.pk, **sources.query),
        links.tasks_url(danh_gia=assessment.pk, tinh_trang=OPEN, **sources.query),
        links.tasks_url(danh_gia=assessment.pk, qua_han=1, **sources.query),
        [
            _row(assessment, standing, sources)
            for standing in sources.record.standings_of(assessment)
        ],
        sources.by_assessment.get(assessment.pk, OpenTasks()),
        sources.begins.get(assessment.pk),
        assessment.pk in {known.old.pk for known in sources.record.replaced.values()},
    )


def _row(assessment: Assessment, standing: StandingRow, sources: _Sources) -> CriterionRow:
    key, criterion = standing.key, standing.criterion
    work = sources.by_criterion.get(key, OpenTasks())
    before = sources.before[key] if sources.before is not None else standing
    was_met, is_met = before.is_met, standing.is_met
    leaders = sources.record.leaders.get(key, [])
    where = {"danh_gia": standing.assessment_id, "tieu_chi": criterion.id, **sources.query}
    needs = standing.assessment_id in sources.needing_leaders
    return CriterionRow(
        assessment,
        criterion,
        links.criterion_url(standing.assessment_id, criterion.number, **sources.query),
        where,
        tile_state(standing, is_in_work=work.in_work),
        standing,
        is_new=is_met and not was_met,
        is_lost=was_met and not is_met,
        leaders=leaders,
        leaders_warning=leaders_warning(leaders, is_needed=needs),
        moved=standing.met - before.met,
        work=work,
        to_judge=sources.waiting.get(key, 0),
    )

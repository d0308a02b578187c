"""The living record below some units, the assessments of one year and all open work: what boards,
checks and my work are made from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.utils.text import capfirst

from criteria.enums import State
from criteria.models import Assessment, Criterion, Standing
from criteria.states import met_counts
from ntm_project.common.clock import end_of
from reports.replaced import Replaced, replaced_among
from tasks import rules
from tasks.enums import OPEN_STATES
from tasks.models import Task
from tasks.models.deadlines import is_deadline_read, is_past
from tasks.models.plans import is_year_over
from tasks.models.tasks import THEN, TaskQuerySet, open_tasks
from tasks.queries.past import DEADLINE, TasksThen, carried_out_by, leads_among, unit_keys
from tasks.queries.spans import Span, spans_of
from tasks.queries.supervision import Leaders, leaders_of, leaders_on
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Unit
from villages.naming_order import order_of
from villages.queries import values_before

NOTHING = Q(pk__in=[])
Key = tuple[int, int]  # assessment, criterion


class CriterionRef(NamedTuple):
    """What a board needs of a criterion."""

    id: int
    number: int
    name: str
    rule: str
    needed: int | None

    def __str__(self) -> str:
        return f"Tiêu chí {self.number} – {self.name}"

    @property
    def pk(self) -> int:
        return self.id


class StandingRow(NamedTuple):
    """A standing with its criterion, as values: a commune with all its villages has hundreds."""

    criterion: CriterionRef
    assessment_id: int
    criterion_id: int
    state: str
    source: str
    is_inferred: bool
    met: int
    not_met: int
    not_yet: int
    not_applicable: int
    contradicting: int

    @property
    def key(self) -> Key:
        return self.assessment_id, self.criterion_id

    @property
    def counts(self) -> str:
        return met_counts(self)

    @property
    def is_met(self) -> bool:
        return self.state == State.MET


class OpenTask(NamedTuple):
    """An open task as boards and checks need it, as values: a plan may hold 2,000. Boards count the
    closed ones of the year too."""

    pk: int
    text: str
    noun: str
    unit_name: str
    assessment_id: int | None
    criterion_id: int | None
    number: int | None
    indicator_id: int | None
    plan_id: int
    plan_year: int
    state_then: str
    obstacle: str
    deadline_words: str
    rhythm: str
    is_half_read: bool
    ends_on: date | None
    done_on: date | None
    reminded_on: date | None
    lead_words: str | None  # of whoever leads it, "" for one with a name; None where nobody does
    assignees_then: Sequence[str] | None  # whose it was, as the trail names them; None: as now
    is_below: bool  # its unit lies in the branch: else it is counted with its assessment alone
    seen_on: date  # the day by which it is late or not

    @property
    def state(self) -> str:
        return self.state_then

    @property
    def place(self) -> str:
        """The unit at the head of a line: `Thôn Thắng Lợi`."""
        return capfirst(f"{self.noun} {self.unit_name}")

    @property
    def is_unreadable(self) -> bool:
        """No day could be read from its deadline, nor a rhythm with all the words beside it."""
        return not is_deadline_read(self.ends_on, self.rhythm, is_half_read=self.is_half_read)

    def overdue_words(self, today: date) -> str:
        """How long an overdue task is overdue: `Quá hạn 12 ngày`."""
        return rules.overdue_words(self.ends_on, today) if self.ends_on else ""

    @property
    def is_overdue(self) -> bool:
        """Whether it is overdue, by the rule of `Task.is_overdue`."""
        return is_past(self.ends_on, self.seen_on) and self.state_then in OPEN_STATES

    def is_newly_overdue(self, since: date) -> bool:
        """Overdue, with a last day that had not passed on that earlier day."""
        return self.is_overdue and not is_past(self.ends_on, since)

    @property
    def is_led(self) -> bool:
        return self.lead_words is not None

    @property
    def lead_fault(self) -> str:
        """ "" when somebody with a name leads it."""
        return rules.lead_fault(self.lead_words)

    def is_of_ended_year(self, today: date) -> bool:
        return is_year_over(self.plan_year, today)

    def is_pressing(self, today: date) -> bool:
        """Whether it is pressing, by the rule of `Task.is_pressing`."""
        return bool(self.is_overdue) and not self.is_of_ended_year(today)


# The fields of an open task that stand in other tables.
_ELSEWHERE = {
    "noun": "unit__noun",
    "unit_name": "unit__name",
    "number": "criterion__number",
    "plan_year": "plan__year",
}


@dataclass
class Record:
    """What is known of the year: assessments, standings, leaders, open tasks, windows."""

    today: date
    year: int | None
    years: list[int]
    assessments: list[Assessment]
    standings: list[StandingRow]
    leaders: dict[Key, list[str]]
    tasks: list[OpenTask]
    spans: dict[int, Span] = field(default_factory=dict)
    closed: list[OpenTask] = field(default_factory=list)  # of the year's plans, where requested
    replaced: dict[int, Replaced] = field(default_factory=dict)  # newer assessment → the older one

    @property
    def overdue(self) -> list[OpenTask]:
        """The overdue tasks below, longest first: as many as the list of the unit shows."""
        return [t for t in self.tasks if t.is_overdue and t.is_below]

    @property
    def pressing(self) -> list[OpenTask]:
        """The overdue tasks of years that are not over."""
        return [t for t in self.overdue if t.is_pressing(self.today)]

    @property
    def ended(self) -> list[tuple[int, int, int]]:
        """(year, open tasks below, a plan of theirs) of each ended plan year, newest first."""
        own = [t for t in self.tasks if t.is_below]
        over = [t for t in own if t.is_of_ended_year(self.today)]
        left, plans = Counter(t.plan_year for t in over), {t.plan_year: t.plan_id for t in over}
        return [(year, left[year], plans[year]) for year in sorted(left, reverse=True)]

    def standings_of(self, assessment: Assessment) -> list[StandingRow]:
        return self._by_assessment.get(assessment.pk, [])

    def leaders_of(self, assessment: Assessment) -> list[list[str]]:
        """The names of who directs each criterion, in the order of the standings."""
        return [self.leaders.get(s.key, []) for s in self.standings_of(assessment)]

    @cached_property
    def _by_assessment(self) -> dict[int, list[StandingRow]]:
        found: dict[int, list[StandingRow]] = {}
        for standing in self.standings:
            found.setdefault(standing.assessment_id, []).append(standing)
        return found


class Branch:
    """Some units and all below them, as far as they lie in scope."""

    def __init__(self, units: Iterable[Unit], access: Access) -> None:
        self.access = access
        self.units = list(units)
        held = {*(posting.unit.path for posting in access.postings), *access.former_paths}
        wanted = {unit.path for unit in self.units}
        seen = wanted if access.is_system else {p for p in wanted if p.startswith(tuple(held))}
        # Of a unit above one's own only one's own is in scope.
        within = {p for p in held if p.startswith(tuple(wanted))} if wanted else set()
        self.paths = sorted(seen | within)

    def was_of_villages(self, day: date) -> Q:
        """The condition that a task belonged to a village of the branch at the end of the day and
        belongs to another unit now."""
        own = (carried_out_by(u, day) for u in self.units if u.level == UnitLevel.VILLAGE)
        return reduce(or_, own, NOTHING)

    def holds(self, path_lookup: str) -> Q:
        """The condition that a row's unit lies in the branch; `path_lookup` leads to its path."""
        return reduce(or_, (Q(**{f"{path_lookup}__below": p}) for p in self.paths), NOTHING)


_ASSESSMENTS = Assessment.objects.select_related("unit", "criteria_set")


def assessments_in(branch: Branch) -> list[Assessment]:
    """All assessments of the branch, uppermost unit first; of a unit what was taken over by another
    stands last."""
    rows = list(_ASSESSMENTS.filter(branch.holds("unit__path")))
    before = {row.carried_from_id for row in rows}

    def place(row: Assessment) -> tuple[Any, ...]:
        unit = row.unit
        return unit.path.count("/"), order_of(unit), row.pk in before, row.criteria_set.code

    return sorted(rows, key=place)


_CRITERIA = Criterion.objects.values_list(*CriterionRef._fields)
_STANDINGS = Standing.objects.values_list(
    *(f"criterion__{name}" for name in CriterionRef._fields), *StandingRow._fields[1:]
)


def standings_for(assessments: Iterable[Assessment]) -> list[StandingRow]:
    """The standings with their criterion, in its order."""
    rows = _STANDINGS.filter(assessment__in=[a.pk for a in assessments])
    cut = len(CriterionRef._fields)
    found = [StandingRow(CriterionRef(*row[:cut]), *row[cut:]) for row in rows]
    return sorted(
        found, key=lambda row: (row.assessment_id, row.criterion.number, row.criterion_id)
    )


def standing_by_criterion(assessment: Assessment) -> dict[CriterionRef, StandingRow]:
    """Every criterion of the set with its standing, in its order.

    One without a standing (drift that `reconcile` mends) counts as unknown.
    """
    known = {row.criterion: row for row in standings_for([assessment])}
    rows = _CRITERIA.filter(criteria_set=assessment.criteria_set_id)
    criteria = sorted((CriterionRef(*row) for row in rows), key=lambda ref: ref.number)
    return {ref: known.get(ref) or _without_standing(assessment, ref) for ref in criteria}


def _without_standing(assessment: Assessment, ref: CriterionRef) -> StandingRow:
    return StandingRow(ref, assessment.pk, ref.id, State.UNKNOWN, "", False, 0, 0, 0, 0, 0)


def _columns(tasks: TaskQuerySet, then: str = "") -> Any:
    """The fields of an open task behind the path of its unit, most urgent first."""
    ends = {name: f"{name}{then}" for name in DEADLINE} | {"state_then": f"state{then}"}
    names = OpenTask._fields[: OpenTask._fields.index("assignees_then")]
    return (
        tasks.with_lead_words()
        .order_by(F(f"ends_on{then}").asc(nulls_last=True), "unit__path", "order", "pk")
        .values_list("unit__path", *((_ELSEWHERE | ends).get(name, name) for name in names))
    )


_TASKS = _columns(Task.objects.all())


def load_open_tasks(
    branch: Branch,
    assessments: Iterable[Assessment],
    as_of: date | None,
    closed_of: int | None,
) -> list[OpenTask]:
    """The open work of the branch and of the assessments, of whatever year, most urgent first: as
    much of each criterion as the page of its assessment counts. `closed_of` is the year whose
    closed tasks below come along."""
    access, below = branch.access, branch.holds("unit__path")
    own = Q(assessment__in=[a.pk for a in assessments])
    before: Mapping[int, Mapping[str, Any]] = {}
    if as_of:
        below |= branch.was_of_villages(as_of)
        tasks = Task.objects.visible_to(access).filter(own | below)
        past = TasksThen.of(tasks, as_of, "obstacle", "assignees", "unit")
        rows, then, before = _columns(past.on(tasks), THEN), THEN, past.before
    else:
        rows, then = _TASKS.visible_to(access).filter(own | below), ""
    is_wanted = open_tasks(then=then)
    if closed_of:
        is_wanted |= below & Q(plan__year=closed_of)
    rows = rows.filter(is_wanted)
    day, paths = as_of or access.as_of, tuple(branch.paths)
    found = (OpenTask._make((*values, None, path.startswith(paths), day)) for path, *values in rows)
    if not before:
        return list(found)
    kept, keys = {a.pk for a in assessments}, unit_keys(before)
    units = Unit.objects.in_bulk(keys.values()) if keys else {}
    moved = {pk: units[key] for pk, key in keys.items()}
    known = (_as_known(t, before[t.pk]) if t.pk in before else t for t in found)
    placed = (_in_unit(t, moved[t.pk], paths) if t.pk in moved else t for t in known)
    return [t for t in placed if t.is_below or t.assessment_id in kept]


def _in_unit(task: OpenTask, unit: Unit, paths: tuple[str, ...]) -> OpenTask:
    below = unit.path.startswith(paths)
    return task._replace(noun=unit.noun, unit_name=unit.name, is_below=below)


def _as_known(task: OpenTask, before: Mapping[str, Any]) -> OpenTask:
    """The task with what stood in its way, and who led it. Whether that was a role without a name
    the trail does not keep: it was where it is the same still."""
    task = task._replace(obstacle=before.get("obstacle", task.obstacle))
    if "assignees" not in before:
        return task
    assignees = before["assignees"]
    leads = leads_among(assignees)
    words = (task.lead_words if task.lead_words in leads else "") if leads else None
    return task._replace(assignees_then=assignees, lead_words=words)


def leaders_known_on(day: date, leaders: Leaders, standings: Sequence[StandingRow]) -> Leaders:
    """Who directed what at the end of the day."""
    criteria = {s.criterion_id: str(s.criterion) for s in standings}
    assessments = {s.assessment_id for s in standings}
    return leaders_on(leaders, criteria, values_before({Assessment: assessments}, end_of(day)))


def load_record(
    units: Sequence[Unit],
    access: Access,
    *,
    year: int | None = None,
    as_of: date | None = None,
    with_closed: bool = False,
) -> Record:
    """The record of a year (the newest without one) at or below the units, in five queries.

    As of a day that is over, in three more at most, with the work that was open on it, until when,
    who led it and what stood in its way, and who directed what; standings are always today's
    (`reports.boards.past`). The year is then the newest that had begun.
    """
    branch = Branch(units, access)
    everything = assessments_in(branch)
    years = sorted({a.year for a in everything}, reverse=True)
    begun = [y for y in years if as_of is None or y <= as_of.year]
    chosen = year if year is not None else next(iter(begun or years), None)
    begun_units = [a for a in everything if a.year == chosen and a.unit.had_begun(as_of)]
    replaced = replaced_among(begun_units)
    later = {pk for pk, known in replaced.items() if as_of and known.on > as_of}
    assessments = [a for a in begun_units if a.pk not in later]
    found = load_open_tasks(branch, assessments, as_of, chosen if with_closed else None)
    standings, leaders = standings_for(assessments), leaders_of(assessments)
    if as_of:
        leaders = leaders_known_on(as_of, leaders, standings)
    return Record(
        today=as_of or access.as_of,
        year=chosen,
        years=years,
        assessments=assessments,
        standings=standings,
        leaders=leaders,
        tasks=(tasks := [task for task in found if task.state_then in OPEN_STATES]),
        spans=spans_of({task.plan_id for task in tasks}),
        closed=[task for task in found if task.state_then not in OPEN_STATES],
        replaced={pk: known for pk, known in replaced.items() if pk not in later},
    )

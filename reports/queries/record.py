"""One year of the living record below some units, read in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from criteria.models import Assessment, CriteriaSet
from ntm_project.common.sql import any_path, instance, marks, rows
from tasks.enums import OPEN_STATES, TaskState
from villages.access import Access
from villages.models import Unit

WORKING = (TaskState.IN_PROGRESS, TaskState.REPORTED)

Key = tuple[int, int]  # assessment, criterion

# With the annotation that the function below adds; the type checker cannot follow it.
AnnotatedAssessment = Any  # has_body


class CriterionRef(NamedTuple):
    """What a board needs of a criterion."""

    pk: int
    number: int
    name: str
    rule: str
    needed: int | None

    def __str__(self) -> str:
        return f"Tiêu chí {self.number} – {self.name}"


class StandingRow(NamedTuple):
    """A standing with its criterion and the baseline that it may rest on; no model instance."""

    criterion: CriterionRef
    assessment_id: int
    criterion_id: int
    state: str
    is_inferred: bool
    met: int
    not_met: int
    not_yet: int
    not_applicable: int
    contradicting: int
    baseline_state: str | None
    baseline_as_of: date | None
    baseline_is_inferred: bool | None

    @property
    def total(self) -> int:
        """Indicators of the criterion, applicable or not."""
        return self.met + self.not_met + self.not_yet + self.not_applicable


class Window(NamedTuple):
    """The days of a plan's window; the first may be open."""

    starts_on: date | None
    ends_on: date


class FundingRow(NamedTuple):
    """A sum of the year with the sum of its parts; None where it has none."""

    plan_id: int
    text: str
    total: int | None
    parts_sum: int | None


class OpenTask(NamedTuple):
    """An open task as boards and checks need it; no model instance, for plans of 2,000 tasks."""

    pk: int
    text: str
    unit_noun: str
    unit_name: str
    assessment_id: int | None
    criterion_id: int | None
    criterion_number: int | None
    indicator_id: int | None
    plan_id: int
    state: str
    obstacle: str
    deadline_words: str
    rhythm: str
    ends_on: date | None
    is_given: bool
    is_named: bool

    @property
    def unit_words(self) -> str:
        return f"{self.unit_noun} {self.unit_name}"

    @property
    def is_unreadable(self) -> bool:
        """No day could be read from its deadline, and it is not recurring work either."""
        return self.ends_on is None and not self.rhythm

    def is_overdue(self, today: date) -> bool:
        return self.ends_on is not None and self.ends_on < today

    def days_overdue(self, today: date) -> int:
        return max((today - self.ends_on).days, 0) if self.ends_on else 0


class TaskCounts(NamedTuple):
    """Open tasks; those of them past their last day; those given to nobody."""

    open: int = 0
    overdue: int = 0
    not_given: int = 0


@dataclass
class Record:
    """What is known of the year: assessments, standings, leaders, open tasks, windows, money."""

    today: date
    year: int | None
    years: list[int]
    assessments: list[AnnotatedAssessment]
    standings: list[StandingRow]
    leaders: dict[Key, list[str]]
    tasks: list[OpenTask]
    windows: dict[int, list[Window]] = field(default_factory=dict)
    fundings: list[FundingRow] = field(default_factory=list)

    def standings_of(self, assessment: Assessment) -> list[StandingRow]:
        return self._by_assessment.get(assessment.pk, [])

    @cached_property
    def _by_assessment(self) -> dict[int, list[StandingRow]]:
        found: dict[int, list[StandingRow]] = {}
        for standing in self.standings:
            found.setdefault(standing.assessment_id, []).append(standing)
        return found

    def task_counts(self) -> dict[int, TaskCounts]:
        """Assessment → its open, overdue and not yet given tasks; none where it has no task."""
        counts: dict[int, list[int]] = {}
        for task in self.tasks:
            if task.assessment_id:
                count = counts.setdefault(task.assessment_id, [0, 0, 0])
                count[0] += 1
                count[1] += task.is_overdue(self.today)
                count[2] += not task.is_given
        return {key: TaskCounts._make(count) for key, count in counts.items()}


def paths_below(units: Iterable[Unit], access: Access) -> list[str]:
    """The paths at or below the units, as far as they lie in scope."""
    wanted = {unit.path for unit in units}
    if access.is_system:
        return sorted(wanted)
    held = {posting.unit.path for posting in access.postings}
    inside = {path for path in wanted if any(path.startswith(own) for own in held)}
    narrower = {own for own in held if any(own.startswith(path) for path in wanted)}
    return sorted(inside | narrower)


_ASSESSMENT = ("id", "unit_id", "criteria_set_id", "year", "baseline_on", "target_on")
_UNIT = (
    "id", "level", "name", "noun", "parent_id", "path", "region", "commune_group", "order",
    "name_key",
)  # fmt: skip
_SET = ("id", "code", "short_name", "level", "legal_basis", "is_verified", "criteria_known")
_ASSESSMENTS = f"""
    SELECT {", ".join(f"a.{n}" for n in _ASSESSMENT)}, {", ".join(f'u."{n}"' for n in _UNIT)},
        {", ".join(f"c.{n}" for n in _SET)},
        EXISTS (SELECT 1 FROM villages_body b WHERE b.unit_id = a.unit_id)
    FROM criteria_assessment a
    JOIN villages_unit u ON u.id = a.unit_id
    JOIN criteria_criteriaset c ON c.id = a.criteria_set_id
    WHERE """


def assessments_below(paths: Sequence[str]) -> list[AnnotatedAssessment]:
    """All assessments at or below the paths, uppermost unit first; each knows if it has a body.

    Notes and other long texts stay unread, as `defer` would leave them.
    """
    condition, params = any_path("u.path", paths)
    sets: dict[int, CriteriaSet] = {}
    found = [_assessment(row, sets) for row in rows(_ASSESSMENTS + condition, params)]
    return sorted(
        found,
        key=lambda a: (a.unit.path.count("/"), a.unit.order, a.unit.name_key, a.criteria_set.code),
    )


def _assessment(row: tuple[Any, ...], sets: dict[int, CriteriaSet]) -> AnnotatedAssessment:
    unit_at, set_at = len(_ASSESSMENT), len(_ASSESSMENT) + len(_UNIT)
    made: AnnotatedAssessment = instance(Assessment, _ASSESSMENT, row[:unit_at])
    made.unit = instance(Unit, _UNIT, row[unit_at:set_at])
    if (key := row[set_at]) not in sets:
        sets[key] = instance(CriteriaSet, _SET, row[set_at:-1])
    made.criteria_set = sets[key]
    made.has_body = bool(row[-1])
    return made


_STANDINGS = """
    SELECT c.id, c.number, c.name, c.rule, c.needed, s.assessment_id, s.criterion_id, s.state,
        s.is_inferred, s.met, s.not_met, s.not_yet, s.not_applicable, s.contradicting,
        b.state, b.as_of, b.is_inferred
    FROM criteria_standing s
    JOIN criteria_criterion c ON c.id = s.criterion_id
    LEFT JOIN criteria_baseline b
        ON b.assessment_id = s.assessment_id AND b.criterion_id = s.criterion_id
    WHERE s.assessment_id IN ({})
    ORDER BY s.assessment_id, c.number, s.id
"""


def standings_for(assessments: Sequence[Assessment]) -> list[StandingRow]:
    """The standings with their criterion and the baseline that they may rest on."""
    keys = [a.pk for a in assessments]
    if not keys:
        return []
    found = rows(_STANDINGS.format(marks(keys)), keys)
    return [StandingRow(CriterionRef(*row[:5]), *row[5:]) for row in found]


_LEADERS = """
    SELECT s.assessment_id, s.criterion_id, o.full_name
    FROM tasks_supervision s JOIN villages_official o ON o.id = s.official_id
    WHERE s.assessment_id IN ({}) ORDER BY s.id
"""


def leaders_for(assessments: Sequence[Assessment]) -> dict[Key, list[str]]:
    """(assessment, criterion) → the names of who directs it, as written."""
    found: dict[Key, list[str]] = {}
    keys = [a.pk for a in assessments]
    if not keys:
        return found
    for assessment, criterion, name in rows(_LEADERS.format(marks(keys)), keys):
        found.setdefault((assessment, criterion), []).append(name)
    return found


# The least of an assignment's "is named": NULL without assignments, 0 when only roles are named.
_OPEN_TASKS = """
    SELECT t.id, t.text, u.noun, u.name, t.assessment_id, t.criterion_id, c.number,
        t.indicator_id, t.plan_id, t.state, t.obstacle, t.deadline_words, t.rhythm, t.ends_on,
        (SELECT MAX(CASE WHEN g.role_words = '' THEN 1 ELSE 0 END)
            FROM tasks_assignment g WHERE g.task_id = t.id)
    FROM tasks_task t
    JOIN villages_unit u ON u.id = t.unit_id
    JOIN tasks_plan p ON p.id = t.plan_id
    LEFT JOIN criteria_criterion c ON c.id = t.criterion_id
    WHERE p.year = %s AND t.state IN ({}) AND {}
    ORDER BY CASE WHEN t.ends_on IS NULL THEN 1 ELSE 0 END, t.ends_on, u.path, t."order", t.id
"""


def open_tasks(paths: Sequence[str], year: int | None) -> list[OpenTask]:
    """The open tasks of the year's plans at or below the paths, most urgent first."""
    condition, params = any_path("u.path", paths)
    states = [state.value for state in OPEN_STATES]
    sql = _OPEN_TASKS.format(marks(states), condition)
    return [
        OpenTask._make((*row[:-1], row[-1] is not None, bool(row[-1])))
        for row in rows(sql, [year or 0, *states, *params])
    ]


_WINDOWS = """
    SELECT w.plan_id, w.starts_on, w.ends_on FROM tasks_planwindow w
    WHERE w.ends_on IS NOT NULL AND w.plan_id IN ({}) ORDER BY w.plan_id, w."order", w.id
"""


def windows_of(tasks: Iterable[OpenTask]) -> dict[int, list[Window]]:
    """Plan → its windows that have days."""
    found: dict[int, list[Window]] = {}
    keys = sorted({t.plan_id for t in tasks})
    if not keys:
        return found
    for plan_id, starts_on, ends_on in rows(_WINDOWS.format(marks(keys)), keys):
        found.setdefault(plan_id, []).append(Window(starts_on, ends_on))
    return found


_FUNDINGS = """
    SELECT f.plan_id, f.text, f.total,
        (SELECT SUM(x.amount) FROM tasks_fundingpart x WHERE x.funding_id = f.id)
    FROM tasks_funding f
    JOIN villages_unit u ON u.id = f.unit_id
    JOIN tasks_plan p ON p.id = f.plan_id
    WHERE p.year = %s AND {} ORDER BY f.id
"""


def fundings_below(paths: Sequence[str], year: int | None) -> list[FundingRow]:
    """The year's sums, each with the sum of its parts."""
    condition, params = any_path("u.path", paths)
    return [
        # PostgreSQL gives the sum of whole numbers as a decimal.
        FundingRow(plan_id, text, total, None if parts is None else int(parts))
        for plan_id, text, total, parts in rows(_FUNDINGS.format(condition), [year or 0, *params])
    ]


def load_record(units: Sequence[Unit], access: Access, *, year: int | None = None) -> Record:
    """The record of a year (the newest without one) at or below the units, in six queries."""
    paths = paths_below(units, access)
    everything = assessments_below(paths)
    years = sorted({a.year for a in everything}, reverse=True)
    chosen = year if year is not None else (years[0] if years else None)
    assessments = [a for a in everything if a.year == chosen]
    tasks = open_tasks(paths, chosen)
    return Record(
        today=access.on,
        year=chosen,
        years=years,
        assessments=assessments,
        standings=standings_for(assessments),
        leaders=leaders_for(assessments),
        tasks=tasks,
        windows=windows_of(tasks),
        fundings=fundings_below(paths, chosen),
    )

"""Tasks as they were known on a day that is over: state, unit, deadline, who led them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable

from ntm_project.common.clock import end_of
from ntm_project.common.deadlines import parse_deadline
from tasks.enums import AssignmentKind
from tasks.models import Task
from tasks.models.deadlines import READ_FIELDS
from tasks.models.tasks import THEN, TaskQuerySet
from villages.models import Body, Official, Unit
from villages.queries import changed_since

DEADLINE = ("deadline_words", *READ_FIELDS)
_FIELDS = {field.name: field for field in Task._meta.fields}


@dataclass(frozen=True)
class TasksThen:
    """What of some tasks was otherwise at the end of a day, by the audit trail."""

    day: date
    before: Mapping[int, Mapping[str, Any]]  # task → field → what it was
    deadlines: Sequence[tuple[Task, list[int]]]  # as it was read, of which tasks

    @classmethod
    def of(cls, tasks: TaskQuerySet, day: date, *names: str) -> "TasksThen":
        """What of their deadlines, and of the other fields named; of a day that is not over nothing
        is read."""
        edited = tasks.filter(version__gt=0)
        before = changed_since(edited, end_of(day), "deadline_words", *names)
        return cls(day, before, _deadlines(before))

    def on(self, tasks: TaskQuerySet) -> TaskQuerySet:
        """Some of the tasks, without what was given later; each with `state_then`, `ends_on_then`
        and whatever else belongs to a deadline."""
        fields = {f"{name}{THEN}": self._deadline(name) for name in DEADLINE}
        return tasks.given_by(self.day).annotate(**fields)

    def _deadline(self, name: str) -> Combinable:
        whens = [
            When(pk__in=keys, then=Value(getattr(read, name), _FIELDS[name]))
            for read, keys in self.deadlines
        ]
        return Case(*whens, default=F(name)) if whens else F(name)


def carried_out_by(unit: Unit, day: date | None) -> Q:
    """The condition that a task is the unit's own, or was at the end of the day: within its plan it
    may have gone to another unit since, as villages merge."""
    if day is None:
        return Q(unit=unit)
    plans = [key for key in (unit.pk, unit.parent_id) if key]
    then = units_then(Task.objects.filter(plan__unit__in=plans), day)
    left = [pk for pk, key in then.items() if key == unit.pk]
    return Q(unit=unit) & ~Q(pk__in=then.keys() - left) | Q(pk__in=left)


def below_on(unit: Unit, day: date | None) -> Q:
    """The condition of `carried_out_by` for a unit with all below it. A task stays with its plan,
    so none moves from one commune to another; a village has nothing below it."""
    if unit.is_village:
        return carried_out_by(unit, day)
    return Q(unit__path__below=unit.path)


def units_then(tasks: TaskQuerySet, day: date) -> dict[int, int]:
    """Task → the key of its unit at the end of the day, where it has another now."""
    return unit_keys(changed_since(tasks.filter(version__gt=0), end_of(day), "unit"))


def unit_keys(before: Mapping[int, Mapping[str, Any]]) -> dict[int, int]:
    """Task → the key of its former unit, from changes that the trail has of tasks."""
    return {pk: old["unit"]["pk"] for pk, old in before.items() if "unit" in old}


def tasks_on(tasks: TaskQuerySet, day: date | None) -> tuple[TaskQuerySet, str]:
    """The tasks as they were known on the day, or are now, and how their fields end there: `THEN`,
    or "". Figures and the lists behind them are made from this alone."""
    return (TasksThen.of(tasks, day).on(tasks), THEN) if day else (tasks, "")


def show_past(tasks: Sequence[Task], day: date) -> None:
    """Let tasks read by `TasksThen.on` show the state, the deadline, the unit and the names that
    they had."""
    edited = Task.objects.filter(pk__in=[task.pk for task in tasks], version__gt=0)
    before = changed_since(edited, end_of(day), "assignees", "unit")
    keys = unit_keys(before)
    units = Unit.objects.select_related("parent").in_bulk(keys.values()) if keys else {}
    for task in tasks:
        for name in ("state", *DEADLINE):
            setattr(task, name, getattr(task, f"{name}{THEN}"))
        if task.pk in keys:
            task.unit = units[keys[task.pk]]
        if "assignees" in before.get(task.pk, ()):
            name_as_then(task, before[task.pk]["assignees"])


def name_as_then(task: Task, assignees: Sequence[str]) -> None:
    """Let a task name who led and who supported it, by the words of the trail."""
    task.lead_names = leads_among(assignees)
    task.support_names = _names_among(assignees, AssignmentKind.SUPPORT)


def given_on(tasks: TaskQuerySet, day: date, **assignee: Official | Body) -> TaskQuerySet:
    """The tasks that were given to somebody at the end of the day (`given_to` on that day); the
    trail knows the assignees of then by their names."""
    before = changed_since(tasks.filter(version__gt=0), end_of(day), "assignees")
    wanted = {f"{kind.label}: {one}" for one in assignee.values() for kind in AssignmentKind}
    then = [pk for pk, old in before.items() if not wanted.isdisjoint(old["assignees"])]
    still = tasks.given_to(**assignee).exclude(pk__in=before)
    return tasks.filter(Q(pk__in=still.values("pk")) | Q(pk__in=then))


def due_but_unknown(unit: Unit, day: date) -> int:
    """How many tasks below the unit were due before the day and entered after it."""
    rows = Task.objects.filter(unit__path__below=unit.path, ends_on__lt=day)
    return rows.filter(added_at__gte=end_of(day)).count()


def _names_among(assignees: Iterable[str], kind: AssignmentKind) -> list[str]:
    head = f"{kind.label}: "
    return [words.removeprefix(head) for words in assignees if words.startswith(head)]


def leads_among(assignees: Iterable[str]) -> list[str]:
    """The names of those who lead, among words of the trail: `Chủ trì: Đặng Thị Hiền`."""
    return _names_among(assignees, AssignmentKind.LEAD)


def _deadlines(before: Mapping[int, Mapping[str, Any]]) -> list[tuple[Task, list[int]]]:
    """The deadlines that were otherwise, each read once in the year of the plan."""
    words = {pk: old["deadline_words"] for pk, old in before.items() if "deadline_words" in old}
    if not words:
        return []
    rows = Task.objects.filter(pk__in=words).order_by("pk").values_list("pk", "plan__year")
    found: dict[tuple[str, int], list[int]] = {}
    for pk, year in rows:
        found.setdefault((words[pk], year), []).append(pk)
    return [(_read(*deadline), keys) for deadline, keys in found.items()]


def _read(words: str, year: int) -> Task:
    task = Task(deadline_words=words)
    task.keep_deadline(parse_deadline(words, year=year))
    return task

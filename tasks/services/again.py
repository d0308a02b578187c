"""Carrying a task into another plan: which of its fields and assignees are copied."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from criteria.models import Assessment
from tasks.models import Assignment, Task
from tasks.models.assignments import once_each
from tasks.queries.carrying import place_in
from villages.models import Official

# What belongs to the plan that it comes from, or to how far the work came there.
_OF_ITS_PLAN = frozenset({"plan", "assessment", "section", "order", "deadline_words"})
_OF_ITS_COURSE = frozenset(
    {"state", "progress", "obstacle", "result", "reported_by", "done_on", "reminded_on"}
)


def fields_again(task: Task, assessment: Assessment | None) -> dict[str, Any]:
    """The fields that people set on a task, for its copy in another plan. The copy belongs to the
    given assessment, without one under no criterion; by another set it goes where the mapping leads
    to a single place."""
    kept = _set_by_people(task, _OF_ITS_PLAN | _OF_ITS_COURSE)
    if assessment is None:
        kept |= {"criterion": None, "indicator": None, "is_inferred": False}
    elif task.assessment and task.assessment.criteria_set_id != assessment.criteria_set_id:
        to = place_in(task, assessment)
        kept |= {"criterion": to.criterion, "indicator": to.indicator, "is_inferred": False}
    return kept | {"assessment": assessment, "carried_from": task}


def assignees_again(task: Task) -> list[Assignment]:
    """Whom the task is given to, not saved, in their order, nobody twice."""
    rows = task.assignments.select_related("official", "body").order_by("order", "pk")
    return once_each(anew(rows))


def anew(rows: Iterable[Assignment]) -> list[Assignment]:
    """Unsaved copies of the assignments, of no task yet."""
    return [Assignment(**_set_by_people(row, frozenset({"task", "order"}))) for row in rows]


def assignees_with(
    assignees: Iterable[Assignment], is_left: Callable[[Assignment], bool], to: Official | str
) -> list[Assignment]:
    """The same with an official, or a role's words, in the place of those rows."""
    rows = anew(assignees)
    for one in rows:
        if is_left(one):
            is_person = isinstance(to, Official)
            one.official = to if isinstance(to, Official) else None
            one.role_words, one.words = ("" if is_person else str(to)), ""
    return rows


def _set_by_people(row: Model, but: frozenset[str]) -> dict[str, Any]:
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in but
    }

"""A stored task as its list reads and names it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Prefetch

from ntm_project.common.text import fold
from tasks.models import Assignment, Plan, Task
from tasks.queries.past import show_past
from villages.bulk import BATCH
from villages.imports.columns import shown
from villages.models import Unit


def with_links(rows: Any) -> Any:
    """The tasks with all that their list shows."""
    people = Assignment.objects.select_related("official", "body__unit")
    return rows.select_related(
        "unit__parent", "assessment__unit", "assessment__criteria_set", "criterion", "indicator"
    ).prefetch_related(Prefetch("assignments", people.order_by("order", "pk")))


def as_known_on(day: date, rows: Iterable[Task]) -> Iterator[Task]:
    """The tasks of a list of an earlier day, each as it was known then."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        show_past(batch, day)
        yield from batch


def unit_words(unit: Unit, plan: Plan) -> str:
    """The unit in a cell; the plan's own is left out."""
    return "" if unit.pk == plan.unit_id else unit.full_name


def link_words(links: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """What a task hangs on, as its cells name it."""
    assessment, criterion, indicator = (
        links[name] for name in ("assessment", "criterion", "indicator")
    )
    return {
        "unit": unit_words(links["unit"], plan),
        "assessment": str(assessment) if assessment else "",
        "criterion": criterion.number if criterion else None,
        "indicator": indicator.code if indicator else "",
    }


def repeats(cells: Mapping[str, str], stood: Mapping[str, Any]) -> bool:
    """Whether the cells only repeat what is recorded (`stood`)."""
    return all(fold(cells[name]) == fold(shown(stood[name])) for name in stood.keys() & cells)

"""What was pasted of a plan and stands nowhere in it yet: the sections that nobody has written
there, and the codes that its tasks lost on the way."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from evidence.intake.models import IntakeRow
from evidence.intake.reading.sections import sections_left
from evidence.intake.rules import NOT_ASSESSED
from reports.checks.reading.bars import wrong_columns, wrong_rows
from reports.checks.reading.prices import wrong_heads
from tasks.models import PlanText

_ROWS = IntakeRow.objects.filter(task__isnull=False).order_by("pk")


class Taken(NamedTuple):
    """A row of a pasted text that became a task: its words there, and what nobody could find."""

    plan: int
    task: int
    source: str
    doubts: dict[str, str]


def load_taken(plans: Iterable[Any]) -> list[Taken]:
    """The rows of the texts pasted for the plans; no query where nothing was."""
    keys = [plan.pk for plan in plans if plan.pasted]
    rows = _ROWS.filter(intake__plan__in=keys).values_list(
        "intake__plan", "task", "source", "doubts"
    )
    return [Taken(*row) for row in rows] if keys else []


def pasted_texts(plan: Any, taken: Sequence[Taken]) -> list[PlanText]:
    """The sections of the text pasted for the plan that it has none of its own for, without the
    sentences that became tasks."""
    written = {text.section for text in plan.texts.all() if text.text}
    given = [row.source for row in taken if row.plan == plan.pk]
    left = sections_left(plan.pasted, given) if plan.pasted else {}
    return [
        PlanText(plan=plan, section=section, text=text)
        for section, text in left.items()
        if section not in written
    ]


# `…, ngày 14 tháng 02 năm 2025` on a line of its own, above the title
_DAY = re.compile(
    r"^[^\n.;]{0,80}?(?:,\s*|^)ngày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})\s*$",
    re.I | re.M,
)
_HEAD = 1_200  # letters


def pasted_day(plan: Any) -> date | None:
    """The day on the head of the text pasted for the plan, where it is one of the plan's year."""
    found = _DAY.search(plan.pasted[:_HEAD]) if plan.pasted else None
    with suppress(ValueError):
        day = date(*(int(found[at]) for at in (3, 2, 1))) if found else None
        return day if day and day.year == plan.year else None
    return None


def wrong_tables(plan: Any) -> list[tuple[str, str, str]]:
    """The columns of the tables pasted with the plan that do not add up; as `wrong_columns`."""
    return list(wrong_columns(plan.pasted)) if plan.pasted else []


def wrong_table_rows(plan: Any) -> list[tuple[str, str, str]]:
    """The rows of these tables whose parts do not make their sum; as `wrong_rows`."""
    return list(wrong_rows(plan.pasted)) if plan.pasted else []


def wrong_table_heads(plan: Any) -> list[tuple[str, int]]:
    """The totals above these tables that are not those of their last row; as `wrong_heads`."""
    return list(wrong_heads(plan.pasted)) if plan.pasted else []


def lost_of(taken: Iterable[Taken], field: str) -> Mapping[int, list[str]]:
    """Task → what its pasted text named for the field and the set does not have; nothing where
    there was no set yet."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in taken:
        words = row.doubts.get(field, "")
        if words and not words.startswith(NOT_ASSESSED):
            found[row.task].append(words)
    return found

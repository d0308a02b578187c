"""The rows that checks read beside those of the models."""

from datetime import date, datetime, time
from typing import Any, NamedTuple

from ntm_project.common.dates import format_day
from tasks.enums import PlanSection
from tasks.models import Plan, Task

# What looks ahead: a year that is over has no place in it, unless the text speaks of what was.
AHEAD = frozenset(
    {
        PlanSection.GOALS, PlanSection.WORKS, PlanSection.LEADERSHIP, PlanSection.OUTREACH,
        PlanSection.INFRASTRUCTURE, PlanSection.QUALITY, PlanSection.RESOURCES,
        PlanSection.ORGANISATION, PlanSection.IMPLEMENTATION, PlanSection.NOTES,
        PlanSection.CLOSING,
    }
)  # fmt: skip


class Passage(NamedTuple):
    """A text of a plan, whether it orders what is to be done, and the row that holds it."""

    text: str
    is_ahead: bool
    plan: Plan
    row: Any
    part: str = ""  # which of the plan's lists holds the row

    @property
    def is_task(self) -> bool:
        return isinstance(self.row, Task)


class Concluded(NamedTuple):
    """One conclusion of a meeting, and its task."""

    pk: int
    order: int
    text: str
    deadline_words: str
    task: int | None
    task_words: str | None


class Held(NamedTuple):
    """A meeting, the day of its notice, whether anybody came, who came without an office, whether
    who is to have chaired it or kept its minutes is marked as absent, whether it was moved after
    its invitation was issued."""

    pk: int
    unit: int
    name: str
    rhythm: str
    held_on: date
    start_time: time | None
    place: str
    closed_at: datetime | None
    notice_on: date | None
    has_present: bool
    stranger: str | None
    chaired_by: int | None
    secretary: int | None
    absent: str | None
    is_moved: bool
    concluded: list[Concluded]

    def __str__(self) -> str:
        return f"{self.name}, {format_day(self.held_on)}"


class SpoiltFile(NamedTuple):
    """A file whose bytes in the store are no longer those that were sent."""

    name: str
    paper_id: int
    paper: str
    found_at: datetime

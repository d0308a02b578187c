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


def _as_kept(value: date | time | str | None) -> str | None:
    """A value as an event of the trail has it."""
    return value.isoformat() if isinstance(value, date | time) else value


INVITED_TO = ("held_on", "start_time", "place")  # what an invitation states


class Held(NamedTuple):
    """A meeting, the day of its notice, whether anybody came, who came without an office, whether
    who is to have chaired it or kept its minutes is marked as absent, and the first change of each
    that its invitation states since that was issued: from what, to what."""

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
    first_held_on: list[str | None] | None
    first_start_time: list[str | None] | None
    first_place: list[str | None] | None
    concluded: list[Concluded]

    @property
    def is_moved(self) -> bool:
        """Whether it is not where and when its invitation has it."""
        changes = ((name, getattr(self, f"first_{name}")) for name in INVITED_TO)
        return any(was and was[0] != _as_kept(getattr(self, name)) for name, was in changes)

    def __str__(self) -> str:
        return f"{self.name}, {format_day(self.held_on)}"


class SpoiltFile(NamedTuple):
    """A file whose bytes in the store are no longer those that were sent."""

    name: str
    paper_id: int
    paper: str
    found_at: datetime

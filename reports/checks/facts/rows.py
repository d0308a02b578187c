"""The rows that checks read beside those of the models."""

from datetime import date, datetime
from typing import Any, NamedTuple

from criteria.models import Figure
from reports import links
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

# What is about the time before the plan.
OF_BEFORE = (PlanSection.ACHIEVEMENTS, PlanSection.SHORTCOMINGS)


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


class BareFigure(NamedTuple):
    """A figure beside the indicators without its day or its source."""

    pk: int
    assessment: int
    number: int | None  # of its criterion
    text: str
    as_of: date | None
    source: str

    @property
    def missing(self) -> str:
        """What it lacks: `ngày và nguồn`."""
        lacks = ("ngày", not self.as_of), ("nguồn", not self.source)
        return " và ".join(words for words, is_lacking in lacks if is_lacking)

    @property
    def url(self) -> str:
        """Its line on the page of its criterion."""
        if self.number is None:
            return links.address("reports:assessment", self.assessment)
        return links.criterion_url(self.assessment, self.number, anchor=Figure(pk=self.pk).anchor)


class LeftOver(NamedTuple):
    """An assessment of an earlier year that nobody brought to an end: neither met, nor recognised,
    nor followed by another of its unit."""

    pk: int
    noun: str
    name: str
    year: int
    standard: str
    left: int  # criteria that are not met


class SpoiltFile(NamedTuple):
    """A file whose bytes in the store are no longer those that were sent."""

    name: str
    paper_id: int
    paper: str
    found_at: datetime

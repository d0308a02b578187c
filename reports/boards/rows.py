"""One criterion, and one assessment, as every board shows them."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from criteria.models import Assessment
from criteria.totals import Totals, totals_of
from ntm_project.common.draw.tiles import Tile
from reports import links
from reports.late import CountedTasks
from reports.record import CriterionRef, OpenTask, StandingRow
from tasks.enums import IN_WORK_STATES, OPEN
from tasks.rules import leaders_words


@dataclass
class OpenTasks(CountedTasks):
    """The open tasks of an assessment, or of one of its criteria, in figures."""

    not_given: int = 0
    next_day: date | None = None
    obstacle: str = ""  # of the most urgent of them
    in_work: bool = False  # a task is under way

    @property
    def open_words(self) -> str:
        return f"{self.open} chưa xong"

    @property
    def not_given_words(self) -> str:
        return f"{self.not_given} chưa rõ ai chủ trì"

    def add(self, task: OpenTask, today: date) -> None:
        """Count one more task; tasks come in the order of their last day."""
        if not self.open:
            self.next_day = task.ends_on
        self.open += 1
        self.overdue += bool(task.is_overdue)
        self.pressing += task.is_pressing(today)
        self.not_given += bool(task.lead_fault)
        self.obstacle = self.obstacle or task.obstacle
        self.in_work = self.in_work or task.state in IN_WORK_STATES


@dataclass(frozen=True)
class CriterionRow:
    """One criterion of one assessment as the board shows it."""

    assessment: Assessment
    criterion: CriterionRef
    url: str
    where: dict[str, Any]  # its tasks, as the filters of their list
    state: str
    scored: StandingRow
    is_new: bool
    is_lost: bool
    leaders: list[str]
    leaders_warning: str
    moved: int = 0  # indicators met since the day compared with, less those no longer met
    work: OpenTasks = field(default_factory=OpenTasks)
    to_judge: int = 0  # taken over from an older set, and not judged anew yet

    @property
    def led_by(self) -> str:
        """Who directs it, or that nobody does though somebody has to."""
        return leaders_words(self.leaders, is_needed=bool(self.leaders_warning))

    @property
    def tasks_url(self) -> str:
        return links.tasks_url(**self.where, tinh_trang=OPEN)

    @property
    def overdue_url(self) -> str:
        return links.tasks_url(**self.where, qua_han=1)

    @property
    def is_met(self) -> bool:
        return self.scored.is_met

    @property
    def is_inferred(self) -> bool:
        return self.scored.is_inferred

    @property
    def counts(self) -> str:
        return self.scored.counts

    @property
    def label(self) -> str:
        return f"{self.criterion.name} (tạm tính)" if self.is_inferred else self.criterion.name

    @property
    def needs_attention(self) -> bool:
        return bool(self.work.pressing or self.scored.contradicting)

    @property
    def tile(self) -> Tile:
        return Tile(
            self.criterion.number, self.state, self.label, self.url, self.is_new, self.is_lost
        )


@dataclass(frozen=True)
class AssessmentBoard:
    """One assessment: its tiles and the figures above and below them."""

    assessment: Assessment
    url: str
    tasks_url: str
    overdue_url: str
    rows: list[CriterionRow]
    work: OpenTasks
    begins_on: date | None = None  # of its results, where the day shown lies before that
    is_replaced: bool = False  # by one of the same year that took its results over

    @cached_property
    def title(self) -> str:
        words = f"{self.assessment.unit.title_name} · {self.assessment.criteria_set.short_name}"
        return f"{words} (bộ cũ)" if self.is_replaced else words

    @property
    def tiles(self) -> list[Tile]:
        return [row.tile for row in self.rows]

    @cached_property
    def totals(self) -> Totals:
        return totals_of(self.assessment, [row.scored for row in self.rows])

    @property
    def to_judge(self) -> int:
        return sum(row.to_judge for row in self.rows)

    @property
    def newly_met(self) -> list[CriterionRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def no_longer_met(self) -> list[CriterionRow]:
        return [row for row in self.rows if row.is_lost]

    @property
    def remaining_url(self) -> str:
        """The page of the assessment with what remains of it."""
        return links.address("reports:assessment", self.assessment.pk, con_lai=1)

    @property
    def remaining(self) -> list[CriterionRow]:
        """Criteria that still need work: not met, or met against their own figures."""
        return [row for row in self.rows if not row.is_met or row.state == "contradicting"]

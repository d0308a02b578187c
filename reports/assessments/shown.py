"""What the page of an assessment is made of: criteria, rows, counts, and what was wanted."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from criteria.judging import IndicatorRow
from criteria.models import Assessment, Baseline, Criterion, Figure
from criteria.next_levels import CriterionThen, LevelsThen, UnderYear
from criteria.queries.results import READ_ONLY, Reader
from criteria.scoring import Score
from criteria.states import CriterionHead, total
from criteria.totals import Totals
from evidence.papers.queries.completeness import Completeness
from ntm_project.common.dates import format_day
from ntm_project.common.draw.tiles import Tile
from reports.late import CountedTasks
from reports.record import CriterionRef, StandingRow
from tasks.rules import leaders_words
from villages.access import Access


@dataclass
class TaskCount(CountedTasks):
    """Open tasks, those of them past their last day, and those under way; the lists behind them."""

    in_work: int = 0
    url: str = ""
    overdue_url: str = ""

    @property
    def open_words(self) -> str:
        return f"{self.open} việc đang mở"

    def add(self, other: "TaskCount") -> None:
        self.open += other.open
        self.overdue += other.overdue
        self.pressing += other.pressing
        self.in_work += other.in_work


@dataclass(frozen=True)
class OpenRow:
    """An indicator's row with the papers and tasks that stand below it."""

    row: IndicatorRow
    papers: Completeness | None
    tasks: TaskCount | None
    then: UnderYear | None = None  # by the levels of another year, where the page is of that
    work: str = ""  # of what tasks are under way, for the row drawn anew (`criteria.views.shared`)

    @property
    def expected(self) -> int:
        return len(self.papers.expected) if self.papers else 0

    @property
    def present(self) -> int:
        return self.expected - len(self.papers.missing) if self.papers else 0

    @property
    def missing_words(self) -> str:
        return "; ".join(r.text for r in self.papers.missing_mandatory) if self.papers else ""


@dataclass
class CriterionBlock:
    """One criterion: its standing, who directs it, its tasks and papers; its rows when open."""

    criterion: Criterion | CriterionRef
    standing: StandingRow | Score
    noun: str  # what its set calls an indicator
    url: str = ""
    baseline: Baseline | None = None
    supervisors: list[str] = field(default_factory=list)
    leaders_warning: str = ""
    tasks: TaskCount = field(default_factory=TaskCount)
    indicator_tasks: dict[int, TaskCount] = field(default_factory=lambda: defaultdict(TaskCount))
    papers: list[Completeness] = field(default_factory=list)
    rows: list[OpenRow] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    is_open: bool = False
    to_judge: int = 0  # taken over from an older set, and not judged anew yet
    then: CriterionThen | None = None  # by the levels of another year

    @property
    def led_by(self) -> str:
        """Who directs it, or that nobody does though somebody has to."""
        return leaders_words(self.supervisors, is_needed=bool(self.leaders_warning))

    @property
    def head(self) -> CriterionHead:
        is_in_work = bool(self.tasks.in_work)
        return CriterionHead(
            self.criterion, self.standing, self.noun, is_in_work, to_judge=self.to_judge
        )

    @property
    def number(self) -> str:
        """The number of the criterion as text, for ids and sentences."""
        return str(self.criterion.number)

    @property
    def open_words(self) -> str:
        """The label of the button that opens it: `Xem 8 chỉ tiêu`."""
        return f"Xem {total(self.standing)} {self.noun}"

    @cached_property
    def papers_words(self) -> str:
        """`2/3 chỉ tiêu đủ giấy tờ`; where none is required, their number; or ""."""
        if expected := [found for found in self.papers if found.is_set]:
            complete = sum(found.is_complete for found in expected)
            return f"{complete}/{len(expected)} {self.noun} đủ giấy tờ"
        sent = sum(found.papers for found in self.papers)
        return f"{sent} giấy tờ đã gửi" if sent else ""


@dataclass(frozen=True)
class AssessmentPage:
    """An assessment with the criteria that the filter leaves, and the totals of all of them."""

    assessment: Assessment
    reader: Reader
    blocks: list[CriterionBlock]
    totals: Totals
    tasks: TaskCount
    general_tasks: int  # open tasks of the assessment that belong to no criterion
    dossier: str
    may_add_papers: bool
    figures: list[Figure]  # that reports give for no criterion
    to_judge: int = 0  # taken over from an older set, and not judged anew yet
    then: LevelsThen | None = None  # what the levels of another year would change


@dataclass(frozen=True)
class CriterionPage:
    """One criterion of an assessment, open, between the one before and the one after it."""

    assessment: Assessment
    reader: Reader
    block: CriterionBlock
    before: CriterionBlock | None
    after: CriterionBlock | None
    strip: list[Tile]  # every criterion of the assessment
    totals: Totals  # of the whole assessment
    may_add_papers: bool


@dataclass(frozen=True)
class Showing:
    """What of an assessment is shown: as of a day, what remains, what is open."""

    as_of: date | None = None
    remaining_only: bool = False
    opens_all: bool = False
    levels_of: int | None = None  # the year whose levels are tried

    def query(self) -> dict[str, Any]:
        """The part of the address that goes on to the page of one criterion."""
        day = format_day(self.as_of) if self.as_of else ""
        remaining = 1 if self.remaining_only else ""
        return {"ngay": day, "con_lai": remaining, "muc": self.levels_of or ""}

    @property
    def export_query(self) -> str:
        """The part of the address that the list in Excel follows too."""
        wanted = self.query()
        return urlencode({name: wanted[name] for name in ("ngay", "con_lai") if wanted[name]})

    def reader(self, access: Access, assessment: Assessment) -> Reader:
        """What the reader may do: nothing on a page as of an earlier day."""
        return READ_ONLY if self.as_of else Reader.of(access, assessment)

"""What happened in the period of a report, as the record knew it on its cut-off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Max

from criteria.enums import State
from criteria.models import Assessment, ResultChange
from criteria.totals import Totals, totals_of
from evidence.papers.queries.completeness import PaperNeed, paper_needs
from evidence.review.enums import SubmissionState
from ntm_project.common.clock import end_of
from ntm_project.common.dates import format_day
from reports.boards.around import Round, rounds_until
from reports.boards.past import Past
from reports.progress.money import FundedWork, works_of
from reports.record import (
    Branch,
    OpenTask,
    StandingRow,
    assessments_in,
    leaders_known_on,
    load_open_tasks,
    standings_for,
)
from tasks.enums import OPEN_STATES, ReportSection, TaskState
from tasks.models import Meeting, ProgressReport, ReportRemark
from tasks.periods import Period, next_period
from tasks.queries.supervision import Leaders, leaders_of
from villages.nouns import nouns_of
from villages.viewing import paper_access

FIRST = "đánh giá lần đầu trong kỳ"  # of which nothing was known before


@dataclass(frozen=True)
class Movement:
    """One assessment at the beginning and at the end of the period."""

    assessment: Assessment
    before: list[StandingRow]
    now: list[StandingRow]
    leaders: dict[int, list[str]]

    @cached_property
    def totals(self) -> Totals:
        """The totals at the end of the period."""
        return totals_of(self.assessment, self.now)

    @property
    def met_before(self) -> int:
        return sum(row.is_met for row in self.before)

    @property
    def begins(self) -> bool:
        """Whether nothing was known of it before: what it then met is nothing that it gained."""
        return bool(self.before) and all(row.state == State.UNKNOWN for row in self.before)

    @property
    def gained(self) -> list[StandingRow]:
        if self.begins:
            return []
        return [n for b, n in zip(self.before, self.now, strict=True) if n.is_met > b.is_met]

    @property
    def lost(self) -> list[StandingRow]:
        return [n for b, n in zip(self.before, self.now, strict=True) if n.is_met < b.is_met]

    @property
    def unmet(self) -> list[StandingRow]:
        """What is left to do: not met, or not judged."""
        return [row for row in self.now if not row.is_met]

    @property
    def not_met(self) -> list[StandingRow]:
        return [row for row in self.now if row.state == State.NOT_MET]

    @property
    def unjudged(self) -> list[StandingRow]:
        return [row for row in self.now if row.state == State.UNKNOWN]

    @property
    def is_judged(self) -> bool:
        """Whether anything is known of any of its criteria."""
        return len(self.unjudged) < len(self.now)

    @property
    def met_words(self) -> str:
        """`10/12`; "" where nothing is known of any of its criteria."""
        return self.totals.criteria_words if self.is_judged else ""


@dataclass(frozen=True)
class PeriodFacts:
    """What the tables and the first draft of a report are made from."""

    report: ProgressReport
    until: date  # the last day that counts: of a period that is not over, today
    known_on: date  # what was recorded by its end is counted (`Access.past`)
    remarks: dict[str, ReportRemark]  # what somebody wrote, by section
    own: list[Movement]
    villages: list[Movement]
    tasks: list[OpenTask]  # open on the cut-off, most urgent first
    done: list[OpenTask]  # done in the period
    papers: list[PaperNeed]
    returned: list[Round]
    sent: list[Round]
    meetings: list[date]
    works: list[FundedWork]
    overtaken: frozenset[str]  # sections written before a result of theirs came

    @property
    def written(self) -> dict[str, str]:
        return {section: remark.text for section, remark in self.remarks.items()}

    @property
    def is_early(self) -> bool:
        """Whether the period is not over, so that its figures are not all there."""
        return self.until < self.report.ends_on

    def outdated(self, section: str) -> str:
        """Why a written section is out of date: the day to which its figures counted, where that
        differs from the present one, else that results of the period were recorded since; "" where
        it is not, or where that is unknown."""
        remark = self.remarks.get(section)
        then = remark.counted_until if remark else None
        if then is None or then == self.until:
            since = "soạn trước khi ghi thêm hoặc sửa kết quả của kỳ này"
            return since if section in self.overtaken else ""
        return (
            f"soạn khi số liệu tính đến {format_day(then)}; nay tính đến {format_day(self.until)}"
        )

    @property
    def village_noun(self) -> str:
        """What its villages are called: `thôn`, `tổ dân phố, khóm`."""
        return nouns_of(moved.assessment.unit for moved in self.villages) or "thôn"

    @property
    def next(self) -> Period:
        return next_period(self.report.kind, self.report.ends_on)

    @property
    def overdue(self) -> list[OpenTask]:
        return [task for task in self.tasks if task.is_overdue]

    @property
    def newly_overdue(self) -> list[OpenTask]:
        """Whose last day lies in the period."""
        return [t for t in self.tasks if t.is_newly_overdue(self.report.eve)]

    @property
    def stuck(self) -> list[OpenTask]:
        return [task for task in self.tasks if task.obstacle]

    @property
    def coming(self) -> list[OpenTask]:
        """The work of the next period: what is late, and what is due by its end."""
        return [t for t in self.tasks if t.ends_on and t.ends_on <= self.next.last]

    @property
    def expecting(self) -> list[PaperNeed]:
        """The unit's own indicators of which papers are required: no other is counted."""
        own = {moved.assessment.pk for moved in self.own}
        return [need for need in self.papers if need.assessment_id in own]

    @property
    def lacking(self) -> list[PaperNeed]:
        """The indicators that expect papers and lack one."""
        return [need for need in self.expecting if need.is_lacking]


def facts_of(report: ProgressReport) -> PeriodFacts:
    """Everything but the single results and sums, in a dozen queries whatever the rows.

    Whoever sees the report sees all below its unit, so the record is read as by the program.
    """
    reader = paper_access()
    unit, until = report.unit, report.counted_until(reader.as_of)
    # Up to which day the record is read: as for the agenda of a meeting on the cut-off.
    as_of = reader.past(until)
    known_on = as_of or reader.on
    branch = Branch([unit], replace(reader, on=until))
    everything = assessments_in(branch)
    year = max((a.year for a in everything if a.year <= until.year), default=until.year)
    assessments = [a for a in everything if a.year == year]
    standings, leaders = standings_for(assessments), leaders_of(assessments)
    tasks = [t for t in load_open_tasks(branch, assessments, as_of, until.year) if t.is_below]
    leaders = leaders_known_on(known_on, leaders, standings)
    moved = _moved(assessments, report.eve, known_on, standings, leaders)
    midnight = end_of(known_on)
    rounds = rounds_until([a.pk for a in assessments], midnight)
    meetings = Meeting.objects.filter(
        unit=unit, held_on__gte=report.starts_on, held_on__lte=until
    ).order_by("held_on", "pk")
    remarks = list(ReportRemark.objects.filter(report=report).exclude(text=""))
    return PeriodFacts(
        report=report,
        until=until,
        known_on=known_on,
        remarks={remark.section: remark for remark in remarks},
        own=[m for m in moved if m.assessment.unit_id == unit.pk],
        villages=[m for m in moved if m.assessment.unit_id != unit.pk],
        tasks=[t for t in tasks if t.state_then in OPEN_STATES],
        done=[t for t in tasks if t.state_then == TaskState.DONE and _is_in(t.done_on, report)],
        papers=paper_needs(assessments, on=until, until=midnight),
        returned=[r for r in rounds if _was_returned(r, report)],
        sent=[r for r in rounds if _is_in(r.submitted_on, report)],
        meetings=list(meetings.values_list("held_on", flat=True)),
        works=works_of(unit, year, known_on),
        overtaken=frozenset(_overtaken(report, remarks, assessments, known_on)),
    )


def _was_returned(one: Round, report: ProgressReport) -> bool:
    return one.state == SubmissionState.RETURNED and _is_in(one.decided_on, report)


# Whether a section states results of the unit itself, or of what lies below it.
_STATES_OWN = {ReportSection.CRITERIA: True, ReportSection.VILLAGES: False}


def _overtaken(
    report: ProgressReport,
    remarks: Sequence[ReportRemark],
    assessments: Sequence[Assessment],
    until: date,
) -> Iterator[str]:
    """The sections that were written before a result that they state was recorded."""
    stating = [remark for remark in remarks if remark.section in _STATES_OWN and remark.written_at]
    if not stating:
        return
    rows = ResultChange.objects.filter(
        result__assessment__in=[a.pk for a in assessments], effective_on__lte=until
    )
    last = dict(rows.values_list("result__assessment__unit").annotate(Max("recorded_at")))
    for remark in stating:
        is_own = _STATES_OWN[ReportSection(remark.section)]
        of_units = [at for unit, at in last.items() if (unit == report.unit_id) is is_own]
        if any(at > remark.written_at for at in of_units):
            yield remark.section


def _is_in(day: date | None, report: ProgressReport) -> bool:
    return day is not None and report.starts_on <= day <= report.ends_on


def _moved(
    assessments: Sequence[Assessment],
    eve: date,
    until: date,
    standings: Sequence[StandingRow],
    leaders: Leaders,
) -> list[Movement]:
    """Each assessment on the eve of the period, but not before its own baseline was taken: what it
    began with is nothing that the period brought."""
    past = Past.of(assessments, until)
    rows: dict[int, list[StandingRow]] = {}
    for row in standings:
        rows.setdefault(row.assessment_id, []).append(row)
    found = []
    for assessment in assessments:
        own = rows.get(assessment.pk, [])
        began = min(assessment.baseline_on or eve, until)
        led = {row.criterion_id: leaders.get(row.key, []) for row in own}
        before = past.rows_on(own, max(eve, began))
        found.append(Movement(assessment, before, past.rows_on(own, until), led))
    return found

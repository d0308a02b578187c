"""The parts of a commune's board beside its criteria: money, papers, rounds."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from evidence.papers.queries.completeness import PaperNeed, paper_needs
from evidence.review.enums import SubmissionState
from evidence.review.models import Submission
from ntm_project.common.clock import end_of
from reports.record import Branch, Record
from tasks.enums import FundingStage
from tasks.models import Funding
from villages.models import AuditEvent

CLOSED_LATER = ("rút hồ sơ", "mở lại hồ sơ")


class SourceSum(NamedTuple):
    """One source's part of a sum that was mobilised; a sum without parts has one, its own."""

    pk: int
    plan_id: int
    text: str
    total: int | None
    as_of: date | None
    source: str | None
    amount: int | None


class Round(NamedTuple):
    """The last round of an assessment, as it stood on the day."""

    pk: int
    assessment_id: int
    step: str
    state: str
    submitted_at: datetime
    decided_at: datetime | None
    due_on: date
    supplement_by: date | None

    @property
    def submitted_on(self) -> date:
        return timezone.localdate(self.submitted_at)

    @property
    def decided_on(self) -> date | None:
        return timezone.localdate(self.decided_at) if self.decided_at else None


@dataclass
class Around:
    """What is read once for a board, in three queries."""

    sums: list[SourceSum] = field(default_factory=list)
    papers: list[PaperNeed] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)


def around(record: Record, branch: Branch, as_of: date | None) -> Around:
    """The money, papers and rounds of the record as of the day; without a day, as of now."""
    if not record.assessments:
        return Around()
    until = end_of(as_of) if as_of else None
    return Around(
        _sums(record, branch, as_of),
        paper_needs(record.assessments, on=record.today, until=until),
        rounds_until([a.pk for a in record.assessments], until),
    )


_MOBILISED = (
    Funding.objects.filter(stage=FundingStage.MOBILISED)
    .order_by("unit__path", "pk", "parts__pk")
    .values_list("pk", "plan", "text", "total", "as_of", "parts__source", "parts__amount")
)


def _sums(record: Record, branch: Branch, as_of: date | None) -> list[SourceSum]:
    """What was mobilised by the plans of the year; as of a day, by the day of which a sum speaks,
    and of one that names none by the day on which it was written down."""
    rows = _MOBILISED.filter(branch.holds("unit__path"), plan__year=record.year or 0)
    if as_of:
        events = AuditEvent.objects.filter(
            object_type=Funding._meta.label_lower, object_id=OuterRef("pk"), at__lt=end_of(as_of)
        )
        rows = rows.filter(Q(as_of__lte=as_of) | Q(as_of__isnull=True) & Exists(events))
    return [SourceSum(*row) for row in rows]


_ROUNDS = Submission.objects.values_list(
    "pk", "assessment", "step__name", "state",
    "submitted_at", "decided_at", "due_on", "supplement_by",
)  # fmt: skip


def rounds_until(assessments: Collection[int], until: datetime | None) -> list[Round]:
    """The last round of each assessment, by pk of the assessment, as it stood at that moment."""
    rows = _ROUNDS.filter(assessment__in=assessments)
    if until:
        rows = rows.filter(submitted_at__lt=until)
    last = {row[1]: Round(*row) for row in sorted(rows, key=lambda row: row[0])}
    return list((_as_then(last, until) if until else last).values())


def _as_then(last: dict[int, Round], until: datetime) -> dict[int, Round]:
    """Rounds decided, withdrawn or reopened later stood before that as they had been sent."""
    closed = [r.pk for r in last.values() if r.state in ("withdrawn", "reopened")]
    later: set[int] = set()
    if closed:
        events = AuditEvent.objects.filter(
            object_type=Submission._meta.label_lower,
            object_id__in=closed,
            action__in=CLOSED_LATER,
            at__gte=until,
        )
        later = set(events.values_list("object_id", flat=True))
    then = {}
    for key, row in last.items():
        state = row.state
        if row.pk in later:
            state = SubmissionState.APPROVED if row.decided_at else SubmissionState.SENT
        if row.decided_at and row.decided_at >= until:
            state = SubmissionState.SENT
        then[key] = row._replace(state=state)
    return then

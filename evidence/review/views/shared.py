"""What the pages of the review share: rounds in sight, their days in words, how files are shown."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from criteria.models import Assessment
from evidence.papers.enums import IMAGE_TYPES, FileType
from evidence.review.enums import SubmissionState, VerdictKind
from evidence.review.models import Submission
from evidence.review.queries.queue import holidays_from
from evidence.review.services import PaperRow
from evidence.review.workdays import days_left, days_waiting
from ntm_project.common.dates import format_day
from tasks.views.shared import link_to
from villages.http import Request

STATE_TONES = {
    SubmissionState.SENT: "blue",
    SubmissionState.WITHDRAWN: "grey",
    SubmissionState.RETURNED: "amber",
    SubmissionState.APPROVED: "green",
    SubmissionState.REOPENED: "grey",
}
KIND_TONES = {
    VerdictKind.MET: "green",
    VerdictKind.NOT_MET: "red",
    VerdictKind.SUPPLEMENT: "amber",
}
# Comparison as it was frozen, in words → tone.
COMPARISON_TONES = {"đủ mức": "green", "chưa đủ mức": "red"}


def visible_assessment(request: Request, pk: int) -> Assessment:
    """An assessment in scope with its unit and set; out of scope there is none."""
    rows = Assessment.objects.visible_to(request.access)
    return get_object_or_404(rows.select_related("unit__parent", "criteria_set"), pk=pk)


def with_names(rows: "QuerySet[Submission]") -> "QuerySet[Submission]":
    """Rounds with everything that a page says of them."""
    return rows.select_related(
        "assessment__unit__parent",
        "assessment__criteria_set",
        "step",
        "holder",
        "holder_body",
        "submitted_by",
        "decided_by",
    )


def visible_round(request: Request, pk: int) -> Submission:
    """A round of a unit in scope, or sent to a step that one reviews; else there is none."""
    return get_object_or_404(with_names(Submission.objects.visible_to(request.access)), pk=pk)


def unverified_mark(assessment: Assessment) -> str:
    """`Chưa đối chiếu văn bản gốc` where the set is not checked, else ""."""
    return assessment.criteria_set.unverified_words


def left_words(left: int) -> tuple[str, str]:
    """Working days left as words and tone: `còn 9 ngày làm việc`, `quá hạn 2 ngày làm việc`."""
    if left < 0:
        return f"quá hạn {-left} ngày làm việc", "red"
    if left == 0:
        return "hạn là hôm nay", "amber"
    return f"còn {left} ngày làm việc", "amber" if left <= 3 else "green"


def local_day(at: datetime) -> str:
    """The day of a moment as people here read it: 12/8/2024."""
    return format_day(timezone.localdate(at))


@dataclass(frozen=True)
class Days:
    """How long a round has waited, and what is left of the term; in words with a tone."""

    waited: int
    left: str
    tone: str


def days_of(submission: Submission, today: date) -> Days:
    """The days of an open round; one query for the holidays."""
    sent_on = timezone.localdate(submission.submitted_at)
    holidays = holidays_from(min(sent_on, submission.due_on))
    left, tone = left_words(days_left(submission.due_on, today, holidays))
    return Days(days_waiting(sent_on, today, holidays), left, tone)


def holder_name(submission: Submission) -> str:
    """Whose step it is: the body, or the unit."""
    return str(submission.holder_body or submission.holder.title_name)


@dataclass(frozen=True)
class Shown:
    """How one paper is looked at in its place: `kind` is picture, pages, words or none."""

    paper: PaperRow
    kind: str
    source_url: str
    file_url: str

    @property
    def frame_url(self) -> str:
        """The file itself, for a browser that draws it without our script."""
        return f"{self.file_url}?xem=1" if self.kind == "pages" else ""


def shown(paper: PaperRow) -> Shown:
    """A picture by its preview, a PDF page by page, the words of Word and Excel files."""
    kind, name = "words", "evidence:view"
    if paper.file_type in IMAGE_TYPES:
        kind, name = "picture", "evidence:preview"
    elif paper.file_type == FileType.PDF:
        kind, name = "pages", "evidence:pages"
    source = link_to(name, paper.revision_id)
    file_url = link_to("evidence:file", paper.revision_id)
    return Shown(paper, kind if source else "none", source, file_url)


def whole_number(text: str | None) -> int | None:
    """A key from the address; None for what is no number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def needed_number(text: str | None) -> int:
    number = whole_number(text)
    if number is None:
        raise Http404
    return number

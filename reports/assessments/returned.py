"""What came back from review, told where it is mended."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from criteria.models import Assessment
from evidence.models import Submission, Verdict
from evidence.review.enums import SubmissionState, VerdictKind
from ntm_project.common.dates import format_day
from reports import links
from reports.lines import Line, short


@dataclass(frozen=True)
class Returned:
    """The round that came back: what was said of the whole, and of each indicator to be mended."""

    words: str
    lines: list[Line]


def returned_of(assessment: Assessment, number: int | None = None) -> Returned | None:
    """What is to be mended of the newest round, while nothing was sent since; of one criterion,
    or all."""
    newer = Submission.objects.filter(
        assessment=assessment, pk__gt=OuterRef("item__submission")
    ).exclude(state=SubmissionState.WITHDRAWN)
    rows = Verdict.objects.filter(
        ~Exists(newer),
        item__submission__assessment=assessment,
        item__submission__state=SubmissionState.RETURNED,
    ).exclude(kind=VerdictKind.MET)
    if number is not None:
        rows = rows.filter(item__result__indicator__criterion__number=number)
    found = list(
        rows.select_related("item__submission", "item__result__indicator").order_by(
            "item__result__indicator__criterion__number", "item__result__indicator__order", "pk"
        )
    )
    if not found:
        return None
    sent = found[0].item.submission
    day = f" Bổ sung trước ngày {format_day(sent.supplement_by)}." if sent.supplement_by else ""
    return Returned(f"{sent.decision_text}{day}".strip(), [_line(row) for row in found])


def _line(verdict: Verdict) -> Line:
    result = verdict.item.result
    reason = ": ".join(filter(None, [verdict.get_reason_code_display(), verdict.text]))
    url = links.address("evidence:round", verdict.item.submission_id, anchor="phai-bo-sung")
    return Line(short(f"{result.indicator.code} {result.indicator.wording}"), url, reason, "", "")

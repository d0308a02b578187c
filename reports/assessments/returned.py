"""What came back from review, shown where it is mended."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from criteria.models import Assessment
from evidence.models import Submission, Verdict
from evidence.review.enums import ReasonCode, SubmissionState
from evidence.review.workdays import supplement_words
from ntm_project.common.text import shortened
from reports import links
from reports.lines import Line


@dataclass(frozen=True)
class Returned:
    """The round that came back: the remarks on the whole, and on each indicator to be mended."""

    words: str
    lines: list[Line]


_SENT = (
    Submission.objects.exclude(state=SubmissionState.WITHDRAWN)
    .order_by("-pk")
    .values_list("pk", "state", "decision_text", "supplement_by", named=True)
)


def returned_of(assessment: Assessment, today: date, number: int | None = None) -> Returned | None:
    """What is to be mended of the newest round, while nothing was sent since; of one criterion,
    or all."""
    sent = _SENT.filter(assessment=assessment).first()
    if sent is None or sent.state != SubmissionState.RETURNED:
        return None
    rows = Verdict.objects.filter(item__submission=sent.pk).negative()
    if number is not None:
        rows = rows.filter(item__result__indicator__criterion__number=number)
    url = links.address("evidence:round", sent.pk, anchor="phai-bo-sung")
    found = rows.order_by(
        "item__result__indicator__criterion__number", "item__result__indicator__order", "pk"
    ).values_list(
        "reason_code", "text", *(f"item__result__indicator__{n}" for n in ("code", "wording"))
    )
    lines = [_line(url, *row) for row in found]
    until = capfirst(supplement_words(sent.supplement_by, today))
    words = " ".join(filter(None, [sent.decision_text, until and f"{until}."]))
    return Returned(words, lines) if lines else None


def _line(url: str, reason_code: str, text: str, code: str, wording: str) -> Line:
    reason = ": ".join(filter(None, [reason_code and ReasonCode(reason_code).label, text]))
    return Line(shortened(f"{code} {wording}"), url, reason, "", "")

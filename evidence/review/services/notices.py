"""Notifies both sides of a review: a dossier has arrived, came back, or is decided."""

from django.db.models import Q
from django.urls import reverse

from evidence.review.enums import SubmissionState
from evidence.review.models import Submission, Verdict
from evidence.review.queries.chain import reviewers_at
from evidence.review.rules.rounds import SUBMITS_FROM
from evidence.review.workdays import supplement_words
from ntm_project.common.dates import format_day
from villages.access import Access
from villages.enums import NoticeKind
from villages.models import Posting
from villages.services import notify


def notify_arrived(by: Access, submission: Submission) -> None:
    """Notify whoever may review the round at its step."""
    held = reviewers_at(submission.step, submission.holder, submission.holder_body, by.on)
    notify(
        by=by,
        to=held.values_list("official_id", flat=True),
        kind=NoticeKind.ARRIVED,
        unit=submission.assessment.unit,
        key=f"round-{submission.pk}-arrived",
        text=f"{submission.assessment} nộp thẩm tra, lượt {submission.round}; trả lời trước "
        f"{format_day(submission.due_on)}",
        url=reverse("evidence:review", args=[submission.pk]),
    )


def notify_decided(by: Access, submission: Submission) -> None:
    """Notify those who sent the round, who may submit for the unit, and who is in charge of what is
    not met; must follow the verdicts."""
    unit = submission.assessment.unit
    is_back = submission.state == SubmissionState.RETURNED or submission.supplement_by is not None
    text = f"{submission.assessment}: {submission.step} đã thông qua"
    if is_back and submission.supplement_by:
        text = (
            f"{submission.assessment}: {submission.step} trả lại, "
            f"{supplement_words(submission.supplement_by)}. {submission.decision_text}"
        )
    notify(
        by=by,
        to={submission.submitted_by_id, *_submitters(by, submission), *_in_charge(submission)},
        kind=NoticeKind.RETURNED if is_back else NoticeKind.DECIDED,
        unit=unit,
        key=f"round-{submission.pk}-decided",
        text=text,
        url=submission.get_absolute_url(),
    )


def _submitters(by: Access, submission: Submission) -> set[int]:
    """A village's own board; in the commune, whoever submits for it."""
    unit = submission.assessment.unit
    mine = Q(pk__in=[])
    for role, level in SUBMITS_FROM.items():
        mine |= Q(role=role, unit__level=level)
    above = Q(unit=unit) | Q(unit=unit.parent_id) if unit.is_village else Q(unit=unit)
    above |= Q(unit__origins__predecessor=unit)  # of what it has become since
    held = Posting.objects.open_on(by.on).filter(mine, above)
    return set(held.values_list("official_id", flat=True))


def _in_charge(submission: Submission) -> set[int | None]:
    wrong = Verdict.objects.filter(item__submission=submission).negative()
    return set(wrong.values_list("item__result__in_charge", flat=True))

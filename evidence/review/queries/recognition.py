"""What rests on an approval: later rounds, recognitions in force, and what may be recognised."""

from datetime import date

from django.utils import timezone

from criteria.models import Assessment, CriteriaSet, Recognition
from evidence.review.enums import SubmissionState
from evidence.review.models import Submission, SubmittedItem
from evidence.review.queries.chain import route_of
from villages.models import Unit


def is_followed(submission: Submission) -> bool:
    """Whether anything of the round has been sent or approved at a later step."""
    return SubmittedItem.objects.filter(
        result__submitted_items__submission=submission,
        submission_id__gt=submission.pk,
        submission__state__in=[SubmissionState.SENT, SubmissionState.APPROVED],
    ).exists()


def is_recognised(submission: Submission) -> bool:
    """Whether a recognition in force rests on the approval."""
    assessment, decided_at = submission.assessment, submission.decided_at
    if decided_at is None:
        return False
    return Recognition.objects.filter(
        unit=assessment.unit_id,
        criteria_set=assessment.criteria_set_id,
        revoked_on__isnull=True,
        decided_on__gte=timezone.localdate(decided_at),
    ).exists()


def approved_assessments(unit: Unit, criteria_set: CriteriaSet, on: date) -> list[Assessment]:
    """The unit's assessments by the set that have passed every step, newest first."""
    assessments = (
        Assessment.objects.filter(unit=unit, criteria_set=criteria_set)
        .select_related("unit", "criteria_set")
        .order_by("-year", "pk")
    )
    return [a for a in assessments if route_of(a, on).is_complete]


def is_entered(unit: Unit, criteria_set: CriteriaSet) -> bool:
    """Whether the unit stands recognised by the set already: a second time follows a revocation."""
    return Recognition.objects.filter(
        unit=unit,
        criteria_set=criteria_set,
        revoked_on__isnull=True,
    ).exists()

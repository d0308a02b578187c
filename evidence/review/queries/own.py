"""What the official did in the assessment that they are to review."""

from django.db.models import Min

from criteria.models import Result, ResultChange
from evidence.review.models import Submission, SubmittedItem
from evidence.review.rules import OwnPart
from tasks.models import Supervision
from villages.access import Access


def own_part(by: Access, submission: Submission) -> OwnPart:
    """What they submitted, direct and recorded in the assessment of the round. Three queries."""
    if by.official is None:
        return OwnPart()
    assessment_id, person = submission.assessment_id, by.official.pk
    recorded = (
        ResultChange.objects.filter(result__assessment=assessment_id, recorded_by_id=person)
        .values("result_id")
        .annotate(first=Min("version"))
        .values_list("result_id", "first")
    )
    return OwnPart(
        has_submitted=Submission.objects.filter(
            assessment=assessment_id, submitted_by=person
        ).exists(),
        supervised=frozenset(
            Supervision.objects.filter(assessment=assessment_id, official=person).values_list(
                "criterion_id", flat=True
            )
        ),
        recorded=dict(recorded),
    )


def is_taken(result: Result) -> bool:
    """Whether a round has frozen the result as it now stands."""
    taken = SubmittedItem.objects.filter(result=result, result_version=result.version)
    return taken.exists()

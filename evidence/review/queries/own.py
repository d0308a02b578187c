"""What the official did, or whom they stand in for, in the assessment that they review."""

from django.db.models import Exists, FilteredRelation, Min, OuterRef, Q

from criteria.models import Assessment, Result, ResultChange
from evidence.review.models import Submission, SubmittedItem
from evidence.review.rules import OwnPart
from villages.access import Access


def own_part(by: Access, submission: Submission) -> OwnPart:
    """What the person has submitted, directs or has recorded in the round. Two queries."""
    if by.official is None:
        return OwnPart()
    assessment_id, people = submission.assessment_id, by.acts_for
    recorded = (
        ResultChange.objects.filter(result__assessment=assessment_id, recorded_by_id__in=people)
        .values("result_id")
        .annotate(first=Min("version"))
        .values_list("result_id", "first")
    )
    # A row for each criterion that they direct, or one without a criterion.
    directed = FilteredRelation("supervisions", condition=Q(supervisions__official__in=people))
    sent = Submission.objects.filter(assessment=OuterRef("pk"), submitted_by__in=people)
    rows = Assessment.objects.filter(pk=assessment_id).annotate(
        directed=directed, sent=Exists(sent)
    )
    found = list(rows.values_list("sent", "directed__criterion"))
    return OwnPart(
        who=by.self_words,
        has_submitted=any(has_sent for has_sent, _ in found),
        supervised=frozenset(criterion for _, criterion in found if criterion),
        recorded=dict(recorded),
    )


def is_taken(result: Result) -> bool:
    """Whether a round has frozen the result as it is now."""
    taken = SubmittedItem.objects.filter(result=result, result_version=result.version)
    return taken.exists()

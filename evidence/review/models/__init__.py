"""Review as data: chains of steps, rounds with what was frozen in them, verdicts."""

from evidence.review.models.chains import (
    NOT_FROM_ABOVE,
    Holiday,
    ReviewChain,
    ReviewStep,
    set_from_above,
)
from evidence.review.models.items import (
    Doubt,
    DraftVerdict,
    SubmittedItem,
    SubmittedPaper,
    Verdict,
    VerdictFields,
)
from evidence.review.models.recognition import Ground
from evidence.review.models.rounds import (
    Submission,
    SubmissionQuerySet,
    reviewable,
    reviews_as,
)

__all__ = [
    "NOT_FROM_ABOVE",
    "Doubt",
    "DraftVerdict",
    "Ground",
    "Holiday",
    "ReviewChain",
    "ReviewStep",
    "Submission",
    "SubmissionQuerySet",
    "SubmittedItem",
    "SubmittedPaper",
    "Verdict",
    "VerdictFields",
    "reviewable",
    "reviews_as",
    "set_from_above",
]

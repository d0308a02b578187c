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
)
from evidence.review.models.recognition import Ground
from evidence.review.models.rounds import (
    Submission,
    SubmissionQuerySet,
    reviewable,
    reviews_as,
)

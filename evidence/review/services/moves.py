"""The move of a round along a path of the table: held still, saved and recorded."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from criteria.models import Assessment
from evidence.review.models import Submission
from evidence.review.rules import reviewing_posting, submitting_posting
from evidence.review.states import PATHS, Side
from villages.access import Access
from villages.edit import Deny, Edit, editing
from villages.models import Posting


def acting_in(by: Access, posting: Posting | None) -> Access:
    """The access narrowed to the posting that is used, so that the trail names it."""
    # Built anew, not by `replace`: that of a request is a lazy stand-in, no dataclass.
    return Access(by.official, (posting,), by.on, by.request_id) if posting else by


def locked_assessment(assessment_id: int) -> Assessment:
    """The assessment, its rounds held still: every move of a round takes this lock first."""
    return (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit", "criteria_set")
        .get(pk=assessment_id)
    )


def locked_round(submission_id: int) -> Submission:
    """The round as it is now, held still until the transaction ends."""
    rows = Submission.objects.select_for_update(of=("self",), no_key=True)
    return rows.for_page().get(pk=submission_id)


@contextmanager
def moving(
    *, by: Access, submission: Submission, path: str, action: str, reason: str, deny: Deny
) -> Iterator[Edit[Submission]]:
    """Hold a round while it takes a path, as `editing` does.

    `deny` judges the round once it is locked, with the whole access; the trail names the
    posting in which the path's owner acted.
    """
    posting = (
        submitting_posting(by, submission.assessment.unit)
        if PATHS[path].owner == Side.SUBMITTER
        else reviewing_posting(by, submission)
    )
    with transaction.atomic():
        locked_assessment(submission.assessment_id)
        with editing(
            by=acting_in(by, posting),
            rows=Submission.objects.for_page(),
            pk=submission.pk,
            deny=lambda _, row: deny(by, row),
            action=action,
            reason=reason,
        ) as edit:
            yield edit
            edit.row.state = PATHS[path].target

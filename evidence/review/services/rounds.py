"""Sending a round and taking it back: the submitter's side."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from criteria.models import Assessment, Result
from criteria.models.assessments import with_levels
from criteria.nouns import of_set
from evidence.review import rules
from evidence.review.models import ReviewStep, Submission
from evidence.review.queries.chain import route_of
from evidence.review.queries.problems import Problem, submission_problems
from evidence.review.queries.queue import nth_working_day
from evidence.review.route import Route, outside
from evidence.review.services.freezing import freeze
from evidence.review.services.moves import acting_in, locked_assessment, moving
from evidence.review.services.notices import notify_arrived
from ntm_project.common.refusals import Refused
from ntm_project.common.text import clean_prose
from villages.access import Access
from villages.edit import create_row


class NotReady(Refused):
    """Something required is missing; `problems` is the whole list, warnings included."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(rules.deny_unready(sum(p.is_blocking for p in problems)))
        self.problems = problems


def submit(
    *,
    by: Access,
    assessment: Assessment,
    step: ReviewStep,
    results: Iterable[Result] | None = None,
    message: str = "",
) -> Submission:
    """Send what waits for the step (or some of it) as a round, frozen as it is now.

    Raises `Refused` (not one's right, not its turn) or `NotReady` with the list of problems.
    """
    chosen = None if results is None else [r.pk for r in results]
    message = clean_prose(message)
    if errors := rules.message_errors(message):
        raise ValidationError(errors)
    with transaction.atomic():
        assessment = locked_assessment(assessment.pk)
        route = route_of(assessment, by.on)
        if reason := rules.deny_submit(by, assessment, route, step):
            raise Refused(reason)
        result_ids = _chosen(assessment, route, step, chosen)
        sent = with_levels(Result.objects.filter(pk__in=result_ids).for_table())
        problems = submission_problems(assessment, sent, on=by.on)
        if any(p.is_blocking for p in problems):
            raise NotReady(problems)
        submission = create_row(
            by=acting_in(by, rules.submitting_posting(by, assessment.unit)),
            row=_round(by, assessment, step, route, message),
            action="gửi thẩm tra",
            reason=message,
            parts={"items": len(result_ids)},
        )
        freeze(submission, result_ids)
        notify_arrived(by, submission)
    return submission


def _chosen(
    assessment: Assessment, route: Route, step: ReviewStep, chosen: list[int] | None
) -> list[int]:
    """The results that go: all that wait for the step, or those chosen, every one in its turn."""
    if chosen is None:
        return sorted(route.awaiting(step))
    if not chosen:
        raise Refused(of_set("Hãy chọn ít nhất một chỉ tiêu để gửi.", assessment))
    if outside(route, step, chosen):
        words = f"Có chỉ tiêu đã được thông qua hoặc chưa tới lượt ở bước “{step}”; hãy chọn lại."
        raise Refused(of_set(words, assessment))
    return sorted(set(chosen))


def _round(
    by: Access, assessment: Assessment, step: ReviewStep, route: Route, message: str
) -> Submission:
    """The next round at the step, not saved."""
    rounds = Submission.objects.filter(assessment=assessment, step=step)
    last = rounds.aggregate(last=Max("round"))["last"] or 0
    holder = route.holder_of(step)
    assert holder is not None  # `deny_submit` refuses a step that nobody holds
    return Submission(
        assessment=assessment,
        step=step,
        round=last + 1,
        holder=holder,
        holder_body=step.holder_body,
        submitted_by=by.official,
        due_on=nth_working_day(by.on, step.working_days),
        message=message,
    )


def withdraw(*, by: Access, submission: Submission, reason: str) -> Submission:
    """Take a round back before its decision; it stays on record with the reason."""
    reason = clean_prose(reason)
    with moving(
        by=by,
        submission=submission,
        path="withdraw",
        action="rút hồ sơ",
        reason=reason,
        deny=rules.deny_withdraw,
    ) as edit:
        if errors := rules.reason_errors(reason):
            raise ValidationError(errors)
        edit.row.closed_reason = reason
    return edit.row

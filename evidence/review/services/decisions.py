"""The decision on a round, reopening it, and the recognition that follows the last step."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from criteria.models import Assessment, CriteriaSet, Recognition
from evidence.review import rules
from evidence.review.enums import SubmissionState
from evidence.review.models import DraftVerdict, Submission, SubmittedItem, Verdict
from evidence.review.queries.chain import route_of
from evidence.review.queries.own import own_part
from evidence.review.services.freezing import DRAFT_FIELDS
from evidence.review.services.rounds import acting_in, locked_assessment, locked_round
from evidence.review.states import PATHS
from ntm_project.common.text import clean_line, clean_prose
from ntm_project.common.views import Refused
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Unit

RECOGNITION_FIELDS = [
    "unit",
    "criteria_set",
    "title",
    "decision_number",
    "decided_on",
    "issuer",
    "note",
]


def send_decision(
    *,
    by: Access,
    submission: Submission,
    outcome: str,
    decision_text: str = "",
    supplement_by: date | None = None,
) -> Submission:
    """Return or approve a round: its drafts become verdicts, all in one transaction.

    `outcome` is `return` or `approve`. Raises `Refused` or `ValidationError` (field → sentence).
    """
    decision_text = clean_prose(decision_text)
    with transaction.atomic():
        locked_assessment(submission.assessment_id)
        submission = locked_round(submission.pk)
        own = own_part(by, submission)
        name = outcome if outcome in ("return", "approve") else "return"
        if reason := rules.deny_review(by, submission, own, name):
            raise Refused(reason)
        drafts = list(DraftVerdict.objects.filter(item__submission=submission).order_by("pk"))
        if errors := rules.decision_errors(
            outcome=outcome,
            kinds=[draft.kind for draft in drafts],
            unreviewed=submission.items.count() - len(drafts),
            text=decision_text,
            supplement_by=supplement_by,
            today=by.on,
        ):
            raise ValidationError(errors)
        _give(drafts)
        submission.state = PATHS[outcome].target
        submission.decided_at, submission.decided_by = timezone.now(), by.official
        submission.decision_text = decision_text
        submission.supplement_by = supplement_by if outcome == "return" else None
        submission.save(
            update_fields=["state", "decided_at", "decided_by", "decision_text", "supplement_by"]
        )
        _tell(by, submission, PATHS[outcome].label.lower(), SubmissionState.SENT, decision_text)
    return submission


def _give(drafts: list[DraftVerdict]) -> None:
    """Make verdicts of drafts; each stays with whoever judged, at the time he did."""
    Verdict.objects.bulk_create(
        Verdict(
            item_id=draft.item_id,
            is_kept=draft.is_kept,
            **{name: getattr(draft, name) for name in DRAFT_FIELDS},
        )
        for draft in drafts
    )
    DraftVerdict.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()


def _tell(by: Access, submission: Submission, action: str, old: str, reason: str) -> None:
    record(
        acting_in(by, rules.reviewing_posting(by, submission)),
        f"{action} hồ sơ",
        submission,
        unit=submission.assessment.unit,
        old={"state": old},
        new={"state": submission.state, "supplement_by": str(submission.supplement_by or "")},
        reason=reason,
    )


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


def reopen(*, by: Access, submission: Submission, reason: str) -> Submission:
    """Open the step of an approved round again, with the reason; verdicts stay on record."""
    reason = clean_prose(reason)
    with transaction.atomic():
        locked_assessment(submission.assessment_id)
        submission = locked_round(submission.pk)
        if refusal := rules.deny_reopen(
            by,
            submission,
            is_followed=is_followed(submission),
            is_recognised=is_recognised(submission),
        ):
            raise Refused(refusal)
        if errors := rules.reason_errors(reason):
            raise ValidationError(errors)
        submission.state = SubmissionState.REOPENED
        submission.closed_reason = reason
        submission.save(update_fields=["state", "closed_reason"])
        _tell(by, submission, "mở lại", SubmissionState.APPROVED, reason)
    return submission


def approved_assessments(unit: Unit, criteria_set: CriteriaSet, on: date) -> list[Assessment]:
    """The unit's assessments by the set that have passed every step, newest first."""
    assessments = (
        Assessment.objects.filter(unit=unit, criteria_set=criteria_set)
        .select_related("unit", "criteria_set")
        .order_by("-year", "pk")
    )
    return [a for a in assessments if route_of(a, on).is_complete]


def recognise(
    *,
    by: Access,
    unit: Unit,
    criteria_set: CriteriaSet,
    decision_number: str,
    decided_on: date,
    issuer: str,
    title: str = "",
    note: str = "",
) -> Recognition:
    """Enter the decision that recognises a unit; `Refused` before the last step has approved."""
    recognition = Recognition(
        unit=unit,
        criteria_set=criteria_set,
        title=clean_line(title) or criteria_set.short_name,
        decision_number=clean_line(decision_number),
        decided_on=decided_on,
        issuer=clean_line(issuer),
        note=clean_prose(note),
    )
    with transaction.atomic():
        _refuse_before_approval(by, unit, criteria_set)
        if errors := rules.recognition_errors(
            recognition, is_entered=_is_entered(recognition), today=by.on
        ):
            raise ValidationError(errors)
        recognition.full_clean()
        recognition.save()
        record(
            by,
            "ghi công nhận",
            recognition,
            unit=unit,
            ability=Ability.RECOGNISE,
            new=snapshot(recognition, RECOGNITION_FIELDS),
        )
    return recognition


def _refuse_before_approval(by: Access, unit: Unit, criteria_set: CriteriaSet) -> None:
    """Hold the unit's assessments by the set still, and ask the rule."""
    for assessment in Assessment.objects.filter(unit=unit, criteria_set=criteria_set):
        locked_assessment(assessment.pk)
    approved = approved_assessments(unit, criteria_set, by.on)
    if reason := rules.deny_recognise(by, unit, is_approved=bool(approved)):
        raise Refused(reason)


def _is_entered(recognition: Recognition) -> bool:
    """Whether the unit stands recognised by the set already: a second time follows a revocation."""
    return Recognition.objects.filter(
        unit=recognition.unit_id,
        criteria_set=recognition.criteria_set_id,
        revoked_on__isnull=True,
    ).exists()

"""Reads recognitions: which approvals are followed by one, what may be recognised, what a
recognition shows."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from criteria.enums import Confirmation
from criteria.models import Assessment, CriteriaSet, Recognition, Result, ResultChange
from criteria.models.assessments import judged_values
from criteria.nouns import of_set
from criteria.rules import deny_standing
from evidence.papers.models import Evidence, Revision
from evidence.review import rules
from evidence.review.enums import GroundKind, SubmissionState
from evidence.review.models import Ground, Submission, SubmittedItem
from evidence.review.queries.chain import own_commune, route_of
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit
from villages.roles import ROLES_WITH


def is_followed(submission: Submission) -> bool:
    """Whether anything of the round has been sent or approved at a later step."""
    return SubmittedItem.objects.filter(
        result__submitted_items__submission=submission,
        submission_id__gt=submission.pk,
        submission__state__in=[SubmissionState.SENT, SubmissionState.APPROVED],
    ).exists()


def is_recognised(submission: Submission) -> bool:
    """Whether a recognition in force, confirmed by a unit above, rests on the approval.

    One that the unit entered by itself holds nobody back from opening the dossier again.
    """
    assessment, decided_at = submission.assessment, submission.decided_at
    if decided_at is None:
        return False
    return (
        Recognition.objects.in_force()
        .filter(
            unit=assessment.unit_id,
            criteria_set=assessment.criteria_set_id,
            confirmation=Confirmation.CONFIRMED,
            decided_on__gte=timezone.localdate(decided_at),
        )
        .exists()
    )


def is_entered(unit: Unit, criteria_set: CriteriaSet) -> bool:
    """Whether the unit is recognised by the set already, or awaits it: a second time follows a
    refusal or a revocation."""
    rows = Recognition.objects.in_force()
    return rows.filter(unit=unit, criteria_set=criteria_set).exists()


def has_submitted(access: Access, unit: Unit, criteria_set: CriteriaSet | None) -> bool:
    """Whether the official, or whom they stand in for, has ever sent the unit's dossier by the
    set."""
    people = access.acts_for
    return (
        bool(people)
        and Submission.objects.filter(
            assessment__unit=unit, assessment__criteria_set=criteria_set, submitted_by__in=people
        ).exists()
    )


def missing_of(assessment: Assessment) -> str:
    """What the assessment lacks for a recognition by the set: of its standing, or because it holds
    by now what nobody above has reviewed; "" when nothing."""
    standings = assessment.standings.select_related("criterion")
    changed = rules.deny_changed(codes_changed_since_approval(assessment))
    return deny_standing(assessment.criteria_set, standings) or of_set(changed, assessment)


def codes_changed_since_approval(assessment: Assessment) -> list[str]:
    """The indicators that by now state something else than when they were last approved."""
    approved = SubmittedItem.objects.filter(
        submission__assessment=assessment, submission__state=SubmissionState.APPROVED
    )
    rows = approved.select_related("result__indicator__criterion").order_by("submission_id")
    last = {item.result_id: item for item in rows}
    moved = {pk: item for pk, item in last.items() if item.result_version != item.result.version}
    changes = ResultChange.objects.filter(result__in=moved)
    then = {(change.result_id, change.version): change for change in changes}
    codes = [
        (item.result.indicator.criterion.number, item.result.indicator.code)
        for pk, item in moved.items()
        if not _reads_the_same(item.result, then.get((pk, item.result_version)))
    ]
    return [code for _, code in sorted(codes)]


def _reads_the_same(now: Result, then: ResultChange | None) -> bool:
    return then is not None and judged_values(now) == judged_values(then)


def why_not_recognised(by: Access, assessment: Assessment) -> str:
    """Why the assessed unit cannot be recognised now, by this person; "" when it can."""
    return rules.deny_recognise(
        by,
        assessment.unit,
        is_approved=route_of(assessment, by.on).is_complete,
        is_entered=is_entered(assessment.unit, assessment.criteria_set),
        missing=missing_of(assessment),
    )


def doubt_about(recognition: Recognition, on: date) -> str:
    """What by now speaks against a recognition: no assessment of the unit by the set has passed
    every step and meets its rule. Nothing where the record holds no assessment by the set."""
    if recognition.criteria_set is None:
        return ""
    rows = Assessment.objects.filter(unit=recognition.unit, criteria_set=recognition.criteria_set)
    reasons = [
        missing_of(row) if route_of(row, on).is_complete else NOT_APPROVED
        for row in rows.select_related("unit__parent", "criteria_set").order_by("-year", "pk")
    ]
    return "" if "" in reasons or not reasons else reasons[0]


NOT_APPROVED = "Hồ sơ hiện chưa được thông qua ở bước cuối nên chưa xác nhận được."


def papers_for(access: Access, unit: Unit) -> "QuerySet[Evidence]":
    """The papers that may be a ground of the unit's recognition: its own or, of a village, its
    commune's; in use and with a file, newest first."""
    files = Revision.objects.filter(evidence=OuterRef("pk"))
    commune = own_commune(unit)
    units = [unit.pk, *([commune.pk] if commune else [])]
    rows = Evidence.objects.visible_to(access).in_use().filter(Exists(files), unit__in=units)
    return rows.order_by("-created_at", "-pk")


def recognitions_in_sight(access: Access) -> "QuerySet[Recognition]":
    """The recognitions in scope, with all that the page of one shows of itself."""
    return Recognition.objects.visible_to(access).select_related(
        "unit__parent", "criteria_set", "entered_by", "answered_by"
    )


def grounds_of(recognition: Recognition) -> list[Ground]:
    """The grounds of a recognition as known now, in the order of their kinds; none for one entered
    before."""
    order = list(GroundKind)
    rows = recognition.grounds.select_related("revision__evidence").order_by("number")
    latest = {ground.kind: ground for ground in rows}
    return sorted(latest.values(), key=lambda ground: order.index(GroundKind(ground.kind)))


def awaiting_confirmation(access: Access) -> "QuerySet[Recognition]":
    """The recognitions that wait for a unit above in which one answers for them, oldest first."""
    above = Q(pk__in=[])
    for posting in access.postings:
        if posting.role in ROLES_WITH[Ability.CONFIRM_RECOGNITION]:
            path = posting.unit.path
            above |= Q(unit__path__below=path) & ~Q(unit=posting.unit_id)
    rows = recognitions_in_sight(access).filter(
        above, confirmation=Confirmation.AWAITING, revoked_on__isnull=True
    )
    return rows.order_by("decided_on", "pk")

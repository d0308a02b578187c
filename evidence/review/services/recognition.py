"""Entering a recognition with its grounds, and the answer of the unit above."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from criteria.enums import Confirmation
from criteria.models import Assessment, Recognition
from evidence.review import rules
from evidence.review.enums import GroundKind
from evidence.review.models import Ground
from evidence.review.queries.recognition import (
    doubt_about,
    has_submitted,
    why_not_recognised,
)
from evidence.review.services.grounds import (
    Grounds,
    ground_faults,
    ground_words,
    paper_name_of,
    revision_of,
)
from evidence.review.services.moves import acting_in, locked_assessment
from ntm_project.common.models import clean_and_save
from ntm_project.common.refusals import Refused
from ntm_project.common.text import clean_line, clean_prose
from villages.access import Access
from villages.edit import create_row, edit_row, editing, set_fields


def recognise(
    *,
    by: Access,
    assessment: Assessment,
    decision_number: str,
    decided_on: date,
    issuer: str,
    title: str = "",
    note: str = "",
    grounds: Grounds | None = None,
) -> Recognition:
    """Enter the decision that recognises the assessed unit, with what it rests on.

    Confirmed at once when somebody above the unit enters it who has not sent the dossier; else with
    the scanned decision, and it awaits the answer from above. `Refused` before the last step has
    approved or while the standing is below the set's rule; `ValidationError`: field → sentence,
    fields of a ground as `notice-until`.
    """
    with transaction.atomic():
        # Held still: neither its rounds nor a second decision can come in between.
        assessment = locked_assessment(assessment.pk)
        unit, criteria_set = assessment.unit, assessment.criteria_set
        if reason := why_not_recognised(by, assessment):
            raise Refused(reason)
        sent_it = has_submitted(by, unit, criteria_set)
        is_confirmed = rules.answers_for(by, unit, has_submitted=sent_it)
        recognition = Recognition(
            unit=unit,
            criteria_set=criteria_set,
            title=clean_line(title) or criteria_set.short_name,
            decision_number=clean_line(decision_number),
            decided_on=decided_on,
            issuer=clean_line(issuer),
            note=clean_prose(note),
            entered_by=by.official,
            **_answer(by, Confirmation.CONFIRMED if is_confirmed else Confirmation.AWAITING),
        )
        rows = _grounds(by, recognition, grounds or {})
        return _write(by, recognition, rows)


def _answer(by: Access, confirmation: Confirmation) -> dict[str, Any]:
    if confirmation == Confirmation.AWAITING:
        return {"confirmation": confirmation}
    return {
        "confirmation": confirmation,
        "answered_at": timezone.now(),
        "answered_by": by.official,
    }


def _grounds(by: Access, recognition: Recognition, typed: Grounds) -> dict[GroundKind, Ground]:
    """A row for each ground, also for those of which nothing is known; papers by their latest
    file. A paper that is not the unit's is refused."""
    found = {}
    for kind in GroundKind:
        fields = dict(typed.get(kind, {}))
        paper = fields.pop("paper", None)
        revision = revision_of(by, recognition, paper)
        found[kind] = Ground(
            kind=kind, revision=revision, paper_words=paper_name_of(revision), **fields
        )
    return found


def _errors(
    recognition: Recognition, grounds: Mapping[GroundKind, Ground], today: date
) -> dict[str, Any]:
    errors: dict[str, Any] = rules.recognition_errors(recognition, today=today)
    is_confirmed = recognition.confirmation == Confirmation.CONFIRMED
    errors |= rules.decision_paper_errors(grounds, is_confirmed=is_confirmed)
    for ground in grounds.values():
        errors |= ground_faults(recognition, ground)
    return errors


def _write(
    by: Access, recognition: Recognition, grounds: Mapping[GroundKind, Ground]
) -> Recognition:
    if errors := _errors(recognition, grounds, by.on):
        raise ValidationError(errors)
    made = create_row(
        by=acting_in(by, rules.entering_posting(by, recognition.unit)),
        row=recognition,
        action="ghi công nhận",
        parts={str(kind.label): ground_words(ground) for kind, ground in grounds.items()},
    )
    for ground in grounds.values():
        ground.recognition = made
        clean_and_save(ground)
    return made


def answer_recognition(
    *, by: Access, recognition: Recognition, is_confirmed: bool, refusal: str, seen: int
) -> Recognition:
    """Confirm a recognition that awaits it, or refuse to with the reason. `Stale` when somebody
    else has answered since `seen`."""
    refusal = "" if is_confirmed else clean_prose(refusal)
    if not is_confirmed and (errors := rules.refusal_errors(refusal)):
        raise ValidationError(errors)

    def deny(access: Access, row: Recognition) -> str:
        return rules.deny_confirm(
            access,
            row,
            has_submitted=has_submitted(access, row.unit, row.criteria_set),
            # What speaks against it is no reason not to refuse.
            missing=doubt_about(row, access.on) if is_confirmed else "",
        )

    answer = Confirmation.CONFIRMED if is_confirmed else Confirmation.REFUSED
    acting = acting_in(by, rules.confirming_posting(by, recognition.unit))
    return edit_row(
        by=acting,
        rows=Recognition.objects.select_related("unit__parent", "criteria_set"),
        pk=recognition.pk,
        seen=seen,
        fields={**_answer(by, answer), "refusal": refusal},
        deny=lambda _, row: deny(by, row),
        action="xác nhận công nhận" if is_confirmed else "không xác nhận công nhận",
        reason=refusal,
    )


def revoke_recognition(
    *, by: Access, recognition: Recognition, fields: Mapping[str, Any], seen: int
) -> Recognition:
    """Enter the decision that takes a recognition back: its number, its day, and why."""
    with editing(
        by=acting_in(by, rules.confirming_posting(by, recognition.unit)),
        rows=Recognition.objects.select_related("unit__parent", "criteria_set"),
        pk=recognition.pk,
        seen=seen,
        deny=lambda _, row: rules.deny_revoke(by, row),
        action="thu hồi công nhận",
        reason=clean_prose(fields.get("revoked_for", "")),
    ) as edit:
        set_fields(edit.row, fields)
        if errors := rules.revocation_errors(edit.row, today=by.on):
            raise ValidationError(errors)
    return edit.row

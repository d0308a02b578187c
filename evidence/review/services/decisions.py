"""The decision on a round, and reopening it."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from criteria.nouns import of_set
from evidence.review import rules
from evidence.review.models import Doubt, DraftVerdict, Submission, Verdict
from evidence.review.models.items import judgement_of
from evidence.review.queries.items import items_in_order
from evidence.review.queries.own import own_part
from evidence.review.queries.recognition import (
    is_followed,
    is_recognised,
)
from evidence.review.rules.rounds import OF_ANOTHER_ROUND
from evidence.review.services.moves import moving
from evidence.review.services.notices import notify_decided
from evidence.review.states import PATHS
from ntm_project.common.text import clean_prose
from villages.access import Access


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
    path = outcome if outcome in ("return", "approve") else "return"
    with moving(
        by=by,
        submission=submission,
        path=path,
        action=f"{PATHS[path].label.lower()} hồ sơ",
        reason=decision_text,
        deny=lambda access, row: rules.deny_review(access, row, own_part(access, row), path),
    ) as edit:
        row = edit.row
        drafts = list(DraftVerdict.objects.filter(item__submission=row).order_by("pk"))
        if errors := rules.decision_errors(
            outcome=outcome,
            kinds=[draft.kind for draft in drafts],
            unreviewed=row.items.count() - len(drafts),
            text=decision_text,
            supplement_by=supplement_by,
            today=by.on,
        ):
            raise ValidationError({name: of_set(text, row) for name, text in errors.items()})
        _give(drafts)
        row.decided_at, row.decided_by = timezone.now(), by.official
        row.decision_text = decision_text
        row.supplement_by = supplement_by if outcome == "return" else None
        notify_decided(by, row)
    return row


def _give(drafts: list[DraftVerdict]) -> None:
    """Make verdicts of drafts; each stays with whoever judged, at the time of judging."""
    Verdict.objects.bulk_create(
        Verdict(item_id=draft.item_id, is_kept=draft.is_kept, **judgement_of(draft))
        for draft in drafts
    )
    DraftVerdict.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()


def reopen(
    *, by: Access, submission: Submission, reason: str, doubted: Iterable[int] = ()
) -> Submission:
    """Open the step of an approved round again, with the reason; verdicts stay on record.

    The items named (by key) were found false: in the next round they are not reviewed, and only
    they; whatever else stays the same keeps its verdict.
    """
    reason, named = clean_prose(reason), set(doubted)
    with moving(
        by=by,
        submission=submission,
        path="reopen",
        action="mở lại hồ sơ",
        reason=reason,
        deny=lambda access, row: rules.deny_reopen(
            access, row, is_followed=is_followed(row), is_recognised=is_recognised(row)
        ),
    ) as edit:
        if errors := rules.reason_errors(reason):
            raise ValidationError(errors)
        edit.row.closed_reason = reason
        items = [item for item in items_in_order(edit.row) if item.pk in named]
        if len(items) < len(named):
            sentence = of_set(OF_ANOTHER_ROUND, submission)
            raise ValidationError({"doubted": sentence})
        Doubt.objects.bulk_create(Doubt(item=item, by=by.official) for item in items)
        edit.note("phải xét lại", "", ", ".join(item.result.indicator.code for item in items))
    return edit.row

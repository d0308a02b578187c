"""A reviewer's notes until the round is sent.

No audit event is written here: the trail of a unit is read by the unit, and neither what a draft
holds nor that there is one may be known there. The verdict, once sent, names who judged and when.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from evidence.review import rules
from evidence.review.enums import VerdictKind
from evidence.review.models import DraftVerdict, Submission, SubmittedItem
from evidence.review.queries.own import own_part
from evidence.review.queries.unmarked import unmarked_items
from evidence.review.services.moves import locked_round
from ntm_project.common.refusals import Refused
from ntm_project.common.text import clean_prose
from villages.access import Access
from villages.edit import check_seen, create_row, edit_row, version_of_set

NOTED = "ghi nhận xét"
MARK_KEYS = ("revision", "page", "x", "y", "w", "h", "text")


def _clean_marks(marks: Iterable[Any]) -> list[Any]:
    """Marks with known keys alone and clean words; what is no mark at all stays to be refused."""
    return [
        {k: clean_prose(m[k]) if isinstance(m[k], str) else m[k] for k in MARK_KEYS if k in m}
        if isinstance(m, dict)
        else m
        for m in marks
    ]


def save_draft(
    *,
    by: Access,
    item: SubmittedItem,
    kind: str,
    reason_code: str = "",
    text: str = "",
    marks: Iterable[Any] = (),
    seen_version: int,
) -> DraftVerdict:
    """Note a verdict on an item of an open round; `NO_VERSION` where none was seen.

    Raises `Refused`, `ValidationError` (field → sentence), or `Stale` when another reviewer has
    saved since. Saving again what is already recorded changes nothing.
    """
    fields: dict[str, Any] = {
        "kind": kind,
        "reason_code": "" if kind == VerdictKind.MET else reason_code,
        "text": clean_prose(text),
        "marks": _clean_marks(marks),
    }
    with transaction.atomic():
        submission = locked_round(item.submission_id)
        item = SubmittedItem.objects.select_related("result__indicator__criterion").get(pk=item.pk)
        own = own_part(by, submission)
        if reason := rules.deny_review(by, submission, own) or rules.deny_judge(item, own):
            raise Refused(reason)
        revisions = set(item.papers.values_list("revision_id", flat=True))
        if errors := rules.verdict_errors(**fields, revisions=revisions):
            raise ValidationError(errors)
        return _write(by, item, fields, seen_version)


def _write(
    by: Access, item: SubmittedItem, fields: dict[str, Any], seen_version: int
) -> DraftVerdict:
    stamp = {"at": timezone.now(), "by": by.official}
    draft = DraftVerdict.objects.filter(item=item).first()
    if draft is None:
        check_seen(None, seen_version, mine=fields)
        row = DraftVerdict(item=item, **fields, **stamp)
        return create_row(by=by, row=row, action=NOTED, is_recorded=False)
    if all(getattr(draft, name) == value for name, value in fields.items()):
        return draft
    return edit_row(
        by=by,
        rows=DraftVerdict.objects.select_related("by"),
        pk=draft.pk,
        seen=seen_version,
        fields={**fields, **stamp, "is_kept": False},
        action=NOTED,
        is_recorded=False,
    )


def approve_unmarked(
    *, by: Access, submission: Submission, seen_item_ids: Iterable[int]
) -> list[DraftVerdict]:
    """Note "đạt" on what was claimed so, has its required papers and no figure against it; `Stale`
    unless that is exactly what was listed."""
    with transaction.atomic():
        submission = locked_round(submission.pk)
        items = unmarked_items(by, submission).ready
        present = version_of_set(item.pk for item in items)
        check_seen(submission, version_of_set(set(seen_item_ids)), version=present)
        now = timezone.now()
        return DraftVerdict.objects.bulk_create(
            DraftVerdict(item=item, kind=VerdictKind.MET, at=now, by=by.official) for item in items
        )

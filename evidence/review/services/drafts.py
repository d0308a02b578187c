"""A reviewer's notes until the round is sent.

No audit event is written here: the trail of a unit is read by the unit, and neither what a draft
says nor that there is one may be known there. The verdict, once sent, tells who judged and when.
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
from evidence.review.services.rounds import locked_round
from ntm_project.common.text import clean_prose
from ntm_project.common.views import Refused
from villages.access import Access

MARK_KEYS = ("revision", "page", "x", "y", "w", "h", "text")


class StaleDraft(Exception):
    """Another reviewer saved first; `current` is the draft as it now stands."""

    def __init__(self, current: DraftVerdict | None) -> None:
        super().__init__("the draft has changed since it was seen")
        self.current = current


class StaleList(Refused):
    """The items without a draft are no longer those that were listed for confirmation."""

    def __init__(self) -> None:
        super().__init__(
            "Danh sách chỉ tiêu chưa xét đã đổi từ lúc hiển thị; hãy xem lại rồi xác nhận."
        )


def items_of(submission: Submission) -> list[SubmittedItem]:
    """The items of a round in the order of the set, with what the rules ask of them."""
    return list(
        submission.items.select_related("result__indicator__criterion").order_by(
            "result__indicator__criterion__number", "result__indicator__order", "pk"
        )
    )


def unmarked_items(by: Access, submission: Submission) -> list[SubmittedItem]:
    """The items without a draft that this reviewer may judge: what `approve_unmarked` takes."""
    own = own_part(by, submission)
    if reason := rules.deny_review(by, submission, own):
        raise Refused(reason)
    marked = set(
        DraftVerdict.objects.filter(item__submission=submission).values_list("item_id", flat=True)
    )
    return [
        item
        for item in items_of(submission)
        if item.pk not in marked and not rules.deny_judge(item, own)
    ]


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
    """Note a verdict on an item of an open round; `seen_version` is 0 where no draft was seen.

    Raises `Refused`, `ValidationError` (field → sentence), or `StaleDraft` when another reviewer
    has saved since. Saving again what already stands changes nothing.
    """
    said: dict[str, Any] = {
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
        if errors := rules.verdict_errors(**said, revisions=revisions):
            raise ValidationError(errors)
        draft = DraftVerdict.objects.select_related("by").filter(item=item).first()
        if draft and all(getattr(draft, name) == value for name, value in said.items()):
            return draft
        if seen_version != (draft.version if draft else 0):
            raise StaleDraft(draft)
        return _write(by, draft or DraftVerdict(item=item, version=0), said)


def _write(by: Access, draft: DraftVerdict, said: dict[str, Any]) -> DraftVerdict:
    for name, value in said.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.is_kept, draft.at, draft.by = False, timezone.now(), by.official
    draft.save()
    return draft


def approve_unmarked(
    *, by: Access, submission: Submission, seen_item_ids: Iterable[int]
) -> list[DraftVerdict]:
    """Note "đạt" on every item without a draft, if they are exactly those that were listed."""
    with transaction.atomic():
        submission = locked_round(submission.pk)
        items = unmarked_items(by, submission)
        if {item.pk for item in items} != set(seen_item_ids):
            raise StaleList
        now = timezone.now()
        return DraftVerdict.objects.bulk_create(
            DraftVerdict(item=item, kind=VerdictKind.MET, at=now, by=by.official) for item in items
        )

"""The items of a round as pages read them: plain rows, from which no draft can be reached.

What the submitter reads never touches the table of drafts; the reviewer's rows add them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from criteria.enums import Comparison, Confidence
from evidence.review import rules
from evidence.review.enums import VerdictKind
from evidence.review.models import (
    DraftVerdict,
    Submission,
    SubmittedItem,
    Verdict,
)
from evidence.review.queries.as_sent import words_since
from evidence.review.queries.chain import earlier_items, with_papers
from evidence.review.queries.own import own_part
from ntm_project.common.refusals import Refused
from villages.access import SYSTEM_NAME, Access


@dataclass(frozen=True)
class PaperRow:
    """One paper as it was sent: its data, and the revision (file) that was frozen."""

    evidence_id: int
    revision_id: int
    title: str
    file_name: str
    file_type: str
    revision_number: int
    place: str
    since: str  # what its words are by now, where they were corrected after it was sent


@dataclass(frozen=True)
class VerdictRow:
    """A verdict, or a draft of one: what, why, where on the files, who, when."""

    kind: str
    kind_label: str
    reason_code: str
    reason_label: str
    text: str
    marks: list[dict[str, Any]]
    by_name: str
    at: datetime
    is_kept: bool
    version: int

    @property
    def tone(self) -> str:
        return VerdictKind(self.kind).tone

    @property
    def is_negative(self) -> bool:
        return VerdictKind(self.kind).is_negative


@dataclass(frozen=True)
class Sent:
    """An item as one round froze it, with the verdict of that round once it was sent."""

    item_id: int
    round: int
    claim: str
    claim_label: str
    value_words: str
    level_words: str
    comparison: str
    as_of: date | None
    note: str
    papers: tuple[PaperRow, ...]
    verdict: VerdictRow | None

    @property
    def has_comparison(self) -> bool:
        """Whether the comparison adds anything to the level (`chưa rõ mức`)."""
        return bool(self.comparison) and self.comparison != self.level_words

    @property
    def comparison_tone(self) -> str:
        return _COMPARISON_TONES.get(self.comparison, "grey")


# The comparison is frozen in words.
_COMPARISON_TONES = {Comparison.MEETS.label: "green", Comparison.SHORT.label: "red"}


@dataclass(frozen=True)
class ItemRow:
    """One line of a round: the indicator, what was sent, and what an earlier round judged.

    `before` is the last decided round's copy, for reading side by side; `is_edited_since` means
    that the living result has moved on from what was sent.
    """

    item_id: int
    result_id: int
    criterion_number: int
    criterion_name: str
    code: str
    wording: str
    confidence: str  # "" once the wording is checked against the official text
    is_changed: bool
    is_edited_since: bool
    is_doubted: bool  # named when the round was opened again
    sent: Sent
    before: Sent | None

    @property
    def verdict(self) -> VerdictRow | None:
        return self.sent.verdict

    @property
    def is_negative(self) -> bool:
        """Whether its verdict, once sent, wants the unit to mend something."""
        return self.verdict is not None and self.verdict.is_negative

    @property
    def marks_words(self) -> list[str]:
        """The marks of the verdict: which file, which page, what."""
        names = {paper.revision_id: paper.title for paper in self.sent.papers}
        return [
            f"{names.get(mark.get('revision', 0), 'Tệp')}, trang {mark.get('page', 1)}: "
            f"{mark.get('text') or 'xem dấu trên tệp'}"
            for mark in (self.verdict.marks if self.verdict else [])
        ]


@dataclass(frozen=True)
class ReviewerRow:
    """A line with the reviewer's draft, and why they may not judge the item ("" when they may)."""

    row: ItemRow
    draft: VerdictRow | None
    denied: str

    @property
    def present(self) -> VerdictRow | None:
        """The verdict of the item: the one sent, else the draft; None without either."""
        return self.row.verdict or self.draft

    @property
    def is_negative(self) -> bool:
        """Whether the verdict of the item requires the unit to mend something."""
        return self.present is not None and self.present.is_negative

    @property
    def is_left(self) -> bool:
        """Whether this reviewer is still to judge it."""
        return self.present is None and not self.denied


def _verdict_row(verdict: Verdict | DraftVerdict | None) -> VerdictRow | None:
    if verdict is None:
        return None
    return VerdictRow(
        kind=verdict.kind,
        kind_label=verdict.get_kind_display(),
        reason_code=verdict.reason_code,
        reason_label=verdict.get_reason_code_display() if verdict.reason_code else "",
        text=verdict.text,
        marks=verdict.marks,
        by_name=str(verdict.by or SYSTEM_NAME),
        at=verdict.at,
        is_kept=verdict.is_kept,
        version=getattr(verdict, "version", 0),
    )


def _sent(item: SubmittedItem) -> Sent:
    papers = tuple(
        PaperRow(
            evidence_id=paper.evidence_id,
            revision_id=paper.revision_id,
            title=paper.name,
            file_name=paper.revision.name,
            file_type=paper.revision.file_type,
            revision_number=paper.revision.number,
            place=paper.place,
            since=words_since(paper),
        )
        for paper in item.papers.all()
    )
    return Sent(
        item_id=item.pk,
        round=item.submission.round,
        claim=item.claim,
        claim_label=item.get_claim_display(),
        value_words=item.value_words,
        level_words=item.level_words,
        comparison=item.comparison,
        as_of=item.as_of,
        note=item.note,
        papers=papers,
        verdict=_verdict_row(getattr(item, "verdict", None)),
    )


def items_in_order(submission: Submission) -> "QuerySet[SubmittedItem]":
    """The items of a round in the order of the set, with what the rules require of them."""
    return submission.items.select_related("result__indicator__criterion").order_by(
        "result__indicator__criterion__number", "result__indicator__order", "pk"
    )


def _items(submission: Submission) -> "QuerySet[SubmittedItem]":
    return (
        items_in_order(submission)
        .select_related("submission", "verdict__by", "doubt")
        .prefetch_related(with_papers())
    )


def _row(item: SubmittedItem, before: SubmittedItem | None) -> ItemRow:
    indicator = item.result.indicator
    is_verified = indicator.confidence == Confidence.VERIFIED
    return ItemRow(
        item_id=item.pk,
        result_id=item.result_id,
        criterion_number=indicator.criterion.number,
        criterion_name=indicator.criterion.name,
        code=indicator.code,
        wording=indicator.wording,
        confidence="" if is_verified else Confidence(indicator.confidence).label,
        is_changed=item.is_changed,
        is_edited_since=item.result.version != item.result_version,
        is_doubted=hasattr(item, "doubt"),
        sent=_sent(item),
        before=_sent(before) if before else None,
    )


def _decided_before(submission: Submission) -> dict[int, SubmittedItem]:
    """Result → its copy in the last round of this step that was decided."""
    found: dict[int, SubmittedItem] = {}
    for item in earlier_items(submission).filter(verdict__isnull=False):
        found.setdefault(item.result_id, item)
    return found


def items_for_submitter(submission: Submission) -> list[ItemRow]:
    """The items of a round with the verdicts that were sent; no draft, nor whether there is one."""
    before = _decided_before(submission)
    return [_row(item, before.get(item.result_id)) for item in _items(submission)]


def items_for_reviewer(
    submission: Submission, *, by: Access, own: rules.OwnPart | None = None
) -> list[ReviewerRow]:
    """The items of a round with the drafts of its reviewers; `Refused` for anybody else.

    `own` is their own part in the assessment, where it is known already.
    """
    own = own or own_part(by, submission)
    if reason := rules.deny_read_drafts(by, submission, own):
        raise Refused(reason)
    before = _decided_before(submission)
    drafts = {
        draft.item_id: draft
        for draft in DraftVerdict.objects.filter(item__submission=submission).select_related("by")
    }
    return [
        ReviewerRow(
            row=_row(item, before.get(item.result_id)),
            draft=_verdict_row(drafts.get(item.pk)),
            denied=rules.deny_judge(item, own),
        )
        for item in _items(submission)
    ]

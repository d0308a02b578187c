"""What is sent is copied: results as they read that moment, papers with their words and their
latest file.

In a later round an item whose result and papers are the same keeps its verdict; one that
changed, or was named when the round was opened again, is not reviewed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from criteria.judging import row_of
from criteria.models import Assessment, Result
from criteria.models.assessments import with_levels
from evidence.papers.models import Proof, Revision
from evidence.papers.models.papers import stated_fields
from evidence.review.models import DraftVerdict, Submission, SubmittedItem, SubmittedPaper, Verdict
from evidence.review.models.items import judgement_of
from evidence.review.queries.chain import earlier_items


@dataclass(frozen=True)
class FiledProof:
    """A proof with the file of its paper that is sent."""

    proof: Proof
    revision: Revision


def filed_proofs(assessment: Assessment) -> dict[int, list[FiledProof]]:
    """Result → its proofs that still count, each with its paper's file. Two queries."""
    proofs = (
        Proof.objects.in_use()
        .filter(result__assessment=assessment)
        .select_related("evidence")
        .order_by("pk")
    )
    files: dict[int, list[Revision]] = defaultdict(list)
    for revision in (
        Revision.objects.filter(evidence__proofs__result__assessment=assessment)
        .select_related("evidence")
        .order_by("evidence_id", "number")
        .distinct()
    ):
        files[revision.evidence_id].append(revision)
    found: dict[int, list[FiledProof]] = defaultdict(list)
    for proof in proofs:
        if own := files.get(proof.evidence_id):
            sent = proof.evidence.file_to_send(own)
            found[proof.result_id].append(FiledProof(proof, sent))
    return found


def freeze(submission: Submission, result_ids: Iterable[int]) -> list[SubmittedItem]:
    """Copy the results and their papers into the round, and carry over earlier verdicts."""
    assessment = submission.assessment
    wanted = set(result_ids)
    results = Result.objects.filter(assessment=assessment).for_table()
    rows = with_levels(r for r in results if r.pk in wanted)
    proofs = filed_proofs(assessment)
    past: dict[int, list[SubmittedItem]] = defaultdict(list)
    for item in earlier_items(submission):
        past[item.result_id].append(item)
    items = [_item(submission, row) for row in rows]
    papers = {item.result_id: _papers(item, proofs[item.result_id]) for item in items}
    for item in items:
        decided = _last_decided(past[item.result_id])
        item.is_changed = decided is None or not _is_same(decided, item, papers[item.result_id])
    SubmittedItem.objects.bulk_create(items)
    SubmittedPaper.objects.bulk_create(paper for item in items for paper in papers[item.result_id])
    _carry_over(items, papers, past)
    return items


def _papers(item: SubmittedItem, proofs: Iterable[FiledProof]) -> list[SubmittedPaper]:
    """The papers of an item with their words of this moment, not saved."""
    return [
        SubmittedPaper(
            item=item,
            evidence=filed.proof.evidence,
            revision=filed.revision,
            place=filed.proof.place,
            requirement_id=filed.proof.requirement_id,
            **stated_fields(filed.proof.evidence),
        )
        for filed in proofs
    ]


def _item(submission: Submission, row: Result) -> SubmittedItem:
    judged = row_of(submission.assessment, row)
    return SubmittedItem(
        submission=submission,
        result=row,
        result_version=row.version,
        claim=row.claim,
        value_words=judged.value_words,
        level_words=judged.level_words,
        comparison=judged.comparison.label,
        as_of=row.as_of,
        note=row.note,
    )


def _last_decided(past: list[SubmittedItem]) -> SubmittedItem | None:
    return next((item for item in past if _verdict(item)), None)


def _verdict(item: SubmittedItem) -> Verdict | None:
    return getattr(item, "verdict", None)


def _is_same(earlier: SubmittedItem, item: SubmittedItem, papers: list[SubmittedPaper]) -> bool:
    return earlier.result_version == item.result_version and {paper.judged for paper in papers} == {
        paper.judged for paper in earlier.papers.all()
    }


def _carry_over(
    items: list[SubmittedItem],
    papers: dict[int, list[SubmittedPaper]],
    past: dict[int, list[SubmittedItem]],
) -> None:
    """Copies the verdict of the last round to unchanged items, except those in doubt; a withdrawn
    round hands on its drafts."""
    last = {item.result_id: past[item.result_id][0] for item in items if past[item.result_id]}
    unfinished = {
        draft.item_id: draft
        for draft in DraftVerdict.objects.filter(item__in=[item.pk for item in last.values()])
    }
    drafts = []
    for item in items:
        earlier = last.get(item.result_id)
        if earlier is None or hasattr(earlier, "doubt"):
            continue
        if not _is_same(earlier, item, papers[item.result_id]):
            continue
        verdict, draft = _verdict(earlier), unfinished.get(earlier.pk)
        source = verdict or draft
        if source:
            is_kept = verdict is not None or bool(draft and draft.is_kept)
            drafts.append(DraftVerdict(item=item, is_kept=is_kept, **judgement_of(source)))
    DraftVerdict.objects.bulk_create(drafts)

"""What nobody may change any more once it was sent, judged or decided."""

from dataclasses import dataclass, field

from criteria.models import Assessment, Result, ResultChange
from evidence.models import Revision, Submission, SubmittedItem, SubmittedPaper, Verdict
from evidence.papers.models.papers import stated_fields
from evidence.review.models import Doubt, Ground

SENT = ("step", "round", "holder", "submitted_at", "submitted_by", "due_on", "message")
DECIDED = ("decided_at", "decided_by", "decision_text", "supplement_by")


def everything_kept(assessment: Assessment) -> dict[tuple[str, object], dict[str, object]]:
    """What nobody may change any more, column by column."""
    rounds = Submission.objects.filter(assessment=assessment)
    files = Revision.objects.filter(submitted__item__submission__in=rounds)
    frozen = (
        SubmittedItem.objects.filter(submission__in=rounds),
        SubmittedPaper.objects.filter(item__submission__in=rounds),
        Verdict.objects.filter(item__submission__in=rounds),
        Doubt.objects.filter(item__submission__in=rounds),
        files.distinct(),
        Ground.objects.filter(recognition__unit=assessment.unit),
        ResultChange.objects.filter(result__assessment=assessment),
    )
    found = {(rows.model.__name__, row["id"]): row for rows in frozen for row in rows.values()}
    found |= {("sent", row["pk"]): row for row in rounds.values("pk", *SENT)}
    decided = rounds.exclude(decided_at=None)
    return found | {("decided", row["pk"]): row for row in decided.values("pk", *DECIDED)}


@dataclass
class Round:
    """What the model knows of a round: kept apart from the program's own rows."""

    pk: int
    step: int
    state: str
    frozen: dict[int, tuple[int, frozenset[int]]]
    words: dict[int, frozenset[tuple[object, ...]]]  # of the papers, as they were sent
    values: dict[int, object]
    drafts: dict[int, str] = field(default_factory=dict)
    verdicts: dict[int, str] = field(default_factory=dict)
    doubted: set[int] = field(default_factory=set)  # named when it was opened again


def words_of_papers(result: Result) -> frozenset[tuple[object, ...]]:
    """What the papers of a result hold at this moment."""
    papers = (proof.evidence for proof in result.proofs.select_related("evidence"))
    return frozenset((paper.pk, *stated_fields(paper).values()) for paper in papers)

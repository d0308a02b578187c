"""What the page of one paper reads: its files and what it proves."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from criteria.models import Result
from evidence.papers.antivirus import with_scan
from evidence.papers.models import Evidence, FileFacts, Proof, Revision
from evidence.papers.models.papers import EvidenceQuerySet
from tasks.models import Task
from villages.access import Access
from villages.models import AuditEvent


def visible_papers(access: Access) -> EvidenceQuerySet:
    """The papers in scope with their units."""
    return Evidence.objects.visible_to(access).select_related("unit__parent")


def papers_among(access: Access, keys: Iterable[int]) -> list[Evidence]:
    """The papers of these keys that are in scope, newest first."""
    return list(visible_papers(access).filter(pk__in=list(keys)).order_by("-pk"))


def revisions_of(paper: Evidence) -> list[Revision]:
    """The files of a paper, the newest first; the paper keeps them, for its card."""
    rows = Revision.objects.select_related("uploaded_by", "on_behalf_of", "fault", "facts")
    ordered = with_scan(rows).order_by("number", "pk")
    prefetch_related_objects([paper], Prefetch("revisions", ordered))
    return list(paper.revisions.all())[::-1]


def file_facts_of(revision: Revision) -> FileFacts | None:
    """What was read in the file; None where nothing was yet."""
    return getattr(revision, "facts", None)


def facts_by_key(revision_id: int) -> FileFacts | None:
    """What was read in the file of this key."""
    return FileFacts.objects.filter(revision=revision_id).first()


def newest_file(paper: Evidence) -> Revision:
    """The file that represents the paper, with what was read in it."""
    return paper.revisions.select_related("facts").order_by("-number", "-pk")[0]


def proofs_of(paper: Evidence, access: Access) -> tuple[Sequence[Proof], int]:
    """What a paper proves in scope, and how many indicators lie outside."""
    proofs = (
        Proof.objects.filter(evidence=paper)
        .select_related(
            "requirement",
            "result__indicator__criterion",
            "result__assessment__unit__parent",
            "result__assessment__criteria_set",
        )
        .order_by("result__assessment", "result__indicator__criterion__number", "pk")
    )
    seen = [proof for proof in proofs if access.sees(proof.result.assessment.unit)]
    return seen, len(proofs) - len(seen)


def last_saved_by(paper: Evidence) -> str:
    """The name of who last changed the paper, as the trail has it; "" when nobody did."""
    event = AuditEvent.objects.about(paper).first()
    return event.actor_name if event else ""


def link_action(result: Result) -> str:
    """What the trail of a paper calls its link to an indicator."""
    return f"gắn minh chứng với chỉ tiêu {result.indicator.code}"


def linked_by(paper: Evidence, result: Result) -> tuple[str, datetime] | None:
    """Who last linked the paper to the indicator and when, as the trail has it."""
    event = AuditEvent.objects.about(paper).filter(action=link_action(result)).first()
    return (event.actor_name, event.at) if event else None


def proof_of(paper: Evidence, result_id: int) -> Proof | None:
    """The proof by a paper of one result."""
    return Proof.objects.filter(evidence=paper, result=result_id).first()


def tasks_of(paper: Evidence, access: Access) -> "QuerySet[Task]":
    """The tasks in scope whose result the paper is."""
    return Task.objects.visible_to(access).filter(task_evidence__evidence=paper)

"""What is kept already: the quotas of a commune and an indicator, and papers of equal contents."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from criteria.models import Result
from evidence.papers.models import Evidence, Proof, Revision
from evidence.papers.rules import commune_path
from villages.models import Unit


def bytes_since(moment: datetime, unit: Unit) -> int:
    """The bytes that the unit's commune and its villages have sent since the moment."""
    sent = Revision.objects.filter(
        evidence__unit__path__below=commune_path(unit), uploaded_at__gte=moment
    )
    return sent.aggregate(total=Sum("size"))["total"] or 0


def files_of(results: Collection[Result]) -> dict[int, int]:
    """Key of each result → its files, those of withdrawn papers left out."""
    proofs = Proof.objects.in_use().filter(result__in=results)
    counts = proofs.values("result").annotate(files=Count("evidence__revisions"))
    return dict(counts.values_list("result", "files"))


def results_proved_by(evidence: Evidence) -> "QuerySet[Result]":
    """The results that the paper proves, with their indicators."""
    return Result.objects.filter(proofs__evidence=evidence).select_related("indicator")


def holders_of(hashes: Collection[str], within: Q) -> dict[str, dict[int, Evidence]]:
    """SHA-256 → the papers by key, oldest file first, that hold those very bytes and lie within."""
    holders: dict[str, dict[int, Evidence]] = defaultdict(dict)
    if hashes:
        found = Revision.objects.filter(within, sha256__in=hashes).select_related("evidence")
        for revision in sorted(found, key=lambda revision: revision.pk):
            holders[revision.sha256][revision.evidence_id] = revision.evidence
    return holders

"""Which files go with the papers of a dossier, and what is known to be wrong with one."""

from collections import defaultdict

from django.db.models import QuerySet

from criteria.models import Assessment
from evidence.papers.antivirus import Blocked, is_on, scan_state, with_scan
from evidence.papers.enums import ScanState
from evidence.papers.models import Revision
from evidence.papers.models.papers import in_use
from evidence.papers.reading_store import MISSING, WRONG
from evidence.papers.storage import evidence_store

UNSCANNED = "Tệp chưa được quét mã độc."


def files_of_papers(assessment: Assessment) -> dict[int, list[Revision]]:
    """Key of each paper in use → its files that go into a dossier, in one query: the latest; of a
    document issued here every one, since a scan follows the PDF and the Word file."""
    rows = Revision.objects.filter(
        in_use("evidence__"), evidence__proofs__result__assessment=assessment
    )
    return _by_paper(rows.distinct())


def files_of_keys(papers: list[int]) -> dict[int, list[Revision]]:
    """The files of papers that are named by key."""
    return _by_paper(Revision.objects.filter(evidence__in=papers))


def _by_paper(rows: "QuerySet[Revision]") -> dict[int, list[Revision]]:
    found: dict[int, list[Revision]] = defaultdict(list)
    known = with_scan(rows.select_related("evidence", "fault", "facts"))
    for revision in known.order_by("evidence_id", "number", "pk"):
        if not revision.evidence.is_issued:
            found[revision.evidence_id].clear()
        found[revision.evidence_id].append(revision)
    return dict(found)


def why_withheld(revision: Revision) -> str:
    """Why the file cannot be given out, as far as it is known without reading it; "" else."""
    if scan_state(revision) == ScanState.BLOCKED:
        return Blocked.reason
    if getattr(revision, "fault", None):
        return WRONG
    try:
        size = evidence_store().touch(revision.key)
        return WRONG if size not in (None, revision.size) else ""
    except FileNotFoundError:
        return MISSING
    except Exception:  # each store has exceptions of its own: whether it gives is seen when it must
        return ""
    return ""


def remarks_on(revision: Revision) -> list[str]:
    """What is worth knowing of a file that can be given out: a lock, a scan that is still due."""
    facts = getattr(revision, "facts", None)
    found = [remark.sentence for remark in facts.shown_remarks] if facts else []
    if is_on() and scan_state(revision) == ScanState.UNSCANNED:
        found.append(UNSCANNED)
    return found

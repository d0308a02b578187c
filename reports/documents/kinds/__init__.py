"""Every kind of document that the site prints; a new kind is one module here and one line below."""

from typing import Any

from reports.documents.kind import DocumentKind
from reports.documents.kinds import dossier_index, plan, progress_report, review_notice

KINDS: tuple[DocumentKind[Any, Any], ...] = (
    plan.KIND,
    review_notice.KIND,
    dossier_index.KIND,
    progress_report.KIND,
)


def kind_of(slug: str) -> DocumentKind[Any, Any]:
    """The registered kind of that slug."""
    return next(kind for kind in KINDS if kind.slug == slug)

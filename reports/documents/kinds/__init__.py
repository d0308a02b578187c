"""Every kind of document that the site prints; a new kind is one module here and one line below."""

from typing import Any

from reports.documents.kind import DocumentKind
from reports.documents.kinds import (
    conclusions_notice,
    dossier_index,
    meeting_invitation,
    meeting_minutes,
    plan,
    progress_report,
    review_notice,
    year_report,
)

KINDS: tuple[DocumentKind[Any, Any], ...] = (
    plan.KIND,
    year_report.KIND,
    review_notice.KIND,
    dossier_index.KIND,
    progress_report.KIND,
    meeting_invitation.KIND,
    meeting_minutes.KIND,
    conclusions_notice.KIND,
)


def kind_of(slug: str) -> DocumentKind[Any, Any]:
    """The registered kind of that slug."""
    return next(kind for kind in KINDS if kind.slug == slug)

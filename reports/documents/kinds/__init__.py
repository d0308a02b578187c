"""Every kind of document that the site prints; a new kind is one module here and one line below."""

from reports.documents.kind import Kind
from reports.documents.kinds import (
    conclusions_notice,
    dossier_index,
    meeting_invitation,
    meeting_minutes,
    plan,
    progress_report,
    reminder,
    review_notice,
    village_targets,
    year_report,
)
from reports.documents.kinds.recognition import minutes as recognition_minutes
from reports.documents.kinds.recognition import papers as recognition_papers
from reports.documents.kinds.recognition import report as recognition_report

KINDS: tuple[Kind, ...] = (
    plan.KIND,
    year_report.KIND,
    review_notice.KIND,
    dossier_index.KIND,
    progress_report.KIND,
    meeting_invitation.KIND,
    meeting_minutes.KIND,
    conclusions_notice.KIND,
    reminder.KIND,
    village_targets.KIND,
    *recognition_papers.KINDS,
    recognition_report.KIND,
    recognition_minutes.KIND,
)


def kind_of(slug: str) -> Kind:
    """The registered kind of that slug."""
    return next(kind for kind in KINDS if kind.slug == slug)

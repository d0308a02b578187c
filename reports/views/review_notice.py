"""The notice of a decided round on paper: its preview on the screen, and the same as a PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from evidence.models import Submission
from ntm_project.common.views import reads
from reports import links
from reports.documents.notice import notice_document
from reports.queries.notice import notice_rows
from reports.views.printing import as_pdf, on_screen
from villages.http import Request


def _decided(request: Request, pk: int) -> Submission:
    """A round in sight that has a decision; before it there is no notice."""
    rows = Submission.objects.visible_to(request.access).filter(decided_at__isnull=False)
    return get_object_or_404(
        rows.select_related(
            "assessment__unit", "assessment__criteria_set", "step", "holder", "holder_body",
            "decided_by",
        ),
        pk=pk,
    )  # fmt: skip


@reads
def preview(request: Request, pk: int) -> HttpResponse:
    """The notice as it will print, in a frame of paper."""
    submission = _decided(request, pk)
    shown = on_screen(notice_document(notice_rows(submission)))
    return render(request, "reports/review_notice.html", {"submission": submission} | shown)


@reads
def pdf(request: Request, pk: int) -> HttpResponse:
    """The notice as PDF; where the machine cannot make one, 503 with the reason."""
    submission = _decided(request, pk)
    instead = ("Xem bản trước khi in trên màn hình", links.address("reports:review_notice", pk))
    name = f"Thông báo kết quả thẩm tra {submission.assessment} lượt {submission.round}"
    return as_pdf(request, notice_document(notice_rows(submission)), name, instead=instead)

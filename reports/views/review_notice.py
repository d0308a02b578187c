"""The notice of a decided round on paper: its preview on the screen, and the same as a PDF."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from evidence.models import Submission
from ntm_project.common.text import slug
from ntm_project.common.views import reads
from reports.documents.html import render_body
from reports.documents.notice import notice_document
from reports.pdf import missing_in, pdf_available, render_pdf
from reports.queries.notice import notice_rows
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
    document = notice_document(notice_rows(submission))
    missing = missing_in(document)
    context = {
        "submission": submission,
        "body": mark_safe(render_body(document, missing)),  # the renderer escapes all text
        "missing": " ".join(missing),
    }
    return render(request, "reports/review_notice.html", context)


@reads
def pdf(request: Request, pk: int) -> HttpResponse:
    """The notice as PDF; where the machine cannot make one, 503 with the reason."""
    submission = _decided(request, pk)
    if reason := pdf_available():
        context = {"submission": submission, "reason": reason}
        return render(request, "reports/review_notice_off.html", context, status=503)
    name = f"Thông báo kết quả thẩm tra {submission.assessment} lượt {submission.round}"
    document = notice_document(notice_rows(submission))
    response = HttpResponse(render_pdf(document), content_type="application/pdf")
    response["Content-Disposition"] = (
        f"inline; filename=\"{slug(name)}.pdf\"; filename*=UTF-8''{quote(name)}.pdf"
    )
    return response

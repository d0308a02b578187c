"""The list of papers of an assessment as PDF."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria.models import Assessment
from evidence.dossier import folders_of
from ntm_project.common.text import slug
from ntm_project.common.views import reads
from reports.documents.dossier_index import index_document
from reports.pdf import pdf_available, render_pdf
from villages.http import Request


@reads
def index_pdf(request: Request, pk: int) -> HttpResponse:
    """Danh mục hồ sơ of an assessment or of one criterion; 503 with the reason where the machine
    cannot make a PDF."""
    assessments = Assessment.objects.visible_to(request.access).select_related(
        "unit__parent", "criteria_set"
    )
    assessment = get_object_or_404(assessments, pk=pk)
    text = request.GET.get("tieu_chi", "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise Http404
    folders = folders_of(assessment, int(text) if text else None)
    if text and not folders:
        raise Http404
    if reason := pdf_available():
        context = {"assessment": assessment, "reason": reason}
        return render(request, "reports/index_pdf_off.html", context, status=503)
    name = f"Danh muc ho so {assessment.unit.name} {assessment.year}"
    response = HttpResponse(
        render_pdf(index_document(assessment, folders)), content_type="application/pdf"
    )
    response["Content-Disposition"] = (
        f"inline; filename=\"{slug(name)}.pdf\"; filename*=UTF-8''{quote(name)}.pdf"
    )
    return response

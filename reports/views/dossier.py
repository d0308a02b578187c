"""The list of papers of an assessment as PDF."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from criteria.models import Assessment
from evidence.papers.queries.dossier import folders_of
from ntm_project.common.views import reads
from reports import links
from reports.documents.dossier_index import index_document
from reports.views.printing import as_pdf
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
    index = links.address("evidence:index", pk)
    instead = ("Xem danh mục trên màn hình và in từ trình duyệt", index)
    name = f"Danh muc ho so {assessment.unit.name} {assessment.year}"
    return as_pdf(request, index_document(assessment, folders), name, instead=instead)

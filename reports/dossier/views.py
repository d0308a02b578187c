"""The dossier of an assessment: its page, and the ways to take it away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria.models import Assessment
from ntm_project.common.views import reads
from reports.dossier.completeness import dossier_page
from reports.dossier.contents import dossier_of
from villages.http import Request


def _assessment(request: Request, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.access)
    return get_object_or_404(rows.select_related("unit__parent", "criteria_set"), pk=pk)


@reads
def dossier(request: Request, pk: int) -> HttpResponse:
    """What is there, what is missing and who owes it; the buttons that take all of it away."""
    assessment = _assessment(request, pk)
    page = dossier_page(request.access, dossier_of(assessment))
    return render(request, "reports/dossier.html", {"assessment": assessment, "page": page})

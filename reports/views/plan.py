"""The plan on paper: its preview on the screen, and the same blocks as a PDF."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from ntm_project.common.text import slug
from ntm_project.common.views import reads
from reports.documents.html import render_body
from reports.documents.plan import plan_document
from reports.pdf import missing_in, pdf_available, render_pdf
from reports.queries.plan import plan_rows
from tasks.models import Plan
from villages.http import Request


def _plan(request: Request, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.access).select_related("unit"), pk=pk)


@reads
def plan_preview(request: Request, pk: int) -> HttpResponse:
    """The plan as it will print, in a frame of paper."""
    plan = _plan(request, pk)
    document = plan_document(plan_rows(plan))
    missing = missing_in(document)
    return render(
        request,
        "reports/plan_preview.html",
        {
            "plan": plan,
            "body": mark_safe(render_body(document, missing)),  # the renderer escapes all text
            "missing": " ".join(missing),
        },
    )


@reads
def plan_pdf(request: Request, pk: int) -> HttpResponse:
    """The plan as PDF; where the machine cannot make one, 503 with the reason."""
    plan = _plan(request, pk)
    if reason := pdf_available():
        return render(request, "reports/pdf_off.html", {"plan": plan, "reason": reason}, status=503)
    name = f"{plan.kind} {plan.year} {plan.unit.name}"
    response = HttpResponse(
        render_pdf(plan_document(plan_rows(plan))), content_type="application/pdf"
    )
    response["Content-Disposition"] = (
        f"inline; filename=\"{slug(name)}.pdf\"; filename*=UTF-8''{quote(name)}.pdf"
    )
    return response

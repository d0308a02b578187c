"""The plan on paper: its preview on the screen, and the same blocks as a PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.views import reads
from reports import links
from reports.documents.plan import plan_document
from reports.queries.plan import plan_rows
from reports.views.printing import as_pdf, on_screen
from tasks.models import Plan
from villages.http import Request


def _plan(request: Request, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.access).select_related("unit"), pk=pk)


@reads
def plan_preview(request: Request, pk: int) -> HttpResponse:
    """The plan as it will print, in a frame of paper."""
    plan = _plan(request, pk)
    shown = on_screen(plan_document(plan_rows(plan)))
    return render(request, "reports/plan_preview.html", {"plan": plan} | shown)


@reads
def plan_pdf(request: Request, pk: int) -> HttpResponse:
    """The plan as PDF; where the machine cannot make one, 503 with the reason."""
    plan = _plan(request, pk)
    instead = ("Xem bản trước khi in trên màn hình", links.address("reports:plan_preview", pk))
    name = f"{plan.kind} {plan.year} {plan.unit.name}"
    return as_pdf(request, plan_document(plan_rows(plan)), name, instead=instead)

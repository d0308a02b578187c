"""The board of a commune on paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from criteria.models import unverified_note
from ntm_project.common.answers import try_later
from ntm_project.common.text import slug as slug_of
from ntm_project.common.views import reads
from reports import links
from reports.board_print import board_pdf
from reports.boards.views import asked_of, page_asked
from reports.pages import UPPER, unit_in_scope
from reports.pdf import PressStopped, pdf_available
from reports.print_queue import PrintBusy, turn_to_print
from villages.http import Request, official_of


@reads
def board_print(request: Request, unit_pk: int) -> HttpResponse:
    """The board of a commune or village on one page, as PDF."""
    unit = unit_in_scope(request.access, unit_pk)
    asked = asked_of(request, unit)
    if unit.level in UPPER or not asked.record.assessments:
        raise Http404
    here = links.board(unit.pk, **asked.query())
    if reason := pdf_available():
        context = {"reason": reason, "preview_url": here}
        return render(request, "reports/pdf_off.html", context, status=503)
    told: dict[str, Any] = {
        "unit": unit,
        "year": asked.record.year,
        "day": asked.record.today,
        "unverified": unverified_note(a.criteria_set for a in asked.record.assessments),
        "compared_to": asked.compared_to,
        "made_on": request.access.on,
    }
    try:
        with turn_to_print(official_of(request).pk):
            made = board_pdf(page_asked(request, unit, asked), told)
    except PrintBusy as busy:
        return try_later(request, busy.reason, seconds=busy.seconds, status=busy.status)
    except PressStopped as stopped:
        return try_later(request, stopped.reason, seconds=stopped.seconds)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bang-{slug_of(unit.title_name)}.pdf"'
    return response

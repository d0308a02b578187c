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
from reports.boards.views import wanted_board, wanted_page
from reports.pages import UPPER, unit_in_scope
from reports.pdf import PressStopped, pdf_available
from reports.print_queue import PrintBusy, turn_to_print
from villages.http import Request, official_of


@reads
def board_print(request: Request, unit_pk: int) -> HttpResponse:
    """The board of a commune or village on one page, as PDF."""
    unit = unit_in_scope(request.access, unit_pk)
    wanted = wanted_board(request, unit)
    if unit.level in UPPER or not wanted.record.assessments:
        raise Http404
    here = links.board(unit.pk, **wanted.query())
    if reason := pdf_available():
        context = {"reason": reason, "preview_url": here}
        return render(request, "reports/pdf_off.html", context, status=503)
    shown: dict[str, Any] = {
        "unit": unit,
        "year": wanted.record.year,
        "day": wanted.record.today,
        "unverified": unverified_note(a.criteria_set for a in wanted.record.assessments),
        "compared_to": wanted.compared_to,
        "made_on": request.access.on,
    }
    try:
        with turn_to_print(official_of(request).pk):
            made = board_pdf(wanted_page(request, unit, wanted), shown)
    except PrintBusy as busy:
        return try_later(request, busy.reason, seconds=busy.seconds, status=busy.status)
    except PressStopped as stopped:
        return try_later(request, stopped.reason, seconds=stopped.seconds)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bang-{slug_of(unit.title_name)}.pdf"'
    return response

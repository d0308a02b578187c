"""The board of a commune on paper."""

from typing import Any

from django.http import Http404, HttpResponseBase

from criteria.models import unverified_note
from ntm_project.common.views import reads
from reports import links
from reports.board_print import board_sheet
from reports.boards.views import wanted_board, wanted_page
from reports.pages import UPPER, back_to_form, unit_in_scope
from reports.pdf import pdf_available
from reports.prints.answers import not_printed, print_answer
from reports.prints.orders import PrintOrder
from villages.http import Request


@reads
def board_print(request: Request, unit_pk: int) -> HttpResponseBase:
    """The board of a commune or village on one page, as PDF."""
    unit = unit_in_scope(request.access, unit_pk)
    wanted = wanted_board(request, unit)
    if unit.level in UPPER or not wanted.record.assessments:
        raise Http404
    if not wanted.is_valid:
        return back_to_form(request, links.board_url(unit.pk))
    here = links.board_url(unit.pk, **wanted.query())
    if reason := pdf_available():
        return not_printed(request, reason, here)
    shown: dict[str, Any] = {
        "unit": unit,
        "year": wanted.record.year,
        "day": wanted.record.today,
        "unverified": unverified_note(a.criteria_set for a in wanted.record.assessments),
        "compared_to": wanted.compared_to,
        "made_on": request.access.on,
    }
    page, styles = board_sheet(wanted_page(request, unit, wanted), shown)
    order = PrintOrder(
        slug="board",
        row=unit.pk,
        ending="pdf",
        title=f"Bảng {unit.title_name}",
        url=request.get_full_path(),
        back=here,
        page=page,
        styles=styles,
    )
    return print_answer(request, order, f"bang-{unit.title_name}")

"""The page that lists what the checks find in a unit."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.views import reads
from reports import links
from reports.checks.queries import checked
from reports.pages import UPPER, crumbs_above, unit_in_scope, year_in
from reports.record import load_record
from tasks.rules import deny_waive
from villages.http import Request


@reads
def check_list(request: Request, unit_pk: int) -> HttpResponse:
    """Everything that the checks find in the record of a commune or village."""
    unit = unit_in_scope(request.access, unit_pk)
    above = crumbs_above(request.access, unit)
    context = {
        "unit": unit,
        "crumbs": [*above, (f"Bảng tổng hợp {unit.full_name}", links.board(unit.pk))],
        "year": "",
        "page": None,
        "is_upper": unit.level in UPPER,
    }
    if unit.level not in UPPER:
        record = load_record([unit], request.access, year=year_in(request))
        may_waive = not deny_waive(request.access, unit)
        context |= {
            "year": str(record.year or ""),
            "page": checked(record, unit, request.access, may_waive=may_waive),
            "may_waive": may_waive,
        }
    return render(request, "reports/checks.html", context)

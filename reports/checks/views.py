"""The page that lists what the checks find in a unit; of an upper unit, commune after commune."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import number_in
from ntm_project.common.views import reads
from reports import links
from reports.checks.below import commune_keys_below, counts_in, stretch_of
from reports.checks.queries import checked, spoilt_files
from reports.pages import UPPER, crumbs_above, unit_in_scope, year_in
from reports.record import load_record
from tasks.rules import deny_waive
from villages.http import Request
from villages.models import Unit
from villages.unchanged import unless_unchanged


@reads
def check_list(request: Request, unit_pk: int) -> HttpResponse:
    """Everything that the checks find in the record of a commune or village."""
    unit = unit_in_scope(request.access, unit_pk)
    if unit.level in UPPER:
        return _below(request, unit)
    draw = _total if request.htmx and "tong" in request.GET else _list
    spoilt = spoilt_files()
    has_spoilt = bool(spoilt["count"])
    return unless_unchanged(request, unit, lambda: draw(request, unit, has_spoilt), spoilt)


def _list(request: Request, unit: Unit, has_spoilt: bool) -> HttpResponse:
    record = load_record([unit], request.access, year=year_in(request))
    may_waive = not deny_waive(request.access, unit)
    opened = request.GET.get("mo", "")  # the check whose many findings are listed
    context = _head(request, unit) | {
        "year": str(record.year or ""),
        "page": checked(
            record,
            unit,
            request.access,
            may_waive=may_waive,
            opened=opened,
            has_spoilt=has_spoilt,
        ),
        "may_waive": may_waive,
        "has_assessments": bool(record.assessments),
    }
    return render(request, "reports/checks.html", context)


def _total(request: Request, unit: Unit, has_spoilt: bool) -> HttpResponse:
    """How many findings the list holds: a board shows it, and does not wait for it."""
    record = load_record([unit], request.access, year=year_in(request))
    context = {
        "page": checked(record, unit, request.access, may_waive=False, has_spoilt=has_spoilt),
        "checks_url": links.address("reports:checks", unit.pk, nam=record.year),
    }
    return render(request, "reports/_checks_total.html", context)


def _head(request: Request, unit: Unit) -> dict[str, object]:
    above = crumbs_above(request.access, unit)
    board = (f"Bảng tổng hợp {unit.full_name}", links.board_url(unit.pk))
    return {"unit": unit, "crumbs": [*above, board]}


def _below(request: Request, unit: Unit) -> HttpResponse:
    """The communes of an upper unit, a few at a time: the page requests those that follow until
    all are done. Nothing is checked before somebody starts it."""
    after = number_in(request, "tu", 5)
    context = _head(request, unit)
    if after is None:
        context["total"] = len(commune_keys_below(unit, request.access))
        return render(request, "reports/checks_below.html", context)
    counts = counts_in(request.GET.get("dem", ""))
    stretch = stretch_of(unit, request.access, after=after, counts=counts)
    context |= {"stretch": stretch, "total": stretch.total}
    context["next_url"] = links.address("reports:checks", unit.pk, **stretch.query)
    template = "_checked_below.html" if request.htmx else "checks_below.html"
    return render(request, f"reports/{template}", context)

"""The boards of communes, villages and upper units, and who supervises what."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from criteria.judging import origin_words
from ntm_project.common.views import page_of, reads
from reports import links
from reports.boards.board import commune_board
from reports.boards.forms import BoardForm
from reports.boards.regions import communes_below, tallies_of, years_below
from reports.boards.screens import screen_of
from reports.boards.supervision import supervised_rows
from reports.checks.queries import summary
from reports.ended import ended_lines
from reports.pages import UPPER, crumbs_above, unit_in_scope, year_in
from reports.record import load_record, with_work_as_of
from villages.http import Request
from villages.models import Unit


@reads
def board(request: Request, unit_pk: int) -> HttpResponse:
    """The board: of a commune or village criterion by criterion, of an upper unit by communes."""
    unit = unit_in_scope(request.access, unit_pk)
    if unit.level in UPPER:
        return _upper_board(request, unit)
    return _commune_board(request, unit)


def _form(request: Request, years: list[int], year: int | None) -> BoardForm:
    data = request.GET.copy()
    data["nam"] = data.get("nam") or str(year or "")
    return BoardForm(data, years=years)


def _commune_board(request: Request, unit: Unit) -> HttpResponse:
    record = load_record([unit], request.access, year=year_in(request))
    form = _form(request, record.years, record.year)
    is_valid = form.is_valid()
    as_of, compared_to = form.cleaned_data.get("ngay"), form.cleaned_data.get("so_voi")
    if as_of:
        record = with_work_as_of(record, [unit], request.access, as_of)
    made = commune_board(record, as_of=as_of, compared_to=compared_to)
    context: dict[str, Any] = {
        "unit": unit,
        "form": form,
        "year": str(record.year or ""),
        "as_of": as_of,
        "compared_to": compared_to,
    }
    template = "reports/board.html"
    if "trinh_chieu" in request.GET and made.boards:
        template = "reports/board_projector.html"
        context["screen"] = screen_of(made, unit, request.GET)
    else:
        checks_url = links.address("reports:checks", unit.pk, nam=record.year)
        context |= {
            "crumbs": crumbs_above(request.access, unit),
            "is_filtered": bool(as_of or compared_to or not is_valid),
            "boards": made.boards,
            "curve": made.curve,
            "urgent": made.urgent(),
            "overdue_count": len(record.overdue),
            "overdue_url": links.tasks(don_vi=unit.pk, qua_han=1, **made.asked),
            "ended": [] if as_of else ended_lines(record, unit, request.access),
            "found": summary(record, unit, checks_url),
            "checks_url": checks_url,
            "open_url": links.open_assessment(request.access, unit),
            "projector_url": links.board(
                unit.pk, nam=record.year, ngay=request.GET.get("ngay"),
                so_voi=request.GET.get("so_voi"), trinh_chieu=1,
            ),
        }  # fmt: skip
    return render(request, template, context, status=200 if is_valid else 422)


def _upper_board(request: Request, unit: Unit) -> HttpResponse:
    years = years_below(unit)
    year = year_in(request) or next(iter(years), None)
    form = _form(request, years, year)
    is_valid = form.is_valid()
    page = page_of(request, communes_below(unit, year))
    context = {
        "unit": unit,
        "crumbs": crumbs_above(request.access, unit),
        "form": form,
        "year": str(year or ""),
        "page": page,
        "communes": [
            (
                row,
                links.board(row.unit_id, nam=year),
                links.address("reports:assessment", row.pk),
                origin_words(row.met, row.by_plan),
            )
            for row in page
        ],
        "tallies": tallies_of(unit, year),
    }
    status = 200 if is_valid else 422
    return render(request, "reports/board_upper.html", context, status=status)


@reads
def supervisions(request: Request) -> HttpResponse:
    """The assessments in scope, each with the criteria that lack a leader or have two."""
    units = [p.unit for p in request.access.postings if p.unit.level not in UPPER]
    record = load_record(units, request.access)
    context = {"year": str(record.year or ""), "rows": supervised_rows(record)}
    return render(request, "reports/supervisions.html", context)

"""The board of a unit, what the checks find in it, and who supervises what."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.views import page_of, reads
from reports import board_page, checks, links, tables, upper_tables
from reports.forms import BoardForm
from reports.queries.boards import Board, commune_board
from reports.queries.record import Record, load_record
from reports.queries.regions import communes_below, tallies_of, years_below
from reports.screens import screen_of
from villages.enums import UnitLevel
from villages.http import Request
from villages.models import Unit

UPPER = (UnitLevel.PROVINCE, UnitLevel.DISTRICT)


def _unit(request: Request, unit_pk: int) -> Unit:
    units = Unit.objects.visible_to(request.access).select_related("parent")
    return get_object_or_404(units, pk=unit_pk)


def _crumbs(request: Request, unit: Unit, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """The unit above, as a link where it is in scope."""
    above = unit.parent
    if above is None:
        return list(below)
    url = links.board(above.pk) if request.access.sees(above) else ""
    return [(above.title_name, url), *below]


@reads
def board(request: Request, unit_pk: int) -> HttpResponse:
    """The board: of a commune or village criterion by criterion, of an upper unit by communes."""
    unit = _unit(request, unit_pk)
    if unit.level in UPPER:
        return _upper_board(request, unit)
    return _commune_board(request, unit)


def _asked_year(request: Request) -> int | None:
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None


def _form(request: Request, years: list[int], year: int | None) -> BoardForm:
    data = request.GET.copy()
    data["nam"] = data.get("nam") or (str(year) if year else "")
    return BoardForm(data, years=years)


def _commune_board(request: Request, unit: Unit) -> HttpResponse:
    record = load_record([unit], request.access, year=_asked_year(request))
    form = _form(request, record.years, record.year) if request.GET else None
    is_valid = form is None or form.is_valid()
    asked = form.cleaned_data if form else {}
    as_of, compared_to = asked.get("ngay"), asked.get("so_voi")
    made = commune_board(record, as_of=as_of, compared_to=compared_to)
    found = checks.findings(record)
    context: dict[str, Any] = {
        "unit": unit,
        "crumbs": _crumbs(request, unit),
        "form": form,
        "year": str(record.year or ""),
        "as_of": as_of,
        "projector_url": links.board(
            unit.pk, nam=record.year, ngay=request.GET.get("ngay"),
            so_voi=request.GET.get("so_voi"), trinh_chieu=1,
        ),
        "found": tables.finding_list(found[:5]) if found else "",
        "has_more_found": len(found) > 5,
        "found_count": len(found),
        "checks_url": links.address("reports:checks", unit.pk, nam=record.year),
        "open_url": links.open_assessment(request.access, unit),
    }  # fmt: skip
    template = "reports/board.html"
    if "trinh_chieu" in request.GET and made.boards:
        template = "reports/board_projector.html"
        context["screen"] = screen_of(made, unit, request.GET)
    else:
        context |= _drawn(made, unit, compared_to)
        context["trail"] = board_page.breadcrumb(context["crumbs"])
        context["filters"] = (
            board_page.draw_filters(
                form, context["year"], is_filtered=bool(as_of or compared_to or not is_valid)
            )
            if form
            else board_page.resting_filters(tuple(record.years), record.year)
        )
    return render(request, template, context, status=200 if is_valid else 422)


def _drawn(made: Board, unit: Unit, compared_to: date | None) -> dict[str, Any]:
    """The repeating parts of the board, each drawn as one string."""
    urgent = tables.urgent_items(made)
    return {
        "cards": board_page.draw_cards(tables.assessment_card(b, compared_to) for b in made.boards),
        "sections": board_page.draw_sections(tables.remaining_section(b) for b in made.boards),
        "urgent": tables.work_list(urgent) if urgent else "",
        "urgent_more": tables.urgent_links(made, unit),
        "chart": tables.curve_chart(made.curve) if made.curve else None,
    }


def _upper_board(request: Request, unit: Unit) -> HttpResponse:
    years = years_below(unit, request.access)
    year = _asked_year(request) or (years[0] if years else None)
    form = _form(request, years, year)
    is_valid = form.is_valid()
    page = page_of(request, communes_below(unit, request.access, year), per_page=100)
    context = {
        "unit": unit,
        "crumbs": _crumbs(request, unit),
        "form": form,
        "year": str(year or ""),
        "page": page,
        "communes": upper_tables.communes_table(page.object_list, year),
        "tallies": [upper_tables.tally_section(made) for made in tallies_of(unit, year)],
    }
    status = 200 if is_valid else 422
    return render(request, "reports/board_upper.html", context, status=status)


@reads
def check_list(request: Request, unit_pk: int) -> HttpResponse:
    """Everything that the checks find in the record of a commune or village."""
    unit = _unit(request, unit_pk)
    record: Record | None = None
    if unit.level not in UPPER:
        record = load_record([unit], request.access, year=_asked_year(request))
    found = checks.findings(record) if record else []
    context = {
        "unit": unit,
        "crumbs": _crumbs(request, unit, (f"Bảng tổng hợp {unit.full_name}", links.board(unit.pk))),
        "year": str(record.year or "") if record else "",
        "is_upper": record is None,
        "count": len(found),
        "groups": [
            (heading, len(rows), tables.finding_list(rows))
            for heading, rows in checks.grouped(found)
        ],
    }
    return render(request, "reports/checks.html", context)


@reads
def supervisions(request: Request) -> HttpResponse:
    """The assessments in scope, each with the criteria that lack a leader or have two."""
    units = [p.unit for p in request.access.postings if p.unit.level not in UPPER]
    record = load_record(units, request.access)
    context = {"year": str(record.year or ""), "table": upper_tables.supervisions_table(record)}
    return render(request, "reports/supervisions.html", context)

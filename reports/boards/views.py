"""The boards of communes, villages and upper units, and who supervises what."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render

from criteria.predecessors.queries import beside_until_judged
from ntm_project.common.dates import format_day
from ntm_project.common.lists import OPEN_FILTERS, address_with
from ntm_project.common.views import reads
from reports import links
from reports.boards.board import commune_board
from reports.boards.commune import STATES
from reports.boards.forms import BoardForm, day_named
from reports.boards.page import CommunePage, UnitParts, commune_page, of_unit
from reports.boards.screens import screen_of
from reports.boards.supervision import supervised_rows
from reports.boards.upper_views import upper_board, upper_figure
from reports.checks.queries import summary
from reports.ended import ended_lines
from reports.pages import UPPER, back_to_form, crumbs_above, unit_in_scope, year_in
from reports.record import Record, load_record
from villages.http import Request
from villages.models import Unit
from villages.unchanged import unless_unchanged

TABLES = "bang_so"


@reads
def board(request: Request, unit_pk: int) -> HttpResponse:
    """The board: of a commune or village criterion by criterion, of an upper unit by communes."""
    unit = unit_in_scope(request.access, unit_pk)
    draw = upper_board if unit.level in UPPER else _commune_board
    if "trinh_chieu" in request.GET and unit.level not in UPPER:
        draw = _projector
    return unless_unchanged(request, unit, lambda: draw(request, unit))


@reads
def figure(request: Request, unit_pk: int, slug: str) -> HttpResponse:
    """The rows behind one figure of a board; they add up to it."""
    unit = unit_in_scope(request.access, unit_pk)
    if unit.level in UPPER:
        return upper_figure(request, unit, slug)
    wanted = wanted_board(request, unit)
    if not wanted.is_valid:
        return back_to_form(request, links.board_url(unit.pk))
    found = wanted_page(request, unit, wanted).figures.get(slug)
    if found is None:
        raise Http404
    context = {
        "figure": found,
        "as_of": wanted.as_of,
        "compared_to": wanted.compared_to,
        "crumbs": [
            *crumbs_above(request.access, unit),
            (f"Bảng tổng hợp {unit.title_name}", links.board_url(unit.pk, **wanted.query())),
        ],
    }
    return render(request, "reports/figure.html", context)


@dataclass(frozen=True)
class WantedBoard:
    """What an address wants of a commune's board: the record of its year, the days, the form."""

    record: Record
    form: BoardForm
    is_valid: bool
    as_of: date | None
    compared_to: date | None
    of_unit: UnitParts

    def query(self, **changes: Any) -> dict[str, Any]:
        """The part of an address that leads to the same."""
        days = {"ngay": _words(self.as_of), "so_voi": _words(self.compared_to)}
        return {"nam": self.record.year, **days, **changes}


def _words(day: date | None) -> str:
    return format_day(day) if day else ""


def _form(request: Request, years: list[int], year: int | None) -> BoardForm:
    data = request.GET.copy()
    data["nam"] = data.get("nam") or str(year or "")
    return BoardForm(data, years=years, access=request.access)


def wanted_board(request: Request, unit: Unit) -> WantedBoard:
    """The board that the address asks for, compared with the last meeting where it names no day."""
    day = day_named(request.GET.get("ngay"), request.access)
    record = load_record([unit], request.access, year=year_in(request), as_of=day, with_closed=True)
    form = _form(request, record.years, record.year)
    is_valid = form.is_valid()
    as_of, compared_to = form.cleaned_data.get("ngay"), form.cleaned_data.get("so_voi")
    beside = of_unit(unit, request.access, day)
    met_on = beside.met_on
    if "so_voi" not in request.GET and met_on and record.year == met_on.year:
        compared_to = met_on
    return WantedBoard(record, form, is_valid, as_of, compared_to, beside)


def wanted_page(request: Request, unit: Unit, wanted: WantedBoard) -> CommunePage:
    return commune_page(
        wanted.record, unit, request.access,
        as_of=wanted.as_of, compared_to=wanted.compared_to, villages=wanted.of_unit.villages,
    )  # fmt: skip


def _commune_board(request: Request, unit: Unit) -> HttpResponse:
    wanted = wanted_board(request, unit)
    record, page = wanted.record, wanted_page(request, unit, wanted)
    checks_url = links.address("reports:checks", unit.pk, nam=record.year)
    is_filtered = bool(wanted.as_of or wanted.compared_to or not wanted.is_valid)
    context: dict[str, Any] = {
        "unit": unit,
        "form": wanted.form,
        "year": str(record.year or ""),
        "as_of": wanted.as_of,
        "compared_to": wanted.compared_to,
        "crumbs": crumbs_above(request.access, unit),
        "is_filtered": is_filtered,
        # The fields behind the fold come when they are requested, or one may be in use.
        "shows_filters": bool(request.GET),
        "opens_filters": not wanted.is_valid or OPEN_FILTERS in request.GET,
        "page": page,
        "boards": page.board.boards,
        "curve": page.board.curve,
        "days": _days(page, wanted, unit) if TABLES in request.GET else [],
        "matrix": page.matrix if page.board.boards else None,
        "soon": page.figures["sap-den-han"],
        "returned": page.figures["tra-lai"],
        "late": page.figures["qua-han"],
        "states": list(STATES.values()),
        # The tables behind the pictures come when they are requested.
        "tables_url": "" if TABLES in request.GET else address_with(request, **{TABLES: "1"}),
        "print_url": links.address("reports:board_print", unit.pk, **wanted.query()),
        "urgent": page.board.urgent(),
        "met_on": wanted.of_unit.met_on,
        "met_url": links.board_url(unit.pk, **wanted.query(so_voi=_words(wanted.of_unit.met_on))),
        "beside": beside_until_judged(unit),
        "ended": [] if wanted.as_of else ended_lines(record, unit, request.access),
        "found": summary(page.board.record, wanted.of_unit.known, checks_url),
        "checks_url": checks_url,
        "open_url": links.open_assessment_url(request.access, unit),
        "projector_url": links.board_url(unit.pk, **wanted.query(trinh_chieu=1)),
    }
    status = 200 if wanted.is_valid else 422
    return render(request, "reports/board.html", context, status=status)


class CurveDay(NamedTuple):
    """A day of the curve: its board, and both counts with their rows."""

    day: date
    url: str
    criteria: int
    criteria_url: str
    indicators: int
    indicators_url: str


def _days(page: CommunePage, wanted: WantedBoard, unit: Unit) -> list[CurveDay]:
    if not page.board.curve:
        return []
    of_first = f"dat-{page.board.boards[0].assessment.pk}"

    def day_of(day: date, met: int, known: int) -> CurveDay:
        query = {"nam": wanted.record.year, "ngay": format_day(day)}
        criteria, indicators = (
            links.figure_url(unit.pk, slug, **query) for slug in (of_first, "chi-tieu")
        )
        return CurveDay(day, links.board_url(unit.pk, **query), met, criteria, known, indicators)

    return [day_of(*row) for row in page.board.curve.days]


def _projector(request: Request, unit: Unit) -> HttpResponse:
    wanted = wanted_board(request, unit)
    made = commune_board(wanted.record, as_of=wanted.as_of, compared_to=wanted.compared_to)
    if not made.boards:
        return _commune_board(request, unit)
    context = {
        "unit": unit,
        "as_of": wanted.as_of,
        "begins_on": made.begins_on,
        "screen": screen_of(made, unit, request.GET),
    }
    status = 200 if wanted.is_valid else 422
    return render(request, "reports/board_projector.html", context, status=status)


@reads
def supervisions(request: Request) -> HttpResponse:
    """The assessments in scope, each with the criteria that lack a leader or have two."""
    units = [p.unit for p in request.access.postings if p.unit.level not in UPPER]
    record = load_record(units, request.access)
    context = {"year": str(record.year or ""), "rows": supervised_rows(record)}
    return render(request, "reports/supervisions.html", context)

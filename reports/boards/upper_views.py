"""The boards of provinces and districts, and of the country."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render

from criteria.models import CriteriaSet
from ntm_project.common.answers import key_of
from ntm_project.common.dates import format_day
from ntm_project.common.lists import OPEN_FILTERS, SORT, address_with, chips
from ntm_project.common.views import Refused, reads
from reports import links
from reports.boards.country import CountryPage, country_page, country_sets, deny_see_country
from reports.boards.figures import BoardFigure
from reports.boards.forms import UpperForm, day_named
from reports.boards.heirs import counted_once
from reports.boards.regions import tallies_of, tally_figure, years_below
from reports.boards.upper import communes_below, communes_without, sets_of, upper_record
from reports.boards.upper_page import WITHOUT, UpperPage
from reports.pages import back_to_form, crumbs_above, year_in
from tasks.queries.meetings import last_met
from villages.http import Request
from villages.models import Unit
from villages.unchanged import unless_unchanged


def _form(
    request: Request, years: list[int], year: int | None, sets: list[CriteriaSet]
) -> UpperForm:
    data = request.GET.copy()
    data["nam"] = data.get("nam") or str(year or "")
    chosen = _chosen(request, sets)
    data["bo"] = data.get("bo") or (str(chosen.pk) if chosen else "")
    return UpperForm(data, years=years, access=request.access, sets=sets)


def _chosen(request: Request, sets: list[CriteriaSet]) -> CriteriaSet | None:
    """The set that `?bo=` names among those in use; else the commonest."""
    key = key_of(request.GET.get("bo"))
    return next((s for s in sets if s.pk == key), next(iter(sets), None))


def _query(form: UpperForm, year: int | None) -> dict[str, Any]:
    """The part of an address that leads to the same board."""
    filters = form.cleaned_data
    days = {n: format_day(filters[n]) for n in ("ngay", "so_voi") if filters.get(n)}
    return {"nam": year, "bo": filters.get("bo"), "nhom": filters.get("nhom"), **days}


class OtherSet(NamedTuple):
    """A set by which others of the year are judged: how many, and their board."""

    name: str
    n: int
    url: str


class ShownSet(NamedTuple):
    """The set of a board, those that have a board beside it, and whom nobody assesses."""

    name: str
    others: list[OtherSet]
    without: BoardFigure


def _shown_set(
    form: Any,
    shown: CriteriaSet | None,
    counts: Mapping[int, int],
    address: Callable[[int], str],
    without: BoardFigure,
) -> ShownSet:
    names = dict(form.fields["bo"].choices)
    key = shown.pk if shown else None
    others = [OtherSet(names[str(pk)], n, address(pk)) for pk, n in counts.items() if pk != key]
    return ShownSet(names[str(shown.pk)] if shown else "", others, without)


def _read(request: Request, unit: Unit) -> tuple[UpperPage, UpperForm, bool, int | None, ShownSet]:
    years = years_below(unit)
    year = year_in(request) or next(iter(years), None)
    as_of = day_named(request.GET.get("ngay"), request.access)
    assessed = communes_below(unit, year or 0, as_of)
    communes = counted_once(assessed, year or 0, as_of or request.access.as_of)
    sets = sets_of(communes)
    form = _form(request, years, year, sets)
    is_valid = form.is_valid()
    filters = form.cleaned_data
    day, group = filters.get("ngay") or request.access.as_of, filters.get("nhom", "")
    without = communes_without(unit, assessed, min(day, date(year, 12, 31)), group) if year else ()
    if group:
        communes = [c for c in communes if str(c.group) == group]
    chosen = _chosen(request, sets)
    record = upper_record(
        unit, request.access, communes, chosen,
        as_of=filters.get("ngay"), compared_to=filters.get("so_voi"),
    )  # fmt: skip
    page = UpperPage(
        unit,
        record,
        day,
        _query(form, year),
        request.GET.get(SORT, ""),
        lambda key: address_with(request, **{SORT: key}),
        without,
    )
    counts = Counter(commune.set_id for commune in communes)
    shown = _shown_set(
        form, chosen, counts, lambda pk: links.board_url(unit.pk, **page.query | {"bo": pk}),
        page.figures[WITHOUT],
    )  # fmt: skip
    return page, form, is_valid, year, shown


_CHANGES = (("new", "moi-dat"), ("lost", "khong-con-dat"), ("late", "moi-qua-han"))


def _fold(request: Request) -> dict[str, bool]:
    """The fields behind the fold come when they are requested, or one may be in use."""
    is_open = OPEN_FILTERS in request.GET
    return {"shows_filters": bool(request.GET), "opens_filters": is_open}


def upper_board(request: Request, unit: Unit) -> HttpResponse:
    """Communes down, criteria across."""
    page, form, is_valid, year, shown = _read(request, unit)
    filters = form.cleaned_data
    # Beside the fields of the days alone, as they are.
    met_on = last_met(unit, filters.get("ngay") or request.access.as_of) if request.GET else None
    context = {
        "unit": unit,
        "met_on": met_on,
        "met_url": links.board_url(unit.pk, **page.query | {"so_voi": format_day(met_on)})
        if met_on
        else "",
        "crumbs": crumbs_above(request.access, unit),
        "form": form,
        **_fold(request),
        "chips": list(chips(request, form)),
        "year": str(year or ""),
        "as_of": filters.get("ngay"),
        "compared_to": filters.get("so_voi"),
        "page": page,
        "shown_set": shown,
        "matrix": page.matrix,
        "figures": page.heads,
        "changes": [(mark, page.figures[name]) for mark, name in _CHANGES],
        "tallies": [] if filters.get("ngay") else tallies_of(unit, year, request.access.as_of),
        "country_url": ""
        if deny_see_country(request.access)
        else links.address("reports:country", nam=year),
    }
    status = 200 if is_valid else 422
    return render(request, "reports/board_upper.html", context, status=status)


def upper_figure(request: Request, unit: Unit, slug: str) -> HttpResponse:
    """The communes behind one figure."""
    page, form, is_valid, year, _ = _read(request, unit)
    if not is_valid:
        return back_to_form(request, links.board_url(unit.pk))
    found = page.figures.get(slug) or tally_figure(unit, year, slug, request.access.as_of)
    if found is None:
        raise Http404
    filters = form.cleaned_data
    back = (f"Bảng tổng hợp {unit.title_name}", links.board_url(unit.pk, **page.query))
    context = {
        "figure": found,
        "crumbs": [*crumbs_above(request.access, unit), back],
        "as_of": filters.get("ngay"),
        "compared_to": filters.get("so_voi"),
    }
    return render(request, "reports/figure.html", context)


@reads
def country(request: Request) -> HttpResponse:
    """Provinces down, criteria across: sums alone."""
    if reason := deny_see_country(request.access):
        raise Refused(reason)
    return unless_unchanged(request, None, lambda: _country(request))


def _country_read(
    request: Request,
) -> tuple[CountryPage, UpperForm, bool, int | None, ShownSet]:
    years, counted, judged = country_sets(year_in(request))
    sets = list(counted)
    year = year_in(request) or next(iter(years), None)
    form = _form(request, years, year, sets)
    del form.fields["nhom"]
    is_valid = form.is_valid()
    filters = form.cleaned_data
    chosen = _chosen(request, sets)
    page = country_page(
        request.access,
        chosen,
        year,
        _query(form, year),
        judged=judged,
        sort=request.GET.get(SORT, ""),
        as_of=filters.get("ngay"),
        compared_to=filters.get("so_voi"),
        is_amended=any(chosen and s.amends_id == chosen.pk for s in sets),
    )
    shown = _shown_set(
        form, chosen, {s.pk: n for s, n in counted.items()},
        lambda pk: links.address("reports:country", **page.query | {"bo": pk}),
        page.figures[WITHOUT],
    )  # fmt: skip
    return page, form, is_valid, year, shown


def _country(request: Request) -> HttpResponse:
    page, form, is_valid, year, shown = _country_read(request)
    filters = form.cleaned_data
    context = {
        "form": form,
        **_fold(request),
        "chips": list(chips(request, form)),
        "year": str(year or ""),
        "as_of": filters.get("ngay"),
        "compared_to": filters.get("so_voi"),
        "page": page,
        "shown_set": shown,
        "matrix": page.matrix,
    }
    return render(request, "reports/board_country.html", context, status=200 if is_valid else 422)


@reads
def country_figure(request: Request, slug: str) -> HttpResponse:
    """The provinces behind one figure of the country."""
    if reason := deny_see_country(request.access):
        raise Refused(reason)
    page, form, is_valid, *_ = _country_read(request)
    if not is_valid:
        return back_to_form(request, links.address("reports:country"))
    if slug not in page.figures:
        raise Http404
    context = {
        "figure": page.figures[slug],
        "crumbs": [("Cả nước", links.address("reports:country", **page.query))],
        "as_of": form.cleaned_data.get("ngay"),
        "compared_to": form.cleaned_data.get("so_voi"),
    }
    return render(request, "reports/figure.html", context)

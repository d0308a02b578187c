"""An assessment: its criteria in one line each, and one criterion with its indicators."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from criteria.models import Assessment
from criteria.models.assessments import AssessmentQuerySet
from criteria.rules import deny_edit_assessment
from criteria.saved import just_saved
from ntm_project.common.views import reads
from reports import links
from reports.assessments.forms import FilterForm
from reports.assessments.queries import assessment_page, criterion_page
from reports.assessments.returned import returned_of
from reports.assessments.shown import Showing
from reports.pages import crumbs_above, ended_of, unit_in_scope
from villages.enums import Ability
from villages.http import Request
from villages.many import tick_bar
from villages.unchanged import unless_unchanged


def _visible(request: Request, pk: int, rows: AssessmentQuerySet) -> Assessment:
    """The assessment in scope, with its unit, and with what else `rows` read."""
    found = get_object_or_404(rows.visible_to(request.access), pk=pk)
    found.unit = unit_in_scope(request.access, found.unit_id)
    return found


_UNIT_ALONE = Assessment.objects.only("unit")
_WITH_SET = Assessment.objects.select_related("criteria_set")
# With all that the head of the page shows of an assessment.
_WHOLE = _WITH_SET.with_successor()


def _filter(request: Request, found: Assessment) -> tuple[FilterForm | None, Showing]:
    """The filter and what it lets show; an address that asks for nothing needs none."""
    if not request.GET:
        return None, Showing()
    form = FilterForm(request.GET, access=request.access, criteria_set=found.criteria_set)
    return form, form.wanted()


@reads
def assessment(request: Request, pk: int) -> HttpResponse:
    """The page of one assessment in scope, its criteria folded; read-only as of an earlier day."""
    # A page that may be as it was needs its unit alone; a narrowed one is seldom opened twice.
    is_narrowed = bool(request.GET)
    found = _visible(request, pk, _WHOLE if is_narrowed else _UNIT_ALONE)

    def draw() -> HttpResponse:
        shown = found if is_narrowed else _WHOLE.get(pk=pk)
        shown.unit = found.unit
        return _assessment(request, shown)

    return unless_unchanged(request, found.unit, draw, just_saved(request))


def _assessment(request: Request, found: Assessment) -> HttpResponse:
    form, wanted = _filter(request, found)
    page = assessment_page(request.access, found, wanted)
    query = request.GET.copy()
    query["mo"] = "1"
    context = _context(request, found, wanted) | {
        "crumbs": crumbs_above(request.access, found.unit),
        "page": page,
        "form": form,
        # The fields come when they are requested, or one may be in use.
        "shows_filters": form is not None,
        "may_edit": not wanted.as_of and not deny_edit_assessment(request.access, found),
        "open_all_url": "" if wanted.opens_all else f"?{query.urlencode()}",
        "supervision_url": links.supervision_url(found.pk),
        "export_query": wanted.export_query,
        "returned": None if wanted.as_of else returned_of(found, request.access.as_of),
    }
    status = 422 if form and form.errors else 200
    return render(request, "reports/assessment.html", context, status=status)


@reads
def criterion(request: Request, pk: int, number: int) -> HttpResponse:
    """One criterion with its indicators: a page of its own, or opened and folded in place."""
    found = _visible(request, pk, _WITH_SET)
    form, wanted = _filter(request, found)
    if form and form.errors:
        # The page of the assessment has the field beside which the sentence stands.
        return redirect(f"{links.address('reports:assessment', pk)}?{request.GET.urlencode()}")
    page = criterion_page(request.access, found, number, wanted)
    if page is None:
        raise Http404
    if request.htmx and "gon" in request.GET:
        page.block.is_open = False
    context = _context(request, found, wanted) | {"page": page, "lines": [page.block]}
    is_shown = not request.htmx and not wanted.as_of
    today = request.access.as_of
    context["returned"] = returned_of(found, today, number) if is_shown else None
    template = "reports/_criterion.html" if request.htmx else "reports/criterion.html"
    return render(request, template, context)


def _context(request: Request, found: Assessment, wanted: Showing) -> dict[str, Any]:
    acts = wanted.reader(request.access, found).acts()
    many_url = links.address("criteria:many_results", found.pk)
    return {
        "assessment": found,
        "saved": just_saved(request),
        "year": str(found.year),
        "ticks": tick_bar(request, many_url, acts),
        "many_url": many_url,
        "as_of": wanted.as_of,
        "ended": ended_of(request.access, found.unit),
        "deny_reason": "" if wanted.as_of else request.access.deny(Ability.SET_RESULT, found.unit),
        "here": found.get_absolute_url(),
        "back_url": links.address("reports:assessment", found.pk, **wanted.query()),
    }

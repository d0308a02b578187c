"""What higher floors hold of a unit or an official: fragments of the pages of the ground floor."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria.predecessors.queries import beside, has_own_baseline
from ntm_project.common.views import reads
from reports import links
from reports.profiles.queries import leading_of, recognitions_of_unit, titled_assessments
from villages.http import Request
from villages.models import Official, Unit


@reads
def unit_record(request: Request, pk: int) -> HttpResponse:
    """The assessments and recognitions of a unit; a page of its own without htmx."""
    unit = get_object_or_404(Unit.objects.visible_to(request.access), pk=pk)
    context = {
        "unit": unit,
        "assessments": titled_assessments(unit),
        "recognitions": recognitions_of_unit(unit),
        "beside": beside(unit),
        "has_own": has_own_baseline(unit),
        "board_url": links.board_url(unit.pk),
        "open_url": links.open_assessment_url(request.access, unit),
    }
    name = "_unit_record.html" if request.htmx else "unit_record.html"
    return render(request, f"reports/{name}", context)


@reads
def official_record(request: Request, pk: int) -> HttpResponse:
    """What an official leads within the scope: criteria, indicators, tasks."""
    official = get_object_or_404(Official.objects.visible_to(request.access), pk=pk)
    context = {"official": official, "leading": leading_of(official, request.access)}
    name = "_official_record.html" if request.htmx else "official_record.html"
    return render(request, f"reports/{name}", context)

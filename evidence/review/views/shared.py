"""The assessments and rounds in sight of whoever is signed in, for every page of the review."""

from django.shortcuts import get_object_or_404

from criteria.models import Assessment
from evidence.review.models import Submission
from villages.http import Request


def visible_assessment(request: Request, pk: int) -> Assessment:
    """An assessment in scope with its unit and set; out of scope there is none."""
    rows = Assessment.objects.visible_to(request.access)
    return get_object_or_404(rows.select_related("unit__parent", "criteria_set"), pk=pk)


def visible_round(request: Request, pk: int) -> Submission:
    """A round of a unit in scope, or sent to a step that one reviews; else there is none."""
    return get_object_or_404(Submission.objects.visible_to(request.access).for_page(), pk=pk)

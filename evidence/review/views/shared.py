"""The rounds in sight of whoever is signed in, for every page of the review."""

from django.shortcuts import get_object_or_404

from evidence.review.models import Submission
from villages.http import Request


def visible_round(request: Request, pk: int) -> Submission:
    """A round of a unit in scope, or sent to a step that one reviews; 404 for others."""
    return get_object_or_404(Submission.objects.visible_to(request.access).for_page(), pk=pk)

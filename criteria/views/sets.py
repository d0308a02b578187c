"""The criteria sets, and one set with its criteria, indicators, levels and where they come from."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from criteria import rules
from criteria.floors import own_words, unlinked_words
from criteria.mapping.queries import mappings_of
from criteria.models import CriteriaSet
from criteria.queries.sets import (
    assessments_by,
    floors_of,
    later_sets,
    ordered_criteria,
    sets_with_counts,
)
from ntm_project.common.views import reads
from villages.http import Request
from villages.rules import deny_edit_reference


@reads
def criteria_sets(request: Request) -> HttpResponse:
    """Every set, newest first."""
    context = {
        "sets": sets_with_counts(),
        "may_draft": not deny_edit_reference(request.access),
    }
    return render(request, "criteria/sets.html", context)


@reads
def criteria_set(request: Request, pk: int) -> HttpResponse:
    """One set, what it refines or amends, and the assessments in scope that use it."""
    sets = CriteriaSet.objects.select_related("refines", "amends")
    found = get_object_or_404(sets, pk=pk)
    criteria = list(ordered_criteria(found))
    floors = floors_of(found, criteria)
    for criterion in criteria:
        for indicator in criterion.indicators.all():
            indicator.below_floor = floors.get(indicator.pk, [])
    context = {
        "criteria_set": found,
        "floors": [row for rows in floors.values() for row in rows],
        "unlinked": unlinked_words(found, criteria),
        "own": own_words(found, criteria),
        "criteria": criteria,
        "recognition_words": rules.recognition_words(found, len(criteria)),
        "assessments": assessments_by(found, request.access),
        "later": later_sets(found),
        "mappings": mappings_of(found),
        "may_draft": not rules.deny_draft(request.access, found),
        "may_complete": not deny_edit_reference(request.access),
    }
    return render(request, "criteria/set.html", context)

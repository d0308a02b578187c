"""Entering the decision that recognises a unit once the last step has approved."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence.review import rules, services
from evidence.review.forms import RecognitionForm
from evidence.review.queries.chain import route_of
from evidence.review.views.shared import visible_assessment
from ntm_project.common.answers import saved
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from villages.http import Request


@reads_and_writes
def recognise(request: Request, pk: int) -> HttpResponse:
    """The form of the decision, where the recognition may be entered now."""
    assessment = visible_assessment(request, pk)
    is_approved = route_of(assessment, request.access.on).is_complete
    if reason := rules.deny_recognise(request.access, assessment.unit, is_approved=is_approved):
        raise Refused(reason)
    criteria_set = assessment.criteria_set
    form = RecognitionForm(
        request.POST if request.method == "POST" else None,
        initial={"title": criteria_set.short_name},
    )
    back_url = reverse("evidence:rounds", args=[pk])
    if form.is_valid():
        try:
            made = services.recognise(
                by=request.access, unit=assessment.unit, criteria_set=criteria_set, **form.values()
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            words = f"Đã ghi quyết định công nhận số {made.decision_number}."
            return saved(request, words, back_url)
    context = {
        "assessment": assessment,
        "form": form,
        "unverified": assessment.criteria_set.unverified_words,
        "back_url": back_url,
    }
    status = 422 if form.is_bound else 200
    return render(request, "evidence/review/recognise.html", context, status=status)

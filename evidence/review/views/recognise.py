"""Entering the decision that recognises a unit once the last step has approved."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.models import Assessment
from evidence.review import rules
from evidence.review.forms import RecognitionForm
from evidence.review.services import recognise, route_of
from evidence.review.views.shared import unverified_mark, visible_assessment
from ntm_project.common.answers import saved
from ntm_project.common.views import Refused, reads_and_writes
from tasks.views.shared import apply_errors
from villages.http import Request


def _asked(request: Request, pk: int) -> Assessment:
    """The assessment, where its recognition may be entered now."""
    assessment = visible_assessment(request, pk)
    route = route_of(assessment, request.access.on)
    if reason := rules.deny_recognise(
        request.access, assessment.unit, is_approved=route.is_complete
    ):
        raise Refused(reason)
    return assessment


def _show(
    request: Request, assessment: Assessment, form: RecognitionForm, status: int = 200
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "form": form,
        "unverified": unverified_mark(assessment),
        "back_url": reverse("evidence:rounds", args=[assessment.pk]),
    }
    return render(request, "evidence/review/recognise.html", context, status=status)


def _page(request: Request, pk: int) -> HttpResponse:
    assessment = _asked(request, pk)
    form = RecognitionForm(initial={"title": assessment.criteria_set.short_name})
    return _show(request, assessment, form)


def _save(request: Request, pk: int) -> HttpResponse:
    assessment, form = _asked(request, pk), RecognitionForm(request.POST)
    if form.is_valid():
        try:
            made = recognise(
                by=request.access,
                unit=assessment.unit,
                criteria_set=assessment.criteria_set,
                **form.cleaned_data,
            )
        except ValidationError as error:
            apply_errors(form, error)
        else:
            words = f"Đã ghi quyết định công nhận số {made.decision_number}."
            return saved(request, words, reverse("evidence:rounds", args=[pk]))
    return _show(request, assessment, form, status=422)


recognise_page = reads_and_writes(_page, _save)

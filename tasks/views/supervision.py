"""Who directs which criterion of an assessment, and a check that there is one leader each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.models import Assessment, Criterion
from criteria.views.shared import visible_assessment
from ntm_project.common.answers import saved, seen_version, sent
from ntm_project.common.views import Refused, page_or_fragment, reads, reads_and_writes
from tasks import rules
from tasks.forms.supervision import SupervisionForm
from tasks.queries.supervision import (
    copied_criteria,
    criterion_leaders,
    eligible_leaders,
    portfolios_of,
    present_leaders,
)
from tasks.services import set_supervision
from villages.conflicts import conflict
from villages.edit import Stale, version_of_set
from villages.http import Request
from villages.models import Official
from villages.words import value_words


def _context(request: Request, assessment: Assessment) -> dict[str, Any]:
    lines = criterion_leaders(assessment)
    portfolios = portfolios_of(lines)
    deny_edit = rules.deny_edit_supervision(request.access, assessment.unit)
    return {
        "assessment": assessment,
        "leaders": [portfolio.leader for portfolio in portfolios],
        "lines": lines,
        "portfolios": portfolios,
        "copied": copied_criteria(assessment),
        "warned": [line for line in lines if line.warning],
        "deny_edit": deny_edit,
        "may_import": not deny_edit,
    }


@reads
def supervision(request: Request, assessment_pk: int) -> HttpResponse:
    """The table of criteria and leaders, and each leader's portfolio."""
    context = _context(request, visible_assessment(request, assessment_pk))
    return render(request, "tasks/supervision.html", context)


def _version(leaders: list[Official]) -> int:
    return version_of_set(leader.pk for leader in leaders)


@reads_and_writes
def set_page(request: Request, assessment_pk: int, criterion_pk: int) -> HttpResponse:
    """The leaders of one criterion."""
    assessment = visible_assessment(request, assessment_pk)
    judged_by = assessment.criteria_set_id
    criterion = get_object_or_404(Criterion, criteria_set=judged_by, pk=criterion_pk)
    if reason := rules.deny_edit_supervision(request.access, assessment.unit):
        raise Refused(reason)
    present = present_leaders(assessment, criterion)
    form = SupervisionForm(
        sent(request),
        initial={"officials": present},
        offered={"officials": eligible_leaders(request.access, assessment)},
    )
    if form.is_valid():
        return _save(request, assessment, criterion, list(form.cleaned_data["officials"]))
    context = {
        "assessment": assessment,
        "criterion": criterion,
        "form": form,
        "seen_version": seen_version(request) if form.is_bound else _version(present),
    }
    status = 422 if form.is_bound else 200
    response = page_or_fragment(request, "tasks/set_supervision.html", context, status=status)
    if form.is_bound and getattr(request, "htmx", False):
        response["HX-Retarget"] = f"#criterion-{criterion.pk}"
        response["HX-Reswap"] = "outerHTML"
    return response


def _save(
    request: Request, assessment: Assessment, criterion: Criterion, chosen: list[Official]
) -> HttpResponse:
    url = reverse("tasks:supervision", args=[assessment.pk])
    given: dict[str, Any] = {"assessment": assessment, "criterion": criterion}
    seen = seen_version(request)
    try:
        set_supervision(by=request.access, officials=chosen, seen_version=seen, **given)
    except Stale as stale:
        now = present_leaders(assessment, criterion)
        rows = [(str(criterion), value_words(None, now), value_words(None, chosen))]
        return conflict(request, stale, rows=rows, keep_url=url, version=_version(now))
    message = f"Đã lưu lãnh đạo phụ trách tiêu chí {criterion.number}."
    if not getattr(request, "htmx", False):
        return saved(request, message, url)
    messages.success(request, message)
    return render(request, "tasks/_supervision_saved.html", _context(request, assessment))

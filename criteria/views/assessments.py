"""Opening an assessment, its days, where it began, and taking back one opened by mistake."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria import rules, services
from criteria.forms import (
    BaselinesForm,
    ConfirmBaselinesForm,
    EditAssessmentForm,
    OpenAssessmentForm,
)
from criteria.forms.assessments import STATED_WORDS
from criteria.mapping.queries import sources_of
from criteria.models import Assessment
from criteria.queries.opening import (
    level_to_open,
    only_set_to_open,
    sets_to_open,
    unit_of_main_posting,
    units_to_open,
)
from criteria.queries.results import stated_baselines, tentative_baselines
from criteria.views.shared import visible_assessment
from ntm_project.common.addresses import of_row
from ntm_project.common.answers import form_page, key_of, saved, seen_version, sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.enums import Ability
from villages.http import Request, require_anywhere
from villages.words import field_label, field_named, value_words


def _editable(request: Request, pk: int) -> Assessment:
    found = visible_assessment(request, pk)
    if reason := rules.deny_edit_assessment(request.access, found):
        raise Refused(reason)
    return found


@reads_and_writes
def open_assessment(request: Request) -> HttpResponse:
    """A unit, a set and a year; the new assessment's beginning is stated next."""
    require_anywhere(request, Ability.EDIT_PLAN)
    year, units = request.access.as_of.year, units_to_open(request.access)
    unit = key_of(request.GET.get("don_vi")) or unit_of_main_posting(request.access, units)
    sets, level = sets_to_open(units), level_to_open(units, unit)
    initial: dict[str, Any] = {"year": year, "unit": unit}
    if level and request.method == "GET":
        initial["criteria_set"] = only_set_to_open(sets, level, year)
    form = OpenAssessmentForm(
        sent(request), offered={"unit": units, "criteria_set": sets}, first=level, initial=initial
    )
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        with saving(form):
            opened = services.open_assessment(by=request.access, **form.values())
            return saved(
                request,
                "Đã lập đánh giá. Hãy ghi hiện trạng ban đầu của các tiêu chí.",
                reverse("criteria:baselines", args=[opened.pk]),
            )
    return form_page(request, "criteria/open_assessment.html", {"form": form})


@reads_and_writes
def edit_assessment(request: Request, pk: int) -> HttpResponse:
    """The days of an assessment, its registration and note."""
    found = _editable(request, pk)
    form = EditAssessmentForm(sent(request), instance=found)
    if form.is_valid():
        with saving(form, keep_url=found.get_absolute_url()):
            services.edit_assessment(
                by=request.access,
                assessment_id=pk,
                fields=form.values(),
                seen_version=seen_version(request),
            )
            return saved(request, "Đã sửa thông tin đánh giá.", found.get_absolute_url())
    context = {
        "form": form,
        "assessment": found,
        "back_url": found.get_absolute_url(),
        "discard_reason": rules.deny_discard_assessment(request.access, found),
    }
    return form_page(request, "criteria/edit_assessment.html", context)


@reads_and_writes
def baselines(request: Request, pk: int) -> HttpResponse:
    """How each criterion stood when the assessment began."""
    found = _editable(request, pk)
    form = BaselinesForm(sent(request), assessment=found)
    if form.is_valid():
        try:
            changed = services.state_baselines(
                by=request.access,
                assessment_id=pk,
                states=form.states(),
                seen_version=seen_version(request),
            )
        except Stale as stale:
            return conflict(
                request,
                stale,
                form,
                rows=_states_compared(found, form),
                keep_url=found.get_absolute_url(),
            )
        done = f"Đã ghi hiện trạng của {changed} tiêu chí." if changed else "Không có gì thay đổi."
        return saved(request, done, found.get_absolute_url())
    context = {
        "form": form,
        "assessment": found,
        "back_url": found.get_absolute_url(),
        "sources": [] if found.carried_from_id else sources_of(found),
    }
    return form_page(request, "criteria/baselines.html", context)


@reads_and_writes
def confirm_baselines(request: Request, pk: int) -> HttpResponse:
    """What was concluded of whole criteria, confirmed in one go with its basis."""
    found = _editable(request, pk)
    rows = list(tentative_baselines(found))
    form = ConfirmBaselinesForm(sent(request), baselines=rows)
    if form.is_valid():
        try:
            number = services.confirm_baselines(
                by=request.access,
                assessment_id=pk,
                seen_version=seen_version(request),
                **form.cleaned_data,
            )
        except Stale as stale:
            lines = [
                (field_label(Assessment, name), words, "xác nhận hiện trạng")
                for name, words in _in_words(stale.current)
            ]
            return conflict(request, stale, form, rows=lines, keep_url=found.get_absolute_url())
        return saved(
            request, f"Đã xác nhận hiện trạng của {number} tiêu chí.", found.get_absolute_url()
        )
    context = {
        "form": form,
        "assessment": found,
        "back_url": found.get_absolute_url(),
        "rows": rows,
    }
    return form_page(request, "criteria/confirm_baselines.html", context)


def _states_compared(assessment: Assessment, form: BaselinesForm) -> list[tuple[str, str, str]]:
    """(criterion, present state, mine) of every criterion."""
    present = stated_baselines(assessment)
    mine = form.states()
    return [
        (c.numbered, STATED_WORDS[present.get(c.pk, "")], STATED_WORDS[mine[c.pk]])
        for c in form.criteria
    ]


@reads_and_writes
def discard_assessment(request: Request, pk: int) -> HttpResponse:
    """Taking back an assessment in which nothing has been recorded."""
    found = _editable(request, pk)
    if reason := rules.deny_discard_assessment(request.access, found):
        raise Refused(reason)
    if request.method == "POST":
        try:
            services.discard_assessment(
                by=request.access, assessment_id=pk, seen_version=seen_version(request)
            )
        except Stale as stale:
            rows = [
                (field_label(Assessment, name), words, "bỏ đánh giá")
                for name, words in _in_words(stale.current)
            ]
            return conflict(request, stale, rows=rows, keep_url=found.get_absolute_url())
        done = f"Đã bỏ đánh giá lập nhầm: {found}."
        return saved(request, done, of_row("reports:board", found.unit_id))
    back = reverse("criteria:edit_assessment", args=[pk])
    context = {"assessment": found, "back_url": back}
    return render(request, "criteria/discard_assessment.html", context)


def _in_words(assessment: Assessment | None) -> list[tuple[str, str]]:
    """What the form of an assessment would show of it."""
    return [
        (name, value_words(field_named(Assessment, name), getattr(assessment, name, None)))
        for name in EditAssessmentForm.Meta.fields
    ]

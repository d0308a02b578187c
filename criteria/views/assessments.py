"""Opening an assessment, its days, where it began, and taking back one opened by mistake."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria import rules, services
from criteria.enums import SetLevel, State
from criteria.forms import BaselinesForm, EditAssessmentForm, OpenAssessmentForm
from criteria.models import Assessment
from criteria.services import ASSESSMENT_FIELDS, StaleAssessment
from ntm_project.common.addresses import of_row
from ntm_project.common.answers import key_of, saved, seen_version
from ntm_project.common.dates import format_day
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import Clash, conflict
from villages.enums import Ability
from villages.http import Request
from villages.models import Unit

MOST_UNITS = 500  # more than a select can be read; a commune has far fewer


def _page(request: Request, name: str, context: Mapping[str, Any], status: int) -> HttpResponse:
    return render(request, f"criteria/{name}.html", dict(context), status=status)


def _home(assessment: Assessment) -> str:
    return of_row("reports:assessment", assessment.pk)


def _editable(request: Request, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.access).select_related("unit", "criteria_set")
    found = get_object_or_404(rows, pk=pk)
    if reason := rules.deny_edit_assessment(request.access, found):
        raise Refused(reason)
    return found


# --- Opening --------------------------------------------------------------------------------------


def _units(request: Request) -> "QuerySet[Unit]":
    """The units whose assessment the person may open: communes and villages that exist."""
    access = request.access
    if not access.can_anywhere(Ability.EDIT_PLAN):
        if access.main_posting is None:
            raise Http404
        raise Refused(access.deny(Ability.EDIT_PLAN, access.main_posting.unit))
    paths = [p.unit.path for p in access.postings if access.can(Ability.EDIT_PLAN, p.unit)]
    below = Q()
    for path in paths:
        below |= Q(path__below=path)
    first = Unit.objects.filter(below, level__in=SetLevel.values, valid_to__isnull=True)
    offered = first.order_by("path", "pk").values("pk")[:MOST_UNITS]
    units = Unit.objects.filter(pk__in=offered)
    return units.select_related("parent").order_by("path", "pk")


def _show_open(request: Request) -> HttpResponse:
    chosen = key_of(request.GET.get("don_vi"))
    initial = {"year": request.access.on.year, "unit": chosen or None}
    form = OpenAssessmentForm(units=_units(request), initial=initial)
    return _page(request, "open_assessment", {"form": form}, 200)


def _save_open(request: Request) -> HttpResponse:
    form = OpenAssessmentForm(request.POST, units=_units(request))
    if form.is_valid():
        try:
            opened = services.open_assessment(by=request.access, **form.cleaned_data)
        except ValidationError as error:
            _put_errors(form, error)
        else:
            return saved(
                request,
                "Đã mở đánh giá. Hãy ghi hiện trạng ban đầu của các tiêu chí.",
                reverse("criteria:baselines", args=[opened.pk]),
            )
    return _page(request, "open_assessment", {"form": form}, 422)


def _put_errors(form: OpenAssessmentForm, error: ValidationError) -> None:
    """The record's sentences at their fields; that there is one already, at the set."""
    for name, errors in error.error_dict.items():
        form.add_error("criteria_set" if name == NON_FIELD_ERRORS else name, errors)


open_assessment = reads_and_writes(_show_open, _save_open)


# --- Its days -------------------------------------------------------------------------------------

_LABELS = {name: str(EditAssessmentForm.base_fields[name].label) for name in ASSESSMENT_FIELDS}


def _edit_page(
    request: Request, found: Assessment, form: EditAssessmentForm, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "assessment": found,
        "back_url": _home(found),
        "discard_reason": rules.deny_discard_assessment(request.access, found),
    }
    return _page(request, "edit_assessment", context, status)


def _show_edit(request: Request, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    initial = {name: getattr(found, name) for name in ASSESSMENT_FIELDS}
    return _edit_page(request, found, EditAssessmentForm(initial=initial), 200)


def _told(name: str, value: Any) -> str:
    if name == "is_registered":
        return "Có" if value else "Không"
    return format_day(value) if name.endswith("_on") and value else str(value or "")


def _save_edit(request: Request, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    form = EditAssessmentForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, found, form, 422)
    said = form.cleaned_data
    try:
        services.edit_assessment(
            by=request.access, assessment_id=pk, fields=said, seen_version=seen_version(request)
        )
    except StaleAssessment as stale:
        rows = [
            (_LABELS[n], _told(n, getattr(stale.current, n)), _told(n, said[n]))
            for n in ASSESSMENT_FIELDS
        ]
        return _conflict(request, stale.current, rows)
    return saved(request, "Đã sửa thông tin đánh giá.", _home(found))


def _conflict(
    request: Request, current: Assessment, rows: list[tuple[str, str, str]]
) -> HttpResponse:
    version = current.version
    return conflict(request, Clash(current, rows, "seen_version", version, _home(current)))


edit_assessment = reads_and_writes(_show_edit, _save_edit)


# --- Where it began -------------------------------------------------------------------------------


def _baselines_page(
    request: Request, found: Assessment, form: BaselinesForm, status: int
) -> HttpResponse:
    context = {"form": form, "assessment": found, "back_url": _home(found)}
    return _page(request, "baselines", context, status)


def _show_baselines(request: Request, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    return _baselines_page(request, found, BaselinesForm(assessment=found), 200)


def _save_baselines(request: Request, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    form = BaselinesForm(request.POST, assessment=found)
    if not form.is_valid():
        return _baselines_page(request, found, form, 422)
    said = form.states()
    try:
        changed = services.state_baselines(
            by=request.access, assessment_id=pk, states=said, seen_version=seen_version(request)
        )
    except StaleAssessment as stale:
        now = dict(stale.current.baselines.values_list("criterion", "state"))
        rows = [
            (f"{c.number}. {c.name}", _state_words(now.get(c.pk, "")), _state_words(said[c.pk]))
            for c in form.criteria
        ]
        return _conflict(request, stale.current, rows)
    done = f"Đã ghi hiện trạng của {changed} tiêu chí." if changed else "Không có gì thay đổi."
    return saved(request, done, _home(found))


def _state_words(state: str) -> str:
    return str(State(state).label) if state else "Chưa ghi"


baselines = reads_and_writes(_show_baselines, _save_baselines)


# --- Taking back ----------------------------------------------------------------------------------


def _discardable(request: Request, pk: int) -> Assessment:
    found = _editable(request, pk)
    if reason := rules.deny_discard_assessment(request.access, found):
        raise Refused(reason)
    return found


def _show_discard(request: Request, pk: int) -> HttpResponse:
    found = _discardable(request, pk)
    back = reverse("criteria:edit_assessment", args=[pk])
    return _page(request, "discard_assessment", {"assessment": found, "back_url": back}, 200)


def _save_discard(request: Request, pk: int) -> HttpResponse:
    found = _discardable(request, pk)
    try:
        services.discard_assessment(
            by=request.access, assessment_id=pk, seen_version=seen_version(request)
        )
    except StaleAssessment as stale:
        rows = [
            (_LABELS[n], _told(n, getattr(stale.current, n)), "bỏ đánh giá")
            for n in ASSESSMENT_FIELDS
        ]
        return _conflict(request, stale.current, rows)
    return saved(
        request, f"Đã bỏ đánh giá mở nhầm: {found}.", of_row("reports:board", found.unit_id)
    )


discard_assessment = reads_and_writes(_show_discard, _save_discard)

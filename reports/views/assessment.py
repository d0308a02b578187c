"""An assessment: its criteria in one line each, and one criterion with its indicators."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.models import Assessment
from criteria.rules import deny_edit_assessment
from ntm_project.common.forms import CrispyForm, DayInput
from ntm_project.common.views import reads
from reports import links
from reports.queries.assessment import AssessmentPage, Wanted, assessment_page
from villages.enums import Ability
from villages.http import Request


class FilterForm(CrispyForm, forms.Form):
    """What of the assessment is shown; lives in the address."""

    tieu_chi = forms.IntegerField(label="Tiêu chí", required=False, widget=forms.Select)
    ngay = DayInput(label="Xem lại tại ngày", required=False)
    con_lai = forms.BooleanField(label="Chỉ phần còn phải làm", required=False)
    mo = forms.BooleanField(label="Mở tất cả", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ngay(self) -> date | None:
        day = self.cleaned_data["ngay"]
        if day and day > self.today:
            raise forms.ValidationError("Ngày xem lại không được sau hôm nay.")
        return day

    def wanted(self, number: int | None = None) -> Wanted:
        """What was asked for, as far as it could be read."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            as_of=said.get("ngay"),
            number=said.get("tieu_chi") if number is None else number,
            remaining_only=said.get("con_lai", False),
            opens_all=said.get("mo", False),
        )


def _visible(request: Request, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.access)
    return get_object_or_404(rows.select_related("unit__parent", "criteria_set"), pk=pk)


@reads
def assessment(request: Request, pk: int) -> HttpResponse:
    """The page of one assessment in scope, its criteria folded; read-only as of an earlier day."""
    found = _visible(request, pk)
    form = FilterForm(request.GET, today=request.access.on)
    wanted = form.wanted()
    page = assessment_page(request.access, found, wanted)
    form.fields["tieu_chi"].widget.choices = [("", "Mọi tiêu chí")] + [
        (criterion.number, f"{criterion.number}. {criterion.name}") for criterion in page.criteria
    ]
    asked = request.GET.copy()
    asked["mo"] = "1"
    context = _context(request, page, wanted) | {
        "form": form,
        "may_edit": not wanted.as_of and not deny_edit_assessment(request.access, found),
        "open_all_url": "" if wanted.opens_all else f"?{asked.urlencode()}",
        "supervision_url": links.supervision(found.pk),
    }
    return render(request, "reports/assessment.html", context, status=422 if form.errors else 200)


@reads
def criterion(request: Request, pk: int, number: int) -> HttpResponse:
    """One criterion with its indicators: a page of its own, or opened and folded in place."""
    found = _visible(request, pk)
    form = FilterForm(request.GET, today=request.access.on)
    page = assessment_page(request.access, found, form.wanted(number))
    block = next((b for b in page.blocks if b.criterion.number == number), None)
    if block is None:
        raise Http404
    if request.htmx and "gon" in request.GET:
        block.is_open = False
    context = _context(request, page, form.wanted(number)) | {"line": block}
    if request.htmx:
        return render(request, "reports/_criterion.html", context)
    numbers = [c.number for c in page.criteria]
    at = numbers.index(number)
    context["before"] = page.criteria[at - 1] if at else None
    context["after"] = page.criteria[at + 1] if at + 1 < len(numbers) else None
    return render(request, "reports/criterion.html", context)


def _context(request: Request, page: AssessmentPage, wanted: Wanted) -> dict[str, Any]:
    found = page.assessment
    return {
        "page": page,
        "assessment": found,
        "year": str(found.year),
        "as_of": wanted.as_of,
        "deny_reason": "" if wanted.as_of else request.access.deny(Ability.SET_RESULT, found.unit),
        "here": reverse("reports:assessment", args=[found.pk]),
    }

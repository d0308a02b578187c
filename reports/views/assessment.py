"""An assessment: its criteria and indicators, now or as of an earlier day."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.cells import READ_ONLY, Reader, draw_totals
from criteria.models import Assessment
from criteria.rules import deny_edit_assessment
from ntm_project.common.forms import CrispyForm, DayInput
from ntm_project.common.views import reads
from reports import links
from reports.assessment_cells import dossier_words, draw_blocks
from reports.queries.assessment import AssessmentPage, assessment_page
from villages.enums import Ability
from villages.http import Request


class FilterForm(CrispyForm, forms.Form):
    """What of the assessment is shown; lives in the address."""

    tieu_chi = forms.IntegerField(label="Tiêu chí", required=False, widget=forms.Select)
    ngay = DayInput(label="Xem lại tại ngày", required=False)
    con_lai = forms.BooleanField(
        label="Chỉ phần còn phải làm",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ngay(self) -> date | None:
        day = self.cleaned_data["ngay"]
        if day and day > self.today:
            raise forms.ValidationError("Ngày xem lại không được sau hôm nay.")
        return day


@reads
def assessment(request: Request, pk: int) -> HttpResponse:
    """The page of one assessment in scope; read-only as of an earlier day."""
    found = get_object_or_404(
        Assessment.objects.visible_to(request.access).select_related(
            "unit__parent", "criteria_set"
        ),
        pk=pk,
    )
    form = FilterForm(request.GET, today=request.access.on)
    is_valid = form.is_valid()
    asked = form.cleaned_data
    as_of = asked.get("ngay")
    page = assessment_page(
        request.access,
        found,
        as_of=as_of,
        number=asked.get("tieu_chi"),
        remaining_only=asked.get("con_lai", False),
    )
    form.fields["tieu_chi"].widget.choices = [("", "Mọi tiêu chí")] + [
        (criterion.number, f"{criterion.number}. {criterion.name}") for criterion in page.criteria
    ]
    context = _context(request, page, as_of) | {"form": form}
    status = 200 if is_valid else 422
    return render(request, "reports/assessment.html", context, status=status)


def _context(request: Request, page: AssessmentPage, as_of: date | None) -> dict[str, Any]:
    found, access = page.assessment, request.access
    reader = READ_ONLY if as_of else Reader.of(access, found)
    return {
        "assessment": found,
        "year": str(found.year),
        "totals": draw_totals(found, page.totals),
        "blocks": draw_blocks(found, page.blocks, reader, page.papers),
        "dossier": dossier_words(page.papers),
        "is_empty": not page.blocks,
        "as_of": as_of,
        "may_set": reader.may_set,
        "may_edit": not as_of and not deny_edit_assessment(access, found),
        "deny_reason": "" if as_of else access.deny(Ability.SET_RESULT, found.unit),
        "unverified": found.criteria_set.unverified_words,
        "tasks": page.tasks,
        "tasks_url": links.tasks(danh_gia=found.pk),
        "overdue_url": links.tasks(danh_gia=found.pk, qua_han=1),
        "supervision_url": links.supervision(found.pk),
        "here": reverse("reports:assessment", args=[found.pk]),
    }

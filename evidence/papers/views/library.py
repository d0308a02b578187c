"""The library of papers of the units in scope; its filters live in the address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.models import Result
from evidence.papers import rules
from evidence.papers.forms.filters import LibraryForm
from evidence.papers.models import Evidence
from evidence.papers.queries.library import cards_of, cards_wide
from evidence.papers.views.many import offered
from ntm_project.common.choices import choices_answer
from ntm_project.common.lists import address_with, heads, in_order
from ntm_project.common.views import page_of, reads
from villages.enums import Ability
from villages.http import Request
from villages.list_tools import list_tools
from villages.many import tick_bar

PER_PAGE = 24  # fills rows of two, three and four cards

# The filters that are one tap: name of the parameter, words.
TABS = (
    ("", "Tất cả"),
    ("chua_gan", "Chưa gắn chỉ tiêu"),
    ("sap_het", "Sắp hết hiệu lực"),
    ("trung", "Trùng nội dung"),
    ("thoi_dung", "Đã thôi dùng"),
)


def _tabs(request: Request) -> list[dict[str, object]]:
    current = next((name for name, _ in TABS if name and request.GET.get(name)), "")
    off = {name: "" for name, _ in TABS if name}
    return [
        {
            "label": label,
            "url": address_with(request, **off | ({name: "on"} if name else {})),
            "is_current": name == current,
        }
        for name, label in TABS
    ]


def _result_named(form: LibraryForm, name: str) -> Result | None:
    """The result that a parameter names: for which papers are chosen, or whose papers they are."""
    return form.cleaned_data.get(name) if form.is_valid() else None


def _upload_url(request: Request, form: LibraryForm) -> str:
    if not request.access.can_anywhere(Ability.ADD_EVIDENCE):
        return ""
    unit = form.cleaned_data.get("don_vi") if form.is_valid() else None
    return reverse("evidence:upload") + (f"?don_vi={unit.pk}" if unit else "")


def _listed_unit(request: Request, form: LibraryForm) -> dict[str, Any]:
    """The unit whose papers go to Excel and come from it: that of the filter, or one's own."""
    unit = form.cleaned_data.get("don_vi") if form.is_valid() else None
    posting = request.access.main_posting
    unit = unit or (posting.unit if posting else None)
    return {
        "listed_unit": unit,
        "may_import": unit is not None and not rules.deny_add(request.access, unit),
    }


@reads
def library(request: Request) -> HttpResponse:
    """Papers in scope, newest first, with what they prove."""
    form = LibraryForm(request.GET, access=request.access)
    if answer := choices_answer(request, form):
        return answer
    filters = form.filters
    papers = filters.on(request.access) if filters else Evidence.objects.none()
    both = (papers, cards_wide(request.access))
    listed, wide = (in_order(rows, request.GET, form.SORTS) for rows in both)
    page = page_of(request, listed, PER_PAGE, wide=wide)
    context = {
        "form": form,
        "tabs": _tabs(request),
        "page": page,
        "cards": cards_of(page.object_list, request.access),
        "has_filters": bool(request.GET),
        "linking": _result_named(form, "gan"),
        "of_result": _result_named(form, "ket_qua"),
        "ticks": None
        if request.GET.get("gan")
        else tick_bar(request, reverse("evidence:many_papers"), offered(request.access)),
        "heads": heads(request, form.SORTS),
        "tools": list_tools(request, "evidence:library", form),
        "upload_url": _upload_url(request, form),
        **_listed_unit(request, form),
    }
    return render(request, "evidence/library.html", context, status=form.status)

"""The pages of whoever keeps the sets: a level that was missing, and the mark of a check."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from criteria import services
from criteria.floors import unlinked_indicators
from criteria.forms import CheckedForm, LevelForm
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.queries.sets import floors_of, ordered_criteria
from ntm_project.common.answers import form_page, key_of, saved, seen_version, sent
from ntm_project.common.text import uncapitalised
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import saving
from villages.http import Request
from villages.rules import deny_edit_reference


def _home(criteria_set: CriteriaSet, number: int) -> str:
    return f"{reverse('criteria:set', args=[criteria_set.pk])}#tieu-chi-{number}"


def _refuse_others(request: Request) -> None:
    if reason := deny_edit_reference(request.access):
        raise Refused(reason)


@reads_and_writes
def add_level(request: Request, pk: int) -> HttpResponse:
    """A level that the set lacks, with its legal source."""
    rows = Indicator.objects.select_related("criterion__criteria_set").prefetch_related("levels")
    indicator = get_object_or_404(rows, pk=pk)
    _refuse_others(request)
    back_url = _home(indicator.criterion.criteria_set, indicator.criterion.number)
    form = LevelForm(sent(request), indicator=indicator)
    if form.is_valid():
        with saving(form):
            level = services.add_level(by=request.access, indicator=indicator, fields=form.values())
            done = f"Đã bổ sung mức {level.display} của {indicator.code}; áp dụng từ lần xét tới."
            return saved(request, f"{done}{_below_floor(level)}", back_url)
    context = {"form": form, "indicator": indicator, "back_url": back_url}
    return form_page(request, "criteria/add_level.html", context)


def _below_floor(level: Level) -> str:
    """What the person should look at where the new level is below the floor; "" else."""
    criteria_set = level.indicator.criterion.criteria_set
    found = floors_of(criteria_set).get(level.indicator_id, [])
    words = next((row.words for row in found if row.own.pk == level.pk and row.is_looser), "")
    return f" Cần xem lại: {uncapitalised(words)}." if words else ""


@reads_and_writes
def mark_checked(request: Request, pk: int) -> HttpResponse:
    """The set, one of its criteria (`tieu_chi`) or indicators (`chi_tieu`) was checked."""
    criteria_set = get_object_or_404(CriteriaSet, pk=pk)
    row = _row_named(request, criteria_set)
    _refuse_others(request)
    back_url = reverse("criteria:set", args=[pk])
    form = CheckedForm(sent(request))
    if form.is_valid():
        with saving(form, keep_url=back_url):
            services.mark_checked(
                by=request.access,
                row=row,
                against=form.cleaned_data["against"],
                seen_version=seen_version(request),
            )
            return saved(request, f"Đã đánh dấu đã đối chiếu: {row}.", back_url)
    context = {
        "form": form,
        "row": row,
        "criteria_set": criteria_set,
        "own": _own(row, criteria_set),
        "back_url": back_url,
    }
    return form_page(request, "criteria/mark_checked.html", context)


def _own(row: CriteriaSet | Criterion | Indicator, criteria_set: CriteriaSet) -> list[str]:
    """The codes of the unlinked indicators that a mark on the row declares to be the set's own:
    they refine nothing of the set above."""
    rows = unlinked_indicators(criteria_set, ordered_criteria(criteria_set))
    return [one.code for one in rows if row in (criteria_set, one.criterion, one)]


def _row_named(request: Request, criteria_set: CriteriaSet) -> CriteriaSet | Criterion | Indicator:
    if number := key_of(request.GET.get("tieu_chi")):
        return get_object_or_404(criteria_set.criteria, number=number)
    if key := key_of(request.GET.get("chi_tieu")):
        return get_object_or_404(Indicator, criterion__criteria_set=criteria_set, pk=key)
    return criteria_set

"""The pages of a set before it is published: written down, corrected, published, taken out."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria import rules, services
from criteria.enums import SetLevel
from criteria.forms import PublishSetForm, SetForm
from criteria.models import CriteriaSet, Criterion
from criteria.models.sets import usual_noun
from criteria.queries.sets import ordered_criteria, publishing_doubts, seen_of_set, sets_to_stand_on
from ntm_project.common.answers import form_page, saved, seen_version, sent
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.enums import UnitLevel
from villages.http import Request
from villages.rules import deny_edit_reference


def _home(pk: int) -> str:
    return reverse("criteria:set", args=[pk])


def _draft(request: Request, pk: int) -> CriteriaSet:
    found = get_object_or_404(CriteriaSet, pk=pk)
    if reason := rules.deny_draft(request.access, found):
        raise Refused(reason)
    return found


def _standing_in(found: CriteriaSet, criteria: Sequence[Criterion]) -> dict[str, Any]:
    """How much a draft holds, and the version of all of it."""
    return {
        "criteria_set": found,
        "criteria_held": len(criteria),
        "indicators_held": sum(len(one.indicators.all()) for one in criteria),
        "seen": seen_of_set(found, criteria),
    }


@reads_and_writes
def draft_set(request: Request) -> HttpResponse:
    """A set of a decision, without its criteria yet."""
    if reason := deny_edit_reference(request.access):
        raise Refused(reason)
    posting = request.access.main_posting
    of_province = posting is not None and posting.unit.level == UnitLevel.PROVINCE
    initial = {
        "level": SetLevel.COMMUNE,
        "place": posting.unit.name if posting and of_province else "",
        "year_from": request.access.as_of.year,
        "indicator_noun": usual_noun(request.access.as_of.year),
    }
    form = SetForm(sent(request), sets=sets_to_stand_on(), initial=initial)
    if form.is_valid():
        with saving(form):
            made = services.draft_set(by=request.access, fields=form.values())
            done = "Đã lập bộ tiêu chí. Hãy nhập các tiêu chí từ Excel, xem lại, rồi công bố."
            excel = reverse("villages:import_list", args=["bo-tieu-chi", made.pk])
            return saved(request, done, excel)
    context = {"form": form, "back_url": reverse("criteria:sets")}
    return form_page(request, "criteria/draft_set.html", context)


@reads_and_writes
def edit_set(request: Request, pk: int) -> HttpResponse:
    """A set that is not published yet, corrected."""
    found = _draft(request, pk)
    form = SetForm(sent(request), instance=found, sets=sets_to_stand_on(found))
    if form.is_valid():
        with saving(form, keep_url=_home(pk)):
            services.edit_set(
                by=request.access,
                set_id=pk,
                fields=form.values(),
                seen_version=seen_version(request),
            )
            return saved(request, "Đã sửa thông tin bộ tiêu chí.", _home(pk))
    context = {"form": form, "criteria_set": found, "back_url": _home(pk)}
    return form_page(request, "criteria/draft_set.html", context)


@reads_and_writes
def publish_set(request: Request, pk: int) -> HttpResponse:
    """What a draft holds and what speaks against publishing it; then it is closed for ever."""
    found = _draft(request, pk)
    criteria = ordered_criteria(found)
    refusal, doubts = rules.deny_publish(found), publishing_doubts(found, criteria)
    form = PublishSetForm(sent(request))
    if form.is_valid():
        try:
            services.publish_set(
                by=request.access, set_id=pk, seen_version=seen_version(request),
                **form.cleaned_data,
            )  # fmt: skip
        except Stale as stale:
            return conflict(request, stale, keep_url=_home(pk))
        except ValidationError:
            form.add_error("accepts_doubts", "Hãy xem lại các điểm nêu trên rồi đánh dấu vào đây.")
        else:
            return saved(request, f"Đã công bố bộ {found.code}.", _home(pk))
    context = _standing_in(found, criteria) | {
        "form": form,
        "refusal": refusal,
        "doubts": doubts,
        "recognition_words": rules.recognition_words(found, len(criteria)),
        "back_url": _home(pk),
    }
    return form_page(request, "criteria/publish_set.html", context)


@reads_and_writes
def discard_set(request: Request, pk: int) -> HttpResponse:
    """A draft that is wrong is taken out, once it was shown how much it holds."""
    found = _draft(request, pk)
    if request.method == "POST":
        try:
            services.discard_set(by=request.access, set_id=pk, seen_version=seen_version(request))
        except Stale as stale:
            return conflict(request, stale, keep_url=_home(pk))
        return saved(request, f"Đã bỏ bộ soạn dở {found.code}.", reverse("criteria:sets"))
    context = _standing_in(found, ordered_criteria(found)) | {"back_url": _home(pk)}
    return render(request, "criteria/discard_set.html", context)

"""The money of a plan: writing down a sum with its sources, correcting it, taking it out."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, seen_version, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import reads_and_writes
from tasks.enums import FundingSource
from tasks.forms.funding import FundingForm, FundingPartForm, FundingPartFormSet, FundingPartRows
from tasks.models import Funding, Plan
from tasks.queries.funding import gap_of, parts_of, sum_of
from tasks.services import add_funding, edit_funding, remove_funding
from tasks.views.shared import editable_plan, plan_url, wants_more, with_row
from villages.conflicts import compared, conflict, saving
from villages.edit import Stale
from villages.http import Request
from villages.words import value_words

EMPTY_ROWS = 3  # of a new sum; below the parts of another stands one
ANCHOR = "kinh-phi"
GONE = (
    "Khoản này đã bị người khác xóa khỏi kế hoạch trong lúc trang này đang mở. "
    "Bấm “Lưu” để ghi lại thành một khoản mới."
)


def _rows(request: Request, funding: Funding | None = None) -> FundingPartRows:
    """The parts' rows: as typed, or as they are with some empty ones below."""
    if request.method == "POST":
        return FundingPartFormSet(with_row(request, "nguon"), prefix="nguon")
    kept = funding.parts.all() if funding else ()
    initial: list[dict[str, Any]] = [FundingPartForm.initial_of(part) for part in kept]
    empty: list[dict[str, Any]] = [{}] * (1 if initial else EMPTY_ROWS)
    return FundingPartFormSet(initial=[*initial, *empty], prefix="nguon")


def _is_valid(request: Request, form: FundingForm, rows: FundingPartRows) -> bool:
    """Whether the sum can be saved; both are checked, so that all sentences show at once."""
    return not wants_more(request) and form.is_valid() & rows.is_valid()


def _page(
    request: Request, plan: Plan, form: FundingForm, rows: FundingPartRows, **more: Any
) -> HttpResponse:
    status = more.pop("status", 422 if form.is_bound and not wants_more(request) else 200)
    context = {
        "plan": plan,
        "form": form,
        "rows": rows,
        "seen_version": None,
        "action": "",
        "gone": "",
        "back_url": plan_url(plan, ANCHOR),
    }
    return render(request, "tasks/funding.html", context | more, status=status)


def _after_save(request: Request, plan: Plan, funding: Funding) -> HttpResponse:
    """Back to the plan: the amount as it was read; parts that do not add up are named at once."""
    if gap := gap_of(funding):
        messages.warning(request, f"Khoản vừa ghi chưa khớp. {gap}")
    total = f"tổng số {funding.stated}" if funding.stated else "chưa ghi tổng số"
    return saved(request, f"Đã lưu kinh phí, {total}.", plan_url(plan, ANCHOR))


@reads_and_writes
def add(request: Request, pk: int) -> HttpResponse:
    """A sum of a plan with its parts by source."""
    plan = editable_plan(request, pk)
    form = FundingForm(sent(request), plan=plan, initial={"unit": plan.unit_id})
    rows = _rows(request)
    if answer := choices_answer(request, form):
        return answer
    if _is_valid(request, form, rows):
        given: dict[str, Any] = {"fields": form.values(), "parts": rows.parts()}
        with saving(form):
            funding = add_funding(by=request.access, plan=plan, **given)
            return _after_save(request, plan, funding)
    return _page(request, plan, form, rows)


def _sources(parts: Iterable[tuple[str, Any]]) -> str:
    return "\n".join(f"{FundingSource(source).label}: {amount}" for source, amount in parts)


def _differing(
    stale: Stale, form: FundingForm, rows: FundingPartRows
) -> list[tuple[str, str, str]]:
    """Each field of a sum, its total and sources in the words of the paper, in both versions."""
    now, total = stale.current, form.cleaned_data["total"]
    parts = [(part.source, part.stated) for part in parts_of(now)]
    label = str(form.fields["total"].label)
    words = {
        "total": (label, value_words(None, now.stated), value_words(None, total)),
        "parts": ("Nguồn", _sources(parts), _sources(rows.parts())),
    }
    return list((compared(stale, form) | words).values())


@reads_and_writes
def edit(request: Request, pk: int, funding_pk: int) -> HttpResponse:
    """A sum and its parts, corrected; when it is gone, what was typed can be written as new."""
    plan = editable_plan(request, pk)
    funding = sum_of(plan, funding_pk)
    if funding is None and request.method != "POST":
        raise Http404
    seen = shown_version(request, funding) if funding else seen_version(request)
    form, rows = FundingForm(sent(request), plan=plan, instance=funding), _rows(request, funding)
    if answer := choices_answer(request, form):
        return answer
    if _is_valid(request, form, rows):
        given: dict[str, Any] = {"fields": form.values(), "parts": rows.parts()}
        held: dict[str, Any] = {"plan": plan, "funding_id": funding_pk, "seen_version": seen}
        try:
            funding = edit_funding(by=request.access, **held, **given)
        except Stale as stale:
            if stale.current is None:
                as_new = {"action": reverse("tasks:add_funding", args=[pk]), "gone": GONE}
                return _page(request, plan, form, rows, **as_new, status=409)
            url = plan_url(plan, ANCHOR)
            return conflict(request, stale, rows=_differing(stale, form, rows), keep_url=url)
        except ValidationError as error:
            put_errors(form, error)
        else:
            return _after_save(request, plan, funding)
    return _page(request, plan, form, rows, seen_version=seen)


@reads_and_writes
def remove(request: Request, pk: int, funding_pk: int) -> HttpResponse:
    """A sum taken out of the draft plan, once it was shown."""
    plan = editable_plan(request, pk)
    funding = get_object_or_404(Funding, plan=plan, pk=funding_pk)
    url = plan_url(plan, ANCHOR)
    if request.method == "POST":
        seen = seen_version(request)
        try:
            remove_funding(by=request.access, plan=plan, funding_id=funding_pk, seen_version=seen)
        except Stale as stale:
            rows = [("Kinh phí", str(stale.current or ""), "xóa khỏi kế hoạch")]
            return conflict(request, stale, rows=rows, keep_url=url)
        return saved(request, "Đã xóa kinh phí khỏi kế hoạch.", url)
    context = {
        "plan": plan,
        "noun": "kinh phí",
        "owner_noun": "kế hoạch",
        "trail": "tasks/_plan_trail.html",
        "row": funding,
        "back_url": url,
    }
    return render(request, "tasks/remove_part.html", context)

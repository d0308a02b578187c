"""The money of a plan: writing down a sum with its sources, correcting it, taking it out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, seen_version
from ntm_project.common.dates import format_day
from ntm_project.common.views import reads_and_writes
from tasks import rules
from tasks.enums import FundingSource, FundingStage
from tasks.forms.funding import (
    FundingForm,
    FundingPartForm,
    FundingPartFormSet,
    FundingPartRows,
    draft_of,
)
from tasks.models import Funding, Plan
from tasks.services import (
    FundingDraft,
    StaleFunding,
    add_funding,
    edit_funding,
    remove_funding,
)
from tasks.views.plans import editable_plan, plan_url
from tasks.views.shared import apply_errors, wants_more, with_row
from villages.conflicts import Clash, conflict
from villages.http import Request

EMPTY_ROWS = 3  # of a new sum; below the parts of another stands one
ANCHOR = "kinh-phi"
GONE = (
    "Khoản này đã bị người khác bỏ khỏi kế hoạch trong lúc trang này đang mở. "
    "Bấm “Lưu” để ghi lại thành một khoản mới."
)


def _funding(plan: Plan, pk: int) -> Funding:
    rows = Funding.objects.filter(plan=plan).with_parts()
    return get_object_or_404(rows.select_related("unit", "assessment", "criterion", "task"), pk=pk)


def _rows(request: Request, funding: Funding | None = None) -> FundingPartRows:
    """The parts' rows: as typed, or as they stand with some empty ones below."""
    if request.method == "POST":
        return FundingPartFormSet(with_row(request, "nguon"), prefix="nguon")
    kept = funding.parts.all() if funding else ()
    initial: list[dict[str, Any]] = [FundingPartForm.initial_of(part) for part in kept]
    empty: list[dict[str, Any]] = [{}] * (1 if initial else EMPTY_ROWS)
    return FundingPartFormSet(initial=[*initial, *empty], prefix="nguon")


def _page(
    request: Request, plan: Plan, form: FundingForm, rows: FundingPartRows, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
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
    """Back to the plan: the amount as it was read; parts that do not add up are said at once."""
    amounts = funding.parts.values_list("amount", flat=True)
    if gap := rules.funding_gap(funding.total, amounts):
        messages.warning(request, f"Khoản vừa ghi chưa khớp. {gap}")
    told = f"tổng số {funding.stated}" if funding.stated else "chưa ghi tổng số"
    return saved(request, f"Đã lưu kinh phí, {told}.", plan_url(plan, ANCHOR))


# --- Adding ---------------------------------------------------------------------------------------


def _show_add(request: Request, pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    form = FundingForm(plan=plan, initial={"unit": plan.unit_id})
    return _page(request, plan, form, _rows(request))


def _save_add(request: Request, pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    form, rows = FundingForm(request.POST, plan=plan), _rows(request)
    if wants_more(request):
        return _page(request, plan, form, rows)
    # Both are asked, so that all sentences show at once.
    if form.is_valid() & rows.is_valid():
        try:
            funding = add_funding(by=request.access, plan=plan, draft=draft_of(form, rows))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return _after_save(request, plan, funding)
    return _page(request, plan, form, rows, status=422)


add = reads_and_writes(_show_add, _save_add)


# --- Correcting -----------------------------------------------------------------------------------


def _show_edit(request: Request, pk: int, funding_pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    funding = _funding(plan, funding_pk)
    form = FundingForm(plan=plan, initial=FundingForm.initial_of(funding))
    rows = _rows(request, funding)
    return _page(request, plan, form, rows, seen_version=funding.version)


def _told(said: Funding | FundingDraft, parts: list[tuple[str, Any]]) -> list[str]:
    """A sum in words, in the order of `_COMPARED`."""
    total = said.stated if isinstance(said, Funding) else said.total
    return [
        said.text,
        said.unit.title_name,
        FundingStage(said.stage).label,
        str(total or ""),
        "\n".join(f"{FundingSource(source).label}: {amount}" for source, amount in parts),
        format_day(said.as_of) if said.as_of else "",
        str(said.assessment or ""),
        str(said.criterion or ""),
        str(said.task or ""),
    ]


_COMPARED = [
    "Công trình, nội dung",
    "Đơn vị",
    "Giai đoạn",
    "Tổng số",
    "Nguồn",
    "Tính đến ngày",
    "Đánh giá",
    "Tiêu chí",
    "Nhiệm vụ",
]


def _clash(plan: Plan, funding: Funding, mine: list[str]) -> Clash:
    parts = [(part.source, part.stated) for part in funding.parts.order_by("pk")]
    rows = list(zip(_COMPARED, _told(funding, parts), mine, strict=True))
    return Clash(funding, rows, "seen_version", funding.version, plan_url(plan, ANCHOR))


def _gone(request: Request, plan: Plan, form: FundingForm, rows: FundingPartRows) -> HttpResponse:
    """What was typed over a sum that is no longer there, ready to be written as a new one."""
    action = reverse("tasks:add_funding", args=[plan.pk])
    return _page(request, plan, form, rows, action=action, gone=GONE, status=409)


def _save_edit(request: Request, pk: int, funding_pk: int) -> HttpResponse:
    plan, seen = editable_plan(request, pk), seen_version(request)
    form, rows = FundingForm(request.POST, plan=plan), _rows(request)
    if wants_more(request):
        return _page(request, plan, form, rows, seen_version=seen)
    if form.is_valid() & rows.is_valid():
        draft = draft_of(form, rows)
        given: dict[str, Any] = {"plan": plan, "funding_id": funding_pk, "draft": draft}
        try:
            funding = edit_funding(by=request.access, seen_version=seen, **given)
        except StaleFunding as stale:
            if stale.current is None:
                return _gone(request, plan, form, rows)
            mine = _told(draft, list(draft.parts))
            return conflict(request, _clash(plan, stale.current, mine))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return _after_save(request, plan, funding)
    return _page(request, plan, form, rows, seen_version=seen, status=422)


edit = reads_and_writes(_show_edit, _save_edit)


# --- Taking out -----------------------------------------------------------------------------------


def _show_remove(request: Request, pk: int, funding_pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    funding = _funding(plan, funding_pk)
    context = {
        "plan": plan,
        "kind": {"noun": "kinh phí"},
        "row": funding,
        "seen_name": "seen_version",
        "seen": funding.version,
        "back_url": plan_url(plan, ANCHOR),
    }
    return render(request, "tasks/remove_part.html", context)


def _make_removal(request: Request, pk: int, funding_pk: int) -> HttpResponse:
    plan, seen = editable_plan(request, pk), seen_version(request)
    try:
        remove_funding(by=request.access, plan=plan, funding_id=funding_pk, seen_version=seen)
    except StaleFunding as stale:
        if stale.current is None:
            raise Http404 from stale
        mine = ["(bỏ khỏi kế hoạch)", *[""] * (len(_COMPARED) - 1)]
        return conflict(request, _clash(plan, stale.current, mine))
    return saved(request, "Đã bỏ kinh phí khỏi kế hoạch.", plan_url(plan, ANCHOR))


remove = reads_and_writes(_show_remove, _make_removal)

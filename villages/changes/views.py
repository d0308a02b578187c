"""The page on which units are changed: typed, looked through, then done whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, seen_version, sent
from ntm_project.common.views import Refused, reads_and_writes
from villages.changes import queries, rules, services
from villages.changes.forms import ChangeForm
from villages.changes.models import Change
from villages.changes.unfilled import unfilled_by
from villages.conflicts import SeenRows, conflict_of_rows
from villages.edit import Stale
from villages.http import Request
from villages.models import Unit
from villages.models.audit import units_over


@reads_and_writes
def change_units(request: Request, pk: int) -> HttpResponse:
    """Merge, split, rename and move units below one: “Xem trước” shows, “Thực hiện” does."""
    parent = get_object_or_404(Unit.objects.visible_to(request.access), pk=pk)
    if reason := rules.deny_change_below(request.access, parent):
        raise Refused(reason)
    form = ChangeForm(sent(request))
    change, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        typed = {
            "text": form.cleaned_data["lines"],
            "on": form.cleaned_data["on"],
            "act": form.act_words,
            "choices": request.POST.dict(),
        }
        if "write" in request.POST:
            try:
                done, _ = services.change_units(
                    by=request.access, parent=parent, seen_version=seen_version(request), **typed
                )
            except Stale:
                change = queries.change_of(request.access, parent, **typed)
                return _overtaken(request, change)
            except (Refused, ValidationError):
                pass  # the page shows the same sentences, over what it shows now
            else:
                return _done(request, done)
        change = queries.change_of(request.access, parent, **typed)
        is_refused = "write" in request.POST  # else it would be done
        status = 422 if change.faults or is_refused else 200
    context = {
        "form": form,
        "parent": parent,
        "back_url": reverse("villages:unit", args=[pk]),
        **_shown(request, change),
    }
    return render(request, "villages/change_units.html", context, status=status)


def _shown(request: Request, change: Change | None) -> dict[str, Any]:
    """What the change would do, or why it cannot be done."""
    if change is None:
        return {"change": None}
    if change.faults or not change.steps:
        return {"change": change, "is_possible": False}
    return {
        "change": change,
        "is_possible": True,
        "late": rules.late_words(change),
        "unsure": "write" in request.POST and rules.deny_unsure(request.access, change),
        "not_yet": rules.deny_run(change, request.access.on),
        "kinds": [(step, step.kind(change.parent).label) for step in change.steps],
        "is_split": any(len(step.heirs) > 1 for step in change.steps),
        "parts": [(part, _heirs_above(change, part)) for part in change.parts],
        "unfilled": unfilled_by(change),
        "touched": queries.touched_by(change),
        "seen": _seen(change),
    }


def _seen(change: Change) -> SeenRows:
    units = {unit for old in change.olds for unit in units_over(old)}
    versions = {"seen_version": queries.seen_of(change)}
    return SeenRows.below(units, queries.part_keys_of(change), versions)


def _overtaken(request: Request, change: Change) -> HttpResponse:
    """What was typed goes on to be looked through again, not to be done: nothing takes it back."""
    return conflict_of_rows(
        request,
        _seen(change),
        keep_url=request.path,
        keep_label="Bỏ, nhập lại từ đầu",
        save_label="Xem lại với nội dung đã nhập",
        again={"write": []},
    )


def _heirs_above(change: Change, part: Any) -> list[Any]:
    """Below which units to come a part can go on."""
    for step in change.steps:
        if part.olds[0].parent in step.olds:
            return step.heirs
    return []


def _done(request: Request, change: Change) -> HttpResponse:
    """To the page of the unit; where work has parted from its people, to that of the commune that
    names them."""
    shown = change.parent
    if waiting := [held.posting for held in change.held if held.waits]:
        names = "; ".join(f"{row.official} ({row.title}, {row.unit})" for row in waiting)
        messages.warning(
            request,
            f"{len(waiting)} chức vụ chưa chọn người tiếp tục, nên ở đơn vị mới chưa ai giữ: "
            f"{names[:1_000]}. Hãy giao chức vụ ở trang của từng người; trang của đơn vị mới nhắc "
            "đến khi có người giữ.",
        )
    if change.parted:
        names = "; ".join(map(str, change.parted))
        shown = change.parted[0].work[0][0].unit
        shown = shown.parent if shown and shown.is_village else shown  # whose plan gives the work
        messages.warning(
            request,
            f"{len(change.parted)} người không giữ chức vụ ở nơi việc của mình chuyển sang: "
            f"{names[:1_000]}. Trang của {shown} nêu từng người để bàn giao.",
        )
    assert shown is not None
    return saved(request, _done_words(change), reverse("villages:unit", args=[shown.pk]))


def _done_words(change: Change) -> str:
    olds = sum(len(step.olds) for step in change.steps)
    going = len({held.posting.official_id for held in change.held if held.heir is not None})
    return (
        f"Đã sắp xếp {olds} đơn vị theo {change.act}. {len(change.held)} chức vụ ở đơn vị cũ đã "
        f"kết thúc, {going} người tiếp tục ở đơn vị mới."
    )

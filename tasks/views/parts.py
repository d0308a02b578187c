"""Adding, editing and removing the rows of a plan: targets, windows, citations and others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.answers import saved
from ntm_project.common.views import reads_and_writes
from tasks.forms.plans import PARTS, PartKind
from tasks.models import Plan
from tasks.services import StalePart, add_part, edit_part, fingerprint, remove_part
from tasks.services.parts import Part
from tasks.views.editing import echo_of
from tasks.views.plans import editable_plan, plan_url
from tasks.views.shared import apply_errors
from villages.conflicts import Clash, conflict
from villages.http import Request


def _kind(part: str) -> PartKind:
    if part not in PARTS:
        raise Http404
    return PARTS[part]


def _row(plan: Plan, kind: PartKind, row_pk: int) -> Part:
    rows: Any = kind.model
    return get_object_or_404(rows, plan=plan, pk=row_pk)


def _part_page(
    request: Request,
    plan: Plan,
    kind: PartKind,
    form: Any,
    *,
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    words = form["deadline_words"].value() or "" if "deadline_words" in form.fields else ""
    context = {
        "plan": plan,
        "kind": kind,
        "form": form,
        "seen": seen,
        "plain_fields": [
            field
            for field in form.visible_fields()
            if field.name not in ("assessment", "criterion", "indicator", "deadline_words")
        ],
        "has_criteria": "assessment" in form.fields,
        "has_deadline": "deadline_words" in form.fields,
        "echo": echo_of(words, plan.year),
        "back_url": plan_url(plan, kind.slug),
    }
    return render(request, "tasks/part.html", context, status=status)


def _show_add(request: Request, pk: int, part: str) -> HttpResponse:
    plan, kind = editable_plan(request, pk), _kind(part)
    return _part_page(request, plan, kind, kind.form(plan=plan))


def _save_add(request: Request, pk: int, part: str) -> HttpResponse:
    plan, kind = editable_plan(request, pk), _kind(part)
    form = kind.form(request.POST, plan=plan)
    if "refresh" in request.POST:
        return _part_page(request, plan, kind, form)
    if form.is_valid():
        try:
            add_part(by=request.access, plan=plan, model=kind.model, fields=form.cleaned_data)
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, f"Đã thêm {kind.noun}.", plan_url(plan, kind.slug))
    return _part_page(request, plan, kind, form, status=422)


add = reads_and_writes(_show_add, _save_add)


def _show_edit(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    plan, kind = editable_plan(request, pk), _kind(part)
    row = _row(plan, kind, row_pk)
    form = kind.form(plan=plan, initial=kind.initial_of(row))
    return _part_page(request, plan, kind, form, seen=fingerprint(row))


def _clash(plan: Plan, kind: PartKind, stale: StalePart, form: Any) -> Clash:
    now, said = stale.current, form.cleaned_data
    if now is None:
        raise Http404
    rows = [
        (str(field.label), str(getattr(now, name) or ""), str(said.get(name) or ""))
        for name, field in form.fields.items()
    ]
    return Clash(now, rows, "seen", fingerprint(now), plan_url(plan, kind.slug))


def _save_edit(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    plan, kind = editable_plan(request, pk), _kind(part)
    _row(plan, kind, row_pk)
    form, seen = kind.form(request.POST, plan=plan), request.POST.get("seen", "")
    if "refresh" in request.POST:
        return _part_page(request, plan, kind, form, seen=seen)
    if form.is_valid():
        try:
            edit_part(
                by=request.access,
                plan=plan,
                model=kind.model,
                part_id=row_pk,
                fields=form.cleaned_data,
                seen=seen,
            )
        except StalePart as stale:
            return conflict(request, _clash(plan, kind, stale, form))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, f"Đã lưu {kind.noun}.", plan_url(plan, kind.slug))
    return _part_page(request, plan, kind, form, seen=seen, status=422)


edit = reads_and_writes(_show_edit, _save_edit)


def _show_remove(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    plan, kind = editable_plan(request, pk), _kind(part)
    row = _row(plan, kind, row_pk)
    context = {
        "plan": plan,
        "kind": kind,
        "row": row,
        "seen": fingerprint(row),
        "back_url": plan_url(plan, kind.slug),
    }
    return render(request, "tasks/remove_part.html", context)


def _make_removal(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    plan, kind = editable_plan(request, pk), _kind(part)
    _row(plan, kind, row_pk)
    seen = request.POST.get("seen", "")
    try:
        remove_part(by=request.access, plan=plan, model=kind.model, part_id=row_pk, seen=seen)
    except StalePart as stale:
        if stale.current is None:
            raise Http404 from stale
        rows = [(kind.title, str(stale.current), "(bỏ khỏi kế hoạch)")]
        url = plan_url(plan, kind.slug)
        clash = Clash(stale.current, rows, "seen", fingerprint(stale.current), url)
        return conflict(request, clash)
    return saved(request, f"Đã bỏ {kind.noun} khỏi kế hoạch.", plan_url(plan, kind.slug))


remove = reads_and_writes(_show_remove, _make_removal)

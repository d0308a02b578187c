"""Adding, editing and removing the rows of a plan: targets, windows, citations and others."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.answers import saved, seen_version, sent, shown_version
from ntm_project.common.views import reads_and_writes
from tasks.forms.plans import PARTS, PartForm, PartKind
from tasks.models import Plan, PlanPart
from tasks.services import add_part, edit_part, remove_part
from tasks.views.editing import echo_of
from tasks.views.plans import editable_plan, plan_url
from tasks.views.shared import wants_more
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request

REMOVED = "xóa khỏi kế hoạch"  # what stands beside the present row where it was to be taken out


def _kind(part: str) -> PartKind:
    if part not in PARTS:
        raise Http404
    return PARTS[part]


def _row(plan: Plan, kind: PartKind, row_pk: int) -> PlanPart:
    rows: Any = kind.model._default_manager
    return get_object_or_404(rows, plan=plan, pk=row_pk)


def _part_page(
    request: Request, plan: Plan, kind: PartKind, form: PartForm, seen: int | None = None
) -> HttpResponse:
    words = form["deadline_words"].value() or "" if form.has_deadline else ""
    context = {
        "plan": plan,
        "kind": kind,
        "form": form,
        "seen_version": seen,
        "echo": echo_of(words, plan.year),
        "back_url": plan_url(plan, kind.slug),
    }
    status = 422 if form.is_bound and not wants_more(request) else 200
    return render(request, "tasks/part.html", context, status=status)


@reads_and_writes
def add(request: Request, pk: int, part: str) -> HttpResponse:
    """A new row at the end of its list."""
    plan, kind = editable_plan(request, pk), _kind(part)
    form = kind.form(sent(request), plan=plan)
    if not wants_more(request) and form.is_valid():
        with saving(form):
            add_part(by=request.access, plan=plan, model=kind.model, fields=form.values())
            return saved(request, f"Đã thêm {kind.noun}.", plan_url(plan, kind.slug))
    return _part_page(request, plan, kind, form)


@reads_and_writes
def edit(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    """The fields of one row of a plan."""
    plan, kind = editable_plan(request, pk), _kind(part)
    row, url = _row(plan, kind, row_pk), plan_url(plan, kind.slug)
    form, seen = kind.form(sent(request), plan=plan, instance=row), shown_version(request, row)
    if not wants_more(request) and form.is_valid():
        with saving(form, keep_url=url):
            edit_part(by=request.access, part=row, fields=form.values(), seen_version=seen)
            return saved(request, f"Đã lưu {kind.noun}.", url)
    return _part_page(request, plan, kind, form, seen)


@reads_and_writes
def remove(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    """A row taken out of the draft plan, once it was shown."""
    plan, kind = editable_plan(request, pk), _kind(part)
    row, url = _row(plan, kind, row_pk), plan_url(plan, kind.slug)
    if request.method == "POST":
        try:
            remove_part(by=request.access, part=row, seen_version=seen_version(request))
        except Stale as stale:
            rows = [(kind.title, str(stale.current or ""), REMOVED)]
            return conflict(request, stale, rows=rows, keep_url=url)
        return saved(request, f"Đã xóa {kind.noun} khỏi kế hoạch.", url)
    context = {"plan": plan, "noun": kind.noun, "row": row, "back_url": url}
    return render(request, "tasks/remove_part.html", context)

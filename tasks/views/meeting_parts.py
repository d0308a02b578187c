"""The lists of a meeting: points of the agenda and proposals, added, edited, moved, taken out."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.answers import form_page, saved, seen_version, sent, shown_version
from ntm_project.common.views import reads_and_writes, writes
from tasks.forms.meetings import MEETING_PARTS, MeetingPartKind
from tasks.models import AgendaItem, Meeting, MeetingPart
from tasks.services import (
    add_meeting_part,
    edit_meeting_part,
    move_agenda_item,
    remove_meeting_part,
)
from tasks.views.meetings import editable_meeting, meeting_url
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request


def _kind(part: str) -> MeetingPartKind:
    if part not in MEETING_PARTS:
        raise Http404
    return MEETING_PARTS[part]


def _row(meeting: Meeting, kind: MeetingPartKind, row_pk: int) -> MeetingPart:
    rows: Any = kind.model._default_manager
    return get_object_or_404(rows.select_related("meeting"), meeting=meeting, pk=row_pk)


def _page(
    request: Request, meeting: Meeting, kind: MeetingPartKind, form: Any, seen: int | None = None
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "kind": kind,
        "form": form,
        "seen_version": seen,
        "back_url": meeting_url(meeting, kind.slug),
    }
    return form_page(request, "tasks/meeting_part.html", context)


@reads_and_writes
def add(request: Request, pk: int, part: str) -> HttpResponse:
    """A new row at the end of its list."""
    meeting, kind = editable_meeting(request, pk), _kind(part)
    form = kind.form(sent(request))
    if form.is_valid():
        given: Any = {"model": kind.model, "fields": form.values()}
        with saving(form):
            add_meeting_part(by=request.access, meeting=meeting, **given)
            return saved(request, f"Đã thêm {kind.noun}.", meeting_url(meeting, kind.slug))
    return _page(request, meeting, kind, form)


@reads_and_writes
def edit(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    """The fields of one row."""
    meeting, kind = editable_meeting(request, pk), _kind(part)
    row, url = _row(meeting, kind, row_pk), meeting_url(meeting, kind.slug)
    form, seen = kind.form(sent(request), instance=row), shown_version(request, row)
    if form.is_valid():
        given: Any = {"fields": form.values(), "seen_version": seen}
        with saving(form, keep_url=url):
            edit_meeting_part(by=request.access, part=row, **given)
            return saved(request, f"Đã lưu {kind.noun}.", url)
    return _page(request, meeting, kind, form, seen)


@reads_and_writes
def remove(request: Request, pk: int, part: str, row_pk: int) -> HttpResponse:
    """A row taken out, once it was shown."""
    meeting, kind = editable_meeting(request, pk), _kind(part)
    row, url = _row(meeting, kind, row_pk), meeting_url(meeting, kind.slug)
    if request.method == "POST":
        try:
            remove_meeting_part(by=request.access, part=row, seen_version=seen_version(request))
        except Stale as stale:
            rows = [(kind.title, str(stale.current or ""), f"bỏ {kind.noun} này")]
            return conflict(request, stale, rows=rows, keep_url=url)
        return saved(request, f"Đã bỏ {kind.noun}.", url)
    context = {"meeting": meeting, "kind": kind, "row": row, "back_url": url}
    return render(request, "tasks/remove_meeting_part.html", context)


@writes
def move(request: Request, pk: int, row_pk: int) -> HttpResponse:
    """A point of the agenda one place up or down."""
    meeting = editable_meeting(request, pk)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=row_pk)
    move_agenda_item(by=request.access, item=item, is_up=request.POST.get("huong") == "len")
    return saved(request, "Đã đổi thứ tự chương trình.", meeting_url(meeting, "chuong-trinh"))

"""Adding, editing and removing the rows of the lists of a plan or a meeting.

One view serves both; the address gives as `of` whose lists they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from ntm_project.common.answers import saved, seen_version, sent, shown_version
from ntm_project.common.views import reads_and_writes
from tasks.forms.meetings import MEETING_PARTS
from tasks.forms.parts import PartForm, PartKind
from tasks.forms.plans import PLAN_PARTS
from tasks.models import ListedPart, Meeting, Plan
from tasks.services import add_part, edit_part, remove_part
from tasks.views.deadline_echo import echo_of
from tasks.views.meetings import editable_meeting, meeting_url
from tasks.views.shared import editable_plan, plan_url, wants_more
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request


@dataclass(frozen=True)
class Lists:
    """The lists of a plan or of a meeting: how it is found, what its page is, what it is called."""

    kinds: Mapping[str, PartKind]
    editable: Callable[[Request, int], Any]
    url: Callable[[Any, str], str]
    noun: str


LISTS = {
    "plan": Lists(PLAN_PARTS, editable_plan, plan_url, "kế hoạch"),
    "meeting": Lists(MEETING_PARTS, editable_meeting, meeting_url, "cuộc họp"),
}


@dataclass(frozen=True)
class _OpenList:
    """One list of one plan or meeting, in the hands of somebody who may edit it."""

    owner: Plan | Meeting
    kind: PartKind
    url: str  # of the list on the page of its owner
    noun: str  # of its owner

    def row(self, pk: int) -> ListedPart:
        rows: Any = self.kind.model._default_manager
        mine = {self.kind.owner_field: self.owner}
        return get_object_or_404(rows.select_related(self.kind.owner_field), **mine, pk=pk)

    def form(self, request: Request, row: ListedPart | None = None) -> PartForm:
        return self.kind.form(sent(request), owner=self.owner, instance=row)

    @property
    def context(self) -> dict[str, Any]:
        return {
            self.kind.owner_field: self.owner,
            "kind": self.kind,
            "noun": self.kind.noun,
            "owner_noun": self.noun,
            "trail": f"tasks/_{self.kind.owner_field}_trail.html",
            "back_url": self.url,
        }


def _open(request: Request, of: str, pk: int, part: str) -> _OpenList:
    lists = LISTS[of]
    owner = lists.editable(request, pk)
    if part not in lists.kinds:
        raise Http404
    return _OpenList(owner, lists.kinds[part], lists.url(owner, part), lists.noun)


def _form_page(
    request: Request, parts: _OpenList, form: PartForm, seen: int | None = None
) -> HttpResponse:
    echo = {}
    if form.has_deadline and isinstance(parts.owner, Plan):
        echo = echo_of(form["deadline_words"].value() or "", parts.owner.year)
    context = parts.context | {"form": form, "seen_version": seen, "echo": echo}
    status = 422 if form.is_bound and not wants_more(request) else 200
    return render(request, "tasks/part.html", context, status=status)


@reads_and_writes
def add(request: Request, pk: int, part: str, of: str) -> HttpResponse:
    """A new row at the end of its list."""
    parts = _open(request, of, pk, part)
    form, kind = parts.form(request), parts.kind
    if not wants_more(request) and form.is_valid():
        with saving(form):
            fields = form.values()
            add_part(by=request.access, owner=parts.owner, model=kind.model, fields=fields)
            return saved(request, f"Đã thêm {kind.noun}.", parts.url)
    return _form_page(request, parts, form)


@reads_and_writes
def edit(request: Request, pk: int, part: str, row_pk: int, of: str) -> HttpResponse:
    """The fields of one row."""
    parts = _open(request, of, pk, part)
    row = parts.row(row_pk)
    form, seen = parts.form(request, row), shown_version(request, row)
    if not wants_more(request) and form.is_valid():
        with saving(form, keep_url=parts.url):
            edit_part(by=request.access, part=row, fields=form.values(), seen_version=seen)
            return saved(request, f"Đã lưu {parts.kind.noun}.", parts.url)
    return _form_page(request, parts, form, seen)


@reads_and_writes
def remove(request: Request, pk: int, part: str, row_pk: int, of: str) -> HttpResponse:
    """A row taken out, once it was shown."""
    parts = _open(request, of, pk, part)
    row = parts.row(row_pk)
    if request.method == "POST":
        try:
            remove_part(by=request.access, part=row, seen_version=seen_version(request))
        except Stale as stale:
            removed = f"xóa khỏi {parts.noun}"
            rows = [(parts.kind.title, str(stale.current or ""), removed)]
            return conflict(request, stale, rows=rows, keep_url=parts.url)
        return saved(request, f"Đã xóa {parts.kind.noun} khỏi {parts.noun}.", parts.url)
    return render(request, "tasks/remove_part.html", parts.context | {"row": row})

"""The reviewer's queue, oldest first, and what has been dealt with; both walked by key."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from evidence.review.forms import QueueFilterForm
from evidence.review.queries.queue import (
    Key,
    handled_page,
    handled_rows,
    queue_page,
    waiting_of,
    waiting_rows,
)
from ntm_project.common.choices import choices_answer
from ntm_project.common.lists import SortColumn, address_with, heads, in_order, is_sorted
from ntm_project.common.views import page_of, reads
from villages.http import Request
from villages.list_tools import list_tools

PER_PAGE = 50
_DOSSIER = SortColumn("ho-so", "Hồ sơ", ("assessment__unit__name_key", "assessment__year"))
WAITING = (
    _DOSSIER,
    SortColumn("gui", "Gửi", ("submitted_at",)),
    SortColumn("han", "Thời hạn", ("due_on",)),
)
DECIDED = (
    _DOSSIER,
    SortColumn("ket-luan", "Kết luận", ("state", "decided_at")),
    SortColumn("nguoi", "Người kết luận", ("decided_by__name_key",)),
    SortColumn("ngay", "Ngày", ("decided_at",)),
)
_KEY = re.compile(r"([0-9]{1,11})\.([0-9]{6})-([0-9]{1,18})")


def key_words(key: Key) -> str:
    """A key as the address carries it: seconds of the moment with six decimals, and the row."""
    at, pk = key
    return f"{at.timestamp():.6f}-{pk}"


def read_key(text: str) -> Key | None:
    """The key that an address gives; None, which is the first page, for anything else."""
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    at = datetime.fromtimestamp(int(match[1]), timezone.get_current_timezone())
    return at.replace(microsecond=int(match[2])), int(match[3])


def _list_context(
    request: Request,
    form: QueueFilterForm,
    columns: Sequence[SortColumn],
    next_after: Key | None = None,
) -> dict[str, Any]:
    """The filter, the heads that sort, and the ways through a list that is walked by key."""
    names = [field.name for field in form.visible_fields()]
    return {
        "form": form,
        # The fields come when they are requested, or one may be in use.
        "shows_filters": bool(request.GET),
        "is_filtered": any(request.GET.get(name) for name in names),
        "first_url": address_with(request) if request.GET.get("sau") else "",
        "next_url": address_with(request, sau=key_words(next_after)) if next_after else "",
        "heads": heads(request, columns),
        "page": None,
    }


def _sorted_page(request: Request, rows: Any, columns: Sequence[SortColumn]) -> "Page[Any]":
    """The page in the order of a column, counted; in its own order a list is walked by key."""
    return page_of(request, in_order(rows.for_queue(), request.GET, columns), PER_PAGE)


@reads
def queue(request: Request) -> HttpResponse:
    """The rounds that wait at one's steps."""
    form = QueueFilterForm(request.GET, access=request.access)
    if answer := choices_answer(request, form):
        return answer
    if is_sorted(request, WAITING):
        page = _sorted_page(request, waiting_rows(request.access, form.where), WAITING)
        context = _list_context(request, form, WAITING)
        context |= {"page": page, "rows": waiting_of(list(page), request.access.as_of)}
    else:
        after = read_key(request.GET.get("sau", ""))
        walked = queue_page(request.access, after, PER_PAGE, form.where)
        context = _list_context(request, form, WAITING, walked.next_after)
        context["rows"] = walked.rows
    context["tools"] = list_tools(request, "evidence:queue", form)
    return render(request, "evidence/review/queue.html", context, status=form.status)


@reads
def handled(request: Request) -> HttpResponse:
    """The rounds that were decided at one's steps, newest first."""
    form = QueueFilterForm(request.GET, access=request.access)
    if answer := choices_answer(request, form):
        return answer
    if is_sorted(request, DECIDED):
        page = _sorted_page(request, handled_rows(request.access, form.where), DECIDED)
        context = _list_context(request, form, DECIDED) | {"page": page, "rows": list(page)}
    else:
        after = read_key(request.GET.get("sau", ""))
        rows, next_after = handled_page(request.access, after, PER_PAGE, form.where)
        context = _list_context(request, form, DECIDED, next_after) | {"rows": rows}
    return render(request, "evidence/review/handled.html", context, status=form.status)

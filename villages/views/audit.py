"""The audit trail of one's scope."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import key_of
from ntm_project.common.lists import SORT, SortColumn, address_with, heads
from ntm_project.common.views import reads
from villages.forms import AuditFilter
from villages.http import Request
from villages.list_tools import list_tools
from villages.trail import TrailPage, trail

# By its moment alone: any other order of a trail without end would read all of it for each page.
COLUMNS = (SortColumn("luc", "Thời điểm", ("pk",)),)


@reads
def audit(request: Request) -> HttpResponse:
    """Who did what to what in the scope, newest first or oldest first, walked by key."""
    form = AuditFilter(request.GET)
    behind = key_of(request.GET.get("truoc")) or None
    made = TrailPage([], None)
    if form.is_valid():
        made = trail(
            request.access,
            person=form.cleaned_data["nguoi"],
            kind=form.cleaned_data["loai"],
            object_id=form.cleaned_data["ma"],
            day=form.cleaned_data["ngay"],
            behind=behind,
            oldest_first=form.cleaned_data[SORT] == COLUMNS[0].key,
        )
    tools = list_tools(request, "villages:audit", form)
    context = {
        "form": form,
        "tools": tools,
        "heads": heads(request, COLUMNS),
        "lines": made.lines,
        "first_url": address_with(request) if behind else "",
        "next_url": address_with(request, truoc=str(made.next_from)) if made.next_from else "",
    }
    return render(request, "villages/audit.html", context, status=form.status)

"""The list of tasks; its filters live in the address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ntm_project.common.choices import choices_answer
from ntm_project.common.views import page_of, reads
from tasks.enums import TaskState
from tasks.forms.filters import TaskFilterForm
from tasks.models import Task
from tasks.queries.tasks import counts_of
from villages.enums import Ability
from villages.http import Request

PER_PAGE = 50


def _address(request: Request, **changes: str) -> str:
    """The list with other values for some filters, always from its first page."""
    values = request.GET.copy()
    for name in ("trang", *changes):
        values.pop(name, None)
    for name, value in changes.items():
        if value:
            values[name] = value
    query = values.urlencode()
    return f"{reverse('tasks:list')}?{query}" if query else reverse("tasks:list")


def _tabs(request: Request, counts: dict[str, int], filters: Any) -> list[dict[str, Any]]:
    """The counts per state, each a link that narrows the list to them."""
    is_every = not filters.state and not filters.is_overdue
    tabs = [
        {
            "label": "Tất cả",
            "count": counts["every"],
            "url": _address(request, tinh_trang="", qua_han=""),
            "is_current": is_every,
        },
        {
            "label": "Quá hạn",
            "count": counts["overdue"],
            "url": _address(request, tinh_trang="", qua_han="1"),
            "is_current": filters.is_overdue and not filters.state,
        },
    ]
    return tabs + [
        {
            "label": label,
            "count": counts[state],
            "url": _address(request, tinh_trang=state, qua_han=""),
            "is_current": filters.state == state and not filters.is_overdue,
        }
        for state, label in TaskState.choices
    ]


@reads
def task_list(request: Request) -> HttpResponse:
    """Tasks in scope, most urgent first."""
    access = request.access
    form = TaskFilterForm(request.GET, access=access)
    if lines := choices_answer(request, form):
        return lines
    filters = form.filters
    found = filters.on(Task.objects.visible_to(access), access.as_of)
    counts = counts_of(found, access.as_of)
    rows = page_of(request, filters.by_state(found, access.as_of).for_table(), PER_PAGE)
    context = {
        "form": form,
        "tabs": _tabs(request, counts, filters),
        "page": rows,
        "has_filters": bool(request.GET),
        "today": access.as_of,
        "create_url": reverse("tasks:create") if access.can_anywhere(Ability.MANAGE_TASK) else "",
    }
    return render(request, "tasks/list.html", context)

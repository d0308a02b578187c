"""The list of tasks; its filters live in the address."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ntm_project.common.addresses import of_row
from ntm_project.common.choices import choices_answer
from ntm_project.common.lists import OPEN_FILTERS, address_with, heads, in_order
from ntm_project.common.views import page_of, reads
from tasks import rules
from tasks.enums import OPEN, TaskState
from tasks.forms.filters import EVERY_PLAN, TaskFilterForm, TaskFilters
from tasks.models import Task
from tasks.models.tasks import TaskQuerySet
from tasks.queries.past import show_past
from tasks.queries.plans import plan_of_list
from tasks.queries.tasks import counts_of, left_of_ended_years
from tasks.views.many import offered
from villages.enums import Ability
from villages.http import Request
from villages.list_tools import list_tools
from villages.many import tick_bar

PER_PAGE = 20  # as much as one scrolls through on a phone


def _tabs(request: Request, counts: dict[str, int], filters: TaskFilters) -> list[dict[str, Any]]:
    """The counts per state, each a link that narrows the list to them."""
    is_every = not filters.state and not filters.is_overdue
    tabs = [
        {
            "label": "Tất cả",
            "count": counts["every"],
            "url": address_with(request, tinh_trang="", qua_han=""),
            "is_current": is_every,
        },
        {
            "label": "Quá hạn",
            "count": counts["overdue"],
            "url": address_with(request, tinh_trang="", qua_han="1"),
            "is_current": filters.is_overdue and not filters.state,
        },
    ]
    states = [(OPEN, "Chưa xong"), *TaskState.choices]
    return tabs + [
        {
            "label": label,
            "count": counts[state],
            "url": address_with(request, tinh_trang=state, qua_han=""),
            "is_current": filters.state == state and not filters.is_overdue,
        }
        for state, label in states
    ]


def _ended(
    request: Request, found: TaskQuerySet, today: date, then: str
) -> list[tuple[str, str, str]]:
    """What is shown once of each year that is over, and the list of its open tasks."""
    may_close = request.access.can_anywhere(Ability.EDIT_PLAN)
    return [
        (
            rules.ended_year_words(year, left),
            address_with(request, nam_ke_hoach=str(year), tinh_trang=OPEN, qua_han=""),
            of_row("tasks:close_year", plan) if may_close else "",
        )
        for year, left, plan in left_of_ended_years(found, today, then)
    ]


def _known(counts: dict[str, int], filters: TaskFilters) -> int | None:
    """How many rows the list has, where one of its tabs shows it."""
    if filters.is_overdue:
        return None if filters.state else counts["overdue"]
    return counts[filters.state or "every"]


@reads
def task_list(request: Request) -> HttpResponse:
    """Tasks in scope, most urgent first."""
    access = request.access
    form = TaskFilterForm(request.GET, access=access)
    if lines := choices_answer(request, form):
        return lines
    filters = form.filters
    found = filters.on(Task.objects.visible_to(access), access.as_of)
    today, then = filters.as_of or access.as_of, filters.then
    counts = counts_of(found, today, then)
    narrowed = filters.by_state(found, today)
    listed, wide = (
        in_order(tasks.for_table(then), request.GET, filters.sorts)
        for tasks in (narrowed, found if then else Task.objects.all())
    )
    rows = page_of(request, listed, PER_PAGE, count=_known(counts, filters), wide=wide)
    if filters.as_of:
        show_past(list(rows), filters.as_of)
    plan = plan_of_list(access, filters.plan_year)
    context = {
        "form": form,
        "tabs": _tabs(request, counts, filters),
        "page": rows,
        "has_filters": bool(request.GET.keys() - {OPEN_FILTERS}),
        # The dozen fields behind "Lọc thêm" come when they are requested, or one may be in use.
        "shows_filters": bool(request.GET),
        "opens_filters": form.is_narrowed or OPEN_FILTERS in request.GET,
        "today": today,
        "as_of": filters.as_of,
        "ended": [] if filters.plan_year else _ended(request, found, today, then),
        "heads": heads(request, filters.sorts),
        "tools": list_tools(request, "tasks:list", form),
        "ticks": tick_bar(request, reverse("tasks:many_tasks"), offered(access)),
        "listed_plan": plan,
        "may_import": plan is not None and not rules.deny_manage_tasks(access, plan.unit),
        "export_query": f"{request.GET.urlencode()}&{EVERY_PLAN}=1".lstrip("&"),
        "create_url": reverse("tasks:create") if access.can_anywhere(Ability.MANAGE_TASK) else "",
    }
    return render(request, "tasks/list.html", context, status=form.status)

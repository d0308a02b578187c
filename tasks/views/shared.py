"""What the pages of plans and tasks share: the plan in scope, and forms that are submitted to get
more choices or another row, not to be saved."""

from collections.abc import Sequence
from typing import Any

from django.forms import model_to_dict
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from ntm_project.common.answers import key_of
from ntm_project.common.refusals import Refused
from tasks import rules
from tasks.forms.tasks import AssigneeFormSet, AssigneeRows
from tasks.models import Assignment, Plan
from tasks.queries.plans import plans_with
from villages.http import Request

EMPTY_ROWS = 2


def visible_plan(request: Request, pk: int, **columns: Any) -> Any:
    """The plan, with what else its page needs of it; 404 out of scope."""
    return get_object_or_404(plans_with(request.access, **columns), pk=pk)


def editable_plan(request: Request, pk: int) -> Plan:
    """The plan, for whoever may edit it; a refusal with its reason for the others in scope."""
    plan = visible_plan(request, pk)
    if reason := rules.deny_edit_plan(request.access, plan):
        raise Refused(reason)
    return plan


def plan_url(plan: Plan, anchor: str = "") -> str:
    """The page of a plan, at one of its lists."""
    return plan.get_absolute_url() + (f"#{anchor}" if anchor else "")


def wants_more(request: Request) -> bool:
    """Whether the form was sent only to get other choices or another row, not to be saved."""
    return "refresh" in request.POST or "add_row" in request.POST


def with_row(request: Request, prefix: str, **values: str) -> QueryDict:
    """What was sent; with one further row of the set of forms where that was requested."""
    data = request.POST.copy()
    if "add_row" in data:
        total = key_of(data.get(f"{prefix}-TOTAL_FORMS"))
        data[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
        for name, value in values.items():
            data[f"{prefix}-{total}-{name}"] = value
    return data


def assignee_rows(request: Request, plan: Plan, kept: Sequence[Assignment] = ()) -> AssigneeRows:
    """The assignees' rows: as typed, or as they are with some empty ones below."""
    given = {"plan": plan, "on": request.access.on, "kept": kept}
    options: dict[str, Any] = {"prefix": "nguoi", "form_kwargs": given}
    if request.method == "POST":
        return AssigneeFormSet(with_row(request, "nguoi", kind="support"), **options)
    blank = [{"kind": "support"} for _ in range(EMPTY_ROWS)]
    initial = [model_to_dict(row) for row in kept] or [{"kind": "lead"}]
    return AssigneeFormSet(initial=[*initial, *blank], **options)

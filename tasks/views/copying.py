"""A new plan takes over what an earlier one holds: what is ticked, all in one go."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import form_page, key_in, saved, sent
from ntm_project.common.views import reads_and_writes
from tasks.forms.copying import CopyPlanForm
from tasks.models import Plan
from tasks.queries.copying import GROUPS, earlier_plans, offers
from tasks.services import copy_plan as copy
from tasks.views.shared import editable_plan, plan_url
from villages.http import Request


@reads_and_writes
def copy_plan(request: Request, pk: int) -> HttpResponse:
    """The rows of the last plan, or of the one that `?tu=` names, to tick."""
    plan = editable_plan(request, pk)
    earlier = list(earlier_plans(plan))
    source = _source(request, earlier)
    context: dict[str, Any] = {"plan": plan, "source": source, "earlier": earlier, "form": None}
    if source is None:
        return render(request, "tasks/copy_plan.html", context)
    found = offers(request.access, plan, source)
    years = f"{source.year} thành {plan.year}"
    form = CopyPlanForm(sent(request), offers=found, years=years)
    if form.is_valid():
        counts = copy(
            by=request.access,
            plan_id=pk,
            source=source,
            chosen=form.chosen(),
            moves_years=form.cleaned_data["moves_years"],
        )
        copied = ", ".join(f"{n} {GROUPS[name].lower()}" for name, n in counts.items() if n)
        return saved(request, f"Đã chép từ {source}: {copied or 'không dòng nào'}.", plan_url(plan))
    context |= {"form": form, "is_empty": not found}
    return form_page(request, "tasks/copy_plan.html", context)


def _source(request: Request, earlier: list[Plan]) -> Plan | None:
    """The plan that the address names, else the last before this one."""
    wanted = key_in(request, "tu")
    if not wanted:
        return next(iter(earlier), None)
    found = next((plan for plan in earlier if plan.pk == wanted), None)
    if found is None:
        raise Http404
    return found

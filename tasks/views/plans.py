"""Plans: the list, one plan with everything that hangs on it, its head and its authored texts."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import form_page, key_in, saved, sent, shown_version
from ntm_project.common.choices import choices_answer
from ntm_project.common.lists import SortColumn, heads, in_order
from ntm_project.common.views import page_of, reads, reads_and_writes
from tasks import rules
from tasks.enums import PlanSection
from tasks.forms.parts import by_template_name
from tasks.forms.plans import PLAN_PARTS, CreatePlanForm, PlanForm, TextForm, proposed_title
from tasks.queries.copying import has_earlier
from tasks.queries.funding import sums_of
from tasks.queries.plans import (
    count_plans,
    default_text,
    earlier_text,
    listed_plans,
    lists_of,
    sections_of,
    supervised_assessments,
    tasks_by_place,
    text_of_section,
    total_counts,
    wordings_of,
)
from tasks.services import create_plan, edit_plan, edit_text
from tasks.views.shared import editable_plan, plan_url, visible_plan
from villages.conflicts import saving
from villages.enums import Ability
from villages.http import Request, require_anywhere
from villages.models import Unit
from villages.queries import units_with

COLUMNS = (
    SortColumn("nam", "Năm", ("year",)),
    SortColumn("don-vi", "Đơn vị", ("unit__name_key",)),
    SortColumn("nhiem-vu", "Số nhiệm vụ", ("every",)),
    SortColumn("qua-han", "Quá hạn", ("overdue",)),
)


@reads
def plan_list(request: Request) -> HttpResponse:
    """The plans in scope, newest first, with the counts of their tasks."""
    rows = in_order(listed_plans(request.access), request.GET, COLUMNS)
    # Counted without their tasks.
    page = page_of(request, rows, count=count_plans(request.access))
    context = {
        "page": page,
        "edited": {plan.pk for plan in page if not rules.deny_edit_plan(request.access, plan)},
        "heads": heads(request, COLUMNS),
        "can_create": request.access.can_anywhere(Ability.EDIT_PLAN),
    }
    return render(request, "tasks/plans.html", context)


@reads
def plan_page(request: Request, pk: int) -> HttpResponse:
    """One plan: what it aims at, its lists, its tasks with counts, and its texts."""
    plan, access = visible_plan(request, pk, has_earlier=has_earlier()), request.access
    groups = tasks_by_place(plan, access.as_of)
    deny_edit = rules.deny_edit_plan(access, plan)
    context = {
        "plan": plan,
        "deny_edit": deny_edit,
        "may_edit_money": not deny_edit,
        "can_create_task": not rules.deny_manage_tasks(access, plan.unit),
        "groups": groups,
        "totals": total_counts(groups),
        "has_earlier": plan.has_earlier,
        "is_over": plan.is_over(access.as_of),
        "deny_close_year": rules.deny_close_year(access, plan),
        "fundings": sums_of(plan),
        "supervision": supervised_assessments(plan),
        "sections": sections_of(plan),
        "kinds": by_template_name(PLAN_PARTS),
        **lists_of(plan),
    }
    return render(request, "tasks/plan.html", context)


def _new_plan(request: Request, units: QuerySet[Unit]) -> dict[str, Any]:
    """What the form of a new plan begins with: the first unit, this year and their words."""
    first = units.first()
    initial: dict[str, Any] = {"unit": first, "year": request.access.as_of.year}
    if first:
        initial["title"] = proposed_title(first, initial["year"])
        initial["place"] = first.seat
        initial["issuer"] = "\n".join(first.agency_lines)
    return initial


@reads_and_writes
def create(request: Request) -> HttpResponse:
    """The plan of a unit for a year, opened with its head."""
    require_anywhere(request, Ability.EDIT_PLAN)
    access = request.access
    units, data = units_with(access, Ability.EDIT_PLAN), sent(request)
    form = CreatePlanForm(
        data, offered={"unit": units}, initial=None if data else _new_plan(request, units)
    )
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        with saving(form):
            plan = create_plan(by=access, **form.values())
            return saved(request, "Đã lập kế hoạch.", plan_url(plan))
    return form_page(request, "tasks/create_plan.html", {"form": form})


@reads_and_writes
def edit(request: Request, pk: int) -> HttpResponse:
    """The head of a plan and who signs it."""
    plan = editable_plan(request, pk)
    form, seen = PlanForm(sent(request), instance=plan), shown_version(request, plan)
    if form.is_valid():
        with saving(form, keep_url=plan_url(plan)):
            edit_plan(by=request.access, plan_id=pk, fields=form.values(), seen_version=seen)
            return saved(request, "Đã lưu phần đầu của kế hoạch.", plan_url(plan))
    context = {"plan": plan, "form": form, "seen_version": seen}
    return form_page(request, "tasks/edit_plan.html", context)


@reads_and_writes
def section_text(request: Request, pk: int, section: str) -> HttpResponse:
    """One authored text of a plan."""
    plan = editable_plan(request, pk)
    if section not in PlanSection.values:
        raise Http404
    row = text_of_section(plan, section)
    wordings = list(wordings_of(section))
    chosen = next((one for one in wordings if one.pk == key_in(request, "mau")), None)
    earlier = "" if row.text or chosen else earlier_text(plan, section)
    default = "" if row.text or chosen or earlier else default_text(plan, section)
    begun = chosen.written_for(plan.unit) if chosen else earlier or default
    form = TextForm(sent(request), instance=row, initial={"text": begun} if begun else None)
    seen = shown_version(request, row)
    label, url = PlanSection(section).label, plan_url(plan, "noi-dung")
    if form.is_valid():
        given = {"section": section, "seen_version": seen, **form.values()}
        with saving(form, keep_url=url):
            edit_text(by=request.access, plan=plan, **given)
            return saved(request, f"Đã lưu mục “{label}”.", url)
    context = {"plan": plan, "title": label, "form": form, "seen_version": seen}
    context |= {"section": section, "wordings": wordings, "chosen": chosen}
    context |= {"stands": row.text, "earlier": earlier, "default": default}
    return form_page(request, "tasks/edit_text.html", context)

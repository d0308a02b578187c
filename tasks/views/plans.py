"""Plans: the list, one plan with everything that hangs on it, its head and its authored texts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from criteria.models import Assessment
from ntm_project.common.answers import saved
from ntm_project.common.numbers import format_money
from ntm_project.common.views import Refused, page_of, reads, reads_and_writes
from tasks import rules
from tasks.enums import OPEN_STATES, PlanSection, TaskState
from tasks.forms.plans import PARTS, CreatePlanForm, EditPlanForm, TextForm
from tasks.models import Funding, Plan, PlanText, Task
from tasks.services import StalePlan, StalePlanText, create_plan, edit_plan, edit_text
from tasks.views.shared import apply_errors
from villages.conflicts import Clash, conflict
from villages.enums import Ability
from villages.http import Request
from villages.models import Unit


def visible_plan(request: Request, pk: int) -> Plan:
    """The plan; 404 out of scope."""
    plans = Plan.objects.visible_to(request.access).select_related("unit")
    return get_object_or_404(plans, pk=pk)


def editable_plan(request: Request, pk: int) -> Plan:
    """The plan, for whoever may edit it; a refusal with its reason for the others in scope."""
    plan = visible_plan(request, pk)
    if reason := rules.deny_edit_plan(request.access, plan):
        raise Refused(reason)
    return plan


def plan_url(plan: Plan, anchor: str = "") -> str:
    """The page of a plan, at one of its lists."""
    return reverse("tasks:plan", args=[plan.pk]) + (f"#{anchor}" if anchor else "")


def _task_counts(today: Any) -> dict[str, Count]:
    return {
        "every": Count("pk"),
        "done": Count("pk", filter=Q(state=TaskState.DONE)),
        "open": Count("pk", filter=Q(state__in=OPEN_STATES)),
        "overdue": Count("pk", filter=Q(state__in=OPEN_STATES, ends_on__lt=today)),
    }


@reads
def plan_list(request: Request) -> HttpResponse:
    """The plans in scope, newest first, with the counts of their tasks."""
    access = request.access
    late = Q(tasks__state__in=OPEN_STATES, tasks__ends_on__lt=access.on)
    plans = (
        Plan.objects.visible_to(access)
        .select_related("unit")
        .annotate(
            every=Count("tasks"),
            done=Count("tasks", filter=Q(tasks__state=TaskState.DONE)),
            overdue=Count("tasks", filter=late),
        )
        .order_by("-year", "unit__path", "pk")
    )
    context = {
        "page": page_of(request, plans),
        "can_create": access.can_anywhere(Ability.EDIT_PLAN),
    }
    return render(request, "tasks/plans.html", context)


def _tasks_by_place(plan: Plan, today: Any) -> list[dict[str, Any]]:
    """Tasks of the plan per unit and criterion, with counts and the address of their list."""
    names = [
        *("unit", "unit__path", "unit__noun", "unit__name", "assessment"),
        *("criterion", "criterion__number", "criterion__name"),
        "assessment__criteria_set__short_name",
    ]
    rows = (
        Task.objects.filter(plan=plan)
        .order_by()
        .values(*names)
        .annotate(**_task_counts(today))
        .order_by("unit__path", "assessment", "criterion__number")
    )
    groups: dict[int, dict[str, Any]] = {}
    for row in rows:
        title = f"{row['unit__noun']} {row['unit__name']}"
        group = groups.setdefault(
            row["unit"],
            {"title": title[:1].upper() + title[1:], "rows": [], "unit": row["unit"]},
        )
        group["rows"].append(row | {"url": _list_url(row), "late_url": _list_url(row, late=True)})
    return list(groups.values())


def _list_url(row: dict[str, Any], *, late: bool = False) -> str:
    query = f"?don_vi={row['unit']}"
    if row["assessment"]:
        query += f"&danh_gia={row['assessment']}"
    if row["criterion"]:
        query += f"&tieu_chi={row['criterion']}"
    return reverse("tasks:list") + query + ("&qua_han=1" if late else "")


def _fundings(plan: Plan) -> list[dict[str, Any]]:
    rows = (
        Funding.objects.filter(plan=plan)
        .with_parts()
        .select_related("unit", "criterion")
        .order_by("unit__path", "stage", "pk")
    )
    return [
        {
            "pk": row.pk,
            "text": row.text,
            "unit": row.unit.title_name,
            "criterion": row.criterion,
            "task_id": row.task_id,
            "stage": row.get_stage_display(),
            "words": row.words,
            "as_of": row.as_of,
            "total": format_money(row.total) if row.total is not None else "",
            "parts": [(part.get_source_display(), part.stated) for part in row.parts.all()],
            "gap": rules.funding_gap(row.total, (part.amount for part in row.parts.all())),
        }
        for row in rows
    ]


def _supervision(plan: Plan) -> list[dict[str, Any]]:
    """Per assessment of the plan: how many criteria have one leader, several, or none."""
    leaders = Count("supervisions", filter=Q(supervisions__criterion=F("criteria_set__criteria")))
    rows = (
        Assessment.objects.filter(unit__path__below=plan.unit.path, year=plan.year)
        .order_by()
        .values(
            "pk",
            "unit__path",
            "unit__noun",
            "unit__name",
            "criteria_set__short_name",
            "criteria_set__criteria",
        )
        .annotate(leaders=leaders)
        .order_by("unit__path", "pk")
    )
    told: dict[int, dict[str, Any]] = {}
    for row in rows:
        name = f"{row['unit__noun']} {row['unit__name']} – {row['criteria_set__short_name']}"
        entry = told.setdefault(
            row["pk"],
            {
                "name": name[:1].upper() + name[1:],
                "url": reverse("tasks:supervision", args=[row["pk"]]),
                "one": 0,
                "several": 0,
                "none": 0,
            },
        )
        entry["none" if not row["leaders"] else "one" if row["leaders"] == 1 else "several"] += 1
    return list(told.values())


def _sections(plan: Plan) -> list[dict[str, Any]]:
    texts = {text.section: text for text in plan.texts.all()}
    return [
        {
            "label": label,
            "text": texts[section].text if section in texts else "",
            "url": reverse("tasks:edit_text", args=[plan.pk, section]),
        }
        for section, label in PlanSection.choices
    ]


def _lists(plan: Plan) -> dict[str, list[Any]]:
    targets = plan.targets.select_related("assessment__unit", "assessment__criteria_set")
    return {
        "targets": list(targets.select_related("criterion", "indicator").order_by("order", "pk")),
        "windows": list(plan.windows.order_by("order", "pk")),
        "citations": list(plan.citations.order_by("order", "pk")),
        "recipients": list(plan.recipients.order_by("order", "pk")),
        "duties": list(plan.reporting_duties.order_by("order", "pk")),
    }


@reads
def plan_page(request: Request, pk: int) -> HttpResponse:
    """One plan: what it aims at, its lists, its tasks with counts, and its texts."""
    plan, access = visible_plan(request, pk), request.access
    groups = _tasks_by_place(plan, access.on)
    context = {
        "plan": plan,
        "deny_edit": rules.deny_edit_plan(access, plan),
        "can_create_task": not rules.deny_manage_tasks(access, plan.unit),
        "groups": groups,
        "totals": {
            name: sum(row[name] for group in groups for row in group["rows"])
            for name in ("every", "done", "open", "overdue")
        },
        "tasks_url": f"{reverse('tasks:list')}?don_vi={plan.unit_id}",
        "fundings": _fundings(plan),
        "supervision": _supervision(plan),
        "sections": _sections(plan),
        "kinds": {slug.replace("-", "_"): kind for slug, kind in PARTS.items()},
        **_lists(plan),
    }
    return render(request, "tasks/plan.html", context)


# --- The head of a plan ---------------------------------------------------------------------------


def _units(request: Request) -> Any:
    """The units whose plan the person may write."""
    access = request.access
    if not access.can_anywhere(Ability.EDIT_PLAN):
        if access.main_posting is None:
            raise Http404
        raise Refused(access.deny(Ability.EDIT_PLAN, access.main_posting.unit))
    own = [p.unit_id for p in access.postings if access.can(Ability.EDIT_PLAN, p.unit)]
    return Unit.objects.visible_to(access).filter(pk__in=own).order_by("path", "pk")


def _show_create(request: Request) -> HttpResponse:
    units = _units(request)
    first = units.first()
    initial: dict[str, Any] = {"unit": first, "year": timezone.localdate().year}
    if first:
        initial["place"] = first.name
        initial["issuer"] = f"ỦY BAN NHÂN DÂN\n{first.full_name.upper()}"
    form = CreatePlanForm(units=units, initial=initial)
    return render(request, "tasks/create_plan.html", {"form": form})


def _save_create(request: Request) -> HttpResponse:
    form = CreatePlanForm(request.POST, units=_units(request))
    if form.is_valid():
        try:
            plan = create_plan(by=request.access, **form.cleaned_data)
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, "Đã lập kế hoạch.", plan_url(plan))
    return render(request, "tasks/create_plan.html", {"form": form}, status=422)


create = reads_and_writes(_show_create, _save_create)


def _show_edit(request: Request, pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    names = [name for name in EditPlanForm.base_fields if name != "seen_version"]
    initial = {name: getattr(plan, name) for name in names} | {"seen_version": plan.version}
    context = {"plan": plan, "form": EditPlanForm(initial=initial)}
    return render(request, "tasks/edit_plan.html", context)


def _save_edit(request: Request, pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    form = EditPlanForm(request.POST)
    if form.is_valid():
        said = dict(form.cleaned_data)
        seen = said.pop("seen_version")
        try:
            plan = edit_plan(by=request.access, plan_id=pk, fields=said, seen_version=seen)
        except StalePlan as stale:
            now = stale.current
            rows = [(str(form.fields[n].label), getattr(now, n), said[n]) for n in said]
            clash = Clash(now, rows, "seen_version", now.version, plan_url(now))
            return conflict(request, clash)
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, "Đã lưu phần đầu của kế hoạch.", plan_url(plan))
    return render(request, "tasks/edit_plan.html", {"plan": plan, "form": form}, status=422)


edit = reads_and_writes(_show_edit, _save_edit)


# --- Authored texts -------------------------------------------------------------------------------


def _section(section: str) -> PlanSection:
    if section not in PlanSection.values:
        raise Http404
    return PlanSection(section)


def _text_page(
    request: Request, plan: Plan, section: PlanSection, form: TextForm, status: int
) -> HttpResponse:
    context = {"plan": plan, "section": section, "form": form}
    return render(request, "tasks/edit_text.html", context, status=status)


def _show_text(request: Request, pk: int, section: str) -> HttpResponse:
    plan, which = editable_plan(request, pk), _section(section)
    row = PlanText.objects.filter(plan=plan, section=which).first()
    initial = {"text": row.text if row else "", "seen_version": row.version if row else 0}
    return _text_page(request, plan, which, TextForm(initial=initial), 200)


def _save_text(request: Request, pk: int, section: str) -> HttpResponse:
    plan, which = editable_plan(request, pk), _section(section)
    form = TextForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            edit_text(by=request.access, plan=plan, section=which, **said)
        except StalePlanText as stale:
            now = stale.current
            rows = [(which.label, now.text, said["text"])]
            clash = Clash(now, rows, "seen_version", now.version, plan_url(plan, "noi-dung"))
            return conflict(request, clash)
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return saved(request, f"Đã lưu mục “{which.label}”.", plan_url(plan, "noi-dung"))
    return _text_page(request, plan, which, form, 422)


text = reads_and_writes(_show_text, _save_text)

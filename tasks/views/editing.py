"""Giving a task, editing it, and saying who leads and supports it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import key_of, saved, seen_version
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.views import Refused, reads, reads_and_writes
from tasks import rules
from tasks.forms.choices import assignee_choices, manageable_plans
from tasks.forms.fields import CriterionFields
from tasks.forms.funding import FundingForm
from tasks.forms.tasks import AssigneeForm, AssigneeFormSet, AssigneeRows, TaskForm
from tasks.models import Conclusion, Plan, Task
from tasks.services import StaleTask, assign, create_task, edit_task, make_task_of
from tasks.views.shared import apply_errors, wants_more, with_row
from tasks.views.task import deadline_warning, visible_task
from villages.conflicts import Clash, conflict
from villages.enums import Ability
from villages.http import Request

EMPTY_ROWS = 2
UP_TO_CRITERION = "tieu-chi"  # in an address: the choices end with the criterion


def _plan(request: Request, value: str | None) -> Plan:
    plans = Plan.objects.visible_to(request.access).select_related("unit")
    return get_object_or_404(plans, pk=key_of(value))


def _rows(
    request: Request, plan: Plan, kept: list[Any], empty: dict[str, str] | None = None
) -> AssigneeRows:
    """The assignees' rows: as typed, or as they stand with some empty ones below."""
    choices = assignee_choices(plan, request.access.on, kept)
    options: dict[str, Any] = {"prefix": "nguoi", "form_kwargs": {"choices": choices}}
    if request.method == "POST":
        return AssigneeFormSet(with_row(request, "nguoi", kind="support"), **options)
    blank = [{"kind": "support"} for _ in range(EMPTY_ROWS)]
    initial = [AssigneeForm.initial_of(row) for row in kept] or [empty or {"kind": "lead"}]
    return AssigneeFormSet(initial=[*initial, *blank], **options)


def _after_save(request: Request, task: Task, message: str) -> HttpResponse:
    """Back to the task; unreadable words are said at once."""
    if warning := deadline_warning(task):
        messages.warning(request, warning)
    return saved(request, message, reverse("tasks:task", args=[task.pk]))


def echo_of(words: str, year: int | None) -> dict[str, str]:
    """How deadline words are understood, or why they are not: (text, tone) of the live echo."""
    if not words.strip():
        return {"text": "Chưa ghi thời hạn: nhiệm vụ sẽ không có ngày hết hạn.", "tone": "muted"}
    read = parse_deadline(words[:600], year=year)
    if read.due_text():
        told = f"Hiểu là: {read.due_text()}."
        return {"text": f"{told} {read.warning}".strip(), "tone": "tone-green"}
    return {"text": f"{read.warning} Nhiệm vụ sẽ không có ngày hết hạn.", "tone": "tone-amber"}


@reads
def read_deadline(request: Request) -> HttpResponse:
    """The live echo under the deadline field."""
    year = key_of(request.GET.get("nam")) or None
    context = {"echo": echo_of(request.GET.get("deadline_words", ""), year)}
    return render(request, "tasks/_deadline_echo.html", context)


@reads
def criterion_fields(request: Request) -> HttpResponse:
    """The three choices anew, when assessment or criterion was changed."""
    plan = _plan(request, request.GET.get("ke_hoach"))
    kind = FundingForm if request.GET.get("den") == UP_TO_CRITERION else CriterionFields
    names = ("assessment", "criterion", "indicator")
    form = kind(plan=plan, initial={n: request.GET.get(n, "") for n in names})
    return render(request, "tasks/_criterion_fields.html", {"form": form, "plan": plan})


# --- Giving a task --------------------------------------------------------------------------------


def _conclusion(request: Request) -> Conclusion | None:
    """The conclusion that is to become a task, when the address names one."""
    if not (value := request.GET.get("ket_luan")):
        return None
    rows = Conclusion.objects.visible_to(request.access).select_related("meeting__unit")
    return get_object_or_404(rows, pk=key_of(value))


def _chosen_plan(request: Request) -> Plan | list[Plan]:
    """The plan that the address names, or the only one; else those to choose from."""
    if value := request.GET.get("ke_hoach"):
        return _plan(request, value)
    access = request.access
    plans = Plan.objects.visible_to(access).select_related("unit").order_by("-year", "unit__path")
    mine = manageable_plans(access, plans)
    if not mine and not access.can_anywhere(Ability.MANAGE_TASK):
        if access.main_posting is None:
            raise Http404
        raise Refused(access.deny(Ability.MANAGE_TASK, access.main_posting.unit))
    return mine[0] if len(mine) == 1 else mine


def _create_form(request: Request, plan: Plan, conclusion: Conclusion | None) -> TaskForm:
    if request.method == "POST":
        return TaskForm(request.POST, plan=plan)
    asked = {"unit": "don_vi", "assessment": "danh_gia", "criterion": "tieu_chi"}
    initial: dict[str, Any] = {name: request.GET.get(key) for name, key in asked.items()}
    initial["unit"] = initial["unit"] or plan.unit_id
    if conclusion:
        initial["text"] = conclusion.text
        initial["note"] = f"Theo kết luận giao ban ngày {format_day(conclusion.meeting.held_on)}."
    return TaskForm(plan=plan, initial=initial)


def _create_page(request: Request, plan: Plan, form: Any, rows: Any, status: int) -> HttpResponse:
    context = {
        "plan": plan,
        "form": form,
        "rows": rows,
        "conclusion": _conclusion(request),
        "echo": echo_of(form["deadline_words"].value() or "", plan.year),
    }
    return render(request, "tasks/create.html", context, status=status)


def _show_create(request: Request) -> HttpResponse:
    plan, conclusion = _chosen_plan(request), _conclusion(request)
    if not isinstance(plan, Plan):
        context = {"plans": plan, "query": request.GET.urlencode()}
        return render(request, "tasks/choose_plan.html", context)
    if reason := rules.deny_manage_tasks(request.access, plan.unit):
        raise Refused(reason)
    form = _create_form(request, plan, conclusion)
    return _create_page(request, plan, form, _rows(request, plan, []), 200)


def _save_create(request: Request) -> HttpResponse:
    plan, conclusion = _chosen_plan(request), _conclusion(request)
    if not isinstance(plan, Plan):
        raise Http404
    if reason := rules.deny_manage_tasks(request.access, plan.unit):
        raise Refused(reason)
    form, rows = _create_form(request, plan, conclusion), _rows(request, plan, [])
    if wants_more(request):
        return _create_page(request, plan, form, rows, 200)
    # Both are asked, so that all sentences show at once.
    if form.is_valid() & rows.is_valid():
        given: dict[str, Any] = {"plan": plan, "draft": form.draft(), "assignees": rows.assignees()}
        try:
            if conclusion:
                task = make_task_of(by=request.access, conclusion_id=conclusion.pk, **given)
            else:
                task = create_task(by=request.access, **given)
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return _after_save(request, task, "Đã giao nhiệm vụ.")
    return _create_page(request, plan, form, rows, 422)


create = reads_and_writes(_show_create, _save_create)


# --- Editing and assigning ------------------------------------------------------------------------


def _manageable(request: Request, pk: int) -> Task:
    task = visible_task(request, pk)
    if reason := rules.deny_manage_tasks(request.access, task.unit):
        raise Refused(reason)
    return task


def _edit_page(
    request: Request, task: Task, form: TaskForm, seen: int, status: int
) -> HttpResponse:
    context = {
        "task": task,
        "plan": task.plan,
        "form": form,
        "seen_version": seen,
        "echo": echo_of(form["deadline_words"].value() or "", task.plan.year),
    }
    return render(request, "tasks/edit.html", context, status=status)


def _show_edit(request: Request, pk: int) -> HttpResponse:
    task = _manageable(request, pk)
    form = TaskForm(plan=task.plan, initial=TaskForm.initial_of(task))
    return _edit_page(request, task, form, task.version, 200)


def _save_edit(request: Request, pk: int) -> HttpResponse:
    task, seen = _manageable(request, pk), seen_version(request)
    form = TaskForm(request.POST, plan=task.plan)
    if "refresh" in request.POST:
        return _edit_page(request, task, form, seen, 200)
    if form.is_valid():
        draft = form.draft(task)
        try:
            task = edit_task(by=request.access, task_id=pk, draft=draft, seen_version=seen)
        except StaleTask as stale:
            now = stale.current
            rows = [
                (str(field.label), str(getattr(now, name) or ""), str(getattr(draft, name) or ""))
                for name, field in form.fields.items()
            ]
            return conflict(request, _clash(now, rows))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return _after_save(request, task, "Đã lưu nhiệm vụ.")
    return _edit_page(request, task, form, seen, 422)


edit = reads_and_writes(_show_edit, _save_edit)


def _clash(task: Task, rows: list[tuple[str, str, str]]) -> Clash:
    url = reverse("tasks:task", args=[task.pk])
    return Clash(task, rows, "seen_version", task.version, url)


def _told(rows: Any) -> str:
    """Assignees in one sentence, for the page that shows two versions."""
    return "; ".join(
        f"{row.kind.label if hasattr(row.kind, 'label') else row.get_kind_display()}: "
        f"{row.official or row.body or row.role_words}"
        for row in rows
    )


def _assign_page(request: Request, task: Task, rows: Any, seen: int, status: int) -> HttpResponse:
    context = {"task": task, "rows": rows, "seen_version": seen}
    return render(request, "tasks/assign.html", context, status=status)


def _show_assign(request: Request, pk: int) -> HttpResponse:
    task = _manageable(request, pk)
    rows = _rows(request, task.plan, list(task.assignments.all()))
    return _assign_page(request, task, rows, task.version, 200)


def _save_assign(request: Request, pk: int) -> HttpResponse:
    task, seen = _manageable(request, pk), seen_version(request)
    rows = _rows(request, task.plan, list(task.assignments.all()))
    if wants_more(request):
        return _assign_page(request, task, rows, seen, 200)
    if rows.is_valid():
        assignees = rows.assignees()
        try:
            task = assign(by=request.access, task_id=pk, assignees=assignees, seen_version=seen)
        except StaleTask as stale:
            now = _told(visible_task(request, pk).assignments.all())
            return conflict(request, _clash(stale.current, [("Phân công", now, _told(assignees))]))
        return saved(request, "Đã lưu phân công.", reverse("tasks:task", args=[pk]))
    return _assign_page(request, task, rows, seen, 422)


assign_page = reads_and_writes(_show_assign, _save_assign)

"""Giving a task, editing it, and naming who leads and supports it."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import key_of, saved, sent, shown_version
from ntm_project.common.blanks import EMPTY
from ntm_project.common.choices import choices_answer
from ntm_project.common.dates import format_day
from ntm_project.common.views import Refused, reads, reads_and_writes
from tasks import rules
from tasks.forms.funding import FundingForm
from tasks.forms.tasks import TaskForm
from tasks.models import Assignment, Conclusion, Plan, Task
from tasks.queries.plans import manageable_plans
from tasks.services import assign as assign_task
from tasks.services import create_task, edit_task, make_task_of
from tasks.views.deadline_echo import echo_of, past_words
from tasks.views.shared import assignee_rows, wants_more
from tasks.views.task import visible_task
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.enums import Ability
from villages.http import Request, require_anywhere

UP_TO_CRITERION = "tieu-chi"  # in an address: the choices end with the criterion


def _plan(request: Request, value: str | None) -> Plan:
    plans = Plan.objects.visible_to(request.access).select_related("unit")
    return get_object_or_404(plans, pk=key_of(value))


def _after_save(request: Request, task: Task, message: str) -> HttpResponse:
    """Back to the task, whose page shows a deadline that could not be read."""
    until = task.ends_on if task.is_open else None
    words = f"{message}{past_words(until, request.access.as_of)}"
    return saved(request, words, task.get_absolute_url())


def _saved_words(task: Task) -> str:
    """A task that nobody leads has not been given yet."""
    return "Đã giao nhiệm vụ." if task.leads else f"Đã lưu nhiệm vụ; {rules.NOBODY_LEADS}."


def _echo_of_form(request: Request, form: TaskForm, plan: Plan) -> dict[str, str]:
    words = form["deadline_words"].value() or ""
    return echo_of(words, plan.year, today=request.access.as_of)


@reads
def criterion_fields(request: Request) -> HttpResponse:
    """The three choices anew, when assessment or criterion was changed."""
    plan = _plan(request, request.GET.get("ke_hoach"))
    kind = FundingForm if request.GET.get("den") == UP_TO_CRITERION else TaskForm
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
    mine = list(manageable_plans(access))
    if not mine:
        require_anywhere(request, Ability.MANAGE_TASK)
    return mine[0] if len(mine) == 1 else mine


def _create_form(request: Request, plan: Plan, conclusion: Conclusion | None) -> TaskForm:
    if request.method == "POST":
        return TaskForm(request.POST, plan=plan)
    given = {"unit": "don_vi", "assessment": "danh_gia", "criterion": "tieu_chi"}
    initial: dict[str, Any] = {name: request.GET.get(key) for name, key in given.items()}
    initial["unit"] = initial["unit"] or plan.unit_id
    if conclusion:
        initial["text"] = conclusion.text
        initial["note"] = f"Theo kết luận giao ban ngày {format_day(conclusion.meeting.held_on)}."
    return TaskForm(plan=plan, initial=initial)


@reads_and_writes
def create(request: Request) -> HttpResponse:
    """A task of a plan, given by itself or from a conclusion, with its assignees."""
    plan, conclusion = _chosen_plan(request), _conclusion(request)
    if not isinstance(plan, Plan):
        if request.method == "POST":
            raise Http404
        plans = {"plans": plan, "query": request.GET.urlencode()}
        return render(request, "tasks/choose_plan.html", plans)
    if reason := rules.deny_manage_tasks(request.access, plan.unit):
        raise Refused(reason)
    form, rows = _create_form(request, plan, conclusion), assignee_rows(request, plan)
    if lines := choices_answer(request, form, rows):
        return lines
    is_sent = request.method == "POST" and not wants_more(request)
    # Both are checked, so that all sentences show at once.
    if is_sent and form.is_valid() & rows.is_valid():
        given: dict[str, Any] = {"fields": form.values(), "assignees": rows.assignments()}
        with saving(form):
            task = _create(request, plan, conclusion, given)
            return _after_save(request, task, _saved_words(task))
    context = {
        "plan": plan,
        "form": form,
        "rows": rows,
        "conclusion": conclusion,
        "deny": rules.deny_make_task(conclusion) if conclusion else "",
        "echo": _echo_of_form(request, form, plan),
    }
    return render(request, "tasks/create.html", context, status=422 if is_sent else 200)


def _create(
    request: Request, plan: Plan, conclusion: Conclusion | None, given: dict[str, Any]
) -> Task:
    if conclusion:
        return make_task_of(by=request.access, plan=plan, conclusion_id=conclusion.pk, **given)
    return create_task(by=request.access, plan=plan, **given)


# --- Editing and assigning ------------------------------------------------------------------------


def _manageable(request: Request, pk: int) -> Task:
    task = visible_task(request, pk)
    if reason := rules.deny_manage_task(request.access, task):
        raise Refused(reason)
    return task


@reads_and_writes
def edit(request: Request, pk: int) -> HttpResponse:
    """What a task states and until when."""
    task = _manageable(request, pk)
    form = TaskForm(sent(request), instance=task, plan=task.plan)
    is_sent = request.method == "POST" and not wants_more(request)
    seen = shown_version(request, task)
    if lines := choices_answer(request, form):
        return lines
    if is_sent and form.is_valid():
        with saving(form, keep_url=reverse("tasks:task", args=[pk])):
            task = edit_task(by=request.access, task_id=pk, fields=form.values(), seen_version=seen)
            return _after_save(request, task, "Đã lưu nhiệm vụ.")
    context = {
        "task": task,
        "plan": task.plan,
        "form": form,
        "seen_version": seen,
        "echo": _echo_of_form(request, form, task.plan),
    }
    return render(request, "tasks/edit.html", context, status=422 if is_sent else 200)


def _in_words(assignments: Iterable[Assignment]) -> str:
    return "; ".join(row.in_words for row in assignments)


@reads_and_writes
def assign(request: Request, pk: int) -> HttpResponse:
    """Who leads and supports a task."""
    task = _manageable(request, pk)
    rows = assignee_rows(request, task.plan, list(task.assignments.all()))
    is_sent = request.method == "POST" and not wants_more(request)
    seen = shown_version(request, task)
    if lines := choices_answer(request, rows):
        return lines
    if is_sent and rows.is_valid():
        mine = rows.assignments()
        url = reverse("tasks:task", args=[pk])
        try:
            assign_task(by=request.access, task_id=pk, assignees=mine, seen_version=seen)
        except Stale as stale:
            present = _in_words(visible_task(request, pk).assignments.all())
            differing = [("Phân công", present or EMPTY, _in_words(mine) or EMPTY)]
            return conflict(request, stale, keep_url=url, rows=differing)
        return saved(request, "Đã lưu phân công.", url)
    context = {"task": task, "rows": rows, "seen_version": seen}
    return render(request, "tasks/assign.html", context, status=422 if is_sent else 200)

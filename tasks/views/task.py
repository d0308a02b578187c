"""One task: its page, reports on it, and the changes of its state."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, seen_version
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, page_or_fragment, reads, reads_and_writes
from tasks import rules
from tasks.enums import TRANSITIONS, Transition
from tasks.forms.tasks import MoveForm, ReportForm
from tasks.models import Task
from tasks.queries import tasks as queries
from tasks.services import move_task, report_task
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request
from villages.trail import history_of
from villages.words import value_words


def visible_task(request: Request, pk: int) -> Task:
    """The task with all that its page shows; 404 out of scope."""
    return get_object_or_404(Task.objects.visible_to(request.access).for_page(), pk=pk)


def deadline_warning(task: Task) -> str:
    """Why the task has no last day though its deadline has words; "" when they were read."""
    if not task.is_deadline_unread:
        return ""
    why = parse_deadline(task.deadline_words, year=task.plan.year).warning
    return (
        f"Chưa đọc được thời hạn “{task.deadline_words}” nên nhiệm vụ không có ngày hết hạn. {why}"
    )


def _buttons(request: Request, task: Task) -> list[dict[str, Any]]:
    """A button for each path out of the state; off with its reason, or how it is sent.

    What this person's role never does is shown once, beside who it is given to, not by buttons.
    """
    never = rules.deny_manage_task(request.access, task)
    buttons = [
        {
            "name": offer.transition.name,
            "label": offer.transition.label,
            "reason": offer.reason,
            "needs_words": offer.transition.needs_reason or offer.transition.needs_result,
            "tone": "danger" if offer.transition.name == "cancel" else "secondary",
        }
        for offer in rules.paths_offered(request.access, task)
        if not never or offer.reason != never
    ]
    # Of open work one step is the next one; the others stand back.
    for button in buttons if task.is_open else []:
        if not button["reason"] and button["tone"] == "secondary":
            button["tone"] = "primary"
            break
    return buttons


def task_context(request: Request, task: Task) -> dict[str, Any]:
    """Everything that the page of a task and its body fragment show."""
    access = request.access
    conclusion = getattr(task, "conclusion", None)
    parts = [task.moved_from] if task.moved_from else []  # whose history comes along
    return {
        "task": task,
        "today": access.as_of,
        "deadline_warning": deadline_warning(task),
        "days_late": rules.days_late(task),
        "sees_plan": access.sees(task.plan.unit),
        "meeting": conclusion.meeting if conclusion else None,
        "sees_meeting": bool(conclusion and access.sees(conclusion.meeting.unit)),
        "buttons": _buttons(request, task),
        "deny_report": rules.deny_report(access, task),
        "deny_manage": rules.deny_manage_task(access, task),
        "deny_reminder_text": rules.deny_reminder_text(access, task),
        "deny_remind": rules.deny_remind(access, task),
        "report_form": ReportForm(instance=task),
        "seen_version": task.version,
        "reports": queries.reports_of(task, *parts),
        "history": history_of(task, parts=parts),
        "fundings": queries.fundings_of(task),
    }


@reads
def task_page(request: Request, pk: int) -> HttpResponse:
    """One task with all its fields, its buttons and its history."""
    task = visible_task(request, pk)
    return render(request, "tasks/task.html", task_context(request, task))


def _done(request: Request, task: Task, message: str) -> HttpResponse:
    """The body of the page anew for htmx, else back to the page."""
    if not request.htmx:
        return saved(request, message, task.get_absolute_url())
    messages.success(request, message)
    context = task_context(request, visible_task(request, task.pk))
    response = render(request, "tasks/_task_saved.html", context)
    response["HX-Retarget"] = "#task-body"
    # The form may stand far down on a phone: what was done must be seen.
    response["HX-Reswap"] = "outerHTML show:#content:top"
    return response


def _form_page(
    request: Request, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The form of a report or a move; with faults it is drawn in place of the one sent."""
    response = page_or_fragment(request, f"tasks/{name}.html", context, status=status)
    if status != 200 and request.htmx:
        response["HX-Retarget"], response["HX-Reswap"] = f"#{name}-form", "outerHTML"
    return response


@reads_and_writes
def report(request: Request, pk: int) -> HttpResponse:
    """Progress, obstacle and result of a task, its state left as it is."""
    task = visible_task(request, pk)
    if reason := rules.deny_report(request.access, task):
        raise Refused(reason)
    if request.method != "POST":
        context = {
            "task": task,
            "report_form": ReportForm(instance=task),
            "seen_version": task.version,
        }
        return _form_page(request, "report", context)
    form, seen = ReportForm(request.POST, instance=task), seen_version(request)
    if form.is_valid():
        with saving(form, keep_url=reverse("tasks:task", args=[pk])):
            reported = report_task(
                by=request.access, task_id=pk, fields=form.values(), seen_version=seen
            )
            has_begun = task.state != reported.state
            words = " Nhiệm vụ chuyển sang “Đang thực hiện”." if has_begun else ""
            return _done(request, task, f"Đã ghi báo cáo.{words}")
    context = {"task": task, "report_form": form, "seen_version": seen}
    return _form_page(request, "report", context, status=422)


@reads_and_writes
def move(request: Request, pk: int, transition: str) -> HttpResponse:
    """A task taken along one of the paths out of its state."""
    task, path = visible_task(request, pk), TRANSITIONS.get(transition)
    if path is None:
        raise Http404
    deny = rules.deny_transition(request.access, task, path)
    if request.method != "POST":
        if deny:
            raise Refused(deny)
        form = MoveForm(instance=task, transition=path)
        context = {"task": task, "transition": path, "form": form, "seen_version": task.version}
        return _form_page(request, "move", context)
    form, seen = MoveForm(request.POST, instance=task, transition=path), seen_version(request)
    if form.is_valid():
        try:
            task = move_task(
                by=request.access,
                task_id=pk,
                transition_name=transition,
                seen_version=seen,
                **form.cleaned_data,
            )
        except Stale as stale:
            return _move_conflict(request, stale, form, path)
        except ValidationError as error:
            put_errors(form, error)
        else:
            state = task.get_state_display()
            return _done(request, task, f"Nhiệm vụ chuyển sang tình trạng “{state}”.")
    elif deny:
        raise Refused(deny)
    context = {"task": task, "transition": path, "form": form, "seen_version": seen}
    return _form_page(request, "move", context, status=422)


def _move_conflict(
    request: Request, stale: Stale, form: MoveForm, transition: Transition
) -> HttpResponse:
    task: Task = stale.current
    mine = form.cleaned_data
    rows = [("Tình trạng", task.get_state_display(), str(transition.target.label))]
    rows += [
        (
            str(field.label),
            value_words(None, getattr(task, name, "")),
            value_words(None, mine[name]),
        )
        for name, field in form.fields.items()
    ]
    url = task.get_absolute_url()
    return conflict(request, stale, form, keep_url=url, rows=rows)

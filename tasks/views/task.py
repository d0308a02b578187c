"""One task: its page, reports on it, and the changes of its state."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.numbers import format_money
from ntm_project.common.views import Refused, reads, reads_and_writes
from tasks import rules
from tasks.enums import TRANSITIONS, AssignmentKind, Transition
from tasks.forms.tasks import MoveForm, ReportForm
from tasks.models import Funding, Task
from tasks.services import StaleTask, move_task, report_task
from tasks.views.columns import overdue_badge, state_badge
from tasks.views.shared import apply_errors, link_to, page
from villages.conflicts import Clash, conflict
from villages.http import Request
from villages.trail import history_of

MOST_REPORTS = 50


def visible_task(request: Request, pk: int) -> Task:
    """The task with all that its page shows; 404 out of scope."""
    return get_object_or_404(Task.objects.visible_to(request.access).for_page(), pk=pk)


def deadline_warning(task: Task) -> str:
    """Why the task has no last day though words stand there; "" when they were read."""
    if not task.is_deadline_unread:
        return ""
    why = parse_deadline(task.deadline_words, year=task.plan.year).warning
    return (
        f"Chưa đọc được thời hạn “{task.deadline_words}” nên nhiệm vụ không có ngày hết hạn. {why}"
    )


def _fundings(task: Task) -> list[dict[str, Any]]:
    rows = Funding.objects.filter(task=task).with_parts().order_by("pk")
    return [
        {
            "text": row.text,
            "stage": row.get_stage_display(),
            "total": format_money(row.total) if row.total is not None else row.words,
            "gap": rules.funding_gap(row.total, (part.amount for part in row.parts.all())),
        }
        for row in rows
    ]


def report_form(task: Task) -> ReportForm:
    """The report form, with what was last said."""
    return ReportForm(
        initial={
            "progress": task.progress,
            "obstacle": task.obstacle,
            "result": task.result,
            "seen_version": task.version,
        }
    )


def _buttons(request: Request, task: Task) -> list[dict[str, Any]]:
    """A button for each path out of the state; off with its reason, or how it is sent."""
    buttons = [
        {
            "name": offer.transition.name,
            "label": offer.transition.label,
            "reason": offer.reason,
            "asks": offer.transition.needs_reason or offer.transition.needs_result,
            "url": reverse("tasks:move", args=[task.pk, offer.transition.name]),
            "tone": "danger" if offer.transition.name == "cancel" else "secondary",
        }
        for offer in rules.offered(request.access, task)
    ]
    # One step is the next one; the others stand back.
    for button in buttons:
        if not button["reason"] and button["tone"] == "secondary":
            button["tone"] = "primary"
            break
    return buttons


def task_context(request: Request, task: Task) -> dict[str, Any]:
    """Everything that the page of a task and its body fragment show."""
    access = request.access
    assignments = list(task.assignments.all())
    conclusion = getattr(task, "conclusion", None)
    assessment = task.assessment
    return {
        "task": task,
        "badges": [badge for badge in (state_badge(task), overdue_badge(task, access.on)) if badge],
        "deadline_warning": deadline_warning(task),
        "leads": [row for row in assignments if row.kind == AssignmentKind.LEAD],
        "supports": [row for row in assignments if row.kind == AssignmentKind.SUPPORT],
        "assessment_url": link_to("reports:assessment", assessment.pk) if assessment else "",
        "unverified": assessment.criteria_set.unverified_words if assessment else "",
        "sees_plan": access.sees(task.plan.unit),
        "meeting": conclusion.meeting if conclusion else None,
        "sees_meeting": bool(conclusion and access.sees(conclusion.meeting.unit)),
        "buttons": _buttons(request, task),
        "deny_report": rules.deny_report(access, task),
        "deny_manage": rules.deny_manage_tasks(access, task.unit),
        "report_form": report_form(task),
        "reports": task.reports.select_related("by").order_by("-pk")[:MOST_REPORTS],
        "history": history_of(task),
        "fundings": _fundings(task),
    }


@reads
def task_page(request: Request, pk: int) -> HttpResponse:
    """One task with all its fields, its buttons and its history."""
    task = visible_task(request, pk)
    return render(request, "tasks/task.html", task_context(request, task))


def _done(request: Request, task: Task, message: str) -> HttpResponse:
    """The body of the page anew for htmx, else back to the page."""
    url = reverse("tasks:task", args=[task.pk])
    if not getattr(request, "htmx", False):
        return saved(request, message, url)
    messages.success(request, message)
    context = task_context(request, visible_task(request, task.pk))
    response = render(request, "tasks/_task_saved.html", context)
    response["HX-Retarget"] = "#task-body"
    # The form may stand far down on a phone: what was done must be seen.
    response["HX-Reswap"] = "outerHTML show:#content:top"
    return response


def _clash(task: Task, rows: list[tuple[str, str, str]]) -> Clash:
    return Clash(task, rows, "seen_version", task.version, reverse("tasks:task", args=[task.pk]))


def _report_page(request: Request, task: Task, form: ReportForm, status: int) -> HttpResponse:
    context = {"task": task, "report_form": form, "deny_report": ""}
    response = page(request, "tasks/report.html", context, status=status)
    if status != 200 and getattr(request, "htmx", False):
        response["HX-Retarget"], response["HX-Reswap"] = "#report-form", "outerHTML"
    return response


def _show_report(request: Request, pk: int) -> HttpResponse:
    task = visible_task(request, pk)
    if reason := rules.deny_report(request.access, task):
        raise Refused(reason)
    return _report_page(request, task, report_form(task), 200)


def _save_report(request: Request, pk: int) -> HttpResponse:
    task = visible_task(request, pk)
    if reason := rules.deny_report(request.access, task):
        raise Refused(reason)
    form = ReportForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            task = report_task(by=request.access, task_id=pk, **said)
        except StaleTask as stale:
            now = stale.current
            fields = ("progress", "obstacle", "result")
            rows = [(str(form.fields[f].label), getattr(now, f), said[f]) for f in fields]
            return conflict(request, _clash(now, rows))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            return _done(request, task, "Đã ghi báo cáo.")
    return _report_page(request, task, form, 422)


report = reads_and_writes(_show_report, _save_report)


def _transition(name: str) -> Transition:
    if name not in TRANSITIONS:
        raise Http404
    return TRANSITIONS[name]


def _move_page(
    request: Request, task: Task, transition: Transition, form: MoveForm, status: int
) -> HttpResponse:
    context = {"task": task, "transition": transition, "form": form}
    response = page(request, "tasks/move.html", context, status=status)
    if status != 200 and getattr(request, "htmx", False):
        response["HX-Retarget"], response["HX-Reswap"] = "#move-form", "outerHTML"
    return response


def _show_move(request: Request, pk: int, transition: str) -> HttpResponse:
    task, path = visible_task(request, pk), _transition(transition)
    if reason := rules.deny_transition(request.access, task, path):
        raise Refused(reason)
    initial = {"seen_version": task.version, "result": task.result}
    return _move_page(request, task, path, MoveForm(initial=initial, transition=path), 200)


def _make_move(request: Request, pk: int, transition: str) -> HttpResponse:
    task, path = visible_task(request, pk), _transition(transition)
    form = MoveForm(request.POST, transition=path)
    if form.is_valid():
        said = form.cleaned_data
        try:
            task = move_task(
                by=request.access,
                task_id=pk,
                transition_name=transition,
                seen_version=said["seen_version"],
                reason=said.get("reason", ""),
                result=said.get("result", ""),
            )
        except StaleTask as stale:
            now = stale.current
            rows = [("Tình trạng", now.get_state_display(), path.target.label)]
            rows += [
                (str(form.fields[f].label), getattr(now, f, ""), said[f])
                for f in ("result", "reason")
                if f in form.fields
            ]
            return conflict(request, _clash(now, rows))
        except ValidationError as error:
            apply_errors(form, error)
        else:
            state = task.get_state_display()
            return _done(request, task, f"Nhiệm vụ chuyển sang tình trạng “{state}”.")
    elif reason := rules.deny_transition(request.access, task, path):
        raise Refused(reason)
    return _move_page(request, task, path, form, 422)


move = reads_and_writes(_show_move, _make_move)

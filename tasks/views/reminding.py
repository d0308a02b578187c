"""Reminding of tasks: recorded here, sent on by whoever reminds, as a short text for Zalo."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ntm_project.common.addresses import address
from ntm_project.common.answers import keys_of, saved
from ntm_project.common.views import Refused, reads_and_writes
from tasks import rules
from tasks.queries.tasks import reminder_text, tasks_to_remind
from tasks.services import remind as remind_of
from villages.http import Request

MOST = 200  # tasks at once


@reads_and_writes
def remind(request: Request) -> HttpResponse:
    """GET shows the text for the tasks that `viec` names; POST records that one reminds of them."""
    sent = request.POST if "viec" in request.POST else request.GET
    keys = keys_of(sent.getlist("viec"))[:MOST]
    tasks = tasks_to_remind(request.access, keys)
    if not tasks:
        raise Http404
    if request.method == "POST":
        remind_of(by=request.access, tasks=tasks)
        words = "nhiệm vụ" if len(tasks) == 1 else f"{len(tasks)} nhiệm vụ"
        url = address("tasks:remind", viec=[task.pk for task in tasks])
        return saved(request, f"Đã ghi việc nhắc {words}. Hãy sao chép lời nhắc để gửi.", url)
    if reason := next((r for t in tasks if (r := rules.deny_reminder_text(request.access, t))), ""):
        raise Refused(reason)
    denied = {task.pk: rules.deny_remind(request.access, task) for task in tasks}
    links = [request.build_absolute_uri(t.get_absolute_url()) for t in tasks]
    context = {
        "tasks": tasks,
        "left": [task for task in tasks if not denied[task.pk]],
        "deny_remind": denied[tasks[0].pk],
        "today": request.access.as_of,
        "text": reminder_text(list(zip(tasks, links, strict=True)), request.access.as_of),
    }
    return render(request, "tasks/remind.html", context)

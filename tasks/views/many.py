"""Acts over the ticked tasks of a list."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from ntm_project.common.addresses import address
from ntm_project.common.answers import sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.views import reads_and_writes
from tasks import rules, services
from tasks.enums import TRANSITIONS
from tasks.forms.many import AssignManyForm, DeadlineForm, MoveManyForm
from tasks.models import Task
from tasks.queries.tasks import tasks_among
from villages.access import Access
from villages.enums import Ability
from villages.http import Request
from villages.many import ACT, Many, Ticked, answer_many, back_url, ticked_keys

Deny = Callable[[Access, Task], str]

MOVES = ("start", "confirm", "cancel", "reopen")


def offered(access: Access) -> Iterator[tuple[str, str]]:
    """What the list offers to whoever may do it somewhere."""
    if access.can_anywhere(Ability.MANAGE_TASK):
        yield from (("giao", "Giao"), ("han", "Đổi hạn"), ("nhac", "Nhắc"))
    for name in MOVES:
        if access.can_anywhere(TRANSITIONS[name].ability):
            yield name, TRANSITIONS[name].label


@reads_and_writes
def many_tasks(request: Request) -> HttpResponse:
    """What will happen to the ticked tasks, and, once confirmed, the act."""
    act = request.GET.get(ACT, "")
    tasks = tasks_among(request.access, ticked_keys(request))
    if act == "giao":
        return _assign(request, tasks)
    if act == "han":
        return _move_deadline(request, tasks)
    if act == "nhac":
        return _remind(request, tasks)
    if act in MOVES:
        return _move(request, tasks, act)
    raise Http404


def _many(
    request: Request,
    verb: str,
    tasks: list[Task],
    deny: Deny,
    now: Callable[[Task], str],
    **how: Any,
) -> Many:
    rows = [
        Ticked(
            task, f"{task.text} ({task.unit})", now(task), deny(request.access, task), task.version
        )
        for task in tasks
    ]
    return Many(verb, "nhiệm vụ", rows, back_url(request, reverse("tasks:list")), **how)


def _leads(task: Task) -> str:
    return ", ".join(row.name for row in task.leads)


def _assign(request: Request, tasks: list[Task]) -> HttpResponse:
    form = AssignManyForm(sent(request), tasks=tasks, on=request.access.on)
    if lines := choices_answer(request, form):
        return lines
    note = "Người hoặc tổ chức được chọn thay người đang chủ trì; người phối hợp giữ nguyên."
    if len({task.plan.unit_id for task in tasks}) > 1:
        note += " Các nhiệm vụ thuộc nhiều đơn vị: chỉ chọn được ai thuộc tất cả các đơn vị ấy."
    how: dict[str, Any] = {"form": form, "now_label": "Đang chủ trì", "note": note}
    many = _many(request, "Giao", tasks, rules.deny_manage_task, _leads, **how)
    return answer_many(
        request,
        many,
        lambda seen: services.assign_many(by=request.access, seen=seen, lead=form.lead()),
    )


def _move_deadline(request: Request, tasks: list[Task]) -> HttpResponse:
    form = DeadlineForm(sent(request), tasks=tasks)
    how: dict[str, Any] = {"form": form, "now_label": "Hạn hiện nay"}
    many = _many(
        request, "Đổi hạn", tasks, rules.deny_move_deadline, lambda t: t.deadline_words, **how
    )
    return answer_many(
        request,
        many,
        lambda seen: services.move_deadlines(by=request.access, seen=seen, **form.cleaned_data),
    )


def _remind(request: Request, tasks: list[Task]) -> HttpResponse:
    note = "Việc nhắc được ghi lại và báo cho người được giao; trang sau có lời nhắc để sao chép."
    how: dict[str, Any] = {"now_label": "Đang chủ trì", "note": note}
    many = _many(request, "Nhắc", tasks, rules.deny_remind, _leads, **how)
    keys = [ticked.row.pk for ticked in many.allowed]
    many = replace(many, done_url=address("tasks:remind", viec=keys))
    return answer_many(
        request, many, lambda seen: services.remind_many(by=request.access, seen=seen)
    )


def _move(request: Request, tasks: list[Task], name: str) -> HttpResponse:
    transition = TRANSITIONS[name]
    form = MoveManyForm(sent(request), transition=transition)
    many = _many(
        request,
        transition.label,
        tasks,
        lambda access, task: rules.deny_transition(access, task, transition),
        lambda task: str(task.get_state_display()),
        form=form if form.fields else None,
        now_label="Tình trạng",
    )
    if request.method == "POST":
        form.is_valid()
    return answer_many(
        request,
        many,
        lambda seen: services.move_many(
            by=request.access, seen=seen, transition_name=name, **form.cleaned_data
        ),
    )

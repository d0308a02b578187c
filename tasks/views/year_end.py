"""A plan whose year is over: what becomes of its open work, on one page."""

from django.http import HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import saved, seen_version, sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.choosing import only_looks
from ntm_project.common.views import Refused, reads_and_writes
from tasks import rules, services
from tasks.enums import YearEnd
from tasks.forms.year_end import CloseYearForm
from tasks.models import Plan, Task
from tasks.queries.year_end import later_plans, left_open, seen_of
from tasks.views.shared import plan_url, visible_plan
from villages.conflicts import SeenRows, conflict_of_rows
from villages.edit import Stale
from villages.http import Request


@reads_and_writes
def close_year(request: Request, pk: int) -> HttpResponse:
    """What becomes of the open tasks of the plan; all of them are done in one go."""
    plan = visible_plan(request, pk)
    if reason := rules.deny_close_year(request.access, plan):
        raise Refused(reason)
    tasks = list(left_open(plan))
    form = CloseYearForm(sent(request), tasks=tasks, plans=later_plans(plan))
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid() and not only_looks(request):
        return _close(request, plan, tasks, form)
    context = {"plan": plan, "form": form, "left": len(tasks), "seen": _seen(tasks).kept(request)}
    status = 422 if form.errors else 200
    return render(request, "tasks/close_year.html", context, status=status)


def _close(request: Request, plan: Plan, tasks: list[Task], form: CloseYearForm) -> HttpResponse:
    chosen = form.cleaned_data
    try:
        counts = services.close_year(
            by=request.access,
            plan_id=plan.pk,
            choices=form.choices(),
            seen_version=seen_version(request),
            to=chosen["plan"],
            reason=chosen["reason"],
            deadline_words=chosen["deadline_words"],
        )
    except Stale:
        return conflict_of_rows(request, _seen(tasks), keep_url=plan_url(plan), is_gone=not tasks)
    words = (
        f"Đã chuyển {counts[YearEnd.CARRY]} việc sang năm sau, dừng {counts[YearEnd.CLOSE]} "
        f"việc, để nguyên {counts[YearEnd.LEAVE]} việc."
    )
    return saved(request, words, plan_url(plan))


def _seen(tasks: list[Task]) -> SeenRows:
    return SeenRows.of(tasks, seen_version=seen_of(tasks))

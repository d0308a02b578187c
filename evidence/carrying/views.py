"""The page on which an assessment takes over from the one by the set before."""

from django.http import HttpResponse
from django.shortcuts import render

from criteria.nouns import of_set
from criteria.rules import deny_edit_assessment
from criteria.views.shared import visible_assessment
from evidence.carrying.forms import TakeOverForm
from evidence.carrying.queries import carry_preview
from evidence.carrying.services import TakenOver
from evidence.carrying.services import take_over as take
from ntm_project.common.addresses import of_row
from ntm_project.common.answers import key_of, saved, sent
from ntm_project.common.choosing import only_looks
from ntm_project.common.views import Refused, reads_and_writes
from villages.http import Request


@reads_and_writes
def take_over(request: Request, pk: int) -> HttpResponse:
    """What the assessment before (`?tu=`) would give, with choices for its open tasks."""
    found = visible_assessment(request, pk)
    if reason := deny_edit_assessment(request.access, found):
        raise Refused(reason)
    home = of_row("reports:assessment", pk)
    preview = carry_preview(request.access, found, key_of(request.GET.get("tu")))
    if preview is None:
        context = {"assessment": found, "home": home}
        return render(request, "evidence/take_over.html", context)
    form = TakeOverForm(
        sent(request),
        assessment=found,
        source=preview.source,
        tasks=preview.tasks,
        places=preview.places,
    )
    if form.is_valid() and not only_looks(request):
        done = take(
            by=request.access, assessment_id=pk, source=preview.source, tasks=form.choices()
        )
        return saved(request, of_set(_words(done), found), home)
    context = {
        "assessment": found,
        "home": home,
        "preview": preview,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "evidence/take_over.html", context, status=status)


def _words(done: TakenOver) -> str:
    """What was taken over, each thing counted; where nothing new was, that."""
    parts = [
        (done.results.results, f"kết quả cho {done.results.results} chỉ tiêu của bộ mới"),
        (done.papers, f"{done.papers} minh chứng"),
        (len(done.leaders.sure), f"người phụ trách của {len(done.leaders.sure)} tiêu chí"),
        (done.tasks, f"{done.tasks} nhiệm vụ"),
    ]
    found = [words for number, words in parts if number]
    if not found:
        return "Không có gì mới để lấy."
    tail = f" {done.results.to_judge} chỉ tiêu phải xét lại." if done.results.to_judge else ""
    return f"Đã lấy {', '.join(found)}.{tail}"

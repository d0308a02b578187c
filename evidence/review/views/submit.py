"""Sends an assessment to its next step: shows what goes, what blocks it, and where to mend that."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse

from criteria.models import Assessment, Result
from criteria.nouns import of_set
from criteria.views.shared import visible_assessment
from evidence.review import rules, services
from evidence.review.forms import SubmitForm
from evidence.review.queries.chain import is_held, route_of
from evidence.review.queries.problems import folded, submission_problems
from evidence.review.queries.rounds import Outgoing, outgoing, results_to_send
from evidence.review.route import Route
from ntm_project.common.answers import form_page, keys_of, saved
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from villages.enums import Ability
from villages.http import Request


@reads_and_writes
def submit(request: Request, pk: int) -> HttpResponse:
    """What would go to the next step, and sending it."""
    assessment, access = visible_assessment(request, pk), request.access
    results = results_to_send(assessment)
    route = route_of(assessment, access.on, results)
    if request.method != "POST":
        going = _going(assessment, route, results, request.GET.getlist("tieu_chi"))
        form = SubmitForm(initial={"step": route.next_step.pk if route.next_step else ""})
        return _render(request, assessment, route, going, form)
    # Refused before read: whoever may not send needs no advice on what is missing.
    if reason := rules.deny_submit(access, assessment, route, route.next_step):
        raise Refused(reason)
    going = _going(assessment, route, results, request.POST.getlist("tieu_chi"))
    form = SubmitForm(request.POST)
    if form.is_valid():
        step = route.step(form.cleaned_data["step"])
        if step is None:
            raise Http404
        message = form.cleaned_data["message"]
        try:
            sent = services.submit(
                by=access, assessment=assessment, step=step, results=going.sent, message=message
            )
        except services.NotReady:
            pass  # the page lists what is missing
        except ValidationError as error:
            put_errors(form, error)
        else:
            words = of_set(f"Đã gửi {len(going.sent)} chỉ tiêu tới bước “{step}”.", assessment)
            return saved(request, words, sent.get_absolute_url())
    return _render(request, assessment, route, going, form)


def _going(
    assessment: Assessment, route: Route, results: list[Result], typed: list[str]
) -> Outgoing:
    return outgoing(assessment, route, results, frozenset(keys_of(typed)))


def _render(
    request: Request, assessment: Assessment, route: Route, going: Outgoing, form: SubmitForm
) -> HttpResponse:
    step, access = route.next_step, request.access
    holder = route.holder_of(step) if step else None
    problems = submission_problems(assessment, going.sent, on=access.on)
    blocked = [p for p in problems if p.is_blocking]
    warned = [p for p in problems if not p.is_blocking]
    reason = rules.deny_submit(access, assessment, route, step) or rules.deny_unready(len(blocked))
    context = {
        "assessment": assessment,
        "step": step,
        "holder": (step.holder_body or holder) if step else None,
        "unheld": step is not None and not is_held(step, holder, access.on),
        "form": form,
        "going": going,
        "blocked": blocked,
        "blocked_lines": folded(blocked),
        "warned": warned,
        "warned_lines": folded(warned),
        "reason": reason,
        "may_set": access.can(Ability.SET_RESULT, assessment.unit),
        "unverified": assessment.criteria_set.unverified_words,
    }
    return form_page(request, "evidence/review/submit.html", context)

"""Sending an assessment to its next step: what goes, what stands in the way, and where to mend."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.enums import Claim
from criteria.judging import value_words
from criteria.models import Assessment, Result
from evidence.review import rules
from evidence.review.forms import SubmitForm
from evidence.review.models import ReviewStep
from evidence.review.route import Route
from evidence.review.services import (
    NotReady,
    Problem,
    Severity,
    route_of,
    submission_problems,
    submit,
)
from evidence.review.views.shared import unverified_mark, visible_assessment, whole_number
from ntm_project.common.answers import saved
from ntm_project.common.views import Refused, reads_and_writes
from tasks.views.shared import apply_errors, link_to
from villages.http import Request


@dataclass(frozen=True)
class Line:
    """A problem with the address of the page that mends it."""

    problem: Problem
    url: str


@dataclass(frozen=True)
class Waiting:
    """What of an assessment waits for a step, by criterion, and which criteria were chosen."""

    results: list[Result]
    chosen: frozenset[int]

    @property
    def sent(self) -> list[Result]:
        """The results of the chosen criteria."""
        return [r for r in self.results if r.indicator.criterion.number in self.chosen]

    @property
    def criteria(self) -> list[tuple[Any, int, bool]]:
        """Each criterion with its count of waiting indicators and whether it is chosen."""
        counts: dict[Any, int] = {}
        for result in self.results:
            criterion = result.indicator.criterion
            counts[criterion] = counts.get(criterion, 0) + 1
        return [(c, n, c.number in self.chosen) for c, n in counts.items()]


def _waiting(route: Route, step: ReviewStep | None, asked: list[str]) -> Waiting:
    """`asked`: numbers of criteria; none means all."""
    results: list[Result] = []
    if step is not None:
        rows = Result.objects.filter(pk__in=route.awaiting(step)).select_related(
            "indicator__criterion"
        )
        results = list(
            rows.order_by("indicator__criterion__number", "indicator__order", "indicator_id")
        )
    numbers = frozenset(r.indicator.criterion.number for r in results)
    wanted = frozenset(n for text in asked if (n := whole_number(text)) is not None)
    return Waiting(results, (numbers & wanted) or numbers)


def _mend_url(problem: Problem, assessment: Assessment) -> str:
    """The page that mends a problem, else the indicator's row on its assessment's page."""
    if url := link_to(problem.url_name, *problem.url_args):
        return url
    page = reverse("reports:assessment", args=[assessment.pk])
    return f"{page}#result-{problem.result_id}"


def _show(
    request: Request,
    assessment: Assessment,
    route: Route,
    form: SubmitForm,
    waiting: Waiting,
    status: int = 200,
) -> HttpResponse:
    step = route.next_step
    problems = submission_problems(assessment, waiting.sent, on=request.access.on)
    lines = [Line(p, _mend_url(p, assessment)) for p in problems]
    blocked = [line for line in lines if line.problem.severity == Severity.BLOCKS]
    context = {
        "assessment": assessment,
        "step": step,
        "holder": (step.holder_body or route.holder_of(step)) if step else None,
        "form": form,
        "criteria": waiting.criteria,
        "items": [
            (r, value_words(r.indicator, r), _CLAIM_TONES[Claim(r.claim)]) for r in waiting.sent
        ],
        "is_part": len(waiting.sent) < len(waiting.results),
        "chosen": sorted(waiting.chosen),
        "blocked": blocked,
        "warned": [line for line in lines if line not in blocked],
        "reason": _deny(request, assessment, route, step, len(blocked)),
        "unverified": unverified_mark(assessment),
        "rounds_url": reverse("evidence:rounds", args=[assessment.pk]),
    }
    return render(request, "evidence/review/submit.html", context, status=status)


_CLAIM_TONES = {
    Claim.MET: "green",
    Claim.NOT_MET: "amber",
    Claim.NOT_APPLICABLE: "grey",
    Claim.NOT_YET: "grey",
}


def _deny(
    request: Request, assessment: Assessment, route: Route, step: ReviewStep | None, blocked: int
) -> str:
    """Why the button is off; the rule's own sentence, or how much is missing."""
    asked = step or (route.stages[0].step if route.stages else ReviewStep(name=""))
    if reason := rules.deny_submit(request.access, assessment, route, asked):
        return reason
    return f"Chưa gửi được: còn {blocked} điểm phải bổ sung trước." if blocked else ""


def _page(request: Request, pk: int) -> HttpResponse:
    assessment = visible_assessment(request, pk)
    route = route_of(assessment, request.access.on)
    step = route.next_step
    form = SubmitForm(initial={"step": step.pk if step else ""})
    waiting = _waiting(route, step, request.GET.getlist("tieu_chi"))
    return _show(request, assessment, route, form, waiting)


def _send(request: Request, pk: int) -> HttpResponse:
    assessment = visible_assessment(request, pk)
    route = route_of(assessment, request.access.on)
    asked = route.next_step or (route.stages[0].step if route.stages else ReviewStep(name=""))
    # Refused before read: whoever may not send needs no advice on what is missing.
    if reason := rules.deny_submit(request.access, assessment, route, asked):
        raise Refused(reason)
    form = SubmitForm(request.POST)
    waiting = _waiting(route, route.next_step, request.POST.getlist("tieu_chi"))
    if not form.is_valid():
        return _show(request, assessment, route, form, waiting, status=422)
    step = next((s.step for s in route.stages if s.step.pk == form.cleaned_data["step"]), None)
    if step is None:
        raise Http404
    try:
        submission = submit(
            by=request.access,
            assessment=assessment,
            step=step,
            results=waiting.sent,
            message=form.cleaned_data["message"],
        )
    except NotReady:
        return _show(request, assessment, route, form, waiting, status=422)
    except ValidationError as error:
        apply_errors(form, error)
        return _show(request, assessment, route, form, waiting, status=422)
    url = reverse("evidence:round", args=[submission.pk])
    return saved(request, f"Đã gửi {len(waiting.sent)} chỉ tiêu tới bước “{step}”.", url)


submit_page = reads_and_writes(_page, _send)

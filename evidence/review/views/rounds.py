"""The rounds as the submitting unit reads them: what was sent, what was decided, what to mend.

Nothing here reads drafts; whether a reviewer has begun cannot be read from these pages.
"""

from django.http import HttpResponse
from django.shortcuts import render

from criteria.views.shared import visible_assessment
from evidence.review import rules
from evidence.review.queries import rounds as queries
from evidence.review.queries.chain import route_of
from evidence.review.queries.items import items_for_submitter
from evidence.review.queries.queue import days_of
from evidence.review.queries.recognition import why_not_recognised
from evidence.review.rules.rounds import NO_CHAIN
from evidence.review.views.shared import visible_round
from ntm_project.common.views import page_of, reads
from villages.enums import Ability
from villages.http import Request


@reads
def dossiers(request: Request) -> HttpResponse:
    """The assessments in scope, each with its latest round."""
    page = page_of(request, queries.dossiers(request.access))
    context = {"page": page, "today": request.access.as_of}
    return render(request, "evidence/review/dossiers.html", context)


@reads
def rounds(request: Request, pk: int) -> HttpResponse:
    """The chain of one assessment, how far it has come, and every round."""
    assessment, access = visible_assessment(request, pk), request.access
    route = route_of(assessment, access.on)
    step = route.next_step
    context = {
        "assessment": assessment,
        "route": route,
        "step": step,
        "no_chain": NO_CHAIN,
        "rounds": queries.rounds_of(assessment),
        "deny_submit": rules.deny_submit(access, assessment, route, step) if step else "",
        "deny_recognise": why_not_recognised(access, assessment) if not step else "",
        "recognitions": queries.recognitions_of(assessment),
        "unverified": assessment.criteria_set.unverified_words,
    }
    return render(request, "evidence/review/rounds.html", context)


@reads
def round_page(request: Request, pk: int) -> HttpResponse:
    """One round: what was sent, how long it waits, what was decided of each line."""
    submission, access = visible_round(request, pk), request.access
    rows = items_for_submitter(submission)
    context = {
        "submission": submission,
        "assessment": submission.assessment,
        "waiting": days_of(submission, access.as_of) if submission.is_open else None,
        "negative": [row for row in rows if row.is_negative],
        "doubted": [row.code for row in rows if row.is_doubted],
        "others": [row for row in rows if not row.is_negative],
        "deny_withdraw": rules.deny_withdraw(access, submission),
        "may_review": rules.reviewing_posting(access, submission) is not None,
        "may_set": access.can(Ability.SET_RESULT, submission.assessment.unit),
        "unverified": submission.assessment.criteria_set.unverified_words,
    }
    return render(request, "evidence/review/round.html", context)

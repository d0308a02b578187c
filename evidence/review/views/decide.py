"""What ends a review: "đạt" on all that is left after a look at the list, and the decision."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence.review import rules
from evidence.review.enums import SubmissionState, VerdictKind
from evidence.review.forms import OUTCOMES, DecisionForm
from evidence.review.models import Submission
from evidence.review.services import (
    ReviewerRow,
    StaleList,
    approve_unmarked,
    items_for_reviewer,
    own_part,
    send_decision,
    unmarked_items,
)
from evidence.review.views.items import is_open, item_url, said_of
from evidence.review.views.shared import (
    KIND_TONES,
    STATE_TONES,
    days_of,
    unverified_mark,
    visible_round,
    whole_number,
)
from ntm_project.common.answers import saved
from ntm_project.common.dates import format_day
from ntm_project.common.html import badge
from ntm_project.common.views import Refused, reads_and_writes
from tasks.views.shared import apply_errors
from villages.http import Request


def _review_url(submission: Submission) -> str:
    return reverse("evidence:review", args=[submission.pk])


# --- "đạt" on every item without a verdict --------------------------------------------------------


def _show_unmarked(
    request: Request, submission: Submission, status: int = 200, note: str = ""
) -> HttpResponse:
    context = {
        "submission": submission,
        "items": unmarked_items(request.access, submission),
        "note": note,
        "back_url": _review_url(submission),
        "unverified": unverified_mark(submission.assessment),
    }
    return render(request, "evidence/review/approve_unmarked.html", context, status=status)


def _unmarked_page(request: Request, pk: int) -> HttpResponse:
    return _show_unmarked(request, visible_round(request, pk))


def _approve(request: Request, pk: int) -> HttpResponse:
    submission = visible_round(request, pk)
    seen = [n for text in request.POST.getlist("item") if (n := whole_number(text)) is not None]
    try:
        made = approve_unmarked(by=request.access, submission=submission, seen_item_ids=seen)
    except StaleList as stale:
        return _show_unmarked(request, submission, status=409, note=stale.reason)
    words = f"Đã ghi “đạt” cho {len(made)} chỉ tiêu; đơn vị chưa thấy."
    return saved(request, words, _review_url(submission))


approve_unmarked_page = reads_and_writes(_unmarked_page, _approve)


# --- the decision ---------------------------------------------------------------------------------


def _counts(rows: Sequence[ReviewerRow]) -> list[tuple[str, int]]:
    """`(badge, count)` for each kind of verdict, and for what has none."""
    told = []
    for kind in VerdictKind:
        number = sum(1 for row in rows if (said := said_of(row)) and said.kind == kind)
        told.append((badge(kind.label, KIND_TONES[kind]), number))
    left = sum(said_of(row) is None for row in rows)
    return [*told, (badge("Chưa xét", "grey"), left)]


def _lines(submission: Submission, rows: Sequence[ReviewerRow]) -> dict[str, Any]:
    """What is left, and what will be returned, each linked to its place in the review."""
    left = [row for row in rows if said_of(row) is None]
    negative = [row for row in rows if (said := said_of(row)) and said.kind != VerdictKind.MET]
    return {
        "left": [(row.row, item_url(submission, row.row.item_id), row.denied) for row in left],
        "negative": [
            (row.row, item_url(submission, row.row.item_id), said_of(row)) for row in negative
        ],
    }


def _show(
    request: Request,
    submission: Submission,
    rows: Sequence[ReviewerRow],
    form: DecisionForm,
    status: int = 200,
) -> HttpResponse:
    lines = _lines(submission, rows)
    left = len(lines["left"])
    context = lines | {
        "submission": submission,
        "form": form,
        "counts": _counts(rows),
        "days": days_of(submission, request.access.on),
        "reason": f"Còn {left} chỉ tiêu chưa có kết luận; hãy xét hết trước khi gửi."
        if left
        else "",
        "back_url": _review_url(submission),
        "unverified": unverified_mark(submission.assessment),
    }
    return render(request, "evidence/review/decide.html", context, status=status)


def _decide_page(request: Request, pk: int) -> HttpResponse:
    submission = visible_round(request, pk)
    own = own_part(request.access, submission)
    if reason := rules.deny_review(request.access, submission, own):
        raise Refused(reason)
    rows = items_for_reviewer(submission, by=request.access)
    outcome = "return" if _lines(submission, rows)["negative"] else "approve"
    return _show(request, submission, rows, DecisionForm(initial={"outcome": outcome}))


def _decide(request: Request, pk: int) -> HttpResponse:
    submission = visible_round(request, pk)
    rows = items_for_reviewer(submission, by=request.access)
    form = DecisionForm(request.POST)
    if not is_open(submission):
        return _decided_before(request, submission, form)
    if not form.is_valid():
        return _show(request, submission, rows, form, status=422)
    try:
        sent = send_decision(by=request.access, submission=submission, **form.cleaned_data)
    except ValidationError as error:
        apply_errors(form, error)
        return _show(request, submission, rows, form, status=422)
    except Refused:
        now = visible_round(request, pk)
        if is_open(now):
            raise
        return _decided_before(request, now, form)
    done = _OUTCOME_WORDS[form.cleaned_data["outcome"]]
    words = f"{done} lượt {sent.round}; đơn vị đã thấy kết luận."
    return saved(request, words, reverse("evidence:round", args=[pk]))


_OUTCOME_WORDS = {"return": "Đã trả lại", "approve": "Đã thông qua"}

decide_page = reads_and_writes(_decide_page, _decide)


def _decided_before(request: Request, submission: Submission, form: DecisionForm) -> HttpResponse:
    """Another reviewer sent first, or the round was withdrawn: both versions, nothing is lost."""
    form.is_valid()
    typed = {name: (form.data.get(name) or "") for name in form.fields}
    state = SubmissionState(submission.state)
    by = submission.supplement_by
    context = {
        "submission": submission,
        "state": badge(state.label, STATE_TONES[state]),
        "who": str(submission.decided_by or "Hệ thống") if submission.decided_at else "",
        "rows": [
            ("Kết luận của lượt", state.label, dict(OUTCOMES).get(typed["outcome"], "")),
            (
                "Kết luận chung",
                submission.decision_text or submission.closed_reason,
                typed["decision_text"],
            ),
            ("Bổ sung trước ngày", format_day(by) if by else "", typed["supplement_by"]),
        ],
        "round_url": reverse("evidence:round", args=[submission.pk]),
        "queue_url": reverse("evidence:queue"),
    }
    return render(request, "evidence/review/decided.html", context, status=409)

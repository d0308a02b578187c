"""Ends a review: "đạt" on all that is left after a look at the list, and the decision."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.nouns import of_set
from evidence.review import rules, services
from evidence.review.forms import OUTCOMES, DecisionForm
from evidence.review.models import Submission
from evidence.review.queries.items import ReviewerRow, items_for_reviewer
from evidence.review.queries.own import own_part
from evidence.review.queries.queue import days_of
from evidence.review.queries.reviewing import verdict_counts
from evidence.review.queries.unmarked import codes_of, unmarked_items
from evidence.review.views.shared import visible_round
from ntm_project.common.answers import form_page, keys_of, saved
from ntm_project.common.blanks import EMPTY
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from villages.access import SYSTEM_NAME
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request
from villages.words import field_label, value_words

LIST_CHANGED = (
    "Chưa ghi gì vì danh sách chỉ tiêu ghi đạt được cùng lúc đã đổi từ lúc trang hiển thị. "
    "Hãy xem danh sách mới rồi xác nhận."
)
DECIDED = (
    "Nội dung vừa gửi chưa được ghi vì lượt này đã khép lại trong lúc trang đang mở. "
    "Kết luận đã gửi không sửa được."
)


@reads_and_writes
def approve_unmarked(request: Request, pk: int) -> HttpResponse:
    """Lists what may be noted "đạt" in one go, and what must be judged one by one, with the reason;
    notes exactly what was listed."""
    submission = visible_round(request, pk)
    if request.method == "POST":
        seen = keys_of(request.POST.getlist("item"))
        try:
            made = services.approve_unmarked(
                by=request.access, submission=submission, seen_item_ids=seen
            )
        except Stale:
            return _list_changed(request, submission, seen)
        words = of_set(f"Đã ghi “đạt” cho {len(made)} chỉ tiêu; đơn vị chưa thấy.", submission)
        return saved(request, words, reverse("evidence:review", args=[pk]))
    context = {
        "submission": submission,
        "unmarked": unmarked_items(request.access, submission),
        "unverified": submission.assessment.criteria_set.unverified_words,
    }
    return render(request, "evidence/review/approve_unmarked.html", context)


def _list_changed(request: Request, submission: Submission, seen: list[int]) -> HttpResponse:
    """What can be noted in one go now, and what the page had listed; nothing was noted."""
    codes = codes_of(submission)
    now = [item.pk for item in unmarked_items(request.access, submission).ready]
    present, mine = (", ".join(codes[pk] for pk in keys if pk in codes) for keys in (now, seen))
    return conflict(
        request,
        Stale(None),
        rows=[(of_set("Chỉ tiêu sẽ ghi “đạt”", submission), present or EMPTY, mine or EMPTY)],
        keep_url=request.path,
        keep_label="Xem danh sách mới",
        message=of_set(LIST_CHANGED, submission),
    )


@reads_and_writes
def decide(request: Request, pk: int) -> HttpResponse:
    """The decision on a round, once every item has its verdict."""
    submission, access = visible_round(request, pk), request.access
    own = own_part(access, submission)
    rows = items_for_reviewer(submission, by=access, own=own)
    if request.method != "POST":
        if reason := rules.deny_review(access, submission, own):
            raise Refused(reason)
        is_negative = any(row.is_negative for row in rows)
        form = DecisionForm(initial={"outcome": "return" if is_negative else "approve"})
        return _render(request, submission, rows, form)
    form = DecisionForm(request.POST)
    if form.is_valid() and submission.is_open:
        try:
            sent = services.send_decision(by=access, submission=submission, **form.cleaned_data)
        except ValidationError as error:
            put_errors(form, error)
        except Refused:
            submission = visible_round(request, pk)
            if submission.is_open:
                raise
        else:
            done = {"return": "Đã trả lại", "approve": "Đã thông qua"}[form.cleaned_data["outcome"]]
            words = f"{done} lượt {sent.round}; đơn vị đã thấy kết luận."
            return saved(request, words, reverse("evidence:round", args=[pk]))
    if not submission.is_open:
        return _decided_before(request, submission, form)
    return _render(request, submission, rows, form)


def _render(
    request: Request, submission: Submission, rows: Sequence[ReviewerRow], form: DecisionForm
) -> HttpResponse:
    left = [row for row in rows if row.present is None]
    context = {
        "submission": submission,
        "form": form,
        "counts": verdict_counts(rows),
        "left": left,
        "negative": [row for row in rows if row.is_negative],
        "waiting": days_of(submission, request.access.as_of),
        "reason": of_set(rules.deny_decide(len(left)), submission),
        "unverified": submission.assessment.criteria_set.unverified_words,
    }
    return form_page(request, "evidence/review/decide.html", context)


def _decided_before(request: Request, submission: Submission, form: DecisionForm) -> HttpResponse:
    """The answer when another reviewer sent first or the round was withdrawn: both versions,
    nothing is lost."""
    typed = {name: form.data.get(name) or EMPTY for name in form.fields}
    rows = [
        (
            "Kết luận của lượt",
            submission.get_state_display(),
            dict(OUTCOMES).get(typed["outcome"], EMPTY),
        ),
        (
            "Kết luận chung",
            submission.decision_text or submission.closed_reason or EMPTY,
            typed["decision_text"],
        ),
        (
            field_label(Submission, "supplement_by"),
            value_words(None, submission.supplement_by),
            typed["supplement_by"],
        ),
    ]
    decided_at = submission.decided_at
    return conflict(
        request,
        Stale(None),  # a decision that was sent is never edited: only the way back stays
        rows=rows,
        saved_by=(str(submission.decided_by or SYSTEM_NAME), decided_at) if decided_at else None,
        keep_url=submission.get_absolute_url(),
        keep_label="Xem kết luận đã gửi",
        message=DECIDED,
    )

"""Withdrawing a round and opening an approved one again: both ask for a reason and keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from evidence.review import rules
from evidence.review.forms import ReasonForm
from evidence.review.models import Submission
from evidence.review.services import is_followed, is_recognised, reopen, withdraw
from evidence.review.views.shared import visible_round
from ntm_project.common.answers import saved
from ntm_project.common.views import Refused, View, reads_and_writes
from tasks.views.shared import apply_errors
from villages.access import Access
from villages.http import Request


@dataclass(frozen=True)
class Move:
    """A move that needs nothing but a reason."""

    title: str
    lead: str
    button: str
    done: str
    deny: Callable[[Access, Submission], str]
    make: Callable[..., Any]
    back: str


def _deny_reopen(access: Access, submission: Submission) -> str:
    return rules.deny_reopen(
        access,
        submission,
        is_followed=is_followed(submission),
        is_recognised=is_recognised(submission),
    )


_WITHDRAW = Move(
    title="Rút lại lượt thẩm tra",
    lead="Lượt đã rút vẫn lưu trong sổ cùng lý do. Sau khi rút có thể sửa và gửi lượt mới.",
    button="Rút lại",
    done="Đã rút lại lượt thẩm tra.",
    deny=rules.deny_withdraw,
    make=withdraw,
    back="evidence:round",
)
_REOPEN = Move(
    title="Mở lại lượt đã thông qua",
    lead="Kết luận đã gửi vẫn lưu trong sổ. Sau khi mở lại, đơn vị phải gửi lượt mới ở bước này.",
    button="Mở lại",
    done="Đã mở lại; đơn vị có thể gửi lượt mới ở bước này.",
    deny=_deny_reopen,
    make=reopen,
    back="evidence:round",
)


def _page_of(move: Move) -> View:
    """The page of a move with its form."""

    def ask(request: Request, pk: int) -> Submission:
        submission = visible_round(request, pk)
        if reason := move.deny(request.access, submission):
            raise Refused(reason)
        return submission

    def show(
        request: Request, submission: Submission, form: ReasonForm, status: int = 200
    ) -> HttpResponse:
        context = {
            "submission": submission,
            "form": form,
            "move": move,
            "back_url": reverse(move.back, args=[submission.pk]),
        }
        return render(request, "evidence/review/reason.html", context, status=status)

    def page(request: Request, pk: int) -> HttpResponse:
        return show(request, ask(request, pk), ReasonForm())

    def save(request: Request, pk: int) -> HttpResponse:
        submission, form = ask(request, pk), ReasonForm(request.POST)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                move.make(by=request.access, submission=submission, reason=reason)
            except ValidationError as error:
                apply_errors(form, error)
            else:
                return saved(request, move.done, reverse(move.back, args=[pk]))
        return show(request, submission, form, status=422)

    return reads_and_writes(page, save)


withdraw_page = _page_of(_WITHDRAW)
reopen_page = _page_of(_REOPEN)

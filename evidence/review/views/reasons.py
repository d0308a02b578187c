"""Withdrawing a round and opening an approved one again: both need a reason and keep it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from criteria.nouns import of_set
from evidence.review import rules, services
from evidence.review.forms import ReasonForm, ReopenForm
from evidence.review.models import Submission
from evidence.review.queries.items import items_in_order
from evidence.review.queries.recognition import is_followed, is_recognised
from evidence.review.views.shared import visible_round
from ntm_project.common.answers import form_page, saved, sent
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import saving
from villages.http import Request


@reads_and_writes
def withdraw_round(request: Request, pk: int) -> HttpResponse:
    """Takes a round back before its decision."""
    submission = visible_round(request, pk)
    if reason := rules.deny_withdraw(request.access, submission):
        raise Refused(reason)
    words = {
        "title": "Rút lại lượt thẩm tra",
        "lead": "Lượt đã rút vẫn lưu trong sổ cùng lý do. Sau khi rút có thể sửa và gửi lượt mới.",
        "button": "Rút lại",
    }
    done = "Đã rút lại lượt thẩm tra."
    form = ReasonForm(sent(request))
    return _with_reason(request, submission, form, services.withdraw, words, done)


@reads_and_writes
def reopen(request: Request, pk: int) -> HttpResponse:
    """Opens the step of an approved round again."""
    submission = visible_round(request, pk)
    if reason := rules.deny_reopen(
        request.access,
        submission,
        is_followed=is_followed(submission),
        is_recognised=is_recognised(submission),
    ):
        raise Refused(reason)
    words = {
        "title": "Mở lại lượt đã thông qua",
        "lead": "Kết luận đã gửi vẫn lưu trong sổ. Sau khi mở lại, đơn vị phải gửi lượt mới ở bước "
        f"này. Đơn vị thấy lý do và những {of_set('chỉ tiêu', submission)} phải xét lại.",
        "button": "Mở lại",
    }
    done = "Đã mở lại; đơn vị có thể gửi lượt mới ở bước này."
    form = ReopenForm(sent(request), items=items_in_order(submission))
    return _with_reason(request, submission, form, services.reopen, words, done)


def _with_reason(
    request: Request,
    submission: Submission,
    form: ReasonForm,
    service: Callable[..., Any],
    words: dict[str, str],
    done: str,
) -> HttpResponse:
    """The form for the reason, and the move once it is given."""
    url = submission.get_absolute_url()
    if form.is_valid():
        with saving(form):
            service(by=request.access, submission=submission, **form.cleaned_data)
            return saved(request, done, url)
    context = words | {"submission": submission, "form": form, "back_url": url}
    return form_page(request, "evidence/review/reason.html", context)

"""Taking back the last save of a result, while no round has taken it."""

from django.http import HttpResponse

from criteria.nouns import of_set
from criteria.saved import Saved, keep_saved
from criteria.services import undo_result as take_back
from criteria.views.shared import answer_saved, visible_result
from evidence.review.queries.own import is_taken
from evidence.review.rules import deny_undo_of_sent
from ntm_project.common.answers import saved, seen_version
from ntm_project.common.views import writes
from villages.conflicts import conflict
from villages.edit import Stale
from villages.http import Request


@writes
def undo_result(request: Request, pk: int) -> HttpResponse:
    """The row as it stood before one's last save, and what follows from it."""
    result = visible_result(request, pk)
    seen = seen_version(request)
    try:
        _, standing = take_back(
            by=request.access,
            result_id=pk,
            seen_version=seen,
            deny=lambda row: deny_undo_of_sent(is_taken=is_taken(row)),
        )
    except Stale as stale:
        return conflict(request, stale, keep_url=result.get_absolute_url())
    result = visible_result(request, pk)
    last = Saved.now(result, is_undone=True)
    if request.htmx:
        return keep_saved(request, answer_saved(request, result, standing, last), last)
    words = of_set(f"Đã hoàn tác lần lưu chỉ tiêu {result.indicator.code}.", result)
    return keep_saved(request, saved(request, words, result.get_absolute_url()), last)

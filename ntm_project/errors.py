"""The pages shown when something is refused, missing or broken."""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ntm_project.common.faults import fault_behind, fault_of, unavailable
from ntm_project.common.logs import note
from ntm_project.common.typed import SIGNED_OUT, is_fragment, not_taken, typed_of
from ntm_project.common.views import forbidden

STALE = (
    "Trang này mở từ trước lần đăng nhập gần nhất, hoặc đã quá lâu, nên chưa ghi được. "
    "Nội dung vừa nhập vẫn còn; hãy gửi lại."
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open while somebody signed in anew, or came from elsewhere: show that, keep the
    text where it came from here."""
    note("csrf_failed", status=403, reason=reason)
    if is_fragment(request) or typed_of(request):
        if request.user.is_authenticated:
            return not_taken(request, STALE, status=403)
        return not_taken(request, SIGNED_OUT, status=401, is_signed_out=True)
    sentence = (
        "Biểu mẫu đã hết hiệu lực hoặc được gửi từ nơi khác. Hãy tải lại trang rồi gửi lại; "
        "nội dung vừa nhập còn khi quay lại trang trước."
    )
    return render(request, "403.html", {"reason": sentence, "typed": None}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The page for an address that leads to nothing or is out of scope; what was typed for it can
    be copied from there."""
    is_known = getattr(request, "user", None) is not None and request.user.is_authenticated
    layout = "layouts/base.html" if is_known else "layouts/plain.html"
    return render(request, "404.html", {"typed": typed_of(request), "layout": layout}, status=404)


_DEBUG_PAGE = b"<code>DEBUG = True</code>"  # which Django's list of patterns names as its cause


class PlainNotFoundMiddleware:
    """While `DEBUG` is on a wrong address gets our page too, and not the list of all patterns."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_list = response.status_code == 404 and _DEBUG_PAGE in getattr(response, "content", b"")
        return not_found(request) if is_list and settings.DEBUG else response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A refusal that no view has answered (Django's own admin pages)."""
    return forbidden(request, str(exception))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read, or that came by another name than the site's; or a session
    that the database could not save."""
    if sentence := fault_behind(exception):
        return unavailable(request, sentence, exception)
    context = {"is_other_name": isinstance(exception, DisallowedHost)}
    return HttpResponse(render_to_string("400.html", context), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the page names the request, by which the log has the whole of it. Never
    raises: each middleware further out would answer that by this page again."""
    error = sys.exc_info()[1]
    context = {"request_id": str(getattr(request, "request_id", ""))}
    try:
        if sentence := fault_of(error):
            return unavailable(request, sentence, error)
        return HttpResponse(render_to_string("500.html", context), status=500)
    except Exception as fault:
        note("error_page_failed", level=logging.ERROR, status=500, fault=str(fault)[:300])
        return HttpResponse(render_to_string("last_resort.html", context), status=500)

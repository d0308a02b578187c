"""Refuses malformed requests, compresses pages, sets a header on every response."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from ntm_project.common.text import is_storable


class OwnSiteMiddleware:
    """Sets `Cross-Origin-Resource-Policy`: no other site embeds our pages, images or files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class HtmlCompressionMiddleware(GZipMiddleware):
    """Pages go out compressed: to a third on a commune's slow line, without a proxy in front.

    Pages alone: files have their own length and ranges. Django's compression pads each answer by
    chance, against guessing a secret from the length (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.streaming or not is_page:
            return response
        return super().process_response(request, response)


class PlainTextMiddleware:
    """Refuses text that the databases cannot store.

    An address with NUL in its query is none of ours (404); a body in another encoding than UTF-8
    could hold half a surrogate pair, and is not read (400); a cookie with NUL is not there. Stands
    before the session, whose key is a cookie. Fields of forms refuse NUL by themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise BadRequest("only UTF-8 is read")
        for name, value in list(request.COOKIES.items()):
            if not is_storable(value):
                del request.COOKIES[name]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            raise Http404

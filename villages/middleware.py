"""Gives each request, lazily, the access of the official who sends it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ntm_project.common.logs import is_asked
from villages.access import Access, access_of
from villages.http import Request


def _access(request: Request) -> Access | None:
    if not request.user.is_authenticated:
        return None
    return access_of(request.user, timezone.localdate(), request.request_id)


def _kept(request: Request) -> Access | None:
    """The access, left in place of the lazy one: pages ask it hundreds of times."""
    request.access = cast(Access, _access(request))
    return request.access


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's, but a page that needs nobody to be signed in does not ask the database who is."""

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True):
            return None
        return super().process_view(request, view, args, kwargs)


class AccessMiddleware:
    """Sets `request.access`; what a signed-in person sees is kept in no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(Request, plain)
        request.access = cast(Access, SimpleLazyObject(lambda: _kept(request)))
        response = self.get_response(request)
        # Asked only where somebody else has asked: the sign-in page needs no database.
        if is_asked(request.user) and request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response

"""Signing in and out, wherever Django does it: the only signals of this program, Django's own."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from villages.models import Official
from villages.sign_in import services


def _is_of_site(request: Any) -> bool:
    """A request that came through the middleware; not a test's or a command's stand-in for one."""
    return hasattr(request, "request_id")


def remember_sign_in(sender: Any, request: HttpRequest, user: Official, **kwargs: Any) -> None:
    if _is_of_site(request):
        services.signed_in(services.try_of(request, user.get_username()))
        request.signed_in = user  # type: ignore[attr-defined]  # the middleware sets the cookie


def remember_sign_out(
    sender: Any, request: HttpRequest, user: Official | None, **kwargs: Any
) -> None:
    if _is_of_site(request) and user is not None:
        services.signed_out(request, user)


def connect() -> None:
    user_logged_in.connect(remember_sign_in, dispatch_uid="villages.sign_in")
    user_logged_out.connect(remember_sign_out, dispatch_uid="villages.sign_out")

"""What every session of somebody signed in must show, before any page does."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ntm_project.common.views import View
from villages.access import Access
from villages.accounts import rules
from villages.accounts.factors import factor_of
from villages.accounts.sessions import MARKS
from villages.enums import Role
from villages.http import official_of, request_access


class AccountMiddleware:
    """Notes that a session is in use, and ends one that has not shown the account's second factor.

    Stands before `LoginRequiredMiddleware`, which then shows the sign-in page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # Pages for everybody read no database.
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        marks = request.session.get(MARKS, {})
        factor = factor_of(official_of(request))
        if factor is not None and marks.get("factor") != factor:
            # Begun before the factor, or with another: nobody has shown this one here.
            request.session.flush()
            request.user = AnonymousUser()
            return None
        cast(Any, request.session).touch(lambda: _idle_minutes(request_access(request)))
        if factor is None and settings.REQUIRE_SECOND_FACTOR and not _is_open(view):
            return _send_to_enrol(request)
        return None


def opens_without_factor(view: View) -> View:
    """Marks a page for whoever must take up a second factor first."""
    view.opens_without_factor = True  # type: ignore[attr-defined]
    return view


def _is_open(view: Any) -> bool:
    return getattr(view, "opens_without_factor", False)


def _send_to_enrol(request: HttpRequest) -> HttpResponse | None:
    if not rules.needs_factor(request_access(request)):
        return None
    url = reverse("accounts:enrol_factor")
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _idle_minutes(access: Access) -> int:
    if access.holds(Role.ADMINISTRATOR, Role.DATA_STEWARD):
        return settings.ADMINISTRATOR_IDLE_MINUTES
    return settings.SESSION_IDLE_MINUTES

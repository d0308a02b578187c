"""The administrator's site: reference data and officials, never the workflow."""

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from ntm_project.common.views import forbidden
from villages.enums import Ability
from villages.roles import roles_named

_OPENS = (Ability.ADMINISTER, Ability.EDIT_REFERENCE)
REFUSED = f"Mục Quản trị dành cho: {', '.join(map(roles_named, _OPENS))}."


class NtmAdminSite(AdminSite):
    """Open to who administers a unit or keeps the data of all; signs in where everybody does."""

    site_header = "Sổ NTM – Quản trị"
    site_title = "Quản trị Sổ NTM"
    index_title = "Danh mục và tài khoản"

    def has_permission(self, request: HttpRequest) -> bool:
        access = getattr(request, "access", None)
        return bool(access and any(map(access.can_anywhere, _OPENS)))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, but a signed-in person without the right gets 403 with the reason."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                return forbidden(request, REFUSED)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """One place to change the own password: the site's own."""
        return redirect("accounts:change_password")

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One place to sign in, where guessers are slowed down: the site's own."""
        if request.user.is_authenticated and not self.has_permission(request):
            return forbidden(request, REFUSED)
        return redirect_to_login(request.GET.get("next", ""), settings.LOGIN_URL)

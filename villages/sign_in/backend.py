"""The one way to check a password: Django's own, behind the count of tries."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ntm_project.common.hashers import HashersBusy
from villages.accounts.backend import OfficialBackend
from villages.models import Official
from villages.sign_in import services


class CountingBackend(OfficialBackend):
    """Refuses a try too many before the password is looked at; its middleware then answers 429."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Official | None:
        username = kwargs.get(Official.USERNAME_FIELD) if username is None else username
        if request is None or username is None or password is None:
            # Called by the program itself (a test's client), not through the site.
            return self._checked(request, username, password)
        made = services.try_of(request, username)
        try:
            services.count_try(made)
        except services.SignInBlocked as blocked:
            request.sign_in_wait = blocked.seconds  # type: ignore[attr-defined]
            raise PermissionDenied from blocked
        try:
            official = self._checked(request, username, password)
        except HashersBusy:
            services.uncount_try(made)
            raise
        if official is None:
            services.fail(made)
            raise PermissionDenied  # no other backend is tried
        services.uncount_try(made)
        return official

    def _checked(
        self, request: HttpRequest | None, username: str | None, password: str | None
    ) -> Official | None:
        found: Any = super().authenticate(request, username=username, password=password)
        return found

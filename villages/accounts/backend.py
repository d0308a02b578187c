"""Who may sign in with a password, at the same cost whether the account exists or not."""

from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from ntm_project.common.passwords import normal_password
from villages.accounts.factors import factor_read_with
from villages.accounts.sessions import account_read
from villages.models import Official


class OfficialBackend(ModelBackend):
    """Officials by sign-in name and password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Official | None:
        username = kwargs.get(Official.USERNAME_FIELD) if username is None else username
        if username is None or password is None:
            return None
        official = Official.objects.filter(username=username).first()
        if official is None:
            _spend(password)
            return None
        if official.check_password(password) and self.user_can_authenticate(official):
            return official
        return None

    def get_user(self, user_id: Any) -> Official | None:
        """The account of a session with the factor that guards it: as this request read it with
        its session, else in one query."""
        known = account_read(user_id)
        found = [known] if known else list(_guarded().filter(pk=user_id))
        return next((one for one in found if self.user_can_authenticate(one)), None)


@cache
def _guarded() -> Any:
    """Accounts as every request reads its own: made once, which takes longer than to ask."""
    return Official.objects.annotate(factor=factor_read_with("pk"))


def _spend(password: str) -> None:
    """Hash as often as `check_password` does for somebody known: the time gives nothing away."""
    Official().set_password(password)
    if normal_password(password) != password:
        Official().set_password(password)

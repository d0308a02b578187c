"""What pages read of an account; never a secret."""

from dataclasses import dataclass

from django.utils import timezone

from villages.accounts.factors import factor_of
from villages.models import Official, OnlineSession, PasswordLink


@dataclass(frozen=True)
class AccountState:
    """An account as its administrator sees it."""

    has_password: bool
    link: PasswordLink | None
    sessions: list[OnlineSession]
    has_factor: bool


def account_state(official: Official) -> AccountState:
    """Whether the account can be signed in to, which link is open, where it is signed in."""
    links = official.password_links.open_at(timezone.now()).select_related("made_by")
    return AccountState(
        has_password=official.has_usable_password(),
        link=links.first(),
        sessions=sessions_of(official),
        has_factor=factor_of(official) is not None,
    )


def sessions_of(official: Official) -> list[OnlineSession]:
    """Where the account is signed in at this moment, the place used last first."""
    rows = official.sessions.filter(expire_date__gt=timezone.now()).defer("session_data")
    return list(rows.order_by("-seen_at", "public_id"))


def recovery_codes_left(official: Official) -> int:
    return official.recovery_codes.filter(used_at=None).count()

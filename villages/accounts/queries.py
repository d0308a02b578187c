"""What pages read of an account; never a secret."""

from dataclasses import dataclass

from django.utils import timezone

from villages.models import Official, PasswordLink


@dataclass(frozen=True)
class AccountState:
    """An account as its administrator sees it."""

    has_password: bool
    link: PasswordLink | None


def account_state(official: Official) -> AccountState:
    """Whether the account can be signed in to, and which link is open."""
    links = official.password_links.open_at(timezone.now()).select_related("made_by")
    return AccountState(has_password=official.has_usable_password(), link=links.first())

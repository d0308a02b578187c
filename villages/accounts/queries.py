"""What pages and commands read of accounts; never a secret."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from villages.access import Access, access_of
from villages.accounts import rules
from villages.accounts.factors import factor_of
from villages.enums import Ability
from villages.models import (
    CLOSED_UNUSED,
    AuditEvent,
    Official,
    OnlineSession,
    PasswordLink,
    Posting,
)
from villages.roles import ROLES_WITH
from villages.rules import deny_account


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


MOST_LINKS = 200  # slips of one print


def awaiting_password(access: Access) -> "QuerySet[Official]":
    """The open accounts in which nobody has set a password yet, for which the person answers; each
    with `offices`, the newest first."""
    rows = Official.objects.answered_for_in(access.holding(Ability.EDIT_POSTINGS))
    rows = rows.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if access.official is not None:
        rows = rows.exclude(pk=access.official.pk)
    offices = Posting.objects.open_on(access.on).select_related("unit").order_by("-is_main", "pk")
    return rows.prefetch_related(Prefetch("postings", offices, to_attr="offices")).order_by("-pk")


def recovery_codes_left(official: Official) -> int:
    return official.recovery_codes.filter(used_at=None).count()


def idle_accounts(since: datetime) -> "QuerySet[Official]":
    """Open accounts unused since then, the longest unused first.

    Used is who signed in; who was added, changed, opened again or given a link shall have the days.
    """
    label = Official._meta.label_lower
    events = AuditEvent.objects.of_use().filter(object_type=label, object_id=OuterRef("pk"))
    unused = Q(last_login=None) | Q(last_login__lt=since)
    rows = Official.objects.filter(unused, ~Exists(events.filter(at__gte=since)), is_active=True)
    return rows.order_by(F("last_login").asc(nulls_first=True), "pk")


def can_be_opened_by_another(official: Official) -> bool:
    """Whether somebody else with an open account answers for this one."""
    on = timezone.localdate()
    above = {key for unit in official.answering_units(on) for key in (*unit.ancestor_ids, unit.pk)}
    keepers = Official.objects.filter(
        is_active=True,
        postings__role__in=ROLES_WITH[Ability.EDIT_POSTINGS],
        postings__unit__in=above,
    )
    others = keepers.exclude(pk=official.pk).distinct()
    return any(not deny_account(access_of(other, on), official) for other in others)


def closed_unused_at(official: Official) -> datetime | None:
    """When the program closed the account, None unless that is why it is closed."""
    if official.is_active:
        return None
    turned = AuditEvent.objects.about(official).filter(changes__has_key="is_active").first()
    return turned.at if turned and turned.action == CLOSED_UNUSED else None


def ticked(waiting: "QuerySet[Official]", keys: Collection[int]) -> list[Official]:
    """Those of them that were ticked."""
    return list(waiting.filter(pk__in=keys))


def managed(access: Access, pk: int) -> Official | None:
    """The official in scope, or whose account the scope answers for; None for any other."""
    seen = Official.objects.visible_to(access), Official.objects.answered_for_in(access)
    return next((found for rows in seen if (found := rows.filter(pk=pk).first())), None)


def open_account(pk: int) -> Official | None:
    """The account, while it is open."""
    return Official.objects.filter(pk=pk, is_active=True).first()


def usable_link(digest: str) -> PasswordLink | None:
    """The link whose code has this hash, while it can be used."""
    rows = PasswordLink.objects.open_at(timezone.now()).select_related("official", "made_by")
    link = rows.filter(digest=digest).first()
    if link is None:
        return None
    maker = access_of(link.made_by, timezone.localdate()) if link.made_by else None
    return None if rules.deny_use_link(link, maker) else link

"""Ending sessions: one's own, or those of an account for which one answers; and with a closed
account its password links."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from villages.access import Access
from villages.accounts.services.shared import held_account, managed_account, record_account
from villages.models import Official

ACTION = "kết thúc phiên đăng nhập"


def end_session(*, by: Access, public_id: UUID) -> bool:
    """End one of one's own; False when it has ended meanwhile."""
    assert by.official is not None
    with transaction.atomic():
        official = held_account(by.official.pk)
        ended, _ = official.sessions.filter(public_id=public_id).delete()
        if ended:
            record_account(by, ACTION, official)
    return ended > 0


def end_other_sessions(*, by: Access, keep: str) -> int:
    """End all of one's own but that with the key `keep`; how many there were."""
    assert by.official is not None
    with transaction.atomic():
        official = held_account(by.official.pk)
        ended = drop_sessions(official, keep=keep)
        if ended:
            record_account(by, ACTION, official, reason=f"{ended} phiên khác")
    return ended


def end_all_sessions(*, by: Access, official_id: int) -> int:
    """End every session of an account for which one answers."""
    with transaction.atomic():
        official = managed_account(by, official_id)
        ended = drop_sessions(official)
        if ended:
            record_account(by, ACTION, official, reason=f"{ended} phiên")
    return ended


def drop_sessions(official: Official, *, keep: str = "") -> int:
    """End sessions as part of another change of the account, which records its own event."""
    ended, _ = official.sessions.exclude(session_key=keep).delete()
    return ended


def drop_links(official: Official) -> bool:
    """End the password links not used yet, expired ones too; False when there were none."""
    links = official.password_links.filter(used_at=None, withdrawn_at=None)
    return links.update(withdrawn_at=timezone.now()) > 0


def shut_out(official: Official) -> None:
    """The account is closed: should it be opened again, no session and no link of before opens."""
    drop_sessions(official)
    drop_links(official)

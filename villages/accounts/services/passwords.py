"""Changing one's own password, and the one-time links by which people set a first or a new one."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ntm_project.common.refusals import Refused
from villages.access import Access, access_of
from villages.accounts import codes, rules
from villages.accounts.queries import usable_link
from villages.accounts.services.sessions import drop_links, drop_sessions
from villages.accounts.services.shared import held_account, managed_account, record_account
from villages.models import Official, PasswordLink


def change_password(*, by: Access, password: str, keep: str) -> Official:
    """Set one's own password; the form has checked the old one.

    All sessions end but that with the key `keep`, in which it is done.
    """
    assert by.official is not None
    with transaction.atomic():
        official = held_account(by.official.pk)
        _set(official, password)
        drop_links(official)
        drop_sessions(official, keep=keep)
        record_account(by, "đổi mật khẩu", official)
    return official


def offer_link(*, by: Access, official_id: int) -> tuple[PasswordLink, str]:
    """A new link and its code, known to nobody but who now reads it; older links end."""
    with transaction.atomic():
        official = held_account(official_id)
        if not by.is_system and (reason := rules.deny_password_link(by, official)):
            raise Refused(reason)
        drop_links(official)
        code, now = codes.new_code(), timezone.now()
        link = PasswordLink.objects.create(
            official=official,
            made_by=by.official,
            digest=codes.code_hash_of(code),
            made_at=now,
            expires_at=now + timedelta(hours=settings.PASSWORD_LINK_HOURS),
        )
        record_account(by, "tạo liên kết đặt mật khẩu", official)
    return link, code


def offer_links(*, by: Access, officials: Iterable[Official]) -> list[tuple[PasswordLink, str]]:
    """A link for each of them, each with its own event; all of them or none."""
    with transaction.atomic():
        # In one order, so that of two who offer links to the same people the second waits.
        keys = sorted(official.pk for official in officials)
        return [offer_link(by=by, official_id=pk) for pk in keys]


def withdraw_links(*, by: Access, official_id: int) -> bool:
    """End the open link of an account; False when there was none."""
    with transaction.atomic():
        official = managed_account(by, official_id)
        is_ended = drop_links(official)
        if is_ended:
            record_account(by, "thu hồi liên kết đặt mật khẩu", official)
    return is_ended


def set_password_by_link(*, digest: str, password: str, request_id: UUID) -> Official:
    """Use a link up: the password is set, every session of the account ends."""
    with transaction.atomic():
        link = usable_link(digest)
        if link is None:
            raise Refused(rules.DEAD_LINK)
        # The account is held first, as everywhere: of two who use the link, one finds it used.
        official = held_account(link.official_id)
        _set(official, password)
        if not _use(link):
            raise Refused(rules.DEAD_LINK)
        drop_sessions(official)
        by = access_of(official, timezone.localdate(), request_id)
        record_account(by, "đặt mật khẩu qua liên kết", official)
    return official


def _use(link: PasswordLink) -> bool:
    """Whether it was still open, and now is used."""
    now = timezone.now()
    return PasswordLink.objects.open_at(now).filter(pk=link.pk).update(used_at=now) == 1


def _set(official: Official, password: str) -> None:
    """Raises `ValidationError` with the sentence at the field of the form."""
    try:
        validate_password(password, official)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None
    official.set_password(password)
    official.save(update_fields=["password"])

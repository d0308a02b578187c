"""Accounts that nobody uses are closed; whoever keeps them opens them again as any other."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ntm_project.common.logs import note
from ntm_project.common.refusals import Refused
from villages.access import system_access
from villages.accounts import queries
from villages.accounts.services.sessions import shut_out
from villages.edit import editing
from villages.models import CLOSED_UNUSED, Official


def close_idle_accounts() -> list[Official]:
    """Close what was not used for `IDLE_ACCOUNT_DAYS`, the longest unused first.

    An account that nobody else could open again stays: the last administrator's.
    """
    if not settings.IDLE_ACCOUNT_DAYS:
        return []
    since = timezone.now() - timedelta(days=settings.IDLE_ACCOUNT_DAYS)
    return [official for official in queries.idle_accounts(since) if _close(official, since)]


def _close(official: Official, since: datetime) -> bool:
    by = system_access(timezone.localdate())
    try:
        with transaction.atomic():
            with editing(
                by=by,
                rows=Official.objects.all(),
                pk=official.pk,
                deny=lambda _, row: _deny_close(row, since),
                action=CLOSED_UNUSED,
                reason=f"Không dùng trong {settings.IDLE_ACCOUNT_DAYS} ngày",
            ) as edit:
                edit.row.is_active = False
            shut_out(edit.row)
    except Refused:
        return False
    note("account", action=CLOSED_UNUSED, account_id=official.pk)
    return True


def _deny_close(official: Official, since: datetime) -> str:
    """Checked again with the account held: it may have been used, others may be closed by now."""
    if not queries.idle_accounts(since).filter(pk=official.pk).exists():
        return "Tài khoản vừa được dùng."
    if not queries.can_be_opened_by_another(official):
        return "Không còn ai khác mở lại được tài khoản này."
    return ""

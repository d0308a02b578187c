"""Counting tries to sign in. A try is counted before the password is looked at, so that many at
once are no way around the limit; a right one takes its count back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ntm_project.common.clients import client_address, network_of
from ntm_project.common.logs import cut, note
from ntm_project.common.refusals import Refused
from ntm_project.common.text import clean_line
from villages.access import Access, access_of
from villages.audit import record
from villages.enums import Ability
from villages.models import Official, SignInCount
from villages.rules import deny_account
from villages.sign_in import queries
from villages.sign_in.devices import device_of
from villages.sign_in.rules import (
    ACCOUNT,
    ADDRESS,
    KNOWN_FOR,
    KNOWN_PLACE,
    TryLimit,
    failures_now,
    is_known,
    seconds_left,
)

NOBODY = "Người chưa đăng nhập"


class SignInBlocked(Exception):
    """Too many wrong tries: the next is looked at after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"refused for {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Try:
    """One try to sign in: whose, from where, and under which keys it counts."""

    name: str
    official: Official | None
    address: str
    request_id: UUID
    device: str = ""

    @property
    def account_key(self) -> str:
        whose = self.official.pk if self.official else _digest(self.name)
        place = f"device {self.device}" if self.device else network_of(self.address)
        return f"account {whose} {place}"

    @property
    def address_key(self) -> str:
        return f"address {network_of(self.address)}"

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.account_key,) if self.device else (self.account_key, self.address_key)


def _digest(name: str) -> str:
    return salted_hmac("villages.sign_in", name, algorithm="sha256").hexdigest()[:32]


def try_of(request: HttpRequest, name: str) -> Try:
    """The try that a request makes; the account is found as signing in finds it."""
    official = Official.objects.filter(username=name).first()
    return Try(
        name=clean_line(name),
        official=official,
        address=client_address(request),
        request_id=request.request_id,  # type: ignore[attr-defined]
        device=device_of(request, official),
    )


def count_try(made: Try) -> None:
    """Count the try, or raise `SignInBlocked`; a refused one is not counted and leaves no trace."""
    _refuse(made, SignInCount.objects.filter(key__in=made.keys))
    now = timezone.now()
    with transaction.atomic():
        fresh = [_new(made, key, now) for key in made.keys]
        SignInCount.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = _locked(made)
        _refuse(made, rows)
        for row in rows:
            limit = _limit(made, row, now)
            row.failures = failures_now(row, limit, now) + 1
            row.tried_at = now
            wait = limit.wait(row.failures)
            row.blocked_until = now + wait if wait else None
            row.save()


def uncount_try(made: Try) -> None:
    """The try was right, or was never looked at: it does not count."""
    with transaction.atomic():
        for row in _locked(made):
            row.failures = max(0, row.failures - 1)
            row.blocked_until = None
            row.save(update_fields=["failures", "blocked_until"])


def fail(made: Try) -> None:
    """The try was wrong: record it in the log, and of an existing account in the trail."""
    row = SignInCount.objects.filter(key=made.account_key).first()
    account_id = made.official and made.official.pk
    note("sign_in_failed", name=cut(made.name), account_id=account_id)
    if row is not None and (seconds := seconds_left(row, timezone.now())):
        note("sign_in_blocked", name=cut(made.name), account_id=account_id, seconds=seconds)
    if row is None or made.official is None:
        return
    # Of a flood of tries the trail keeps the first and the closing of the door; the log has all.
    facts = {"address": made.address, "failures": row.failures}
    if row.failures == ACCOUNT.free and not queries.is_recorded(
        made.official, row, is_blocked=True
    ):
        _record_of_stranger(made, "chặn đăng nhập tạm thời", facts)
    elif row.failures == 1 and not queries.is_recorded(made.official, row):
        _record_of_stranger(made, "đăng nhập sai", facts)


def signed_in(made: Try) -> None:
    """The account is in: its place is known from now on, and the trail has it."""
    assert made.official is not None
    place = replace(made, device="").account_key
    now = timezone.now()
    known: dict[str, Any] = {"official": made.official, "address": made.address}
    known |= {"tried_at": now, "succeeded_at": now}
    with transaction.atomic():
        # At a known device the place's own count stands: others may be trying there.
        for key in {made.account_key, place}:
            mended = {"failures": 0, "blocked_until": None} if key == made.account_key else {}
            SignInCount.objects.update_or_create(key=key, defaults=known | mended)
        _record(made.official, "đăng nhập", made.request_id, {"address": made.address})
    note("sign_in", account=made.official.username, account_id=made.official.pk)


def signed_out(request: HttpRequest, official: Official) -> None:
    """The account has left by its own button."""
    request_id: UUID = request.request_id  # type: ignore[attr-defined]
    with transaction.atomic():
        _record(official, "đăng xuất", request_id, {"address": client_address(request)})
    note("sign_out", account=official.username, account_id=official.pk)


def lift(*, by: Access, official: Official) -> None:
    """Let an account try again at once, wherever it is slowed down."""
    if reason := deny_account(by, official):
        raise Refused(reason)
    unit = official.audit_unit
    assert unit is not None  # else nobody had answered for the account
    with transaction.atomic():
        rows = official.sign_in_counts.filter(failures__gt=0)
        wrong = sum(rows.values_list("failures", flat=True))
        rows.update(failures=0, blocked_until=None)
        record(
            by,
            "mở chặn đăng nhập",
            official,
            unit=unit,
            ability=Ability.EDIT_POSTINGS,
            old={"failures": wrong},
            new={"failures": 0},
        )
    note("sign_in_unblocked", account_id=official.pk)


def remove_old_counts(now: datetime) -> int:
    """Remove the counts that neither slow anybody down nor make a place known; how many."""
    is_over = Q(succeeded_at__isnull=True, tried_at__lt=now - ACCOUNT.forgotten)
    is_over |= Q(tried_at__lt=now - KNOWN_FOR)
    return SignInCount.objects.filter(is_over).delete()[0]


def _new(made: Try, key: str, now: datetime) -> SignInCount:
    official = made.official if key == made.account_key else None
    return SignInCount(key=key, official=official, address=made.address, tried_at=now)


def _locked(made: Try) -> list[SignInCount]:
    """The rows of a try, held in one order, so that no two tries wait for each other."""
    rows = SignInCount.objects.select_for_update(of=("self",)).filter(key__in=made.keys)
    return list(rows.order_by("key"))


def _limit(made: Try, row: SignInCount, now: datetime) -> TryLimit:
    if row.key == made.address_key:
        return ADDRESS
    return KNOWN_PLACE if not made.device and is_known(row, now) else ACCOUNT


def _refuse(made: Try, rows: Iterable[SignInCount]) -> None:
    """Raise `SignInBlocked` for the longest wait; where an account is known, the address itself is
    not counted: others who share it may have used up its tries."""
    now = timezone.now()
    found = {row.key: row for row in rows}
    own = found.pop(made.account_key, None)
    counted = [own] if own else []
    if own is None or not is_known(own, now):
        counted += found.values()
    if seconds := max((seconds_left(row, now) for row in counted), default=0):
        note("sign_in_refused", name=cut(made.name), seconds=seconds)
        raise SignInBlocked(seconds)


def _record(official: Official, action: str, request_id: UUID, facts: dict[str, Any]) -> None:
    by = access_of(official, timezone.localdate(), request_id)
    if unit := official.audit_unit:
        record(by, action, official, unit=unit, new=facts)


def _record_of_stranger(made: Try, action: str, facts: dict[str, Any]) -> None:
    """An event whose doer is not known: nobody was signed in."""
    assert made.official is not None
    by = Access(None, (), timezone.localdate(), made.request_id)
    if unit := made.official.audit_unit:
        with transaction.atomic():
            record(by, action, made.official, unit=unit, new=facts, actor_name=NOBODY)

"""The second factor: a code of an app on one's phone, or one of the recovery codes on paper."""

import time
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP

from ntm_project.common.logs import note
from ntm_project.common.refusals import Refused
from ntm_project.common.sealing import BrokenSeal
from villages.access import Access, access_of
from villages.accounts import codes, rules
from villages.accounts.factors import DIGITS, STEP, TOLERANCE, factor_of
from villages.accounts.services.sessions import drop_sessions
from villages.accounts.services.shared import held_account, managed_account, record_account
from villages.models import AppFactor, Official, RecoveryCode

RECOVERY_CODES = 10
# A wrong code doubles the wait for the next; it grows no longer than eight and a half minutes, or
# whoever knows the password alone could keep its owner out for ever.
MOST_DOUBLED = 10


@dataclass(frozen=True)
class FactorAnswer:
    """What became of a code: the key of the factor when it was right, else how long to wait."""

    factor: int | None = None
    was_recovery: bool = False
    wait: int = 0


def enrol(*, by: Access, key: str, code: str, keep: str) -> tuple[int, list[str]]:
    """Take up an app that has just shown a right code, in place of any other.

    Returns the key of the factor and the recovery codes, which nobody can read again. All sessions
    end but that with the key `keep`.
    """
    assert by.official is not None
    step = _step_of(key, code)
    if step is None:
        raise ValidationError({"code": "Mã chưa đúng; hãy nhập sáu chữ số ứng dụng đang hiện."})
    with transaction.atomic():
        official = held_account(by.official.pk)
        AppFactor.objects.filter(user=official).delete()
        device = AppFactor.taken_up(
            official,
            bytes.fromhex(key),
            name="Ứng dụng xác thực",
            tolerance=TOLERANCE,
            last_t=step,
        )
        fresh = _new_codes(official)
        drop_sessions(official, keep=keep)
        record_account(by, "bật xác thực hai lớp", official)
    return device.pk, fresh


def verify_factor(*, official_id: int, typed: str, request_id: UUID) -> FactorAnswer:
    """Try a code of the app or a recovery code; each is right once, wrong ones slow the next."""
    with transaction.atomic():
        official = held_account(official_id)
        rows = AppFactor.objects.select_for_update().filter(user=official, confirmed=True)
        device = rows.first()
        if device is None:
            return FactorAnswer()
        is_allowed, why = device.verify_is_allowed()
        if not is_allowed:
            return FactorAnswer(wait=ceil((why["locked_until"] - timezone.now()).total_seconds()))
        digits = _digits(typed)
        is_right = _verify(device, digits) if digits else _use_recovery(official, typed)
        if is_right and not digits:
            device.throttle_reset()
            record_account(_access(official, request_id), "dùng mã dự phòng", official)
        if not is_right:
            _slow_down(device, is_counted=bool(digits))
            note("second_factor_failed", account_id=official.pk)
            return FactorAnswer()
    return FactorAnswer(factor=device.pk, was_recovery=not digits)


def renew_codes(*, by: Access) -> list[str]:
    """New recovery codes; the old ones open nothing any more."""
    assert by.official is not None
    with transaction.atomic():
        official = held_account(by.official.pk)
        if factor_of(official) is None:
            raise Refused("Tài khoản chưa bật xác thực hai lớp nên không có mã dự phòng.")
        fresh = _new_codes(official)
        record_account(by, "tạo mã dự phòng mới", official)
    return fresh


def remove_own_factor(*, by: Access, keep: str) -> None:
    """Sign in with the password alone again, where that is allowed."""
    assert by.official is not None
    with transaction.atomic():
        official = held_account(by.official.pk)
        if reason := rules.deny_remove_own_factor(by):
            raise Refused(reason)
        if _remove(official):
            drop_sessions(official, keep=keep)
            record_account(by, "tắt xác thực hai lớp", official)


def remove_lost_factor(*, by: Access, official_id: int) -> bool:
    """For somebody who has lost the phone and the codes; False when there was no factor."""
    with transaction.atomic():
        official = managed_account(by, official_id)
        is_removed = _remove(official)
        if is_removed:
            drop_sessions(official)
            record_account(by, "gỡ xác thực hai lớp", official)
    return is_removed


def _remove(official: Official) -> bool:
    official.recovery_codes.all().delete()
    removed, _ = AppFactor.objects.filter(user=official).delete()
    return removed > 0


def _step_of(key: str, code: str) -> int | None:
    """The step of time at which the app with this key shows the code, around now."""
    digits = _digits(code)
    app = TOTP(bytes.fromhex(key), STEP, 0, DIGITS)
    app.time = time.time()
    if not digits or not app.verify(int(digits), TOLERANCE):
        return None
    step: int = app.t()
    return step


def _digits(typed: str) -> str:
    """The six digits of an app, typed with or without a gap; "" for anything else."""
    text = "".join(typed.split())
    return text if len(text) == DIGITS and text.isascii() and text.isdigit() else ""


def _verify(device: AppFactor, digits: str) -> bool:
    """A key that no SECRET_KEY of ours opens knows no right code: recovery codes still do."""
    try:
        return bool(device.verify_token(digits))
    except BrokenSeal:
        note("second_factor_unreadable", account_id=device.user_id)
        device.throttle_increment()
        return False


def _use_recovery(official: Official, typed: str) -> bool:
    digest = codes.code_hash_of(typed)
    unused = official.recovery_codes.filter(digest=digest, used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def _slow_down(device: AppFactor, *, is_counted: bool) -> None:
    if not is_counted:
        device.throttle_increment()
    if device.throttling_failure_count > MOST_DOUBLED:
        device.throttling_failure_count = MOST_DOUBLED
        device.save(update_fields=["throttling_failure_count"])


def _new_codes(official: Official) -> list[str]:
    official.recovery_codes.all().delete()
    fresh = [codes.new_code(groups=4) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(official=official, digest=codes.code_hash_of(code)) for code in fresh
    )
    return fresh


def _access(official: Official, request_id: UUID) -> Access:
    return access_of(official, timezone.localdate(), request_id)

"""Links by which people set their own passwords; the second factor and its recovery codes."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from ntm_project.common.sealing import BrokenSeal, seal, unseal
from villages.models.people import Official


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    def open_at(self, moment: datetime) -> "PasswordLinkQuerySet":
        """Links that can still be used."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=moment)


class PasswordLink(models.Model):
    """A link to hand over: whoever holds it sets the account's password, once and for some hours.

    The database knows a hash of its code alone. `made_by` is None for the program's own commands.
    """

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="password_links", verbose_name="cán bộ"
    )
    made_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người tạo"
    )
    digest = models.CharField("mã băm", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("tạo lúc", default=timezone.now)
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = PasswordLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "liên kết đặt mật khẩu"
        verbose_name_plural = "liên kết đặt mật khẩu"
        constraints = [
            models.CheckConstraint(
                name="password_link_expires_later",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message="Liên kết phải hết hạn sau khi được tạo.",
            ),
            models.CheckConstraint(
                name="password_link_used_or_withdrawn",
                condition=Q(used_at=None) | Q(withdrawn_at=None),
                violation_error_message="Liên kết đã dùng thì không thu hồi được nữa.",
            ),
            models.UniqueConstraint(
                name="password_link_one_open",
                fields=["official"],
                condition=Q(used_at=None, withdrawn_at=None),
                violation_error_message="Tài khoản này đang có một liên kết khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"Liên kết đặt mật khẩu của {self.official}"


class RecoveryCode(models.Model):
    """A code on paper that stands in for the app once; the database knows its hash alone."""

    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="recovery_codes", verbose_name="cán bộ"
    )
    digest = models.CharField("mã băm", max_length=64, editable=False)
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mã dự phòng"
        verbose_name_plural = "mã dự phòng"
        constraints = [
            models.UniqueConstraint(
                name="recovery_code_unique",
                fields=["official", "digest"],
                violation_error_message="Mã dự phòng này đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"Mã dự phòng của {self.official}"


class AppFactor(TOTPDevice):
    """An app on a phone: the library's device, whose key is kept sealed in the database."""

    class Meta:
        proxy = True
        verbose_name = "ứng dụng xác thực"
        verbose_name_plural = "ứng dụng xác thực"

    @property
    def bin_key(self) -> bytes:
        """The key; `BrokenSeal` where another SECRET_KEY has sealed it."""
        return unseal(self.key, of=self.sealed_for)

    @property
    def sealed_for(self) -> str:
        return f"second factor of account {self.user_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A right code saves the row: its key is sealed by today's SECRET_KEY from then on."""
        with suppress(BrokenSeal):
            self.key = seal(self.bin_key, of=self.sealed_for)
        super().save(*args, **kwargs)

    @classmethod
    def taken_up(cls, official: Official, key: bytes, **fields: Any) -> "AppFactor":
        """A new one of an account."""
        made = cls(user=official, **fields)
        made.key = seal(key, of=made.sealed_for)
        made.save()
        return made

"""Sessions with the account they belong to, so that people see and end their own."""

from uuid import uuid4

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from villages.models.people import Official


class OnlineSession(AbstractBaseSession):
    """One browser; `public_id` names it on pages, since its key is what the cookie holds.

    All but the key follows from the session's own data (`villages.accounts.sessions`).
    """

    official = models.ForeignKey(
        Official,
        on_delete=models.CASCADE,
        null=True,
        related_name="sessions",
        verbose_name="cán bộ",
    )
    public_id = models.UUIDField("mã", default=uuid4)
    started_at = models.DateTimeField("đăng nhập lúc", null=True)
    seen_at = models.DateTimeField("dùng gần nhất lúc", null=True)
    address = models.CharField("địa chỉ", max_length=45, blank=True)
    browser = models.CharField("trình duyệt", max_length=60, blank=True)

    class Meta:
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    def __str__(self) -> str:
        return f"Phiên đăng nhập của {self.official}"

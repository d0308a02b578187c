"""How often signing in went wrong: per account and place, per device, per address."""

from django.db import models

from villages.models.people import Official


class SignInCount(models.Model):
    """Tries under one key. Holds no rights and no history: the trail records what mattered.

    The key of an account is its number, of a name that nobody has its digest: people type their
    password into the field of the name.
    """

    key = models.CharField("khóa", max_length=100, unique=True)
    official = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        related_name="sign_in_counts",
        verbose_name="tài khoản",
    )
    address = models.CharField("địa chỉ", max_length=50, blank=True)
    failures = models.PositiveIntegerField("số lần sai", default=0)
    tried_at = models.DateTimeField("lần thử cuối")
    blocked_until = models.DateTimeField("chặn đến", null=True)
    succeeded_at = models.DateTimeField("đăng nhập được lần cuối", null=True)

    class Meta:
        verbose_name = "số lần đăng nhập sai"
        verbose_name_plural = "số lần đăng nhập sai"
        indexes = [models.Index(fields=["tried_at"], name="sign_in_count_by_day")]

    def __str__(self) -> str:
        return f"{self.official or 'tên lạ'} từ {self.address or 'máy quen'}: {self.failures}"

"""When each of the operator's commands last ran, and last ran well."""

from django.db import models
from django.db.models import F, Q


class Work(models.TextChoices):
    """What somebody who watches the server wants to know the age of."""

    BACKUP = "backup", "sao lưu"
    VERIFY = "verify", "kiểm tra toàn vẹn"
    NIGHTLY = "nightly", "việc hằng đêm"


class Run(models.Model):
    """The last run of one command; it belongs to the server, not to the record of a commune."""

    work = models.CharField("việc", max_length=20, primary_key=True, choices=Work.choices)
    ended_at = models.DateTimeField("xong lúc")
    is_well = models.BooleanField("ổn")
    good_at = models.DateTimeField("lần ổn gần nhất", null=True, blank=True)
    words = models.TextField("kết quả", blank=True)

    class Meta:
        verbose_name = "lần chạy của một lệnh vận hành"
        verbose_name_plural = "lần chạy của các lệnh vận hành"
        constraints = [
            models.CheckConstraint(
                name="run_well_is_good",
                condition=Q(is_well=False) | Q(good_at=F("ended_at")),
                violation_error_message="Lần chạy ổn gần nhất phải là lần này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_work_display()}: {'ổn' if self.is_well else 'hỏng'}"

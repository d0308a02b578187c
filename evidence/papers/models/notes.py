"""What is known about contents that could not be read."""

from django.db import models
from django.utils import timezone


class ReadingNote(models.Model):
    """A content that was too heavy for one job of reading, so that it costs its time once.

    It speaks of the bytes, whoever sent them and under whatever name; a newer program tries again.
    """

    sha256 = models.CharField("SHA-256", max_length=64)
    job = models.CharField("việc đọc", max_length=40)
    program = models.CharField("phiên bản bộ đọc", max_length=100)
    reason = models.CharField("lý do", max_length=20, blank=True, default="")
    tries = models.PositiveSmallIntegerField("số lần đã thử", default=0)
    noted_at = models.DateTimeField("ghi lúc", default=timezone.now)

    class Meta:
        verbose_name = "ghi chú đọc tệp"
        verbose_name_plural = "ghi chú đọc tệp"
        constraints = [
            models.UniqueConstraint(name="reading_note_unique", fields=["sha256", "job", "program"])
        ]

    def __str__(self) -> str:
        return f"{self.job}: {self.reason or self.tries}"

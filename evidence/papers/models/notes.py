"""What is known about files: contents that could not be read, bytes that the store spoilt."""

from django.db import models
from django.utils import timezone

from evidence.papers.enums import ScanState
from evidence.papers.models.papers import Revision


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


class FileFault(models.Model):
    """A file whose bytes in the store are no longer those that were sent; until they are again."""

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, related_name="fault", verbose_name="tệp"
    )
    detail = models.CharField("sai ở đâu", max_length=200)
    found_at = models.DateTimeField("thấy lúc", default=timezone.now)

    class Meta:
        verbose_name = "tệp hỏng trong kho"
        verbose_name_plural = "tệp hỏng trong kho"

    def __str__(self) -> str:
        return f"{self.revision}: {self.detail}"


class ContentScan(models.Model):
    """What a scanner for malware found in a content; none is there before it was scanned."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    state = models.CharField("kết quả", max_length=10, choices=ScanState)
    threat = models.CharField("mã độc", max_length=100, blank=True, default="")
    scanned_at = models.DateTimeField("quét lúc", default=timezone.now)

    class Meta:
        verbose_name = "kết quả quét mã độc"
        verbose_name_plural = "kết quả quét mã độc"

    def __str__(self) -> str:
        return f"{self.sha256[:12]}: {self.get_state_display()}"

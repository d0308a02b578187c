"""What was read in a file, once, by the limited process; never what a person states of it."""

from django.db import models
from django.utils import timezone

from evidence.papers.files.limits import MAX_TEXT_CHARS
from evidence.papers.files.remarks import Remark, remarks_of
from evidence.papers.files.signed import FoundSignature, signatures_of
from evidence.papers.models.papers import Revision


class FileFacts(models.Model):
    """Remarks, the day a camera noted, who signed, and the words by which a file is found.

    Derived, so that a newer program may read it anew; `program` is empty before it was read.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, related_name="facts", verbose_name="tệp"
    )
    remarks = models.JSONField("lưu ý", default=list, blank=True)
    taken_on = models.DateField("ngày máy ảnh ghi", null=True, blank=True)
    signatures = models.JSONField("chữ ký số", default=list, blank=True)
    text = models.CharField("nội dung chữ", max_length=MAX_TEXT_CHARS, blank=True, default="")
    words = models.CharField("chữ để tìm", max_length=MAX_TEXT_CHARS, blank=True, default="")
    program = models.CharField("phiên bản bộ đọc", max_length=150, blank=True, default="")
    read_at = models.DateTimeField("đọc lúc", default=timezone.now)

    class Meta:
        verbose_name = "điều đọc được trong tệp"
        verbose_name_plural = "điều đọc được trong tệp"

    def __str__(self) -> str:
        return str(self.revision)

    @property
    def shown_remarks(self) -> list[Remark]:
        """What is worth knowing of the file, each with its sentence."""
        return remarks_of(self.remarks)

    @property
    def signed(self) -> list[FoundSignature]:
        """Who signed the file, each with what became of it since."""
        return signatures_of(self.signatures)

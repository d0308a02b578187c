"""What the program notifies a person of by itself, and what of it they want."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ntm_project.common.models import LineField, VersionedModel
from villages.enums import NoticeKind
from villages.models.people import Official
from villages.models.scope import Scope, in_scope
from villages.models.units import Unit


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, access: Scope) -> "NoticeQuerySet":
        """One's own, of units that still lie in scope: whoever has left gets no more."""
        return self.filter(in_scope(access, "unit__path"), recipient=access.official)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One message to one person; sent again under the same key it is new again."""

    recipient = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="notices", verbose_name="người nhận"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    kind = models.CharField("loại", max_length=12, choices=NoticeKind)
    key = models.CharField("việc được báo", max_length=60)
    text = LineField("nội dung", max_length=300)
    url = models.CharField("trang", max_length=300)
    at = models.DateTimeField("lúc", default=timezone.now)
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    mailed_at = models.DateTimeField("gửi thư lúc", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [
            models.UniqueConstraint(name="notice_once_per_key", fields=["recipient", "key"])
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_read(self) -> bool:
        return self.read_at is not None


class NoticeChoice(VersionedModel):
    """What a person wants to be notified of; without a row everything, and no e-mail."""

    official = models.OneToOneField(
        Official, on_delete=models.PROTECT, related_name="notice_choice", verbose_name="cán bộ"
    )
    muted = models.JSONField("loại không nhận", default=list, blank=True)
    wants_digest = models.BooleanField(
        "gửi thư điện tử mỗi ngày một lần",
        default=False,
        help_text="Một thư gồm các thông báo chưa đọc; ngày nào không có gì mới thì không gửi.",
    )

    class Meta:
        verbose_name = "tùy chọn thông báo"
        verbose_name_plural = "tùy chọn thông báo"

    def __str__(self) -> str:
        return f"Tùy chọn thông báo của {self.official}"

    @property
    def audit_unit(self) -> Unit | None:
        return self.official.audit_unit

    @property
    def audit_row(self) -> Official:
        """What a person wants to be notified of is recorded in their own trail."""
        return self.official

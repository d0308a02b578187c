"""The papers that an indicator of a set expects; an indicator without rows has none set."""

from django.db import models

from criteria.enums import Confidence
from criteria.models import Indicator
from evidence.papers.enums import PaperKind
from ntm_project.common.models import LineField, ProseField, VersionedModel
from villages.models import OfEverybody


class Requirement(OfEverybody, VersionedModel):
    """One expected paper. Nothing is invented: each row names its source."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="requirements", verbose_name="chỉ tiêu"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    text = ProseField("giấy tờ cần có")
    kind = models.CharField("loại", max_length=15, choices=PaperKind, default=PaperKind.OTHER)
    is_mandatory = models.BooleanField("bắt buộc", default=True)
    needs_signature = models.BooleanField("cần chữ ký", default=False)
    needs_seal = models.BooleanField("cần dấu", default=False)
    period_words = LineField("kỳ số liệu", max_length=100, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=10, choices=Confidence)
    source = ProseField("nguồn")

    class Meta:
        verbose_name = "yêu cầu minh chứng"
        verbose_name_plural = "yêu cầu minh chứng"
        constraints = [
            models.UniqueConstraint(
                name="requirement_order_unique",
                fields=["indicator", "order"],
                violation_error_message="Chỉ tiêu đã có yêu cầu mang thứ tự này.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:150]

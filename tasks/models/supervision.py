"""Which leader directs which criterion of an assessment."""

from django.db import models

from criteria.models import Assessment, Criterion
from ntm_project.common.models import LineField
from villages.models import Official


class Supervision(models.Model):
    """Kept as written: a plan may give a criterion to two leaders or none; a check reports it."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="supervisions", verbose_name="đánh giá"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="supervisions", verbose_name="tiêu chí"
    )
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="supervisions", verbose_name="lãnh đạo"
    )
    words = LineField("như văn bản viết", max_length=200, blank=True)
    copied_from = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="chép từ đánh giá",
    )

    class Meta:
        verbose_name = "phân công phụ trách tiêu chí"
        verbose_name_plural = "phân công phụ trách tiêu chí"
        constraints = [
            models.UniqueConstraint(
                name="supervision_unique",
                fields=["assessment", "criterion", "official"],
                violation_error_message="Lãnh đạo này đã phụ trách tiêu chí.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.official}"

    @property
    def audit_row(self) -> Assessment:
        """The row whose trail has its events."""
        return self.assessment

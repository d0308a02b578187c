"""The papers that an indicator of a set expects; an indicator without rows has none set."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models
from django.db.models import Exists, Q

from criteria.enums import Confidence
from criteria.models import Indicator
from evidence.papers.enums import PaperKind
from ntm_project.common.models import LineField, ProseField, VersionedModel
from villages.models import OfEverybody


class RequirementQuerySet(models.QuerySet["Requirement"]):
    def of_indicator(self, pk: int) -> "RequirementQuerySet":
        """The papers that an indicator expects; where its set states none, those of the indicator
        that it refines."""
        refined = Indicator.objects.filter(pk=pk).values("parent")
        lent = Q(indicator__in=refined) & ~Exists(Requirement.objects.filter(indicator=pk))
        return self.filter(Q(indicator=pk) | lent).order_by("order", "pk")

    def by_indicator(self, refines: Mapping[int, int | None]) -> "dict[int, list[Requirement]]":
        """The requirements of many indicators, each with the key of the one that it refines."""
        found: dict[int, list[Requirement]] = {}
        wanted = {*refines, *(parent for parent in refines.values() if parent)}
        rows: list[Requirement] = list(self.filter(indicator__in=wanted))
        for row in sorted(rows, key=lambda row: (row.order, row.pk)):
            found.setdefault(row.indicator_id, []).append(row)
        return {pk: found.get(pk) or found.get(parent or 0, []) for pk, parent in refines.items()}


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
    # Null: as loaded with the set. What is added later is not required of what was sent before.
    added_at = models.DateTimeField("bổ sung lúc", null=True, blank=True, editable=False)

    objects = RequirementQuerySet.as_manager()

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

    @property
    def what_it_is(self) -> str:
        return "giấy tờ bắt buộc" if self.is_mandatory else "giấy tờ"

    def was_there_at(self, moment: datetime) -> bool:
        return self.added_at is None or self.added_at <= moment

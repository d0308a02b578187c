"""Money by source for a work or a criterion; a check reports parts that do not add up."""

from django.db import models
from django.db.models import Q

from criteria.models import Assessment, Criterion
from ntm_project.common.models import CheckedModel, LineField, ProseField, VersionedModel
from ntm_project.common.numbers import Money, format_money
from tasks.enums import FundingSource, FundingStage
from tasks.models.plans import Plan
from tasks.models.tasks import CRITERION_ALONE, Task
from villages.models import Unit

NEGATIVE_SUM = "Số tiền không được âm."


class FundingQuerySet(models.QuerySet["Funding"]):
    def with_parts(self) -> "FundingQuerySet":
        """With the parts of each sum as they were written, in one further query."""
        return self.prefetch_related(models.Prefetch("parts", FundingPart.objects.order_by("pk")))


class Funding(VersionedModel, CheckedModel):
    """A sum for a work, at a stage. `total` in đồng as stated; empty when the paper states none."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="fundings", verbose_name="đơn vị"
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="fundings", verbose_name="kế hoạch"
    )
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fundings",
        verbose_name="đánh giá",
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fundings",
        verbose_name="tiêu chí",
    )
    task = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fundings",
        verbose_name="nhiệm vụ dùng khoản này",
    )
    text = ProseField("công trình, nội dung", max_length=2000)
    stage = models.CharField("giai đoạn", max_length=10, choices=FundingStage)
    total = models.BigIntegerField("tổng số (đồng)", null=True, blank=True)
    words = LineField("như văn bản viết", max_length=200, blank=True)
    as_of = models.DateField("tính đến ngày", null=True, blank=True)

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = "kinh phí"
        verbose_name_plural = "kinh phí"
        constraints = [
            models.CheckConstraint(
                name="funding_total_not_negative",
                condition=Q(total__isnull=True) | Q(total__gte=0),
                violation_error_message=NEGATIVE_SUM,
            ),
            models.CheckConstraint(
                name="funding_criterion_with_assessment",
                condition=Q(criterion__isnull=True) | Q(assessment__isnull=False),
                violation_error_message=CRITERION_ALONE,
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def stated(self) -> Money | None:
        """The total with the words of the paper; None where none is stated."""
        return None if self.total is None else Money(self.total, self.words)

    @property
    def amount(self) -> str:
        """The total in the shortest words; "" where none is stated."""
        return "" if self.total is None else format_money(self.total)


class FundingPart(models.Model):
    """One source's part, in đồng."""

    funding = models.ForeignKey(Funding, on_delete=models.CASCADE, related_name="parts")
    source = models.CharField("nguồn", max_length=12, choices=FundingSource)
    amount = models.BigIntegerField("số tiền (đồng)")
    words = LineField("như văn bản viết", max_length=200, blank=True)

    class Meta:
        verbose_name = "nguồn kinh phí"
        verbose_name_plural = "nguồn kinh phí"
        constraints = [
            models.CheckConstraint(
                name="funding_part_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=NEGATIVE_SUM,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.stated}"

    @property
    def stated(self) -> Money:
        """The amount with the words of the paper."""
        return Money(self.amount, self.words)

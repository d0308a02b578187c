"""Who reviews in which order: holidays, chains of steps, and who holds them."""

from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from criteria.enums import SetLevel
from evidence.review.enums import DayKind, HolderKind
from ntm_project.common.dates import format_day
from ntm_project.common.models import (
    LineField,
    ProseField,
    VersionedModel,
)
from villages.enums import Role, UnitLevel
from villages.models import Body, OfEverybody, Unit
from villages.models.units import ENDS_EARLY


class Holiday(OfEverybody, VersionedModel):
    """A day that differs from the official calendar: off besides, worked after all, or instead."""

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("là", max_length=10, choices=DayKind, default=DayKind.OFF)
    name = LineField(
        "tên, căn cứ",
        max_length=100,
        help_text="Ví dụ: Nghỉ bù theo Thông báo số 12/TB-UBND; làm bù cho ngày 22/8/2026.",
    )

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"

    def __str__(self) -> str:
        return f"{format_day(self.day)} {self.name} ({self.get_kind_display()})"


NOT_FROM_ABOVE = (
    "Quy trình thẩm tra của một cấp do đơn vị cấp trên đặt: "
    "của xã do huyện hoặc tỉnh, của thôn do xã hoặc cấp trên của xã."
)


def set_from_above(prefix: str = "") -> Q:
    """The condition that a chain is set by a unit above the level it reviews.

    A unit that sets the chain of its own level would choose its own judges.
    """
    return reduce(
        or_,
        (
            Q(**{
                f"{prefix}level": level,
                f"{prefix}unit__level__in": UnitLevel(level).levels_above,
            })
            for level in SetLevel.values
        ),
    )  # fmt: skip


class ReviewChain(VersionedModel):
    """The ordered steps by which assessments of a level within a unit are reviewed."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="review_chains", verbose_name="áp dụng trong"
    )
    level = models.CharField("cấp được đánh giá", max_length=10, choices=SetLevel)
    name = LineField("tên quy trình", max_length=200)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    source = ProseField("căn cứ", blank=True)

    class Meta:
        verbose_name = "quy trình thẩm tra"
        verbose_name_plural = "quy trình thẩm tra"
        constraints = [
            models.CheckConstraint(
                name="chain_dates_in_order",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_EARLY,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """One that stood before this rule can still be ended."""
        super().clean()
        is_ending = not self._state.adding and self.valid_to is not None
        if self.unit_id and not self.is_set_from_above and not is_ending:
            raise ValidationError({"level": NOT_FROM_ABOVE})

    @property
    def is_set_from_above(self) -> bool:
        """Whether a unit above the level that is reviewed has set the chain (`set_from_above`)."""
        levels = UnitLevel(self.level).levels_above if self.level in SetLevel.values else ()
        return self.unit.level in levels


class ReviewStep(VersionedModel):
    """One step: who holds it, in which role, within how many working days."""

    chain = models.ForeignKey(
        ReviewChain, on_delete=models.CASCADE, related_name="steps", verbose_name="quy trình"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    name = LineField("tên bước", max_length=100)
    holder_kind = models.CharField("đơn vị thẩm tra", max_length=15, choices=HolderKind)
    holder_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="held_steps",
        verbose_name="đơn vị",
    )
    holder_body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="held_steps",
        verbose_name="tổ chức",
    )
    role = models.CharField("vai trò thẩm tra", max_length=20, choices=Role)
    working_days = models.PositiveSmallIntegerField("số ngày làm việc", default=15)

    class Meta:
        verbose_name = "bước thẩm tra"
        verbose_name_plural = "bước thẩm tra"
        constraints = [
            models.UniqueConstraint(
                name="step_order_unique",
                fields=["chain", "order"],
                violation_error_message="Quy trình đã có bước mang thứ tự này.",
            ),
            models.CheckConstraint(
                name="step_fixed_holder_is_named",
                condition=Q(holder_kind=HolderKind.FIXED_UNIT, holder_unit__isnull=False)
                | Q(holder_kind=HolderKind.OWN_COMMUNE, holder_unit__isnull=True),
                violation_error_message="Đơn vị thẩm tra nêu đích danh thì phải chọn đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

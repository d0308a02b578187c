"""What a set judges: its criteria, and their indicators."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from criteria.enums import Confidence, IndicatorKind, MetRule
from criteria.models.sets import Checkable, CriteriaSet
from ntm_project.common.models import (
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from villages.models import OfEverybody

if TYPE_CHECKING:
    from criteria.floors import BelowFloor
    from criteria.models.levels import Level, Levels


class Criterion(OfEverybody, KeyedModel, VersionedModel, Checkable):
    """Identity is (set, number): the number alone means nothing across sets."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="criteria", verbose_name="bộ tiêu chí"
    )
    number = models.PositiveSmallIntegerField("số")
    name = LineField("tên", max_length=200)
    group = LineField("nhóm", max_length=100, blank=True)
    rule = models.CharField("cách tính", max_length=10, choices=MetRule, default=MetRule.ALL)
    needed = models.PositiveSmallIntegerField("số chỉ tiêu phải đạt", null=True, blank=True)
    search = SearchField(sources=["number", "name"])

    objects = KeyedQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        constraints = [
            *Checkable.Meta.constraints,
            models.UniqueConstraint(
                name="criterion_number_unique_in_set",
                fields=["criteria_set", "number"],
                violation_error_message="Bộ này đã có tiêu chí mang số này.",
            ),
            models.CheckConstraint(
                name="criterion_needed_only_for_k_of_n",
                condition=Q(rule=MetRule.K_OF_N, needed__gte=1)
                | (~Q(rule=MetRule.K_OF_N) & Q(needed__isnull=True)),
                violation_error_message="Số chỉ tiêu phải đạt chỉ ghi khi cách tính là “đủ số”.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tiêu chí {self.number} – {self.name}"

    @property
    def numbered(self) -> str:
        """Number and name, as a list of criteria shows them: `7. Cơ sở hạ tầng thương mại nông
        thôn`."""
        return f"{self.number}. {self.name}"


class Indicator(OfEverybody, KeyedModel, VersionedModel, Checkable):
    """One thing that is judged. A criterion without known indicators has one of its own number."""

    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="indicators", verbose_name="tiêu chí"
    )
    code = LineField("mã", max_length=10)
    order = models.PositiveSmallIntegerField("thứ tự")
    wording = ProseField("nội dung")
    kind = models.CharField("kiểu", max_length=10, choices=IndicatorKind)
    unit_words = LineField("đơn vị tính", max_length=60, blank=True)
    grade_scale = ProseField(
        "thang xếp loại", blank=True, help_text="Từ thấp đến cao, mỗi dòng một mức."
    )
    lead_department = ProseField("ngành hướng dẫn", blank=True)
    guidance = ProseField("hướng dẫn", blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refinements",
        verbose_name="chỉ tiêu của bộ gốc",
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="conditions",
        verbose_name="là điều kiện của",
        help_text="Chỉ tiêu gồm nhiều điều kiện: đạt khi mọi điều kiện của nó đạt.",
    )
    confidence = models.CharField("độ tin cậy", max_length=10, choices=Confidence)
    source = ProseField("nguồn", blank=True)
    search = SearchField(sources=["code", "wording"])

    # Where its levels are below the floor (`criteria.floors`), where a page has looked.
    below_floor: "Sequence[BelowFloor]" = ()

    objects = KeyedQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            *Checkable.Meta.constraints,
            # `2.a` and `2.A` are one code to whoever reads the decision.
            models.UniqueConstraint(
                "criterion",
                Lower("code"),
                name="indicator_code_once_in_criterion",
                violation_error_message="Tiêu chí đã có chỉ tiêu mang mã này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.wording}"[:200]

    def clean(self) -> None:
        """The indicator that it refines belongs to the set that its set refines."""
        if self.parent_id and self.criterion_id and self.parent is not None:
            refined = self.criterion.criteria_set.refines_id
            if self.parent.criterion.criteria_set_id != refined:
                raise ValidationError(
                    {"parent": "Chỉ tiêu gốc phải thuộc bộ mà bộ này cụ thể hóa."}
                )

    @cached_property
    def known_levels(self) -> "Levels":
        """What may bind it; for many indicators `levels_of` reads once."""
        from criteria.models.levels import levels_of  # noqa: PLC0415 - it stands on this file

        return levels_of([self])[self.pk]

    @property
    def grades(self) -> list[str]:
        """The steps of its scale, from the lowest; none where nobody has stated it."""
        return [step.strip() for step in self.grade_scale.splitlines() if step.strip()]

    @property
    def lent_levels(self) -> "list[Level]":
        """The levels of the indicator that it refines, and of what amends that, where its own set
        states none."""
        known = self.known_levels
        return [] if any(level.is_stated for level in known.own) else known.every_lent

    @property
    def is_measured(self) -> bool:
        """Whether it asks for a figure or a grade: of a yes or no the claim is the whole result, a
        whole follows from its parts."""
        return self.kind not in (IndicatorKind.BOOLEAN, IndicatorKind.PARTS)

    @property
    def kind_words(self) -> str:
        """The kind with the unit that it is counted in: `Số lượng, hộ`."""
        unit = self.unit_words
        kind = str(IndicatorKind(self.kind).label)
        return f"{kind}, {unit}" if unit and unit != "%" else kind

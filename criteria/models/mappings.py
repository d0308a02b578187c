"""The mapping of each indicator of a set to those of its successor, and the origin of each result
that was carried over."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from criteria.enums import MappingKind
from criteria.models.assessments import Result
from criteria.models.indicators import Indicator
from criteria.models.sets import CriteriaSet
from ntm_project.common.blanks import DASH
from ntm_project.common.models import (
    AppendOnlyModel,
    CheckedModel,
    ClosableModel,
    LineField,
    ProseField,
    VersionedModel,
)
from villages.models import OfEverybody

# What has the one indicator that it becomes for itself.
SAME_SET = "Bộ cũ và bộ mới phải là hai bộ khác nhau."
ALONE = (MappingKind.SAME, MappingKind.LEVEL, MappingKind.REWORDED)


class SetMapping(OfEverybody, CheckedModel, VersionedModel, ClosableModel):
    """From one published set to another, indicator by indicator.

    It is worked out as a draft and used once it is closed (published); from then on the database
    keeps it as it is, and whoever has to correct it makes a new one.
    """

    old_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="+", verbose_name="bộ cũ"
    )
    new_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="mappings", verbose_name="bộ mới"
    )
    source = LineField(
        "căn cứ",
        max_length=300,
        blank=True,
        help_text="Văn bản nói bộ mới thay bộ cũ thế nào, nếu có.",
    )
    note = ProseField("ghi chú", blank=True, max_length=2_000)
    closed_at = models.DateTimeField("công bố lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "bảng chuyển bộ tiêu chí"
        verbose_name_plural = "bảng chuyển bộ tiêu chí"
        constraints = [
            models.UniqueConstraint(
                name="mapping_one_draft_per_pair",
                fields=["old_set", "new_set"],
                condition=Q(closed_at__isnull=True),
                violation_error_message="Hai bộ này đang có một bảng chuyển soạn dở.",
            ),
            models.CheckConstraint(
                name="mapping_of_two_sets",
                condition=~Q(old_set=F("new_set")),
                violation_error_message=SAME_SET,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_set.code} → {self.new_set.code}"


class MappedIndicator(OfEverybody, CheckedModel, ClosableModel):
    """One old indicator and one new that it becomes; a split has several rows, a dropped one none
    on the new side, a new one none on the old."""

    closed_with = "mapping"

    mapping = models.ForeignKey(
        SetMapping, on_delete=models.CASCADE, related_name="rows", verbose_name="bảng chuyển"
    )
    kind = models.CharField("thay đổi", max_length=10, choices=MappingKind)
    old = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chỉ tiêu cũ",
    )
    new = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chỉ tiêu mới",
    )
    note = ProseField("ghi chú", blank=True, max_length=1_000)
    source = LineField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "dòng của bảng chuyển"
        verbose_name_plural = "dòng của bảng chuyển"
        constraints = [
            models.UniqueConstraint(
                name="mapped_once_per_pair",
                fields=["mapping", "old", "new"],
                violation_error_message="Cặp chỉ tiêu này đã có trong bảng.",
            ),
            models.UniqueConstraint(
                name="mapped_as_dropped_once",
                fields=["mapping", "old"],
                condition=Q(new__isnull=True),
            ),
            models.UniqueConstraint(
                name="mapped_as_new_once", fields=["mapping", "new"], condition=Q(old__isnull=True)
            ),
            # All but a split and what is merged leads from one old to one new.
            models.UniqueConstraint(
                name="mapped_to_one", fields=["mapping", "old"], condition=~Q(kind="split")
            ),
            models.UniqueConstraint(
                name="mapped_alone", fields=["mapping", "new"], condition=Q(kind__in=ALONE)
            ),
            models.CheckConstraint(
                name="mapped_sides_of_kind",
                condition=Q(kind=MappingKind.DROPPED, old__isnull=False, new__isnull=True)
                | Q(kind=MappingKind.NEW, old__isnull=True, new__isnull=False)
                | (
                    ~Q(kind__in=[MappingKind.DROPPED, MappingKind.NEW])
                    & Q(old__isnull=False, new__isnull=False)
                ),
                violation_error_message="Chỉ tiêu bỏ không có chỉ tiêu mới, chỉ tiêu mới không có "
                "chỉ tiêu cũ; còn lại phải có cả hai.",
            ),
        ]

    def __str__(self) -> str:
        sides = [row.code if row else DASH for row in (self.old, self.new)]
        return f"{' → '.join(sides)}: {self.get_kind_display()}"


class Origin(AppendOnlyModel):
    """A result took over what an older one stated: which, by which row of which mapping."""

    result = models.ForeignKey(
        Result, on_delete=models.PROTECT, related_name="origins", verbose_name="kết quả"
    )
    from_result = models.ForeignKey(
        Result, on_delete=models.PROTECT, related_name="successors", verbose_name="lấy từ kết quả"
    )
    row = models.ForeignKey(
        MappedIndicator, on_delete=models.PROTECT, related_name="+", verbose_name="theo dòng"
    )
    from_version = models.PositiveIntegerField("phiên bản khi lấy")
    # The version of the result right after: whoever saves it later has judged it anew.
    version = models.PositiveIntegerField("phiên bản sau khi lấy")
    needs_judgement = models.BooleanField("phải xét lại", default=False)
    at = models.DateTimeField("lấy lúc", default=timezone.now)

    class Meta:
        verbose_name = "kết quả lấy từ bộ cũ"
        verbose_name_plural = "kết quả lấy từ bộ cũ"
        constraints = [
            models.UniqueConstraint(name="origin_once", fields=["result", "from_result"])
        ]

    def __str__(self) -> str:
        return f"{self.from_result} → {self.result}"

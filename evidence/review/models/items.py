"""What was frozen in a round, and what was judged of it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from criteria.enums import Claim
from criteria.models import Result
from evidence.papers.models.papers import Evidence, PaperWords, Revision, stated_fields
from evidence.papers.models.requirements import Requirement
from evidence.review.enums import ReasonCode, VerdictKind
from evidence.review.models.rounds import Submission
from ntm_project.common.models import (
    AppendOnlyModel,
    LineField,
    ProseField,
    VersionedModel,
)
from villages.models import Official


class SubmittedItem(AppendOnlyModel):
    """One indicator as it was sent: frozen (triggers see to it)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="items")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="submitted_items")
    result_version = models.PositiveIntegerField("phiên bản kết quả")
    claim = models.CharField("tự đánh giá", max_length=15, choices=Claim)
    value_words = LineField("kết quả", max_length=200, blank=True)
    level_words = LineField("mức yêu cầu", max_length=300, blank=True)
    comparison = LineField("so với mức", max_length=60, blank=True)
    as_of = models.DateField("tính đến ngày", null=True)
    note = ProseField("ghi chú", blank=True)
    is_changed = models.BooleanField("đổi so với lượt trước", default=True)

    class Meta:
        verbose_name = "chỉ tiêu đã gửi"
        verbose_name_plural = "chỉ tiêu đã gửi"
        constraints = [
            models.UniqueConstraint(name="submitted_item_unique", fields=["submission", "result"])
        ]

    def __str__(self) -> str:
        return f"{self.result.indicator.code} ({self.submission})"


class SubmittedPaper(PaperWords, AppendOnlyModel):
    """One paper as it was sent: its words, its file and what it was to be, frozen."""

    item = models.ForeignKey(SubmittedItem, on_delete=models.PROTECT, related_name="papers")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="submitted")
    place = LineField("vị trí", max_length=100, blank=True)
    requirement = models.ForeignKey(
        Requirement,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="là giấy tờ nào theo yêu cầu",
    )

    class Meta:
        verbose_name = "minh chứng đã gửi"
        verbose_name_plural = "minh chứng đã gửi"
        constraints = [
            models.UniqueConstraint(name="submitted_paper_unique", fields=["item", "revision"])
        ]

    def __str__(self) -> str:
        return f"{self.revision}"

    @property
    def judged(self) -> tuple[Any, ...]:
        """All that a reviewer judges of the paper, to compare two versions of it."""
        facts = (self.revision_id, self.place, self.requirement_id)
        return (*facts, *stated_fields(self).values())


class Doubt(AppendOnlyModel):
    """An approved item that was named when its round was opened again: found false, so its verdict
    is not kept, and in the next round it is judged anew and by itself."""

    item = models.OneToOneField(SubmittedItem, on_delete=models.PROTECT, related_name="doubt")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người nêu"
    )

    class Meta:
        verbose_name = "chỉ tiêu phải xét lại"
        verbose_name_plural = "chỉ tiêu phải xét lại"

    def __str__(self) -> str:
        return f"{self.item}: phải xét lại"


class VerdictFields(models.Model):
    """How a reviewer judges an item. `marks`: places on a file, as
    `{"revision": pk, "page": 1, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.1, "text": "…"}` with
    fractions of the page's width and height."""

    kind = models.CharField("kết luận", max_length=10, choices=VerdictKind)
    reason_code = models.CharField("lý do", max_length=15, choices=ReasonCode, blank=True)
    text = ProseField("nhận xét, yêu cầu bổ sung", blank=True)
    marks = models.JSONField("dấu trên tệp", default=list, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người xét"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_negative_has_reason",
                condition=Q(kind=VerdictKind.MET) | (~Q(reason_code="") & ~Q(text="")),
                violation_error_message="Kết luận khác “Đạt” thì phải chọn lý do và ghi nhận xét.",
            )
        ]


def judgement_of(judged: VerdictFields) -> dict[str, Any]:
    """What a draft or a verdict holds, by the name of the column."""
    return {field.attname: field.value_from_object(judged) for field in VerdictFields._meta.fields}


class DraftVerdict(VersionedModel, VerdictFields):
    """Seen by the reviewers of the step alone; no page of the commune reads this table."""

    item = models.OneToOneField(SubmittedItem, on_delete=models.CASCADE, related_name="draft")
    is_kept = models.BooleanField("giữ từ lượt trước", default=False)
    # Begins with 1, as 0 was the version of no draft when the first ones were kept.
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    class Meta(VerdictFields.Meta):
        verbose_name = "nhận xét nháp"
        verbose_name_plural = "nhận xét nháp"

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def negative(self) -> "VerdictQuerySet":
        """The verdicts for which `VerdictKind.is_negative` holds."""
        return self.exclude(kind=VerdictKind.MET)


class Verdict(AppendOnlyModel, VerdictFields):
    """A verdict as sent; kept for ever (triggers see to it)."""

    item = models.OneToOneField(SubmittedItem, on_delete=models.PROTECT, related_name="verdict")
    is_kept = models.BooleanField("giữ từ lượt trước", default=False)

    objects = VerdictQuerySet.as_manager()

    class Meta(VerdictFields.Meta):
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"

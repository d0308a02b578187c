"""An old plan as it was given, and the draft of tasks that was read from it."""

from django.db import models
from django.utils import timezone

from criteria.models import Assessment, Criterion, Indicator
from ntm_project.common.dates import format_day
from ntm_project.common.models import LineField, ProseField, VersionedModel
from tasks.models import Plan, Task
from villages.models import Official, Scope, Unit, in_scope

MOST_TEXT = 200_000  # characters of a plan with its appendices


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, access: Scope) -> "IntakeQuerySet":
        return self.filter(in_scope(access, "plan__unit__path"))


class Intake(models.Model):
    """One text of a plan, read once; its rows are the draft, no tasks before a person confirms."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="intakes", verbose_name="kế hoạch"
    )
    source = LineField("nguồn", max_length=200)
    text = ProseField("văn bản", max_length=MOST_TEXT)
    at = models.DateTimeField("nhập lúc", default=timezone.now)
    by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người nhập",
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản kế hoạch cũ"
        verbose_name_plural = "văn bản kế hoạch cũ"

    def __str__(self) -> str:
        return f"{self.source}, nhập ngày {format_day(timezone.localdate(self.at))}"

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept."""
        return self.plan.unit


class IntakeRow(VersionedModel):
    """One task as read, with the words that each field was read from; a person may change it all.

    `task` is what it became, or the same work that the plan already held.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveSmallIntegerField("thứ tự")
    source = ProseField("câu trong văn bản", blank=True)
    section = LineField("mục trong kế hoạch", max_length=40, blank=True)
    text = ProseField("nội dung nhiệm vụ")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị thực hiện"
    )
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đánh giá",
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tiêu chí",
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chỉ tiêu",
    )
    deadline_words = LineField("thời hạn", max_length=200, blank=True)
    # [{"kind", "official", "body", "role_words", "words", "name"}]
    assignees = models.JSONField("phân công", default=list, blank=True)
    words = models.JSONField("chữ đã đọc", default=dict, blank=True, editable=False)
    doubts = models.JSONField("chỗ chưa chắc", default=dict, blank=True, editable=False)
    is_likely = models.BooleanField("có vẻ là việc", default=True, editable=False)
    task = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="nhiệm vụ",
    )

    class Meta:
        verbose_name = "việc đọc được"
        verbose_name_plural = "việc đọc được"
        constraints = [
            models.UniqueConstraint(
                name="intake_row_order_once",
                fields=["intake", "order"],
                violation_error_message="Thứ tự này đã có.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def is_given(self) -> bool:
        """A task by now, which is ticked and edited here no more."""
        return self.task_id is not None

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept."""
        return self.intake.plan.unit

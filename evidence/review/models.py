"""Review as data: chains of steps, rounds with what was frozen in them, verdicts."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from criteria.enums import Claim, SetLevel
from criteria.models import Assessment, Result
from evidence.papers.models.papers import Evidence, Revision
from evidence.review.enums import HolderKind, ReasonCode, SubmissionState, VerdictKind
from ntm_project.common.dates import format_day
from ntm_project.common.models import (
    AppendOnlyModel,
    CheckedModel,
    LineField,
    ProseField,
    VersionedModel,
)
from villages.enums import Role
from villages.models import Body, Official, Scope, Unit, in_scope


class Holiday(VersionedModel):
    """A day that is no working day, announced yearly and entered by an administrator."""

    day = models.DateField("ngày", unique=True)
    name = LineField("tên ngày nghỉ", max_length=100)

    class Meta:
        verbose_name = "ngày nghỉ"
        verbose_name_plural = "ngày nghỉ"

    def __str__(self) -> str:
        return f"{format_day(self.day)} {self.name}"


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
                violation_error_message="Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.name


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


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, access: Scope) -> "SubmissionQuerySet":
        """Rounds of one's own units, and rounds sent to a step that one reviews."""
        return self.filter(in_scope(access, "assessment__unit__path") | reviewable(access))

    def awaiting(self) -> "SubmissionQuerySet":
        return self.filter(state=SubmissionState.SENT)


def reviews_as(role: str) -> tuple[str, ...]:
    """The roles of steps that a posting's role may review: a chair stands in for the vice-chairs,
    so that a criterion which both of them direct still has somebody to check it."""
    return (role, Role.VICE_CHAIR) if role == Role.CHAIR else (role,)


def reviewable(access: Scope) -> Q:
    """The rounds whose step is held by a unit (or body) in which the official may review."""
    if access.is_system:
        return Q()
    found = Q(pk__in=[])
    for posting in access.postings:
        held = Q(holder_id=posting.unit_id, step__role__in=reviews_as(posting.role))
        found |= held & (Q(holder_body__isnull=True) | Q(holder_body_id=posting.body_id))
    return found


class Submission(CheckedModel):
    """A round: an assessment sent to a step, with a frozen list of items and papers."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="submissions", verbose_name="đánh giá"
    )
    step = models.ForeignKey(
        ReviewStep, on_delete=models.PROTECT, related_name="submissions", verbose_name="bước"
    )
    round = models.PositiveSmallIntegerField("lượt")
    holder = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="held_submissions", verbose_name="đơn vị nhận"
    )
    holder_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="tổ chức nhận"
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=SubmissionState, default=SubmissionState.SENT
    )
    submitted_at = models.DateTimeField("gửi lúc", default=timezone.now)
    submitted_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người gửi"
    )
    due_on = models.DateField("hạn trả lời")
    message = ProseField("lời gửi", blank=True)
    decided_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người kết luận",
    )
    decision_text = ProseField("kết luận", blank=True)
    supplement_by = models.DateField("bổ sung trước ngày", null=True, blank=True)
    closed_reason = ProseField("lý do rút hoặc mở lại", blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt thẩm tra"
        verbose_name_plural = "lượt thẩm tra"
        constraints = [
            models.UniqueConstraint(
                name="submission_round_unique", fields=["assessment", "step", "round"]
            ),
            models.UniqueConstraint(
                name="submission_one_open_per_assessment",
                fields=["assessment"],
                condition=Q(state=SubmissionState.SENT),
                violation_error_message="Đánh giá này đang chờ thẩm tra ở một bước.",
            ),
            models.CheckConstraint(
                name="submission_decided_with_time",
                condition=Q(
                    state__in=[SubmissionState.SENT, SubmissionState.WITHDRAWN],
                    decided_at__isnull=True,
                )
                | Q(
                    state__in=[
                        SubmissionState.RETURNED,
                        SubmissionState.APPROVED,
                        SubmissionState.REOPENED,
                    ],
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="submission_returned_has_words_and_day",
                condition=~Q(state=SubmissionState.RETURNED)
                | (~Q(decision_text="") & Q(supplement_by__isnull=False)),
                violation_error_message="Trả lại thì phải nêu lý do và hạn bổ sung.",
            ),
            models.CheckConstraint(
                name="submission_closed_has_reason",
                condition=~Q(state__in=[SubmissionState.WITHDRAWN, SubmissionState.REOPENED])
                | ~Q(closed_reason=""),
                violation_error_message="Rút lại hoặc mở lại thì phải ghi lý do.",
            ),
        ]
        indexes = [
            # Not a partial index: SQLite does not take one when the state is a bound parameter.
            models.Index(fields=["holder", "state", "submitted_at", "id"], name="submission_queue")
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.step}, lượt {self.round}"


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


class SubmittedPaper(AppendOnlyModel):
    """One paper as it was sent: its revision at that moment, frozen."""

    item = models.ForeignKey(SubmittedItem, on_delete=models.PROTECT, related_name="papers")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="submitted")
    place = LineField("vị trí", max_length=100, blank=True)

    class Meta:
        verbose_name = "minh chứng đã gửi"
        verbose_name_plural = "minh chứng đã gửi"
        constraints = [
            models.UniqueConstraint(name="submitted_paper_unique", fields=["item", "revision"])
        ]

    def __str__(self) -> str:
        return f"{self.revision}"


class VerdictFields(models.Model):
    """What a reviewer says of an item. `marks`: places on a file, as
    `{"revision": pk, "page": 1, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.1, "text": "…"}` with
    fractions of the page's width and height."""

    kind = models.CharField("kết luận", max_length=10, choices=VerdictKind)
    reason_code = models.CharField("lý do", max_length=15, choices=ReasonCode, blank=True)
    text = ProseField("nhận xét", blank=True)
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


class DraftVerdict(VerdictFields):
    """Seen by the reviewers of the step alone; no page of the commune reads this table."""

    item = models.OneToOneField(SubmittedItem, on_delete=models.CASCADE, related_name="draft")
    is_kept = models.BooleanField("giữ từ lượt trước", default=False)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta(VerdictFields.Meta):
        verbose_name = "nhận xét nháp"
        verbose_name_plural = "nhận xét nháp"

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"


class Verdict(AppendOnlyModel, VerdictFields):
    """A verdict as sent; kept for ever (triggers see to it)."""

    item = models.OneToOneField(SubmittedItem, on_delete=models.PROTECT, related_name="verdict")
    is_kept = models.BooleanField("giữ từ lượt trước", default=False)

    class Meta(VerdictFields.Meta):
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"

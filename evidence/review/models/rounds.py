"""Rounds: an assessment sent to a step."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from criteria.models import Assessment
from evidence.review.enums import SubmissionState
from evidence.review.models.chains import ReviewStep
from ntm_project.common.addresses import of_row
from ntm_project.common.models import (
    CheckedModel,
    ProseField,
)
from villages.enums import Role
from villages.models import Body, Official, Scope, Unit, in_scope

COMMON_REASON_MISSING = "Trả lại thì phải nêu lý do chung."


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, access: Scope) -> "SubmissionQuerySet":
        """Rounds of one's own units, and rounds sent to a step that one reviews."""
        return self.filter(in_scope(access, "assessment__unit__path") | reviewable(access))

    def sent_to(self, access: Scope) -> "SubmissionQuerySet":
        """Rounds sent to a step that one reviews."""
        if access.is_system:
            return self
        # The holders once more by themselves: so a list walks the index of one that holds steps.
        holders = {posting.unit_id for posting in access.postings}
        return self.filter(reviewable(access), holder__in=holders)

    def open(self) -> "SubmissionQuerySet":
        """Rounds without a decision, not withdrawn."""
        return self.filter(state=SubmissionState.SENT)

    def awaiting(self, access: Scope) -> "SubmissionQuerySet":
        """Open rounds sent to a step that one reviews."""
        return self.open().sent_to(access)

    def for_queue(self) -> "SubmissionQuerySet":
        """With what a row of a list shows, and no other column."""
        return self.select_related(
            "step", "assessment__unit", "assessment__criteria_set", "submitted_by", "decided_by"
        ).only(*_QUEUE_COLUMNS)

    def for_page(self) -> "SubmissionQuerySet":
        """With everything that a page of a round shows."""
        return self.select_related(
            "assessment__unit__parent",
            "assessment__criteria_set",
            "step",
            "holder",
            "holder_body",
            "submitted_by",
            "decided_by",
        )


_QUEUE_COLUMNS = (
    "state",
    "round",
    "submitted_at",
    "due_on",
    "decided_at",
    "step__name",
    "assessment__year",
    "assessment__unit__noun",
    "assessment__unit__name",
    "assessment__criteria_set__short_name",
    "submitted_by__full_name",
    "submitted_by__distinction",
    "decided_by__full_name",
    "decided_by__distinction",
)


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
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tổ chức nhận",
    )
    state = models.CharField(
        "tình trạng", max_length=10, choices=SubmissionState, default=SubmissionState.SENT
    )
    submitted_at = models.DateTimeField("gửi lúc", default=timezone.now)
    submitted_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gửi",
    )
    due_on = models.DateField("hạn trả lời")
    message = ProseField("lời gửi tới bên thẩm tra", blank=True)
    decided_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người kết luận",
    )
    decision_text = ProseField("kết luận chung", blank=True, help_text=COMMON_REASON_MISSING)
    supplement_by = models.DateField("bổ sung chậm nhất ngày", null=True, blank=True)
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
            models.Index(fields=["holder", "state", "submitted_at", "id"], name="submission_queue"),
            models.Index(fields=["holder", "decided_at", "id"], name="submission_handled"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.step}, lượt {self.round}"

    def get_absolute_url(self) -> str:
        return of_row("evidence:round", self.pk)

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept: that of the assessment."""
        return self.assessment.unit

    @property
    def is_open(self) -> bool:
        return self.state == SubmissionState.SENT

    @property
    def tone(self) -> str:
        """The tone of the badge that shows its state."""
        return SubmissionState(self.state).tone

    @property
    def holder_name(self) -> str:
        """Whose step it is: the body, or the unit."""
        return str(self.holder_body or self.holder.title_name)

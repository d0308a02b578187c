"""The legal fact that a unit was recognised, and whether a unit above stands behind it."""

from django.db import models
from django.db.models import F, Q

from criteria.enums import Confirmation
from criteria.models.sets import CriteriaSet
from ntm_project.common.dates import format_day
from ntm_project.common.models import CheckedModel, LineField, ProseField, VersionedModel
from villages.models import Official, Scope, Unit, in_scope

REFUSAL_MISSING = "Không xác nhận thì phải ghi lý do."
REVOKED_EARLY = "Ngày thu hồi phải bằng hoặc sau ngày công nhận."


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def visible_to(self, access: Scope) -> "RecognitionQuerySet":
        return self.filter(in_scope(access, "unit__path"))

    def in_force(self) -> "RecognitionQuerySet":
        """Neither revoked nor refused; whether a unit above has confirmed it is another matter."""
        return self.filter(revoked_on__isnull=True).exclude(confirmation=Confirmation.REFUSED)


class Recognition(CheckedModel, VersionedModel):
    """The legal fact that a unit was recognised, apart from any computed standing.

    Entered by a unit above, it is confirmed; entered by the unit itself, it awaits that.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="recognitions", verbose_name="đơn vị"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recognitions",
        verbose_name="bộ tiêu chí",
    )
    title = LineField("danh hiệu", max_length=100)
    decision_number = LineField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định")
    issuer = LineField("cơ quan ban hành", max_length=200)
    revoked_on = models.DateField("ngày thu hồi", null=True, blank=True)
    revoked_by = LineField("quyết định thu hồi", max_length=200, blank=True)
    revoked_for = ProseField("lý do thu hồi", blank=True, max_length=5_000)
    note = ProseField("ghi chú", blank=True)
    entered_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi",
    )
    confirmation = models.CharField(
        "xác nhận của cấp trên",
        max_length=10,
        choices=Confirmation,
        default=Confirmation.AWAITING,
        db_default=Confirmation.AWAITING,
    )
    answered_at = models.DateTimeField("cấp trên trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người trả lời",
    )
    refusal = ProseField("lý do không xác nhận", blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "công nhận"
        verbose_name_plural = "công nhận"
        constraints = [
            models.CheckConstraint(
                name="recognition_revoked_after_decision",
                condition=Q(revoked_on__gte=F("decided_on")),
                violation_error_message=REVOKED_EARLY,
            ),
            models.CheckConstraint(
                name="recognition_answered_with_time",
                condition=Q(confirmation=Confirmation.AWAITING, answered_at__isnull=True)
                | Q(
                    confirmation__in=[Confirmation.CONFIRMED, Confirmation.REFUSED],
                    answered_at__isnull=False,
                ),
                violation_error_message="Cấp trên trả lời thì phải ghi lúc trả lời.",
            ),
            models.CheckConstraint(
                name="recognition_refused_with_reason",
                condition=Q(confirmation=Confirmation.REFUSED) & ~Q(refusal="")
                | ~Q(confirmation=Confirmation.REFUSED) & Q(refusal=""),
                violation_error_message=REFUSAL_MISSING,
            ),
            models.UniqueConstraint(
                name="recognition_one_in_force_per_set",
                fields=["unit", "criteria_set"],
                condition=Q(
                    revoked_on__isnull=True,
                    confirmation__in=[Confirmation.AWAITING, Confirmation.CONFIRMED],
                ),
                violation_error_message="Đơn vị đang được công nhận theo bộ tiêu chí này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.title}"

    @property
    def number_words(self) -> str:
        """The number of its decision; what is not known of it is named so."""
        return self.decision_number or "chưa rõ"

    @property
    def decision_words(self) -> str:
        """Its decision within a sentence: `quyết định số 12/QĐ-UBND ngày 06/11/2021`."""
        day = format_day(self.decided_on)
        if not self.decision_number:
            return f"quyết định ngày {day}, chưa rõ số"
        return f"quyết định số {self.decision_number} ngày {day}"

    @property
    def is_awaiting(self) -> bool:
        return self.confirmation == Confirmation.AWAITING

    @property
    def confirmation_words(self) -> str:
        """The confirmation as shown beside the recognition everywhere: `Chưa xác nhận`."""
        return str(Confirmation(self.confirmation).label)

    @property
    def tone(self) -> str:
        """The tone of the badge with those words."""
        return Confirmation(self.confirmation).tone

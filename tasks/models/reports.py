"""The standing officer's reports of a period: which days they count, and their words."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from ntm_project.common.models import CheckedModel, LineField, ProseField, VersionedModel
from tasks.enums import PeriodKind, ReportSection
from tasks.models.plans import LINES_HELP, SECTION_WRITTEN
from tasks.periods import PERIOD_OUT_OF_ORDER, period_error, period_words
from villages.models import Scope, Unit, in_scope


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def visible_to(self, access: Scope) -> "ProgressReportQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class ProgressReport(CheckedModel, VersionedModel):
    """Unit × period. Its tables are drawn from the record as of `ends_on` and stored nowhere; its
    remarks are, once somebody has written them."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="progress_reports", verbose_name="đơn vị"
    )
    kind = models.CharField("kỳ báo cáo", max_length=10, choices=PeriodKind)
    starts_on = models.DateField("số liệu từ ngày")
    ends_on = models.DateField("đến hết ngày")
    symbol = LineField("ký hiệu", max_length=40, default="BC-UBND", blank=True)
    sent_to = ProseField(
        "kính gửi", max_length=500, blank=True, help_text="Mỗi dòng một nơi; bỏ trống thì không in."
    )
    recipients = ProseField(
        "nơi nhận", max_length=3000, blank=True, help_text="Mỗi dòng một nơi nhận."
    )
    authority = ProseField("quyền hạn ký", max_length=300, default="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    signatory_name = LineField("người ký", max_length=100, blank=True)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tiến độ"
        verbose_name_plural = "báo cáo tiến độ"
        constraints = [
            models.UniqueConstraint(
                name="progress_report_once_per_period",
                fields=["unit", "kind", "ends_on"],
                violation_error_message="Đơn vị đã có báo cáo của kỳ này.",
            ),
            models.CheckConstraint(
                name="progress_report_days_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=PERIOD_OUT_OF_ORDER,
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo tiến độ {self.period}, {self.unit.title_name}"

    def clean(self) -> None:
        super().clean()
        has_days = self.starts_on and self.ends_on
        if has_days and (error := period_error(self.kind, self.starts_on, self.ends_on)):
            raise ValidationError({"ends_on": error})

    @property
    def period(self) -> str:
        """`tháng 8/2024`."""
        return period_words(self.kind, self.starts_on, self.ends_on)

    def counted_until(self, today: date) -> date:
        """The last day that counts: of a period that is not over, today."""
        return max(self.starts_on, min(self.ends_on, today))

    @property
    def eve(self) -> date:
        """The last day of the period before."""
        return self.starts_on - timedelta(days=1)

    @property
    def is_weekly(self) -> bool:
        """A working paper of one page: no number, no appendix."""
        return self.kind == PeriodKind.WEEK

    @property
    def is_detailed(self) -> bool:
        """Whether it covers a quarter or more, so that every indicator is printed, also where
        nothing moved."""
        return self.kind not in (PeriodKind.WEEK, PeriodKind.MONTH)


class ReportRemark(VersionedModel):
    """What somebody wrote of one section; a line that begins with "- " prints as a bullet."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="remarks")
    section = models.CharField("mục", max_length=20, choices=ReportSection)
    text = ProseField(
        "nội dung",
        max_length=10_000,
        blank=True,
        help_text=LINES_HELP,
    )
    counted_until = models.DateField("số liệu tính đến ngày", null=True, blank=True, editable=False)
    written_at = models.DateTimeField("soạn, đọc lại lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "nhận xét của báo cáo"
        verbose_name_plural = "nhận xét của báo cáo"
        constraints = [
            models.UniqueConstraint(
                name="report_remark_unique_section",
                fields=["report", "section"],
                violation_error_message=SECTION_WRITTEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_section_display()}"

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept."""
        return self.report.unit

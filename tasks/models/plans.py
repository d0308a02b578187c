"""A commune's plan of a year: window, targets, authored texts, citations, recipients, signatory."""

from datetime import date
from typing import Any

from django.db import models

from criteria.enums import Comparator
from criteria.models import Assessment, Criterion, Indicator
from ntm_project.common.addresses import of_row
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.models import (
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from tasks.enums import PlanSection
from tasks.models.deadlines import DeadlineFields
from tasks.models.parts import ListedPart
from villages.models import Scope, Unit, in_scope

SECTION_WRITTEN = "Mục này đã có nội dung."
LINES_HELP = "Mỗi dòng là một đoạn. Dòng bắt đầu bằng “- ” in thành gạch đầu dòng."


def is_year_over(year: int, day: date) -> bool:
    """Whether the year of a plan has ended on the day: what it left open is settled by then."""
    return year < day.year


class PlanQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "PlanQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class Plan(KeyedModel, VersionedModel):
    """Commune × year × kind of paper."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="plans", verbose_name="đơn vị"
    )
    year = models.PositiveSmallIntegerField("năm")
    kind = LineField("tên loại văn bản", max_length=60, default="Kế hoạch")
    symbol = LineField("ký hiệu", max_length=40, default="KH-UBND")
    title = ProseField("trích yếu", max_length=1000)
    issuer = ProseField(
        "cơ quan ban hành",
        max_length=300,
        help_text="Mỗi dòng một dòng in, ví dụ dòng một ỦY BAN NHÂN DÂN, dòng hai XÃ MAI ĐÌNH.",
    )
    place = LineField("địa danh", max_length=60)
    authority = ProseField("quyền hạn ký", max_length=300, default="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    signatory_office = LineField("chức vụ dưới chữ ký", max_length=100, blank=True)
    signatory_name = LineField("người ký", max_length=100, blank=True)
    note = ProseField("ghi chú", max_length=2000, blank=True)
    search = SearchField(sources=["kind", "year", "symbol", "title"])

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        constraints = [
            models.UniqueConstraint(
                name="plan_unique_unit_year_kind",
                fields=["unit", "year", "kind"],
                violation_error_message="Đơn vị đã có văn bản loại này cho năm.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} năm {self.year} – {self.unit.title_name}"

    def get_absolute_url(self) -> str:
        return of_row("tasks:plan", self.pk)

    def is_over(self, day: date) -> bool:
        """Whether its year has ended on the day."""
        return is_year_over(self.year, day)


def copied_from() -> "models.ForeignKey[Plan | None, Plan | None]":
    """Which earlier plan a row was copied from."""
    return models.ForeignKey(
        Plan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="chép từ kế hoạch",
    )


class PlanPart(ListedPart):
    """A row of one of a plan's lists."""

    owner_field = "plan"

    plan: "models.ForeignKey[Plan, Plan]"
    copied_from = copied_from()

    class Meta:
        abstract = True


class PlanWindow(PlanPart, DeadlineFields):
    """A window of the plan: which work, from when to when."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="windows")
    text = ProseField("nội dung", max_length=2000)
    who = LineField("giao cho", max_length=200, blank=True)

    class Meta(DeadlineFields.Meta):
        verbose_name = "thời gian thực hiện"
        verbose_name_plural = "thời gian thực hiện"

    def __str__(self) -> str:
        return self.text[:100]


class PlanText(VersionedModel):
    """One authored text, in plain text; a line that begins with "- " prints as a bullet."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField("mục", max_length=20, choices=PlanSection)
    text = ProseField(
        "nội dung",
        max_length=20_000,
        blank=True,
        help_text=LINES_HELP,
    )
    copied_from = copied_from()

    class Meta:
        verbose_name = "nội dung kế hoạch"
        verbose_name_plural = "nội dung kế hoạch"
        constraints = [
            models.UniqueConstraint(
                name="plan_text_unique_section",
                fields=["plan", "section"],
                violation_error_message=SECTION_WRITTEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_section_display()}"

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept."""
        return self.plan.unit


class Target(PlanPart, DeadlineFields):
    """What the plan aims at: an assessment to be met, or a figure of a criterion to be reached."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="targets", verbose_name="đánh giá"
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="tiêu chí",
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="chỉ tiêu",
    )
    text = ProseField("mục tiêu", max_length=2000)
    comparator = models.CharField("so sánh", max_length=3, choices=Comparator, blank=True)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True, blank=True)
    value_max = models.DecimalField(
        "đến, hoặc trên tổng số", max_digits=18, decimal_places=4, null=True, blank=True
    )
    unit_words = LineField("đơn vị tính", max_length=60, blank=True)

    class Meta(DeadlineFields.Meta):
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"

    def __str__(self) -> str:
        return self.text[:100]


class CitationQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "CitationQuerySet":
        return self.filter(in_scope(access, "plan__unit__path"))


class Citation(KeyedModel, PlanPart):
    """A document that the plan cites; first in full, later by type and number (Decree 30)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="citations")
    number = LineField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = LineField("cơ quan ban hành", max_length=200, blank=True)
    title = ProseField("tên loại, trích yếu", max_length=1000, blank=True)
    section = LineField("viện dẫn tại", max_length=100, blank=True)
    is_inferred = models.BooleanField("tạm tính, văn bản nguồn không nêu đủ", default=False)
    note = ProseField("ghi chú", max_length=1000, blank=True)
    search = SearchField(sources=["number", "issuer", "title"])

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản viện dẫn"
        verbose_name_plural = "văn bản viện dẫn"

    def __str__(self) -> str:
        return " ".join(filter(None, [self.number, self.title]))[:200]


class Recipient(PlanPart):
    """One line of "Nơi nhận", as printed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="recipients")
    text = LineField("nơi nhận", max_length=200, help_text="Ví dụ: Đảng ủy (để báo cáo).")

    class Meta:
        verbose_name = "nơi nhận"
        verbose_name_plural = "nơi nhận"

    def __str__(self) -> str:
        return self.text


class ReportingDuty(PlanPart):
    """Who reports what to whom, and in which rhythm."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_duties")
    who = LineField("ai báo cáo", max_length=200, blank=True)
    text = ProseField("nội dung báo cáo", max_length=2000)
    rhythm_words = LineField(
        "nhịp báo cáo", max_length=100, blank=True, help_text="Ví dụ: hàng tuần."
    )
    rhythm = LineField("nhịp", max_length=60, blank=True, editable=False)
    report_to = LineField("báo cáo với", max_length=200, blank=True)
    note = ProseField("ghi chú", max_length=1000, blank=True)

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"

    def save(self, **kwargs: Any) -> None:
        """Save; the rhythm follows from its words whenever these are saved."""
        names = kwargs.get("update_fields")
        if names is None or "rhythm_words" in names:
            self.rhythm = parse_deadline(self.rhythm_words, year=self.plan.year).rhythm
            if names is not None:
                kwargs["update_fields"] = {*names, "rhythm"}
        super().save(**kwargs)

    def __str__(self) -> str:
        return self.text[:100]

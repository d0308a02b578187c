"""A unit judged by a set in a year: results, their changes, baselines, figures."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from criteria.enums import NOBODY, Claim, Comparator, State
from criteria.models.indicators import Criterion, Indicator
from criteria.models.levels import DENOMINATOR_ALONE, levels_of
from criteria.models.sets import CriteriaSet
from ntm_project.common.addresses import of_row
from ntm_project.common.models import (
    AppendOnlyModel,
    CheckedModel,
    LineField,
    ProseField,
    VersionedModel,
)
from ntm_project.common.numbers import format_decimal
from villages.models import Official, Scope, Unit, in_scope

if TYPE_CHECKING:
    from criteria.origins import OriginLine

REASON_MISSING = "Chọn “Không áp dụng” thì phải ghi lý do."


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, access: Scope) -> "AssessmentQuerySet":
        return self.filter(in_scope(access, "unit__path"))

    def with_successor(self) -> "AssessmentQuerySet":
        """Each with `moved_to`: the key of the assessment that took its results over; and with
        `amended_by`, that of the last published set which amends its own for its year."""
        later = Assessment.objects.filter(carried_from=models.OuterRef("pk")).order_by("-pk")
        own = models.OuterRef(models.OuterRef("criteria_set"))
        amending = CriteriaSet.objects.filter(
            # One that was amended itself is opened no more.
            amends__in=CriteriaSet.objects.filter(Q(pk=own) | Q(amends=own)).values("pk"),
            published_at__isnull=False,
            year_from__lte=models.OuterRef("year"),
        ).order_by("-edition", "-pk")
        return self.annotate(
            moved_to=models.Subquery(later.values("pk")[:1]),
            amended_by=models.Subquery(amending.values("pk")[:1]),
        )

    def for_page(self) -> "AssessmentQuerySet":
        """With its unit, what that lies in, and its set."""
        return self.select_related("unit__parent", "criteria_set")

    def for_table(self) -> "AssessmentQuerySet":
        """With unit and set, in the order of a board: the commune first, then its villages."""
        return self.select_related("unit", "criteria_set").order_by(
            "-year", "unit__path", "criteria_set__code", "pk"
        )


class Assessment(VersionedModel):
    """Unit × set × year."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="assessments", verbose_name="đơn vị"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet,
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name="bộ tiêu chí",
    )
    year = models.PositiveSmallIntegerField("năm")
    baseline_on = models.DateField(
        "lấy hiện trạng đến ngày", null=True, blank=True, help_text="Ví dụ 30/12/2023."
    )
    target_on = models.DateField("phấn đấu đạt chậm nhất ngày", null=True, blank=True)
    is_registered = models.BooleanField("đã đăng ký với cấp trên", default=False)
    note = ProseField("ghi chú", blank=True, max_length=2000)
    # The assessment by an earlier set whose results this one took over (`criteria.mapping`).
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        verbose_name="lấy kết quả từ đánh giá",
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá"
        verbose_name_plural = "đánh giá"
        constraints = [
            models.UniqueConstraint(
                name="assessment_unique_unit_set_year",
                fields=["unit", "criteria_set", "year"],
                violation_error_message="Đơn vị đã có đánh giá theo bộ này trong năm.",
            ),
            models.CheckConstraint(
                name="assessment_dates_in_order",
                condition=Q(target_on__gte=F("baseline_on")),
                violation_error_message="Ngày phấn đấu phải bằng hoặc sau ngày lấy hiện trạng.",
            ),
        ]
        # The whole country's of a year, as of a day: not those of all years.
        indexes = [
            models.Index(name="assessment_of_year", fields=["criteria_set", "year", "unit"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit.title_name} – {self.criteria_set.short_name} năm {self.year}"

    def get_absolute_url(self) -> str:
        return of_row("reports:assessment", self.pk)


class Baseline(models.Model):
    """What a plan or report stated of a whole criterion on a day, before anybody judged indicators.

    Kept apart from results: the standing falls back on it only while results decide nothing.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="baselines", verbose_name="đánh giá"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="baselines", verbose_name="tiêu chí"
    )
    state = models.CharField("hiện trạng", max_length=10, choices=State)
    as_of = models.DateField("tính đến ngày", null=True, blank=True)
    is_inferred = models.BooleanField("tạm tính, không nêu đích danh", default=False)
    label = LineField("tên gọi trong văn bản", max_length=200, blank=True)
    words = ProseField("như văn bản viết", blank=True)
    conclusion = ProseField(
        "kết luận của người nhập",
        blank=True,
        help_text="Vì sao ghi như vậy; không phải lời văn bản.",
    )
    basis = LineField("căn cứ xác nhận", max_length=300, blank=True)

    class Meta:
        verbose_name = "hiện trạng ban đầu"
        verbose_name_plural = "hiện trạng ban đầu"
        constraints = [
            models.UniqueConstraint(
                name="baseline_unique_per_criterion",
                fields=["assessment", "criterion"],
                violation_error_message="Tiêu chí đã có hiện trạng ban đầu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_state_display()}"

    @property
    def audit_unit(self) -> Unit:
        return self.assessment.unit


class MeasuredFields(CheckedModel):
    """Claim and measure of an indicator; the same in the present row and in each change."""

    claim = models.CharField("tự đánh giá", max_length=15, choices=Claim, default=Claim.NOT_YET)
    value = models.DecimalField("kết quả", max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(
        "mẫu số", max_digits=18, decimal_places=4, null=True, blank=True
    )
    grade = LineField("xếp loại", max_length=100, blank=True)
    as_of = models.DateField("tính đến ngày", null=True, blank=True)
    source = LineField("nguồn số liệu", max_length=300, blank=True)
    note = ProseField("ghi chú, lý do", blank=True)
    is_inferred = models.BooleanField("tạm tính, không nêu đích danh", default=False)
    edition = models.PositiveIntegerField("xét theo mức của đợt", default=0, editable=False)

    class Meta:
        abstract = True


# What of it is judged: another day, source or note makes no other result.
_JUDGED = ("claim", "value", "denominator", "grade")


def judged_values(row: MeasuredFields) -> list[Any]:
    """What a result or one of its changes states as judged, to be compared with another."""
    return [getattr(row, name) for name in _JUDGED]


def measured_values(row: MeasuredFields) -> dict[str, Any]:
    """What a result or one of its changes states, by the name of the field."""
    return {field.name: getattr(row, field.name) for field in MeasuredFields._meta.fields}


def with_levels(results: "Iterable[Result]") -> "list[Result]":
    """The results with what judging them needs: the levels of their indicators, in one query."""
    found = list(results)
    levels = levels_of([result.indicator for result in found]) if found else {}
    for result in found:
        result.indicator.known_levels = levels[result.indicator_id]
    return found


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, access: Scope) -> "ResultQuerySet":
        return self.filter(in_scope(access, "assessment__unit__path"))

    def with_names(self) -> "ResultQuerySet":
        """With indicator, assessment, unit, set, and the names of who is in charge where somebody
        is, for a page of one result."""
        names = Official.objects.only("full_name", "distinction")
        return self.select_related(
            "assessment__unit", "assessment__criteria_set", "indicator__criterion"
        ).prefetch_related(models.Prefetch("in_charge", names))

    def for_table(self) -> "ResultQuerySet":
        """With all that a row shows but its level (`with_levels`), in the order of the set."""
        return self.select_related("indicator__criterion", "in_charge").in_order()

    def in_order(self) -> "ResultQuerySet":
        """The results in the order of the set."""
        return self.order_by("indicator__criterion__number", "indicator__order", "pk")


class Result(VersionedModel, MeasuredFields):
    """The present state of one indicator in one assessment. Empty is not zero."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="results", verbose_name="đánh giá"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="results", verbose_name="chỉ tiêu"
    )
    in_charge = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="results_in_charge",
        verbose_name="người phụ trách",
    )

    # Where it was taken over from (`criteria.origins`), where a page has read it.
    origin_lines: "Sequence[OriginLine]" = ()

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả"
        verbose_name_plural = "kết quả"
        constraints = [
            models.UniqueConstraint(
                name="result_unique_per_indicator",
                fields=["assessment", "indicator"],
                violation_error_message="Chỉ tiêu đã có kết quả trong đánh giá này.",
            ),
            models.CheckConstraint(
                name="result_not_applicable_has_reason",
                condition=~Q(claim=Claim.NOT_APPLICABLE) | ~Q(note=""),
                violation_error_message=REASON_MISSING,
            ),
            models.CheckConstraint(
                name="result_denominator_positive_with_value",
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0, value__isnull=False),
                violation_error_message=DENOMINATOR_ALONE,
            ),
        ]

    def __str__(self) -> str:
        return f"Chỉ tiêu {self.indicator.code} – {self.get_claim_display()}"

    @property
    def in_charge_words(self) -> str:
        """Who is in charge of it, or that nobody is."""
        return str(self.in_charge or NOBODY)

    @property
    def anchor(self) -> str:
        """The id of its row on every page that shows it."""
        return f"result-{self.pk}"

    @property
    def open_id(self) -> str:
        """The id of its row's button and of the form's “Lưu”: focus passes between them."""
        return f"open-{self.pk}"

    def get_absolute_url(self) -> str:
        """The place of its row: the page of its criterion in its assessment, at the row."""
        number = self.indicator.criterion.number
        page = reverse("reports:criterion", args=[self.assessment_id, number])
        return f"{page}#{self.anchor}"

    @property
    def audit_unit(self) -> Unit:
        return self.assessment.unit


class ResultChangeQuerySet(models.QuerySet["ResultChange"]):
    def as_of(self, day: date) -> "ResultChangeQuerySet":
        """The last change of each result whose day is the given one or earlier."""
        newest = (
            ResultChange.objects.filter(result=models.OuterRef("result"), effective_on__lte=day)
            .order_by("-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(newest))


class ResultChange(AppendOnlyModel, MeasuredFields):
    """One change of a result, kept for ever, so that any page can be shown as of a date."""

    result = models.ForeignKey(
        Result, on_delete=models.PROTECT, related_name="changes", verbose_name="kết quả"
    )
    version = models.PositiveIntegerField("phiên bản")
    effective_on = models.DateField("có giá trị từ ngày")
    recorded_at = models.DateTimeField("ghi lúc", default=timezone.now)
    recorded_by_id = models.BigIntegerField("mã người ghi", null=True)
    recorded_by_name = LineField("người ghi", max_length=100)
    reason = ProseField("lý do ghi thay, hoàn tác", blank=True, default="", max_length=500)
    request_id = models.UUIDField("mã yêu cầu")

    objects = ResultChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "lần thay đổi kết quả"
        verbose_name_plural = "lần thay đổi kết quả"
        constraints = [
            models.UniqueConstraint(name="result_change_version", fields=["result", "version"])
        ]
        indexes = [models.Index(fields=["result", "effective_on"], name="result_change_as_of")]

    def __str__(self) -> str:
        return f"{self.result} (lần {self.version})"


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, access: Scope) -> "FigureQuerySet":
        return self.filter(in_scope(access, "assessment__unit__path"))


class Figure(VersionedModel):
    """A figure that a report states about a criterion, beside the indicators themselves."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="figures", verbose_name="đánh giá"
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name="tiêu chí",
    )
    text = ProseField("nội dung", max_length=1000)
    comparator = models.CharField("so sánh", max_length=3, choices=Comparator, blank=True)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True, blank=True)
    out_of = models.DecimalField(
        "trên tổng", max_digits=18, decimal_places=4, null=True, blank=True
    )
    unit_words = LineField("đơn vị tính", max_length=60, blank=True)
    as_of = models.DateField("tính đến ngày", null=True, blank=True)
    is_inferred = models.BooleanField("tạm tính", default=False)
    source = LineField("nguồn", max_length=300, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu nêu trong báo cáo"
        verbose_name_plural = "số liệu nêu trong báo cáo"

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def audit_unit(self) -> Unit:
        return self.assessment.unit

    @property
    def anchor(self) -> str:
        """The id of its line on the page that shows it."""
        return f"so-lieu-{self.pk}"

    @property
    def value_words(self) -> str:
        """The value as reported: `≥ 7/8 xóm`, a degree as `mức độ 2`; "" where it states no
        number."""
        if self.value is None:
            return ""
        sign = f"{Comparator(self.comparator).label} " if self.comparator else ""
        total = f"/{format_decimal(self.out_of)}" if self.out_of is not None else ""
        value = f"{sign}{format_decimal(self.value)}{total}"
        if self.unit_words.casefold().startswith("mức"):
            return f"{self.unit_words} {value}"
        return f"{value}%" if self.unit_words == "%" else f"{value} {self.unit_words}".rstrip()

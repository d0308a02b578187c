"""Computed rows that boards read: one per criterion of an assessment, and tallies above them."""

from django.db import models

from criteria.enums import StandingSource, State
from criteria.models.assessments import Assessment
from criteria.models.indicators import Criterion
from criteria.models.sets import CriteriaSet
from criteria.states import met_counts
from ntm_project.common.dates import format_day
from villages.models import Unit


class ScoreFields(models.Model):
    """A score as columns: state, source and counts of one criterion of one assessment."""

    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.UNKNOWN)
    source = models.CharField("căn cứ", max_length=10, choices=StandingSource)
    is_inferred = models.BooleanField("tạm tính", default=False)
    met = models.PositiveSmallIntegerField("chỉ tiêu đạt", default=0)
    not_met = models.PositiveSmallIntegerField("chỉ tiêu chưa đạt", default=0)
    not_yet = models.PositiveSmallIntegerField("chỉ tiêu chưa đánh giá", default=0)
    not_applicable = models.PositiveSmallIntegerField("chỉ tiêu không áp dụng", default=0)
    contradicting = models.PositiveSmallIntegerField("chỉ tiêu không khớp số liệu", default=0)

    class Meta:
        abstract = True

    @property
    def counts(self) -> str:
        return met_counts(self)


class Standing(ScoreFields):
    """The present state of a criterion in an assessment; written by `services.standings` alone."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="standings", verbose_name="đánh giá"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="standings", verbose_name="tiêu chí"
    )

    class Meta:
        verbose_name = "tình trạng tiêu chí"
        verbose_name_plural = "tình trạng tiêu chí"
        constraints = [
            models.UniqueConstraint(
                name="standing_unique_per_criterion", fields=["assessment", "criterion"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_state_display()}"


class StandingStep(ScoreFields):
    """From which day on a criterion stood at what: the same score over time (ADR 2).

    Written only by `recompute`, as the standing is; before the first step nothing was known.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="steps", verbose_name="đánh giá"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="steps", verbose_name="tiêu chí"
    )
    on = models.DateField("từ ngày")

    class Meta:
        verbose_name = "diễn biến tiêu chí"
        verbose_name_plural = "diễn biến tiêu chí"
        constraints = [
            models.UniqueConstraint(
                name="standing_step_unique_per_day", fields=["assessment", "criterion", "on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_state_display()} từ {format_day(self.on)}"


class Tally(models.Model):
    """How many units below an upper unit are in each state of a criterion, in a year."""

    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="tallies", verbose_name="đơn vị"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="tallies", verbose_name="bộ tiêu chí"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="tallies", verbose_name="tiêu chí"
    )
    year = models.PositiveSmallIntegerField("năm")
    met = models.PositiveIntegerField("đạt", default=0)
    not_met = models.PositiveIntegerField("chưa đạt", default=0)
    unknown = models.PositiveIntegerField("chưa rõ", default=0)

    class Meta:
        verbose_name = "tổng hợp tiêu chí"
        verbose_name_plural = "tổng hợp tiêu chí"
        constraints = [
            models.UniqueConstraint(name="tally_unique", fields=["unit", "criterion", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.criterion} năm {self.year}"

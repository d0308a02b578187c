"""A criteria set as issued: criteria, indicators, required levels."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from criteria.enums import (
    Comparator,
    Confidence,
    IndicatorKind,
    MetRule,
    SetLevel,
    Tier,
)
from ntm_project.common.models import (
    CheckedModel,
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from ntm_project.common.numbers import format_decimal
from villages.enums import Region
from villages.models import OfEverybody

YEARS_OUT_OF_ORDER = "Năm kết thúc phải bằng hoặc sau năm bắt đầu."

if TYPE_CHECKING:
    from criteria.models.levels import Levels

UNVERIFIED = "Chưa đối chiếu văn bản gốc"


class Checkable(models.Model):
    """What somebody compared with the official text: when, who, and with which text."""

    checked_at = models.DateTimeField("đối chiếu lúc", null=True, blank=True, editable=False)
    checked_by = LineField("người đối chiếu", max_length=100, blank=True, editable=False)
    checked_against = LineField("đối chiếu với", max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_checked_against_a_text",
                condition=Q(checked_at__isnull=True, checked_by="", checked_against="")
                | (Q(checked_at__isnull=False) & ~Q(checked_against="")),
                violation_error_message="Đánh dấu đã đối chiếu thì phải ghi đối chiếu với gì.",
            )
        ]


USUAL_NOUN = "chỉ tiêu"
NOUN_FROM_2026 = "nội dung"


class CriteriaSet(OfEverybody, CheckedModel, VersionedModel, Checkable):
    """A set issued by a decision. A published set is never edited: an amendment is a new set.

    Levels that it lacked are added (`Level.edition`), and rows marked as checked; nothing else.
    """

    code = LineField("mã", max_length=40, unique=True)
    name = LineField("tên", max_length=300)
    short_name = LineField("tên ngắn", max_length=60)
    indicator_noun = LineField(
        "gọi chỉ tiêu là",
        max_length=30,
        default=USUAL_NOUN,
        help_text="Từ của văn bản: “chỉ tiêu”, từ năm 2026 là “nội dung tiêu chí”.",
    )
    place = LineField(
        "áp dụng tại tỉnh, thành phố",
        max_length=100,
        blank=True,
        help_text="Tên tỉnh như trong văn bản, ví dụ Bắc Giang; để trống nếu áp dụng cả nước.",
    )
    level = models.CharField("cấp áp dụng", max_length=10, choices=SetLevel)
    tier = models.CharField("mức chuẩn", max_length=10, choices=Tier)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    legal_basis = LineField("văn bản ban hành", max_length=300)
    refines = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refinements",
        verbose_name="cụ thể hóa bộ",
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name="sửa đổi bộ",
    )
    is_verified = models.BooleanField("đã đối chiếu văn bản gốc", default=False)
    criteria_known = models.PositiveSmallIntegerField("số tiêu chí theo văn bản", null=True)
    indicators_known = models.PositiveSmallIntegerField(
        "số chỉ tiêu theo văn bản", null=True, blank=True
    )
    recognition_needed = models.PositiveSmallIntegerField(
        "số tiêu chí phải đạt để công nhận",
        null=True,
        blank=True,
        help_text="Để trống khi chưa rõ: sổ lấy mức chặt nhất là mọi tiêu chí.",
    )
    recognition_source = LineField("căn cứ của điều kiện công nhận", max_length=300, blank=True)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    # Of an amending set: what it states binds sets that refine the amended one from this edition.
    edition = models.PositiveIntegerField("đợt sửa đổi", default=0, editable=False)
    note = ProseField("ghi chú", blank=True)

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        constraints = [
            *Checkable.Meta.constraints,
            models.CheckConstraint(
                name="set_years_in_order",
                condition=Q(year_to__gte=F("year_from")),
                violation_error_message=YEARS_OUT_OF_ORDER,
            ),
            models.CheckConstraint(
                name="set_recognition_rule_has_source",
                condition=Q(recognition_needed__isnull=True, recognition_source="")
                | (Q(recognition_needed__gte=1) & ~Q(recognition_source="")),
                violation_error_message="Số tiêu chí phải đạt để công nhận phải kèm căn cứ.",
            ),
            models.CheckConstraint(
                name="set_not_of_itself",
                condition=(Q(refines__isnull=True) | ~Q(refines=F("pk")))
                & (Q(amends__isnull=True) | ~Q(amends=F("pk"))),
                violation_error_message="Một bộ không thể cụ thể hóa hay sửa đổi chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def unverified_words(self) -> str:
        """The warning that stands wherever the set is named; "" once it was checked."""
        return "" if self.is_verified else UNVERIFIED

    @property
    def noun(self) -> str:
        """What the set calls an indicator: its own word, from 2026 on the official “nội dung”."""
        is_usual = self.indicator_noun == USUAL_NOUN
        return NOUN_FROM_2026 if is_usual and self.year_from >= 2026 else self.indicator_noun

    @property
    def years(self) -> str:
        """`2021–2025`, or `từ 2022` while nobody has stated until when."""
        if self.year_to:
            return f"{self.year_from}–{self.year_to}"
        return f"từ {self.year_from}"


def unverified_note(sets: Iterable[CriteriaSet]) -> str:
    """The warning below a paper's table of criteria; "" where all their sets were checked."""
    bases = dict.fromkeys(s.legal_basis for s in sets if s.unverified_words)
    if not bases:
        return ""
    words = UNVERIFIED[:1].lower() + UNVERIFIED[1:]
    return f"Ghi chú: tên tiêu chí, chỉ tiêu theo {', '.join(bases)} {words}."


class Criterion(OfEverybody, KeyedModel, VersionedModel, Checkable):
    """Identity is (set, number): the number alone means nothing across sets."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="criteria", verbose_name="bộ tiêu chí"
    )
    number = models.PositiveSmallIntegerField("số")
    name = LineField("tên", max_length=200)
    group = LineField("nhóm", max_length=100, blank=True)
    rule = models.CharField("cách tính", max_length=10, choices=MetRule, default=MetRule.ALL)
    needed = models.PositiveSmallIntegerField("số chỉ tiêu phải đạt", null=True, blank=True)
    search = SearchField(sources=["number", "name"])

    objects = KeyedQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        constraints = [
            *Checkable.Meta.constraints,
            models.UniqueConstraint(
                name="criterion_number_unique_in_set",
                fields=["criteria_set", "number"],
                violation_error_message="Bộ này đã có tiêu chí mang số này.",
            ),
            models.CheckConstraint(
                name="criterion_needed_only_for_k_of_n",
                condition=Q(rule=MetRule.K_OF_N, needed__gte=1)
                | (~Q(rule=MetRule.K_OF_N) & Q(needed__isnull=True)),
                violation_error_message="Số chỉ tiêu phải đạt chỉ ghi khi cách tính là “đủ số”.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tiêu chí {self.number} – {self.name}"


class Indicator(OfEverybody, KeyedModel, VersionedModel, Checkable):
    """One thing that is judged. A criterion without known indicators has one of its own number."""

    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="indicators", verbose_name="tiêu chí"
    )
    code = LineField("mã", max_length=10)
    order = models.PositiveSmallIntegerField("thứ tự")
    wording = ProseField("nội dung")
    kind = models.CharField("kiểu", max_length=10, choices=IndicatorKind)
    unit_words = LineField("đơn vị tính", max_length=60, blank=True)
    grade_scale = ProseField(
        "thang xếp loại", blank=True, help_text="Từ thấp đến cao, mỗi dòng một mức."
    )
    lead_department = ProseField("ngành hướng dẫn", blank=True)
    guidance = ProseField("hướng dẫn", blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refinements",
        verbose_name="chỉ tiêu của bộ gốc",
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="conditions",
        verbose_name="là điều kiện của",
        help_text="Chỉ tiêu gồm nhiều điều kiện: đạt khi mọi điều kiện của nó đạt.",
    )
    confidence = models.CharField("độ tin cậy", max_length=10, choices=Confidence)
    source = ProseField("nguồn", blank=True)
    search = SearchField(sources=["code", "wording"])

    objects = KeyedQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            *Checkable.Meta.constraints,
            models.UniqueConstraint(
                name="indicator_code_unique_in_criterion",
                fields=["criterion", "code"],
                violation_error_message="Tiêu chí đã có chỉ tiêu mang mã này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.wording}"[:200]

    @cached_property
    def known_levels(self) -> "Levels":
        """What may bind it; for many indicators `levels_of` reads once."""
        from criteria.models.levels import levels_of  # it stands on this file

        return levels_of([self])[self.pk]

    @property
    def lent_levels(self) -> "list[Level]":
        """The levels of the indicator that it refines, and of what amends that, where its own set
        states none."""
        known = self.known_levels
        return [] if any(level.is_stated for level in known.own) else known.every_lent

    @property
    def kind_words(self) -> str:
        """The kind with the unit that it is counted in: `Số lượng, hộ`."""
        unit = self.unit_words
        kind = str(IndicatorKind(self.kind).label)
        return f"{kind}, {unit}" if unit and unit != "%" else kind

    @property
    def has_safe_source(self) -> bool:
        """Whether the source is an address that a page may lead to."""
        return self.source.startswith("https://")


class Level(OfEverybody, CheckedModel, VersionedModel):
    """The required level of an indicator, for a region or commune group and a year, by a source.

    `value` alone, or `value`/`denominator` (2/3 of the households), or a grade in words. The
    direction may be known while the level is not: then nothing is computed. `edition` is 0 in the
    set as published; each level added later has a higher one, and binds only what is judged after.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="levels", verbose_name="chỉ tiêu"
    )
    comparator = models.CharField("so sánh", max_length=3, choices=Comparator, blank=True)
    value = models.DecimalField("mức", max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(
        "mẫu số", max_digits=18, decimal_places=4, null=True, blank=True
    )
    grade = LineField("mức xếp loại", max_length=100, blank=True)
    words = LineField("mức như văn bản viết", max_length=300, blank=True)
    region = models.CharField("vùng", max_length=10, choices=Region, blank=True)
    commune_group = models.PositiveSmallIntegerField("nhóm xã", null=True, blank=True)
    year_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    year_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    legal_source = ProseField("căn cứ", blank=True)
    confidence = models.CharField("độ tin cậy", max_length=10, choices=Confidence)
    edition = models.PositiveIntegerField("đợt bổ sung", default=0, editable=False)

    class Meta:
        verbose_name = "mức yêu cầu"
        verbose_name_plural = "mức yêu cầu"
        constraints = [
            models.CheckConstraint(
                name="level_years_in_order",
                condition=Q(year_to__gte=F("year_from")),
                violation_error_message=YEARS_OUT_OF_ORDER,
            ),
            models.CheckConstraint(
                name="level_value_with_comparator",
                condition=Q(value__isnull=True) | ~Q(comparator=""),
                violation_error_message="Mức bằng số phải kèm dấu so sánh.",
            ),
            models.CheckConstraint(
                name="level_denominator_positive_with_value",
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0, value__isnull=False),
                violation_error_message="Mẫu số phải lớn hơn 0 và đi cùng tử số.",
            ),
            models.CheckConstraint(
                name="level_value_or_grade",
                condition=Q(value__isnull=True) | Q(grade=""),
                violation_error_message="Mức là một số hoặc một bậc xếp loại, không cả hai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.display}"

    @property
    def scope_words(self) -> str:
        """For whom and when it binds: `Bắc Trung Bộ, từ năm 2023`; "" when always."""
        parts = [
            str(Region(self.region).label) if self.region else "",
            f"nhóm {self.commune_group}" if self.commune_group else "",
            f"từ năm {self.year_from}" if self.year_from else "",
            f"đến năm {self.year_to}" if self.year_to else "",
        ]
        return ", ".join(part for part in parts if part)

    @property
    def is_stated(self) -> bool:
        """Whether it states a level at all, not only its direction."""
        return bool(self.value is not None or self.grade or self.words)

    @property
    def ratio(self) -> Fraction | None:
        """The level as an exact number; a fraction stays a fraction."""
        if self.value is None:
            return None
        return Fraction(self.value) / Fraction(self.denominator or Decimal(1))

    @property
    def display(self) -> str:
        """The words of the law where there are any, else the sign and the number."""
        if self.words:
            return self.words
        if self.grade:
            return self.grade
        if self.value is None:
            return "chưa rõ mức"
        number = format_decimal(self.value)
        if self.denominator:
            number += f"/{format_decimal(self.denominator)}"
        unit = self.indicator.unit_words
        tail = unit if unit == "%" else f" {unit}" if unit else ""
        return f"{Comparator(self.comparator).label} {number}{tail}"

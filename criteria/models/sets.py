"""A criteria set as issued by a decision, and what was compared with the official text."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from criteria.enums import SetLevel, Tier
from ntm_project.common.models import CheckedModel, LineField, ProseField, VersionedModel
from ntm_project.common.text import uncapitalised
from villages.models import OfEverybody

YEARS_OUT_OF_ORDER = "Năm kết thúc phải bằng hoặc sau năm bắt đầu."
UNVERIFIED = "Chưa đối chiếu văn bản gốc"
USUAL_NOUN = "chỉ tiêu"
NOUN_FROM_2026 = "nội dung"


def usual_noun(year: int) -> str:
    """The word that decisions of the year use, where nobody has stated that of a set."""
    return NOUN_FROM_2026 if year >= 2026 else USUAL_NOUN


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

    def number_of_criteria(self, held: int) -> int:
        """The number of criteria that its decision counts, or `held`, those in the record, where
        they are more."""
        return max(held, self.criteria_known or 0)

    def clean(self) -> None:
        """A set refines one of the tier right above: a province's the national one, which stands
        on none itself, of the same level and standard."""
        if self.amends and self.amends.level != self.level:
            raise ValidationError({"amends": "Bộ được sửa đổi phải cùng cấp áp dụng."})
        needed = self.amends.refines if self.amends else None
        if needed and needed.pk != self.refines_id:
            words = f"Bộ được sửa đổi cụ thể hóa bộ {needed.code}; hãy chọn bộ ấy."
            raise ValidationError({"refines": words})
        above = self.refines
        if above is None:
            return
        refusals = [
            (
                above.refines_id is not None or bool(above.place),
                "Bộ được cụ thể hóa phải là bộ của cả nước, không phải bộ của một tỉnh.",
            ),
            (not self.place, "Bộ cụ thể hóa thì phải ghi tỉnh, thành phố áp dụng."),
            (
                (above.level, above.tier) != (self.level, self.tier),
                "Bộ cụ thể hóa phải cùng cấp áp dụng, cùng mức chuẩn với bộ được cụ thể hóa.",
            ),
        ]
        for refused, sentence in refusals:
            if refused:
                raise ValidationError({"refines": sentence})

    @property
    def unverified_words(self) -> str:
        """The warning shown wherever the set is named; "" once it was checked."""
        return "" if self.is_verified else UNVERIFIED

    @property
    def noun(self) -> str:
        """What the set calls an indicator: the word of its decision."""
        return self.indicator_noun

    @property
    def years(self) -> str:
        """`2021–2025`, or `từ 2022` while nobody has stated until when."""
        if self.year_to:
            return f"{self.year_from}–{self.year_to}"
        return f"từ {self.year_from}"


def unverified_note(sets: Iterable[CriteriaSet]) -> str:
    """The warning below a paper's table of criteria; "" where all their sets were checked."""
    unverified = [s for s in sets if s.unverified_words]
    if not unverified:
        return ""
    nouns = ", ".join(dict.fromkeys(("tiêu chí", *(s.noun for s in unverified))))
    bases = ", ".join(dict.fromkeys(s.legal_basis for s in unverified))
    return f"Ghi chú: tên {nouns} theo {bases} {uncapitalised(UNVERIFIED)}."

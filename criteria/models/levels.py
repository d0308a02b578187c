"""Required levels, and which may bind an indicator: its own, and those that its set stands on."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q

from criteria.enums import Comparator, Confidence, IndicatorKind
from criteria.models.indicators import Indicator
from criteria.models.sets import YEARS_OUT_OF_ORDER, CriteriaSet
from ntm_project.common.models import CheckedModel, LineField, ProseField, VersionedModel
from ntm_project.common.numbers import format_decimal
from villages.enums import Region
from villages.models import OfEverybody

NEGATIVE = "Giá trị không được âm."
NO_RATE = "Tỷ lệ phải từ 0 đến 100%."
DENOMINATOR_ALONE = "Mẫu số phải lớn hơn 0 và đi cùng tử số."


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
                violation_error_message=DENOMINATOR_ALONE,
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
        """The units and years it applies to: `Bắc Trung Bộ, từ năm 2023`; "" when it always
        applies."""
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
        # A growth is counted in percent, whatever its amounts are counted in.
        unit = "%" if self.indicator.kind == IndicatorKind.GROWTH else self.indicator.unit_words
        tail = unit if unit == "%" else f" {unit}" if unit else ""
        return f"{Comparator(self.comparator).label} {number}{tail}"


class Levels(NamedTuple):
    """The levels of an indicator, and those lent by the one that it refines: first those of the
    newest set that amends the set of that one, its own last."""

    own: list[Level]
    lent: list[list[Level]]

    @property
    def current(self) -> list[Level]:
        """Its own levels in force now, each for other units or years."""
        return binding(self.own)

    @property
    def every_lent(self) -> list[Level]:
        return [level for levels in self.lent for level in levels]


def binding(levels: Iterable[Level]) -> list[Level]:
    """The levels in force: of several for the same unit from the same year, the one added last."""
    latest = {
        (level.region, level.commune_group, level.year_from): level
        for level in sorted(levels, key=lambda level: (level.edition, level.pk))
    }
    return list(latest.values())


def levels_of(indicators: Iterable[Indicator]) -> dict[int, Levels]:
    """Key of each indicator → its levels, all read in one query; one more reads whose they are
    where they are lent, and one looks whether a set amends what is refined."""
    known = {indicator.pk: indicator for indicator in indicators}
    refines = {indicator.pk: indicator.parent_id for indicator in known.values()}
    parents = {parent for parent in refines.values() if parent}
    levels = list(Level.objects.filter(indicator__in={*refines, *parents}))
    lent = Indicator.objects.only("kind", "unit_words")  # what a level shows of its indicator
    known |= lent.in_bulk({level.indicator_id for level in levels} - known.keys())
    found: dict[int | None, list[Level]] = {}
    for level in levels:
        level.indicator = known[level.indicator_id]
        found.setdefault(level.indicator_id, []).append(level)
    amended = _amended(parents)
    return {
        pk: Levels(found.get(pk, []), [*amended.get(up, []), found.get(up, [])])
        for pk, up in refines.items()
    }


# Few sets are amended: so that is looked up first, by itself.
_AMENDING = CriteriaSet.objects.filter(published_at__isnull=False).order_by()


def _amendments(refined: Iterable[int]) -> list[tuple[int, int, int, int]]:
    """(Indicator, the one of a published set that amends it, year and edition of that set), in the
    order in which they came."""
    keys = list(refined)
    of_these = _AMENDING.filter(amends__criteria__indicators__in=keys).distinct()
    since = {row.pk: (row.amends_id, row.year_from, row.edition) for row in of_these}
    if not since:
        return []
    columns = ("criterion__criteria_set", "code", "pk")
    amended = Indicator.objects.filter(pk__in=keys).order_by().values_list(*columns)
    known = {(of, code): pk for of, code, pk in amended}
    newer = Indicator.objects.filter(criterion__criteria_set__in=since).order_by()
    found = [
        (known[amends, code], pk, year, edition)
        for of, code, pk in newer.values_list(*columns)
        for amends, year, edition in [since[of]]
        if (amends, code) in known
    ]
    return sorted(found, key=lambda one: (one[2], one[3], one[1]))


def _amended(parents: set[int]) -> dict[int | None, list[list[Level]]]:
    """Key of a refined indicator → the levels that published amendments state of it, newest first;
    an amendment of an amendment is followed too. Few sets have one: then this is one query."""
    stands_for = {pk: pk for pk in parents}  # an indicator → the refined one for which it stands
    seen: set[int] = set()
    states: list[tuple[int, int, int, int]] = []  # refined, indicator that amends, year, edition
    while stands_for:
        seen |= stands_for.keys()
        newer: dict[int, int] = {}
        for amends, pk, year, edition in _amendments(stands_for):
            newer[pk] = stands_for[amends]
            states.append((newer[pk], pk, year, edition))
        stands_for = {pk: refined for pk, refined in newer.items() if pk not in seen}
    levels: dict[int, list[Level]] = {}
    if states:
        amending = Level.objects.filter(indicator__in={pk for _, pk, _, _ in states})
        for level in amending.select_related("indicator"):
            levels.setdefault(level.indicator_id, []).append(level)
    found: dict[int | None, list[list[Level]]] = {}
    for refined, pk, year_from, edition in states:
        bound = _from_amendment(levels.get(pk, []), year_from, edition)
        found.setdefault(refined, []).insert(0, bound)
    return found


def _from_amendment(levels: list[Level], year_from: int, edition: int) -> list[Level]:
    """The levels of an amending set, bound to its first year and to its edition."""
    for level in levels:
        level.edition = level.edition or edition
        level.year_from = max(level.year_from or 0, year_from)
    return levels

"""Units with their history, and the bodies of a unit."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst

from ntm_project.common.dates import format_day
from ntm_project.common.models import (
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    SortField,
    VersionedModel,
)
from ntm_project.common.text import fold
from villages.enums import LineageKind, Region, UnitLevel
from villages.models.scope import Scope, in_scope, keys_of_path, widest_of

ENDS_EARLY = "Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."


# Nouns of the units that the state is divided into; a village is none of these.
ADMINISTRATIVE = ("xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh")


class UnitQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "UnitQuerySet":
        """The units in scope of an access: those of its postings and everything below them."""
        return self.filter(in_scope(access, "path"))

    def under(self, unit: "Unit") -> "UnitQuerySet":
        """The unit itself and everything below it."""
        return self.filter(path__below=unit.path)

    def in_order(self) -> "UnitQuerySet":
        """By hand-set order, then by name the Vietnamese way."""
        return self.order_by("order", "name_key", "pk")


class Unit(KeyedModel, VersionedModel):
    """A province, district, commune or village as it was between two days.

    Never renamed in place: a new name is a new unit with a `Lineage` from the old one.
    """

    level = models.CharField("cấp", max_length=10, choices=UnitLevel)
    code = LineField("mã hành chính", max_length=20, blank=True)
    name = LineField("tên", max_length=100)
    noun = LineField(
        "danh xưng",
        max_length=20,
        help_text="Ví dụ: xã, thôn, xóm, bản, ấp. Viết hoa khi tên đặt theo tên người, sự kiện "
        "lịch sử: Phường (Điện Biên Phủ).",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên",
    )
    path = models.CharField("đường dẫn", max_length=120, editable=False, db_index=True)
    region = models.CharField("vùng", max_length=10, choices=Region, blank=True)
    commune_group = models.PositiveSmallIntegerField(
        "nhóm xã", null=True, blank=True, help_text="Nhóm 1, 2 hoặc 3 theo QĐ 51/2025/QĐ-TTg."
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    note = ProseField("ghi chú", blank=True)
    # Of the units that this one and those below it were before: whoever holds a post here reads
    # them. Written with each `Lineage`, so that no request has to look for them.
    former = models.TextField(
        "đường dẫn đơn vị cũ", blank=True, default="", db_default="", editable=False
    )
    name_key = SortField(sources=["name"])
    search = SearchField(sources=["noun", "name", "code"])

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.CheckConstraint(
                name="unit_valid_dates_in_order",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message=ENDS_EARLY,
            ),
            models.CheckConstraint(
                name="unit_not_its_own_parent",
                condition=~Q(parent=F("pk")),
                violation_error_message="Một đơn vị không thể trực thuộc chính nó.",
            ),
            models.CheckConstraint(
                name="unit_only_province_has_no_parent",
                condition=Q(level=UnitLevel.PROVINCE, parent__isnull=True)
                | (~Q(level=UnitLevel.PROVINCE) & Q(parent__isnull=False)),
                violation_error_message="Tỉnh không có cấp trên; các cấp khác phải có cấp trên.",
            ),
            models.CheckConstraint(
                name="unit_commune_group_1_to_3",
                condition=Q(commune_group__isnull=True)
                | Q(level=UnitLevel.COMMUNE, commune_group__in=[1, 2, 3]),
                violation_error_message="Nhóm xã là 1, 2 hoặc 3, và chỉ đặt cho cấp xã.",
            ),
            models.UniqueConstraint(
                name="unit_code_unique_while_valid",
                fields=["level", "code"],
                condition=~Q(code="") & Q(valid_to__isnull=True),
                violation_error_message="Mã hành chính này đã dùng cho một đơn vị đang hoạt động.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def clean(self) -> None:
        """Each unit stands below a higher level and above lower ones: rights and chains of review
        hang on the level, so none makes a district of its own below itself."""
        super().clean()
        levels = {level.value: level for level in UnitLevel}
        if self.level not in levels:
            return  # the field has its own sentence
        above = levels[self.level].levels_above
        if self.parent is not None and above and self.parent.level not in above:
            raise ValidationError(
                {"level": f"{self.parent.title_name} không có đơn vị trực thuộc cấp này."}
            )
        lower = [level for level in UnitLevel if self.level in level.levels_above]
        if self.pk is not None and self.children.exclude(level__in=lower).exists():
            raise ValidationError({"level": "Đơn vị này có đơn vị trực thuộc ngang hoặc cao hơn."})

    def save(self, **kwargs: Any) -> None:
        is_new = self.pk is None
        super().save(**kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if is_new or (not self.path):
            self.path = path
            super().save(update_fields=["path"])

    @property
    def full_name(self) -> str:
        """`thôn Thắng Lợi`, `xã Mai Đình`; that of a ward which is a number, `Phường 1`, has a
        capital (decree 30, annex II, III.1)."""
        is_counted = self._is_number and self.noun in ADMINISTRATIVE
        return f"{capfirst(self.noun) if is_counted else self.noun} {self.name}"

    def whole_name(self, name: str) -> str:
        """A body's name with that of the unit, where it lacks it: `ban lãnh đạo thôn` becomes
        `ban lãnh đạo thôn Thắng Lợi`."""
        if fold(self.full_name) in fold(name):
            return name
        return f"{name.removesuffix(f' {self.noun}')} {self.full_name}"

    @property
    def title_name(self) -> str:
        """The same at the head of a sentence: `Thôn Thắng Lợi`."""
        return capfirst(self.full_name)

    @property
    def seat(self) -> str:
        """The place beside the date of its papers, without what an invented commune has in
        brackets; a number, a person's name or an event, whose noun has a capital, names none
        without it (decree 30, annex I, II.4): `Phường 1`, `Phường Điện Biên Phủ`."""
        name = self.name.partition(" (")[0]
        is_whole = self._is_number or self.noun[:1].isupper()
        return f"{capfirst(self.noun)} {name}" if is_whole else name

    @property
    def _is_number(self) -> bool:
        return self.name.partition(" (")[0].casefold().removeprefix("số ").isdecimal()

    @property
    def agency_noun(self) -> str:
        """What acts for a unit of its level."""
        return "Ban phát triển" if self.is_village else "Ủy ban nhân dân"

    @property
    def agency(self) -> str:
        """Who acts for the unit, within a sentence: `Ủy ban nhân dân xã Mai Đình`."""
        return f"{self.agency_noun} {self.full_name}"

    @property
    def agency_lines(self) -> tuple[str, str]:
        """The same at the head of its papers: `ỦY BAN NHÂN DÂN` above `XÃ MAI ĐÌNH`."""
        return self.agency_noun.upper(), self.full_name.upper()

    @property
    def former_paths(self) -> list[str]:
        """The branches of the units that became this one or one below it."""
        return self.former.split()

    @property
    def is_village(self) -> bool:
        return self.level == UnitLevel.VILLAGE

    def had_begun(self, day: date | None) -> bool:
        """Whether it was there on the day, or had been before; of no day it is."""
        return day is None or self.valid_from is None or self.valid_from <= day

    def end_words(self, on: date) -> str:
        """The sentence that the unit has ended by the day and nothing of it begins or changes any
        more; else ""."""
        if self.valid_to is None or self.valid_to >= on:
            return ""
        return (
            f"{self.title_name} đã thôi hoạt động sau ngày {format_day(self.valid_to)}; "
            "hãy ghi ở đơn vị tiếp nhận."
        )

    @property
    def ancestor_ids(self) -> list[int]:
        """Keys of the units above, from the root down, without the unit itself."""
        return keys_of_path(self.path)[:-1]


class Lineage(VersionedModel):
    """Which unit became which, on what day, by which act."""

    predecessor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions", verbose_name="đơn vị cũ"
    )
    successor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="origins", verbose_name="đơn vị mới"
    )
    kind = models.CharField("hình thức", max_length=10, choices=LineageKind)
    happened_on = models.DateField("ngày có hiệu lực")
    act = LineField("văn bản", max_length=300)

    class Meta:
        verbose_name = "lịch sử đơn vị"
        verbose_name_plural = "lịch sử đơn vị"
        constraints = [
            models.UniqueConstraint(
                name="lineage_unique_pair",
                fields=["predecessor", "successor"],
                violation_error_message="Quan hệ giữa hai đơn vị này đã được ghi.",
            ),
            models.CheckConstraint(
                name="lineage_not_to_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="Đơn vị cũ và đơn vị mới phải khác nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    @property
    def audit_unit(self) -> Unit:
        return self.successor


def inherit(successor: Unit, predecessor: Unit) -> None:
    """Let whoever holds a post in the successor, or above it, read what it was before.

    Follows from a `Lineage` and is written with it; paths below a unit's own are in scope anyway.
    """
    came = {predecessor.path, *predecessor.former_paths}
    for unit in Unit.objects.filter(pk__in=[*successor.ancestor_ids, successor.pk]):
        paths = {*unit.former_paths, *came}
        former = " ".join(widest_of(p for p in paths if not p.startswith(unit.path)))
        if former != unit.former:
            Unit.objects.filter(pk=unit.pk).update(former=former)
    successor.refresh_from_db(fields=["former"])


class BodyQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "BodyQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class Body(KeyedModel, VersionedModel):
    """An organisation of a unit: UBND, Hội Nông dân, Ban phát triển thôn, a department."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="bodies", verbose_name="đơn vị"
    )
    name = LineField("tên", max_length=200)
    short_names = ProseField("tên gọi khác", blank=True, help_text="Mỗi dòng một tên gọi.")
    is_subordinate = models.BooleanField(
        "trực thuộc UBND",
        default=False,
        help_text="UBND giao việc cho bộ phận trực thuộc; với tổ chức khác thì đề nghị.",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    note = ProseField("ghi chú", blank=True)
    search = SearchField(sources=["name", "short_names"])

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức"
        verbose_name_plural = "tổ chức"
        constraints = [
            models.UniqueConstraint(
                name="body_name_unique_in_unit",
                fields=["unit", "name"],
                violation_error_message="Đơn vị đã có tổ chức mang tên này.",
            )
        ]

    def __str__(self) -> str:
        return self.name

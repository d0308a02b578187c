"""Officials and the postings that give them their rights."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ntm_project.common.models import (
    KeyedModel,
    KeyedQuerySet,
    LineField,
    NameSortField,
    ProseField,
    SearchField,
    VersionedModel,
)
from ntm_project.common.passwords import normal_password
from villages.accounts.sample import is_sample_password
from villages.enums import Role, UnitLevel
from villages.models.scope import Scope, in_scope
from villages.models.units import Body, Unit
from villages.titles import printed_name

# Before the number of one among namesakes whose title and unit are the same too.
NTH = "người thứ"


def known_as(full_name: str, distinction: str) -> str:
    """`Nguyễn Văn An (Trưởng thôn, thôn Đông)`; the name alone where nobody else has it."""
    return f"{full_name} ({distinction})" if distinction else full_name


class OfficialQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "OfficialQuerySet":
        """Whoever holds or held a posting in scope."""
        if access.is_system:
            return self.all()
        # By their keys: whether each official of the country has one is much to ask.
        return self.filter(pk__in=Posting.objects.visible_to(access).values("official"))

    def answered_for_in(self, scope: Scope) -> "OfficialQuerySet":
        """The accounts for which the scope answers whole: `Official.answering_units` as a query."""
        if scope.is_system:
            return self.all()
        if not scope.postings:
            return self.none()
        held = Posting.objects.filter(official=OuterRef("pk"))
        going = held.not_ended_on(scope.on)
        known = Posting.objects.visible_to(scope).order_by().values("official")
        made = Official.objects.filter(in_scope(scope, "home_unit__path")).values("pk")
        last = held.order_by("-ends_on", "-pk").values("unit__path")[:1]
        home = Unit.objects.filter(pk=OuterRef("home_unit")).values("path")
        rows = self.alias(answering=Coalesce(Subquery(last), Subquery(home)))
        is_held = Exists(going) | in_scope(scope, "answering")
        is_held_elsewhere = Exists(going.exclude(in_scope(scope, "unit__path")))
        # Of nobody else: those conditions alone would be checked for the whole country.
        return rows.filter(is_held, ~is_held_elsewhere, pk__in=known.union(made))


class OfficialManager(BaseUserManager["Official"]):
    def get_queryset(self) -> OfficialQuerySet:
        return OfficialQuerySet(self.model, using=self._db)

    def visible_to(self, access: Scope) -> OfficialQuerySet:
        return self.get_queryset().visible_to(access)

    def answered_for_in(self, scope: Scope) -> OfficialQuerySet:
        return self.get_queryset().answered_for_in(scope)


class Official(KeyedModel, VersionedModel, AbstractBaseUser):
    """A person, with an account. Holds no rights: those come from open postings."""

    username = LineField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        help_text="Viết liền không dấu, ví dụ nguyenthilan.",
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = LineField("họ và tên", max_length=100)
    aliases = ProseField(
        "cách gọi khác",
        blank=True,
        max_length=500,
        help_text="Mỗi dòng một cách gọi, ví dụ: đồng chí Lan.",
    )
    phone = LineField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField(
        "tài khoản đang hoạt động",
        default=True,
        help_text="Bỏ chọn để đóng tài khoản: không đăng nhập được nữa, lịch sử vẫn còn.",
    )
    note = ProseField("ghi chú", blank=True, max_length=2000)
    # None: the password is older than this mark, nobody has looked yet (`accounts.sample_check`).
    has_sample_password = models.BooleanField("còn mật khẩu mẫu", null=True, editable=False)
    home_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="accounts",
        verbose_name="đơn vị lập tài khoản",
    )
    # Behind the name where another of the commune has the same; follows from postings.
    distinction = LineField(
        "phân biệt với người cùng tên", max_length=300, blank=True, default="", editable=False
    )
    name_key = NameSortField(sources=["full_name"])
    search = SearchField(sources=["full_name", "aliases"])

    objects = OfficialManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "cán bộ"
        verbose_name_plural = "cán bộ"

    def __str__(self) -> str:
        """The one way of naming a person among others: a namesake carries the office."""
        return known_as(self.full_name, self.distinction)

    @property
    def printed_name(self) -> str:
        """The name as it may stand on paper, else ""."""
        return printed_name(self.full_name)

    @property
    def distinction_to_choose_by(self) -> str:
        """With the sign-in name where nothing else sets namesakes apart: on no paper."""
        is_a_number = NTH in self.distinction
        return f"{self.distinction} – {self.username}" if is_a_number else self.distinction

    @property
    def words_to_choose_by(self) -> str:
        """As `str`, but no two people are alike: for lists on the screen, never for paper."""
        return known_as(self.full_name, self.distinction_to_choose_by)

    def get_full_name(self) -> str:
        return self.full_name

    def answering_units(self, on: date) -> list[Unit]:
        """The units whose administrators answer for the account, the main one first.

        Those of every posting that has not ended (one to come counts); without one the unit of the
        last that ended, else the unit that made the account.
        """
        held = list(self.postings.select_related("unit").order_by("-is_main", "pk"))
        going = [posting.unit for posting in held if not posting.has_ended(on)]
        if going:
            return going
        if held:
            return [max(held, key=lambda p: (p.ends_on or on, p.pk)).unit]
        return [self.home_unit] if self.home_unit else []

    @property
    def audit_unit(self) -> Unit | None:
        return next(iter(self.answering_units(timezone.localdate())), None)

    def get_short_name(self) -> str:
        """The given name, by which colleagues are called: `Lan`."""
        words = self.full_name.partition("(")[0].split()
        return words[-1] if words else self.username

    def set_password(self, raw_password: str | None) -> None:
        """Keep the password in its one form, whichever keyboard typed it."""
        super().set_password(raw_password and normal_password(raw_password))
        self.has_sample_password = bool(raw_password) and is_sample_password(raw_password or "")

    def check_password(self, raw_password: str | None) -> bool:
        """In its one form; then as typed, since hashes of older versions were made so.

        The sample's opens nothing outside debug; it takes as long as any other.
        """
        if raw_password is None:
            return False
        normal = normal_password(raw_password)
        is_right = super().check_password(normal)
        if not is_right and normal != raw_password:
            is_right = super().check_password(raw_password)
        return is_right and (settings.SAMPLE_PASSWORD_OPENS or not is_sample_password(normal))

    def save(self, **kwargs: Any) -> None:
        """The mark of the sample's password goes with the password."""
        fields = kwargs.get("update_fields")
        if fields is not None and "password" in fields:
            kwargs["update_fields"] = {*fields, "has_sample_password"}
        is_named = self.pk is not None and (fields is None or "full_name" in fields)
        before = Official.objects.filter(pk=self.pk).values_list("name_key", flat=True)
        old = before.first() if is_named else None
        super().save(**kwargs)
        if is_named and old not in (None, self.name_key):
            distinguish(self, old)

    # What the admin site requires of a user; the site itself has already checked for an open
    # administrator's posting, so that every right comes from postings.
    @property
    def is_staff(self) -> bool:
        return self.is_active

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self._administers()

    def has_module_perms(self, app_label: str) -> bool:
        return self._administers()

    def _administers(self) -> bool:
        if not hasattr(self, "_administers_cached"):
            self._administers_cached = (
                self.is_active
                and self.postings.open_on(timezone.localdate())
                .filter(
                    Q(role=Role.ADMINISTRATOR)
                    | Q(role=Role.DATA_STEWARD, unit__level=UnitLevel.PROVINCE)
                )
                .exists()
            )
        return self._administers_cached


class PostingQuerySet(models.QuerySet["Posting"]):
    def open_on(self, day: date) -> "PostingQuerySet":
        """Postings held on the day; an unknown first day counts as begun."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )

    def not_ended_on(self, day: date) -> "PostingQuerySet":
        """Postings held on the day or to come."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def visible_to(self, access: Scope) -> "PostingQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class Posting(VersionedModel):
    """An official holds a role and a title in a unit or body from a day to a day, both included."""

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="postings", verbose_name="cán bộ"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="postings", verbose_name="đơn vị"
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name="tổ chức, bộ phận",
    )
    role = models.CharField("vai trò trong hệ thống", max_length=20, choices=Role)
    title = LineField("chức vụ", max_length=200, help_text="Ghi như trên văn bản.")
    is_main = models.BooleanField("là chức vụ chính", default=False)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True, help_text="Để trống khi chưa rõ.")
    note = ProseField("ghi chú", blank=True, max_length=2000)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        constraints = [
            models.CheckConstraint(
                name="posting_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày thôi giữ chức vụ phải bằng hoặc sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                name="posting_one_open_per_role",
                fields=["official", "unit", "role"],
                condition=Q(ends_on__isnull=True),
                violation_error_message="Cán bộ đang giữ chức vụ cùng vai trò tại đơn vị này.",
            ),
            models.UniqueConstraint(
                name="posting_one_open_main",
                fields=["official"],
                condition=Q(ends_on__isnull=True, is_main=True),
                violation_error_message="Cán bộ đang có một chức vụ chính khác.",
            ),
        ]

    def __str__(self) -> str:
        who = self.official
        return str(who) if self.title in who.distinction else f"{who}, {self.title}"

    def save(self, **kwargs: Any) -> None:
        """Save; what distinguishes namesakes follows from their postings."""
        super().save(**kwargs)
        distinguish(self.official, self.official.name_key)

    def clean(self) -> None:
        super().clean()
        if self.role != Role.DATA_STEWARD or not self.unit_id:
            return
        if self.unit.level != UnitLevel.PROVINCE:
            raise ValidationError(
                {"role": f"Vai trò “{Role.DATA_STEWARD.label}” chỉ giao ở cấp tỉnh."}
            )

    def is_open_on(self, day: date) -> bool:
        """The same question as `PostingQuerySet.open_on`, of one row."""
        return (self.starts_on or day) <= day <= (self.ends_on or day)

    def has_ended(self, day: date) -> bool:
        """The opposite of `PostingQuerySet.not_ended_on`, of one row."""
        return self.ends_on is not None and self.ends_on < day


def distinguish(official: Official, *keys: str) -> None:
    """Work out anew what distinguishes those of the official's name, and those of the names given.

    Namesakes meet within a commune and its villages; above it, within the unit alone.
    """
    paths = {_meeting_place(p.unit) for p in official.postings.select_related("unit__parent")}
    for key in {official.name_key, *keys}:
        same = Official.objects.filter(name_key=key)
        if same.exclude(pk=official.pk).exists() or official.distinction:
            for path in paths:
                _distinguish(same.filter(postings__unit__path__startswith=path).distinct())


def _meeting_place(unit: Unit) -> str:
    above = unit.parent if unit.is_village else None
    return (above or unit).path


def _distinguish(people: "models.QuerySet[Official]") -> None:
    """The office of each; with its unit where two have that, at last a number."""
    held = {one: _first_posting(one) for one in people.order_by("pk")}
    titles = [posting.title for posting in held.values()]
    places = [f"{posting.title}, {posting.unit}" for posting in held.values()]
    for number, (one, posting) in enumerate(held.items()):
        place = f"{posting.title}, {posting.unit}"
        words = posting.title if titles.count(posting.title) == 1 else place
        if places.count(place) > 1:
            words = f"{place[:280]}, {NTH} {places[: number + 1].count(place)}"
        words = words[:300] if len(held) > 1 else ""
        if words != one.distinction:
            Official.objects.filter(pk=one.pk).update(distinction=words)


def _first_posting(official: Official) -> Posting:
    """The main posting among those held, else the last that ended."""
    postings = official.postings.select_related("unit")
    return min(postings, key=lambda p: (p.ends_on is not None, not p.is_main, -p.pk))

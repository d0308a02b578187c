"""Standing in for somebody who is away: one posting, from a day to a day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from ntm_project.common.dates import format_day
from ntm_project.common.models import VersionedModel
from villages.models.people import Official, Posting
from villages.models.scope import Scope, in_scope
from villages.models.units import Unit


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, access: Scope) -> "DelegationQuerySet":
        return self.filter(in_scope(access, "posting__unit__path"))

    def in_force(self, day: date) -> "DelegationQuerySet":
        """Those of the day; whether the posting itself is still held is read with it."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, revoked_at__isnull=True)

    def for_list(self) -> "DelegationQuerySet":
        """With what a line shows, the newest first."""
        rows = self.select_related("posting__official", "posting__unit", "official")
        return rows.order_by("-starts_on", "-pk")


class Delegation(VersionedModel):
    """A colleague does the work of a posting while its holder is away, both days included.

    It is no posting: nobody holds the office by it, so whatever counts officials or names who
    signs never meets it. It ends by itself with its last day, with the posting, or with the account
    of the holder (`villages.access.access_of`).
    """

    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="delegations", verbose_name="chức vụ"
    )
    official = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="delegations",
        verbose_name="người làm thay",
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    revoked_at = models.DateTimeField("chấm dứt lúc", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "làm thay khi vắng mặt"
        verbose_name_plural = "làm thay khi vắng mặt"
        constraints = [
            models.CheckConstraint(
                name="delegation_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày cuối phải bằng hoặc sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        days = f"{format_day(self.starts_on)}–{format_day(self.ends_on)}"
        return f"{self.official} làm thay {self.posting}, {days}"

    def clean(self) -> None:
        super().clean()
        if self.official_id and self.official_id == self.posting.official_id:
            raise ValidationError({"official": "Người làm thay phải là người khác."})

    @property
    def audit_unit(self) -> Unit:
        return self.posting.unit

    @property
    def last_day(self) -> date:
        """Its own, or that of the posting where this ends earlier."""
        return min(self.ends_on, self.posting.ends_on or self.ends_on)

    def is_over(self, day: date) -> bool:
        return self.revoked_at is not None or self.last_day < day

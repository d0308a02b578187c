"""A deadline as a row keeps it: the words as written, and what was read from them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from ntm_project.common.deadlines import (
    BACKWARDS,
    Deadline,
    Precision,
    Relation,
    parse_deadline,
)
from ntm_project.common.models import LineField

if TYPE_CHECKING:
    from tasks.models.plans import Plan


def is_past(ends_on: date | None, day: date) -> bool:
    """Whether the last day of something was over on the day; what has none is never late."""
    return ends_on is not None and ends_on < day


def is_deadline_read(ends_on: date | None, rhythm: str, *, is_half_read: bool) -> bool:
    """Whether a last day was read, or a rhythm with all the words beside it."""
    return ends_on is not None or (bool(rhythm) and not is_half_read)


class DeadlineFields(models.Model):
    """Typing the words is enough: saving them reads the rest. Unreadable words are kept."""

    deadline_words = LineField(
        "thời hạn",
        max_length=200,
        blank=True,
        help_text=(
            "Ghi như trong văn bản, ví dụ: trong tháng 8/2024, trước ngày 15/8/2024, hàng tuần."
        ),
    )
    deadline_precision = models.CharField(
        "độ chính xác", max_length=10, choices=Precision, default=Precision.NONE, editable=False
    )
    deadline_relation = models.CharField(
        "quan hệ", max_length=10, choices=Relation, blank=True, editable=False
    )
    starts_on = models.DateField("từ ngày", null=True, blank=True, editable=False)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True, editable=False)
    is_tentative = models.BooleanField("dự kiến", default=False, editable=False)
    rhythm = models.CharField("nhịp", max_length=60, blank=True, editable=False)
    is_half_read = models.BooleanField("mới đọc được một phần", default=False, editable=False)

    plan: "Plan"  # whose year serves words that name none

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_deadline_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Hạn kết thúc phải bằng hoặc sau ngày bắt đầu.",
            )
        ]

    def save(self, **kwargs: Any) -> None:
        """Save; the days follow from the words whenever these are saved."""
        names = kwargs.get("update_fields")
        if names is None or "deadline_words" in names:
            self.read_deadline()
            if names is not None:
                kwargs["update_fields"] = {*names, *READ_FIELDS}
        super().save(**kwargs)

    def clean(self) -> None:
        """Refuse words that end before they begin; other unreadable ones are kept."""
        super().clean()
        if self.read_deadline().warning == BACKWARDS:
            raise ValidationError({"deadline_words": BACKWARDS})

    def read_deadline(self) -> Deadline:
        """Read `deadline_words` into the other fields, in the year of the plan."""
        return self.keep_deadline(parse_deadline(self.deadline_words, year=self.plan.year))

    def keep_deadline(self, deadline: Deadline) -> Deadline:
        """Put what was read on the other fields."""
        self.deadline_precision = deadline.precision
        self.deadline_relation = deadline.relation or ""
        self.starts_on, self.ends_on = deadline.starts_on, deadline.ends_on
        self.is_tentative = deadline.is_tentative
        self.rhythm = deadline.rhythm
        self.is_half_read = bool(deadline.rhythm) and not deadline.is_read
        return deadline

    @property
    def deadline_read(self) -> str:
        """How the words were understood, from the stored days; "" when nothing was read."""
        return Deadline(
            self.deadline_words,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            is_tentative=self.is_tentative,
            rhythm=self.rhythm,
        ).due_text()

    @property
    def is_deadline_unread(self) -> bool:
        """There are words that were not read, or only in part."""
        is_read = is_deadline_read(self.ends_on, self.rhythm, is_half_read=self.is_half_read)
        return bool(self.deadline_words) and not is_read


# What is read from the words and never typed.
READ_FIELDS = tuple(f.name for f in DeadlineFields._meta.local_fields if not f.editable)

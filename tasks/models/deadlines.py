"""A deadline as a row keeps it: the words as written, and what was read from them."""

from django.db import models
from django.db.models import F, Q

from ntm_project.common.deadlines import Deadline, Precision, Relation, parse_deadline
from ntm_project.common.models import LineField


class DeadlineFields(models.Model):
    """Typing the words is enough: `read_deadline` fills the rest. Unreadable words are kept."""

    deadline_words = LineField("thời hạn", max_length=200, blank=True)
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

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_deadline_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Hạn kết thúc phải bằng hoặc sau ngày bắt đầu.",
            )
        ]

    def read_deadline(self, year: int | None) -> Deadline:
        """Read `deadline_words` into the other fields; `year` serves words that name none."""
        deadline = parse_deadline(self.deadline_words, year=year)
        self.deadline_precision = deadline.precision
        self.deadline_relation = deadline.relation or ""
        self.starts_on, self.ends_on = deadline.starts_on, deadline.ends_on
        self.is_tentative = deadline.is_tentative
        self.rhythm = deadline.rhythm
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
        """Words stand there, and neither a day nor a rhythm could be read from them."""
        return bool(self.deadline_words) and self.ends_on is None and not self.rhythm


DEADLINE_FIELDS = [
    "deadline_words",
    "deadline_precision",
    "deadline_relation",
    "starts_on",
    "ends_on",
    "is_tentative",
    "rhythm",
]

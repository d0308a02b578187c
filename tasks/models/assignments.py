"""Whom a task is given to."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from ntm_project.common.models import LineField
from tasks.enums import AssignmentKind
from villages.models import Body, Official

NOBODY_TWICE = "Một cán bộ hoặc tổ chức chỉ đứng một lần: đã chủ trì thì không ghi phối hợp."
ONE_OF_THREE = "Chọn đúng một: cán bộ, tổ chức, hoặc vai trò."


class Assignment(models.Model):
    """Who leads or supports a task: an official, a body, or a role still without a name."""

    task = models.ForeignKey("Task", on_delete=models.CASCADE, related_name="assignments")
    kind = models.CharField("vai trò", max_length=10, choices=AssignmentKind)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    official = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="cán bộ",
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="tổ chức",
    )
    role_words = LineField("vai trò chưa rõ người", max_length=200, blank=True)
    words = LineField("như văn bản viết", max_length=200, blank=True)

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        constraints = [
            models.CheckConstraint(
                name="assignment_names_exactly_one",
                condition=Q(official__isnull=False, body__isnull=True, role_words="")
                | Q(official__isnull=True, body__isnull=False, role_words="")
                | (Q(official__isnull=True, body__isnull=True) & ~Q(role_words="")),
                violation_error_message=ONE_OF_THREE,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Whom the row names: the person, the body, or the words of the role."""
        return str(self.official or self.body or self.role_words)

    @property
    def in_words(self) -> str:
        """Who does what: `Chủ trì: Đặng Thị Hiền`."""
        return f"{AssignmentKind(self.kind).label}: {self.name}"

    @property
    def whom(self) -> tuple[int | None, int | None, str]:
        """Equal for two rows that name the same; a role's words may mean others in each part."""
        words = f"{self.kind} {self.role_words.casefold()}" if self.role_words else ""
        return self.official_id, self.body_id, words

    @property
    def audit_row(self) -> Any:
        """The row whose trail has its events."""
        return self.task


def repeated(assignees: Iterable[Assignment]) -> list[Assignment]:
    """The rows of one task that name somebody whom another of its rows names; of a lead who is also
    named as support, it is the support."""
    named, found = set(), []
    for row in sorted(assignees, key=lambda row: row.kind != AssignmentKind.LEAD):
        if row.whom in named:
            found.append(row)
        named.add(row.whom)
    return found


def once_each(assignees: Iterable[Assignment]) -> list[Assignment]:
    """The rows without those that name somebody again."""
    rows = list(assignees)
    twice = repeated(rows)
    return [row for row in rows if row not in twice]

"""The monthly giao ban and its conclusions, each of which can become a task."""

from django.db import models

from ntm_project.common.dates import format_day
from ntm_project.common.models import (
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from tasks.models.tasks import Task
from villages.models import Official, Scope, Unit, in_scope


class MeetingQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "MeetingQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class Meeting(KeyedModel, VersionedModel):
    """One meeting of a steering committee."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="meetings", verbose_name="đơn vị"
    )
    held_on = models.DateField("ngày họp")
    name = LineField("tên cuộc họp", max_length=200)
    place = LineField("địa điểm", max_length=200, blank=True)
    chaired_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chủ trì",
    )
    summary = ProseField("đánh giá chung", blank=True)
    search = SearchField(sources=["name", "place", "summary"])

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "giao ban"
        verbose_name_plural = "giao ban"
        constraints = [
            models.UniqueConstraint(
                name="meeting_unique_name_per_day",
                fields=["unit", "held_on", "name"],
                violation_error_message="Cuộc họp này đã được ghi.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {format_day(self.held_on)}"


class ConclusionQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "ConclusionQuerySet":
        return self.filter(in_scope(access, "meeting__unit__path"))


class Conclusion(KeyedModel, VersionedModel):
    """One conclusion; when it becomes a task, it keeps the link."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    order = models.PositiveSmallIntegerField("thứ tự")
    text = ProseField("kết luận", max_length=5000)
    task = models.OneToOneField(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conclusion",
        verbose_name="nhiệm vụ",
    )

    search = SearchField(sources=["text"])

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"
        constraints = [
            models.UniqueConstraint(
                name="conclusion_unique_order",
                fields=["meeting", "order"],
                violation_error_message="Cuộc họp đã có kết luận mang số này.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept."""
        return self.meeting.unit

    @property
    def anchor(self) -> str:
        """The name of the row on the meeting's page."""
        return f"ket-luan-{self.order}"

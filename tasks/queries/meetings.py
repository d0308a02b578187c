"""Meetings and their conclusions as their pages show them."""

from django.db.models import Count, Q

from tasks.models import Conclusion, Meeting
from tasks.models.meetings import MeetingQuerySet
from villages.access import Access


def listed_meetings(access: Access) -> MeetingQuerySet:
    """The meetings in scope, newest first, with how many conclusions became tasks."""
    return (
        Meeting.objects.visible_to(access)
        .select_related("unit", "chaired_by")
        .annotate(
            concluded=Count("conclusions"),
            given=Count("conclusions", filter=Q(conclusions__task__isnull=False)),
        )
        .order_by("-held_on", "-pk")
    )


def conclusions_of(meeting: Meeting) -> list[Conclusion]:
    """The conclusions of a meeting in their order, with the tasks that were made of them."""
    return list(meeting.conclusions.select_related("task").order_by("order", "pk"))

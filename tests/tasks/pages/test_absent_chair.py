"""A meeting whose chair or secretary is marked absent is doubted before it is closed for ever."""

import pytest
from django.urls import reverse

from tasks.models import Attendance, Meeting
from tasks.rules import HEAD_ABSENT
from tasks.services import add_conclusion, hold_meeting, record_attendance
from tests import factories as make
from tests.world import World


@pytest.mark.parametrize(
    ("absent", "is_doubted"), [("tam", True), ("lan", True), ("hien", False), ("", False)]
)
def test_the_chair_and_the_secretary_came(world: World, absent: str, is_doubted: bool) -> None:
    meeting = hold_meeting(
        by=world.lan, unit=world.commune, held_on=make.TODAY, name="Giao ban tháng 8",
        chaired_by=world.official("tam"), secretary=world.official("lan"),
    )  # fmt: skip
    add_conclusion(by=world.lan, meeting=meeting, text="Thống nhất báo cáo tháng 8")
    seen = Meeting.objects.get(pk=meeting.pk).version
    people = {who: world.official(who) for who in ("tam", "lan", "hien")}
    came = [Attendance(official=one, is_present=who != absent) for who, one in people.items()]
    record_attendance(by=world.lan, meeting_id=meeting.pk, attendances=came, seen_version=seen)
    page = world.client("lan").get(reverse("tasks:close_meeting", args=[meeting.pk]))
    form = reverse("tasks:attend", args=[meeting.pk])
    assert page.context["lacks"] == ([(HEAD_ABSENT, form)] if is_doubted else [])

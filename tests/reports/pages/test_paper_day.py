"""Papers count of the same record as the pages beside them: what was known on the day that they
name; on the sample's own day also what is written while one looks at it."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.meetings.sheet import sheet
from reports.progress.facts import facts_of
from tasks.enums import AgendaKind
from tasks.models import Attendance, Meeting, ProgressReport, Task
from tasks.services import hold_meeting
from tasks.services.meetings import record_attendance
from tests import factories as make
from tests.world import World
from villages.audit import record
from villages.viewing import LOADED

pytestmark = [pytest.mark.both, pytest.mark.django_db]
LATER = "2024-08-20 09:00 +0700"


@pytest.fixture
def meeting(world: World, time_machine) -> Meeting:
    """A meeting of 15 August; days after it six tasks are entered that were due before it."""
    held = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.TODAY, name="Giao ban",
        chaired_by=world.official("hien"), secretary=world.official("lan"),
    )  # fmt: skip
    here = Attendance(official=world.official("lan"), is_present=True)
    record_attendance(
        by=make.system(), meeting_id=held.pk, seen_version=held.version, attendances=[here]
    )
    time_machine.move_to(LATER, tick=False)
    for _ in range(6):
        make.make_task(world.plan, deadline_words="xong trước ngày 01/8/2024")
    at = timezone.make_aware(datetime(2024, 8, 20, 8))
    Task.objects.update(added_at=at)
    return held


def _late(world: World, meeting: Meeting) -> list[str]:
    """What agenda, minutes and report of the day count as overdue."""
    page = world.client("lan").get(reverse("reports:agenda", args=[meeting.pk]))
    found = []
    for shown in (page.context["sheet"], sheet(meeting)):
        (point,) = [one for one in shown.points if one.kind == AgendaKind.OVERDUE]
        found.append(point.stats[0].text)
    day = make.TODAY
    fields = {"unit": world.commune, "kind": "week", "starts_on": day, "ends_on": day}
    report = ProgressReport.objects.get_or_create(**fields)[0]
    return [*found, str(len(facts_of(report).overdue))]


def test_what_was_entered_after_the_day_is_counted_nowhere(world, meeting) -> None:
    assert _late(world, meeting) == ["0", "0", "0"]
    kind = kind_of("meeting_minutes")
    assert any("06 nhiệm vụ" in words for words in kind.doubts(kind.rows(meeting)))


def test_on_the_sample_s_own_day_papers_count_what_its_pages_count(
    world, meeting, settings
) -> None:
    settings.SAMPLE_DAY = make.TODAY
    record(make.system(), LOADED, world.commune, unit=world.commune)
    assert _late(world, meeting) == ["6", "6", "6"]
    kind = kind_of("meeting_minutes")
    rows = kind.rows(meeting)
    assert render_text(kind.document(rows)).count("Việc thử") == 6
    assert kind.doubts(rows) == ()

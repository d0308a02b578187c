"""What the checks find of who chairs a meeting and keeps its minutes."""

from datetime import date

import pytest

from tasks.models import Meeting
from tests.reports.planting_meetings import meeting
from tests.reports.sound import found, sound
from tests.shared import made_once

pytestmark = pytest.mark.django_db

rows = made_once(sound)


def test_a_meeting_chaired_by_one_without_office(world) -> None:
    held = meeting(world)
    Meeting.objects.update(chaired_by=world.official("hien"))
    world.official("hien").postings.update(starts_on=date(2024, 8, 1))
    (line,) = found(world)["present-without-office"]
    assert (line.text, "chủ trì" in line.note) == (f"{held.name}, 15/7/2024", True)

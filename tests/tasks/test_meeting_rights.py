"""Who may still change what of a meeting, and whom its lists name: in the meeting's own unit."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ntm_project.common.refusals import Refused
from tasks.models import AgendaItem, Assignment, Conclusion, Meeting
from tasks.queries.meetings import members_of, unit_of_lead
from tasks.queries.reports import reporting_units
from tasks.rules import deny_edit_conclusion
from tasks.services import add_part, edit_part, remove_part
from tests import factories as make
from tests.world import client_of
from villages.access import Access
from villages.enums import Role
from villages.models import Posting

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def meeting() -> Meeting:
    commune = make.make_commune()
    return Meeting.objects.create(unit=commune, name="Giao ban", held_on=make.TODAY)


def _conclusion(meeting: Meeting, *, is_task: bool) -> Conclusion:
    task = make.make_task(make.make_plan(meeting.unit)) if is_task else None
    return Conclusion.objects.create(meeting=meeting, order=1, text="Lắp biển báo", task=task)


def _write_parts(by: Access, meeting: Meeting) -> None:
    """An entry of the agenda added, edited and removed."""
    part = add_part(by=by, owner=meeting, model=AgendaItem, fields={"title": "Mục riêng"})
    edit_part(by=by, part=part, fields={"title": "Mục khác"}, seen_version=0)
    remove_part(by=by, part=part, seen_version=1)


def _parts_refused(by: Access, meeting: Meeting, part: AgendaItem) -> set[str]:
    """Why an entry of the agenda is not added, edited or removed."""
    given: dict[str, Any] = {"by": by, "part": part, "seen_version": 0}
    reasons = set()
    for write in (
        lambda: add_part(by=by, owner=meeting, model=AgendaItem, fields={"title": "Mục riêng"}),
        lambda: edit_part(fields={"title": "Mục khác"}, **given),
        lambda: remove_part(**given),
    ):
        with pytest.raises(Refused) as refused:
            write()
        reasons.add(str(refused.value))
    return reasons


def test_a_closed_meeting_keeps_its_parts_and_conclusions(meeting: Meeting) -> None:
    chair = make.access(make.make_official(meeting.unit, Role.CHAIR))
    part = AgendaItem.objects.create(meeting=meeting, order=1, title="Mục chung")
    conclusion = _conclusion(meeting, is_task=False)
    _write_parts(chair, meeting)
    assert deny_edit_conclusion(chair, conclusion) == ""
    meeting.closed_at = timezone.now() - timedelta(days=1)
    meeting.save()
    (reason,) = _parts_refused(chair, meeting, part)
    assert deny_edit_conclusion(chair, conclusion) == reason


def test_the_parts_of_a_meeting_are_written_by_whoever_holds_it_alone(meeting: Meeting) -> None:
    part = AgendaItem.objects.create(meeting=meeting, order=1, title="Mục chung")
    elsewhere = make.make_official(make.make_commune("Đồng Tâm"), Role.CHAIR)
    for official in (elsewhere, make.make_official(meeting.unit, Role.REVIEWER)):
        (reason,) = _parts_refused(make.access(official), meeting, part)
        assert reason


def test_a_conclusion_that_is_a_task_belongs_to_whoever_gives_tasks(meeting: Meeting) -> None:
    member = make.make_official(meeting.unit, Role.COMMITTEE)
    conclusion = _conclusion(meeting, is_task=True)
    reason = deny_edit_conclusion(make.access(member), conclusion)
    assert reason
    url = reverse("tasks:edit_conclusion", args=[meeting.pk, conclusion.pk])
    refused = client_of(member).get(url)
    assert refused.status_code == 403
    assert reason in refused.content.decode()
    Conclusion.objects.filter(pk=conclusion.pk).update(task=None)
    assert client_of(member).get(url).status_code == 200


def test_a_report_is_written_where_one_writes_reports() -> None:
    own, other = make.make_commune(), make.make_commune("Nghi Hoa")
    lan = make.make_official(own, Role.STANDING_OFFICER)
    Posting.objects.create(official=lan, unit=other, role=Role.OFFICIAL, title="Công chức")
    assert list(reporting_units(make.access(lan))) == [own]


def test_a_task_of_a_meeting_goes_to_where_its_lead_works(meeting: Meeting) -> None:
    village = make.make_village(meeting.unit)
    lead = make.make_official(
        make.make_commune("Nghi Hoa"), Role.OFFICIAL, title="Công chức xã bên"
    )
    Posting.objects.create(
        official=lead, unit=village, role=Role.VILLAGE_BOARD, title="Trưởng thôn",
        is_main=False
    )  # fmt: skip
    given = Assignment(kind="lead", official=lead)
    assert unit_of_lead(given, meeting, make.TODAY) == village
    meeting.chaired_by = lead
    meeting.save()
    assert members_of(meeting).get(pk=lead.pk).main_title == "Trưởng thôn"


def test_those_called_are_named_by_rank_and_whoever_chairs_first(meeting: Meeting) -> None:
    roles = (Role.OFFICIAL, Role.STANDING_OFFICER, Role.VICE_CHAIR, Role.CHAIR)
    names = ("Lê Văn An", "Trần Thị Bình", "Phạm Văn Cường", "Vũ Văn Đức")
    called = [
        make.make_official(meeting.unit, role, name)
        for role, name in zip(roles, names, strict=True)
    ]
    assert list(members_of(meeting)) == called[::-1]
    meeting.chaired_by = called[2]
    assert list(members_of(meeting)) == [called[2], called[3], called[1], called[0]]

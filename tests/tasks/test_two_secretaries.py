"""Two secretaries write one meeting at the same moment: nothing of either is lost in silence."""

from typing import Any

import pytest
from django.urls import reverse

from ntm_project.common.refusals import Refused
from tasks.models import AgendaItem, Attendance, Meeting
from tasks.services import (
    add_conclusion,
    add_part,
    close_meeting,
    edit_part,
    hold_meeting,
    move_agenda_item,
    record_attendance,
    remove_part,
)
from tests import factories as make
from tests.shared import at_once
from tests.world import World, client_of
from villages.access import Access
from villages.edit import Stale

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


@pytest.fixture
def world(transactional_db: None) -> World:
    world = World()
    assert world.plan
    assert world.lan != world.chair
    return world


@pytest.fixture
def meeting(world: World) -> Meeting:
    return hold_meeting(by=make.system(), unit=world.commune, held_on=make.TODAY, name="Giao ban")


def add_item(by: Access, meeting: Meeting, title: str) -> Any:
    fields = {"title": title, "text": f"Do {title}"}
    return add_part(by=by, owner=meeting, model=AgendaItem, fields=fields)


def present(world: World, *here: str) -> list[Attendance]:
    people = [world.official(name) for name in ("hien", "tam")]
    return [Attendance(official=one, is_present=one.full_name in here) for one in people]


def test_an_item_a_conclusion_and_who_came_are_all_kept(world: World, meeting: Meeting) -> None:
    hien = world.official("hien").full_name
    raised = at_once(
        lambda: add_item(world.lan, meeting, "Nước sạch"),
        lambda: add_item(world.chair, meeting, "Đường hoa"),
        lambda: add_conclusion(by=world.chair, meeting=meeting, text="Giao việc một"),
        lambda: record_attendance(
            by=world.lan, meeting_id=meeting.pk, attendances=present(world, hien), seen_version=0
        ),
    )
    assert raised == []
    own = meeting.agenda.filter(kind="own").order_by("order")
    assert {item.title for item in own} == {"Nước sạch", "Đường hoa"}
    orders = list(meeting.agenda.order_by("order").values_list("order", flat=True))
    assert orders == list(range(1, len(orders) + 1))
    assert meeting.conclusions.get().text == "Giao việc một"
    assert meeting.attendances.get(is_present=True).official.full_name == hien


def test_a_point_moved_while_another_is_written_keeps_both(world: World, meeting: Meeting) -> None:
    first, second = (add_item(world.lan, meeting, title) for title in ("Một", "Hai"))
    raised = at_once(
        lambda: move_agenda_item(by=world.lan, item=second, is_up=True),
        lambda: edit_part(
            by=world.chair, part=first, fields={"title": "Một, đã sửa"}, seen_version=0
        ),
    )
    assert raised == []
    titles = list(meeting.agenda.filter(kind="own").order_by("order").values_list("title", flat=1))
    assert titles == ["Hai", "Một, đã sửa"]


def test_a_point_corrected_and_taken_out_at_once(world: World, meeting: Meeting) -> None:
    item = add_item(world.lan, meeting, "Một")
    raised = at_once(
        lambda: edit_part(by=world.lan, part=item, fields={"title": "Khác"}, seen_version=0),
        lambda: remove_part(by=world.chair, part=item, seen_version=0),
    )
    assert len(raised) == 1  # never both: what was corrected is not taken out unseen
    left = meeting.agenda.filter(kind="own").first()
    assert isinstance(raised[0], Stale) if left else True
    assert left is None or left.title == "Khác"


def test_who_concludes_while_another_closes_is_in_the_sheet_or_refused(
    world: World, meeting: Meeting
) -> None:
    add_conclusion(by=world.lan, meeting=meeting, text="Giao việc một")
    rows = present(world, world.official("hien").full_name)
    record_attendance(by=world.lan, meeting_id=meeting.pk, attendances=rows, seen_version=0)
    meeting.refresh_from_db()
    Meeting.objects.filter(pk=meeting.pk).update(
        chaired_by=world.official("tam"), secretary=world.official("lan")
    )
    raised = at_once(
        lambda: close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=meeting.version),
        lambda: add_conclusion(by=world.chair, meeting=meeting, text="Giao việc hai"),
    )
    meeting.refresh_from_db()
    assert meeting.is_closed
    kept = {row.text for row in meeting.conclusions.all()}
    assert [type(error) for error in raised] == ([] if "Giao việc hai" in kept else [Refused])
    assert all(text in str(meeting.sheet.contents) for text in kept)


def test_the_page_shows_both_marks_of_who_came(world: World, meeting: Meeting) -> None:
    url, answers = reverse("tasks:attend", args=[meeting.pk]), {}
    clients = {name: client_of(world.official(name)) for name in ("lan", "tam")}
    ticks = {"lan": "hien", "tam": "lan"}
    # `tests/tasks/pages/test_meeting.py` names the fields of the form.
    forms = {
        name: {f"co-{world.official(tick).pk}": "on", "seen_version": 0}
        for name, tick in ticks.items()
    }

    def post(name: str) -> None:
        answers[name] = clients[name].post(url, forms[name])

    assert at_once(*[lambda name=name: post(name) for name in clients]) == []
    by_status = {answer.status_code: name for name, answer in answers.items()}
    assert set(by_status) == {303, 409}
    page = answers[by_status[409]].content.decode()
    winner = world.official(by_status[303]).full_name
    assert f"<strong>{winner}</strong>" in page
    assert all(f"{world.official(tick).full_name}: có mặt" in page for tick in ticks.values())
    here = meeting.attendances.get(is_present=True)
    assert here.official == world.official(ticks[by_status[303]])
